//! Projections.

use super::paths::{Disjoint, check_depth, check_indexes};
use super::{empty, length};
use crate::Result;
use crate::expr::{Projection, Written};

impl Projection {
    /// Checks that the service would take the projection: there are paths, no list index is beyond 2,147,483,647, no
    /// path is deeper than 32 elements, and none is another or lies below it. Unless it is known to be [`Written`], also
    /// how large it is.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Projection};
    ///
    /// let within = Projection::from_iter([Path::attribute("a"), Path::attribute("a").key("b")]);
    /// let error = within.check(None).unwrap_err();
    /// assert_eq!(
    ///     error.message(),
    ///     "Two document paths overlap with each other; must remove or rewrite one of these paths; \
    ///      path one: [a], path two: [a, b]"
    /// );
    /// ```
    pub fn check(&self, written: Option<Written>) -> Result<()> {
        if self.paths().is_empty() {
            return Err(empty());
        }
        if written.is_none() {
            length::check_projection(self)?;
        }
        check_indexes(self.paths())?;
        let mut disjoint = Disjoint::default();
        // The service takes the last path first.
        self.paths().iter().rev().try_for_each(|path| {
            check_depth(path.depth())?;
            disjoint.add(path)
        })
    }
}
