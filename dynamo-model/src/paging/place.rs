//! Where a read goes, as types.

/// The place of a read of the table itself.
#[derive(Clone, Copy, Debug)]
pub enum OnTable {}

/// The place of a read of a global secondary index.
#[derive(Clone, Copy, Debug)]
pub enum OnGlobalIndex {}

/// The access pattern of whatever follows none in particular.
#[derive(Clone, Copy, Debug)]
pub enum Anywhere {}

/// Places that can be read consistently.
#[diagnostic::on_unimplemented(
    message = "a read through a global index cannot be consistent",
    label = "this reads a global index, which follows the table a moment later",
    note = "leave out `.consistent()`, or read the table: `get` and `batch_get` can be consistent, and so can a query without an index"
)]
pub trait ReadsConsistently {}
impl ReadsConsistently for OnTable {}
