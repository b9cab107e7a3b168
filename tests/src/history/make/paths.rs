//! Document paths and projections.

use dynamo_model::expr::{Element, Path, Projection};

use super::Maker;
use super::designs::DATA;
use super::values::ENTRIES;

impl Maker {
    /// Makes a path below one of these attributes, or to it.
    pub(super) fn path(&mut self, roots: &[&str]) -> Path {
        let root = *self.one_of(roots);
        self.path_below(root)
    }

    /// Makes a path into a data attribute.
    pub(super) fn data_path(&mut self) -> Path {
        self.path(&DATA)
    }

    /// Makes a path that leads somewhere if the attribute has the type it usually has.
    pub(super) fn path_below(&mut self, root: &str) -> Path {
        let path = Path::attribute(root);
        match root {
            "m" if self.chance(45) => self.deeper(path, true),
            "l" if self.chance(45) => self.deeper(path, false),
            _ if DATA.contains(&root) && self.chance(4) => {
                let into_map = self.rng.bool();
                self.deeper(path, into_map)
            }
            _ => path,
        }
    }

    fn deeper(&mut self, path: Path, into_map: bool) -> Path {
        let into_map = if self.chance(95) { into_map } else { !into_map };
        let path = if into_map {
            path.key(*self.one_of(&ENTRIES))
        } else {
            path.index(*self.one_of(&[0, 0, 1, 1, 2, 3, 9]))
        };
        if self.chance(12) && path.depth() < 4 {
            let into_map = self.rng.bool();
            return self.deeper(path, into_map);
        }
        path
    }

    /// Makes a projection of paths that do not clash.
    pub(super) fn projection(&mut self, roots: &[&str]) -> Projection {
        let mut paths: Vec<Path> = Vec::new();
        for _ in 0..1 + self.rng.usize(..4) {
            let path = self.path(roots);
            if !paths.iter().any(|other| clash(other, &path)) {
                paths.push(path);
            }
        }
        Projection::from_iter(paths)
    }
}

/// Whether two paths cannot stand in one projection or update.
pub(super) fn clash(one: &Path, two: &Path) -> bool {
    if one.root() != two.root() {
        return false;
    }
    match std::iter::zip(one.rest(), two.rest()).find(|(a, b)| a != b) {
        None => true,
        Some((a, b)) => matches!(a, Element::Key(_)) != matches!(b, Element::Key(_)),
    }
}
