//! Paths to ask for together.

use crate::expr::{Element, Path, Projection};

/// Paths of which none is within another, as the service demands it.
///
/// Elements of a list come back without the gaps between them. So that each is known by its rank, of several elements of one
/// list all are asked for whole: an element that is in the list then is in the answer.
#[derive(Debug, Default)]
pub(crate) struct Wanted(Vec<Path>);

impl Wanted {
    pub(crate) fn add(&mut self, path: Path) {
        let met = self.0.iter().enumerate().find_map(|(place, known)| Some((place, meet(known, &path)?)));
        match met {
            None => self.0.push(path),
            Some((_, Met::Covered)) => {}
            Some((place, Met::Instead(paths))) => {
                self.0.remove(place);
                paths.into_iter().for_each(|path| self.add(path));
            }
        }
    }

    pub(crate) fn add_all(&mut self, projection: &Projection) {
        projection.paths().iter().for_each(|path| self.add(path.clone()));
    }

    pub(crate) fn into_projection(self) -> Projection {
        self.0.into_iter().collect()
    }
}

/// What becomes of a path that is wanted besides a known one.
enum Met {
    /// It is within the known one.
    Covered,
    /// These are wanted for both.
    Instead(Vec<Path>),
}

/// Finds what two paths have to do with each other; `None` if nothing.
fn meet(known: &Path, path: &Path) -> Option<Met> {
    if known.root() != path.root() {
        return None;
    }
    let (left, right) = (known.rest(), path.rest());
    let common = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    match (left.get(common), right.get(common)) {
        (None, _) => Some(Met::Covered),
        (Some(_), None) => Some(Met::Instead(vec![path.clone()])),
        (Some(Element::Index(_)), Some(Element::Index(_))) => {
            let whole = common + 1;
            (left.len() > whole || right.len() > whole)
                .then(|| Met::Instead(vec![cut(known, whole), cut(path, whole)]))
        }
        (Some(Element::Key(_)), Some(Element::Key(_))) => None,
        // A list to one of them, and a map to the other.
        _ => Some(Met::Instead(vec![cut(path, common)])),
    }
}

/// The path with so many steps below the attribute.
pub(super) fn cut(path: &Path, steps: usize) -> Path {
    path.rest().iter().take(steps).fold(Path::attribute(path.root()), |path, step| match step {
        Element::Key(key) => path.key(key),
        Element::Index(index) => path.index(*index),
    })
}

/// Finds where in an answer the element of a list is.
pub(super) fn rank(list: &Path, index: u32, asked: &Projection) -> u32 {
    let below = |path: &Path| {
        let within = path.root() == list.root() && path.rest().starts_with(list.rest());
        within.then(|| path.rest().get(list.rest().len()).cloned())
    };
    let mut before = Vec::new();
    for step in asked.paths().iter().filter_map(below) {
        match step {
            Some(Element::Index(other)) if other < index && !before.contains(&other) => before.push(other),
            Some(Element::Index(_)) => {}
            // The whole list, or what holds it.
            Some(Element::Key(_)) | None => return index,
        }
    }
    let holds = |path: &Path| path.root() == list.root() && list.rest().starts_with(path.rest());
    if asked.paths().iter().any(holds) {
        return index;
    }
    u32::try_from(before.len()).unwrap_or(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        let mut words = text.split('.');
        let root = Path::attribute(words.next().unwrap_or_default());
        words.fold(root, |path, word| match word.parse() {
            Ok(index) => path.index(index),
            Err(_) => path.key(word),
        })
    }

    fn wanted(texts: &[&str]) -> Projection {
        let mut wanted = Wanted::default();
        texts.iter().for_each(|text| wanted.add(path(text)));
        wanted.into_projection()
    }

    fn asked(texts: &[&str]) -> Vec<String> {
        wanted(texts).paths().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_path_within_another_is_not_asked_for() {
        assert_eq!(asked(&["a.b", "a", "a.c", "a"]), ["a"]);
        assert_eq!(asked(&["a.b", "a.c", "b.a"]), ["a.b", "a.c", "b.a"]);
        assert_eq!(asked(&["a.0.b", "a.0", "c"]), ["a[0]", "c"]);
    }

    #[test]
    fn of_several_elements_of_a_list_all_are_whole() {
        assert_eq!(asked(&["a.2.b", "a.2.c"]), ["a[2].b", "a[2].c"]);
        assert_eq!(asked(&["a.2.b", "a.2.c", "a.0.b"]), ["a[2]", "a[0]"]);
        assert_eq!(asked(&["a.2", "a.0"]), ["a[2]", "a[0]"]);
        assert_eq!(asked(&["a.1.0.b", "a.1.3"]), ["a[1][0]", "a[1][3]"]);
    }

    #[test]
    fn what_is_a_list_to_one_and_a_map_to_another_is_whole() {
        assert_eq!(asked(&["a.b.0", "a.b.c.d", "a.x"]), ["a.b", "a.x"]);
    }

    #[test]
    fn an_element_is_known_by_its_rank_among_those_asked_for() {
        let found = |texts: &[&str], list: &str, index| rank(&path(list), index, &wanted(texts));
        assert_eq!(found(&["a.7.b", "a.7.c"], "a", 7), 0);
        assert_eq!(found(&["a.7", "a.2", "a.4.b"], "a", 4), 1);
        assert_eq!(found(&["a.7", "a.2"], "a", 7), 1);
        assert_eq!(found(&["a"], "a", 7), 7);
        assert_eq!(found(&["a.b"], "a.b.c", 7), 7);
        assert_eq!(found(&["a.3"], "a.3", 7), 7, "of an element that is whole");
        assert_eq!(found(&["a.3.7"], "a.3", 7), 0);
    }
}
