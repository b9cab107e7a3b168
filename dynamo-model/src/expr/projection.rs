use std::sync::Arc;

use super::Path;

/// The paths a read returns; everything else is left out. Clones share the paths.
///
/// ```
/// use dynamo_model::expr::Projection;
///
/// let names = Projection::from_iter(["id", "name"]);
/// assert_eq!(names.paths().len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection(Arc<[Path]>);

impl Projection {
    /// Returns the paths, in the order they were given.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Projection};
    ///
    /// let projection: Projection = ["total", "note"].into_iter().map(Path::attribute).collect();
    /// assert_eq!(projection.paths().first(), Some(&Path::attribute("total")));
    /// ```
    #[must_use]
    pub fn paths(&self) -> &[Path] {
        &self.0
    }
}

impl<P: Into<Path>> FromIterator<P> for Projection {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        Self(paths.into_iter().map(Into::into).collect())
    }
}
