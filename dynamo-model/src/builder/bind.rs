use std::fmt;

use super::Db;

/// The state of a builder without a database: it can be shown and composed, but not awaited.
#[derive(Clone, Copy, Debug)]
pub struct Unbound;

/// The state of a builder that a database made: it can be awaited.
pub struct Bound<'d, T>(pub(crate) &'d Db<T>);

impl<T> Clone for Bound<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Bound<'_, T> {}

impl<T> fmt::Debug for Bound<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bound").field(self.0).finish()
    }
}
