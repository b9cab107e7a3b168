//! Where a read goes, as types.

/// The place of a read of the table itself.
#[derive(Clone, Copy, Debug)]
pub enum OnTable {}

/// The place of a read of a global secondary index.
#[derive(Clone, Copy, Debug)]
pub enum OnGlobalIndex {}

/// The place of a read of a local secondary index.
#[derive(Clone, Copy, Debug)]
pub enum OnLocalIndex {}

/// The place of a read that finds items in a global secondary index, and reads them from the table.
#[derive(Clone, Copy, Debug)]
pub enum OnHydratedIndex {}

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
impl ReadsConsistently for OnLocalIndex {}

/// Places whose items have all their attributes, so that the service can filter by them.
#[diagnostic::on_unimplemented(
    message = "a hydrated read has no filter: the index may not hold what it would look at",
    label = "this reads the entities from the table, once the index has said which",
    note = "filter the entities once they are here, or declare the index with `project(all)` and remove `hydrate`"
)]
pub trait Filters {}
impl Filters for OnTable {}
impl Filters for OnGlobalIndex {}
impl Filters for OnLocalIndex {}

/// What is read, and whether it holds whole entities.
#[doc(hidden)]
pub trait HasPlace {
    type Place;
    type Whole;
}

impl HasPlace for OnTable {
    type Place = Self;
    type Whole = Whole;
}

impl HasPlace for OnHydratedIndex {
    type Place = Self;
    type Whole = Whole;
}

/// An index of these qualities, which only the table knows: `TableSchema::qualities` tells them as a number.
#[doc(hidden)]
#[derive(Debug)]
pub enum IndexIs<const QUALITIES: u8> {}

/// What is read holds whole entities.
#[doc(hidden)]
#[derive(Debug)]
pub enum Whole {}

/// What is read holds only some attributes of some entity.
#[doc(hidden)]
#[derive(Debug)]
pub enum Partial {}

macro_rules! index_is {
    ($($qualities:literal: $place:ty, $whole:ty;)*) => {$(
        impl HasPlace for IndexIs<$qualities> {
            type Place = $place;
            type Whole = $whole;
        }
    )*};
}

index_is! {
    0: OnGlobalIndex, Partial;
    1: OnLocalIndex, Partial;
    2: OnGlobalIndex, Whole;
    3: OnLocalIndex, Whole;
}
