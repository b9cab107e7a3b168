//! Document paths: their depth, and how those of one expression relate.

use std::fmt;

use dynamo_model::expr::{Element, Path, Projection};
use dynamo_model::{Error, Result};

use super::size;

/// The most elements of a path, the attribute included.
const DEEPEST: usize = 32;

/// Checks how deep a path goes.
pub(super) fn check_depth(path: &Path) -> Result<()> {
    if path.depth() <= DEEPEST {
        return Ok(());
    }
    Err(Error::validation(format!(
        "The document path has too many nesting levels; nesting levels: {}",
        path.depth()
    )))
}

/// Checks the paths of a projection, alone and against each other.
pub(super) fn check_projection(projection: &Projection) -> Result<()> {
    let paths: Vec<&Path> = projection.paths().iter().collect();
    if paths.is_empty() {
        return Err(Error::validation("The expression can not be empty;"));
    }
    size::check_projection(projection)?;
    paths.iter().try_for_each(|path| check_depth(path))?;
    check_disjoint(&paths)
}

/// Requires that no path is another or lies below it, and that none takes for a list what another takes for a map.
pub(super) fn check_disjoint(paths: &[&Path]) -> Result<()> {
    if !any_clash(paths) {
        return Ok(());
    }
    find(paths, Clash::Overlap)?;
    find(paths, Clash::Conflict)
}

/// Sorting brings two paths that clash next to each other, if there are any.
fn any_clash(paths: &[&Path]) -> bool {
    let mut sorted = paths.to_vec();
    sorted.sort_unstable();
    sorted.iter().zip(sorted.iter().skip(1)).any(|(one, two)| clash(one, two).is_some())
}

/// Reports the first pair, as written, that clashes in this way.
fn find(paths: &[&Path], wanted: Clash) -> Result<()> {
    for (position, two) in paths.iter().enumerate() {
        if let Some(one) = paths.iter().take(position).find(|one| clash(one, two) == Some(wanted)) {
            return Err(Error::validation(format!(
                "Two document paths {wanted} with each other; must remove or rewrite one of these paths; \
                 path one: {}, path two: {}",
                one.listed(),
                two.listed()
            )));
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
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

/// Requires that no path leads below a key attribute; `label` says whose key.
pub(in crate::rules) fn check_scalar_keys<'p>(
    paths: impl IntoIterator<Item = &'p Path>,
    is_key: impl Fn(&str) -> bool,
    label: &str,
) -> Result<()> {
    match paths.into_iter().find(|path| !path.rest().is_empty() && is_key(path.root())) {
        None => Ok(()),
        Some(path) => Err(Error::validation(format!(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: {label}: {}",
            path.root()
        ))),
    }
}
