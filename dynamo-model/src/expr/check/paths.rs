//! Document paths: their depth, and how those of one expression relate.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Bound;

use crate::expr::{Element, Path};
use crate::{Error, Result};

/// The most elements of a path, the attribute included.
const DEEPEST: usize = 32;

/// The largest index of a list.
const LARGEST_INDEX: u32 = i32::MAX.unsigned_abs();

/// Checks an index, as it is written.
pub(in crate::expr) fn check_index(digits: &str) -> Result<u32> {
    let index = digits.parse().ok().filter(|index| *index <= LARGEST_INDEX);
    index.ok_or_else(|| out_of_range(digits))
}

/// Checks the indexes of paths in the order they are written, as the service does before all else that it makes of paths.
pub(super) fn check_indexes<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Result<()> {
    let too_large = |element: &Element| match element {
        Element::Index(index) if *index > LARGEST_INDEX => Some(*index),
        Element::Index(_) | Element::Key(_) => None,
    };
    match paths.into_iter().flat_map(Path::rest).find_map(too_large) {
        None => Ok(()),
        Some(index) => Err(out_of_range(index)),
    }
}

fn out_of_range(index: impl fmt::Display) -> Error {
    Error::validation(format!("List index is not within the allowable range; index: [{index}]"))
}

/// Checks how many elements a path has.
pub(in crate::expr) fn check_depth(elements: usize) -> Result<()> {
    if elements <= DEEPEST {
        return Ok(());
    }
    Err(Error::validation(format!(
        "The document path has too many nesting levels; nesting levels: {elements}"
    ))
    .with_detail(format!("{DEEPEST} is the most")))
}

/// Paths of which none is another or lies below it, and none takes for a list what another takes for a map.
#[derive(Default)]
pub(in crate::expr) struct Disjoint<'p> {
    /// From the last written to the first, which is how the service takes them.
    taken: Vec<&'p Path>,
    sorted: BTreeSet<&'p Path>,
}

impl<'p> Disjoint<'p> {
    /// Adds the path written before those added so far.
    pub(in crate::expr) fn add(&mut self, path: &'p Path) -> Result<()> {
        if self.clashes(path) {
            self.check_each(path)?;
        }
        self.taken.push(path);
        self.sorted.insert(path);
        Ok(())
    }

    /// Of paths that are sorted, two that clash stand next to each other, if there are any.
    fn clashes(&self, path: &Path) -> bool {
        let before = self.sorted.range::<Path, _>((Bound::Unbounded, Bound::Included(path))).next_back();
        let behind = self.sorted.range::<Path, _>((Bound::Included(path), Bound::Unbounded)).next();
        before.into_iter().chain(behind).any(|other| clash(path, other).is_some())
    }

    fn check_each(&self, path: &Path) -> Result<()> {
        match self.taken.iter().find_map(|other| Some((clash(path, other)?, other))) {
            None => Ok(()),
            Some((clash, other)) => Err(Error::validation(format!(
                "Two document paths {clash} with each other; must remove or rewrite one of these paths; \
                 path one: {}, path two: {}",
                path.listed(),
                other.listed()
            ))),
        }
    }
}

enum Clash {
    Overlap,
    Conflict,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Clash::Overlap => "overlap",
            Clash::Conflict => "conflict",
        })
    }
}

fn clash(one: &Path, two: &Path) -> Option<Clash> {
    if one.root() != two.root() {
        return None;
    }
    match one.rest().iter().zip(two.rest()).find(|(left, right)| left != right) {
        None => Some(Clash::Overlap),
        Some((Element::Key(_), Element::Index(_)) | (Element::Index(_), Element::Key(_))) => {
            Some(Clash::Conflict)
        }
        Some(_) => None,
    }
}
