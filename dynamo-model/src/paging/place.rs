//! Where a read goes, as types.

use crate::value::Vector;

/// The place of a read of the table itself.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use dynamo_model::paging::OnTable;
/// use dynamo_model::scan::Scan;
///
/// let scan: Scan<Order, _, OnTable> = Scan::new();
/// assert!(scan.consistent().request()?.consistent_read);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OnTable {}

/// The place of a read of a global secondary index.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// # struct Order { id: String, day: String }
/// use dynamo_model::paging::OnGlobalIndex;
/// use dynamo_model::scan::Scan;
///
/// let scan: Scan<Order, _, OnGlobalIndex> = Scan::new().through(Order::BY_DAY);
/// assert_eq!(scan.request()?.index.as_deref(), Some("gsi1"));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OnGlobalIndex {}

/// The place of a read of a local secondary index.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::paging::OnLocalIndex;
/// use dynamo_model::scan::Scan;
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// #[index(name = "by_total", local)]
/// enum Shop {
///     Order(Order),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
/// #[access(name = by_total, index = by_total, pk = "CUSTOMER#{customer}", sk = "{total}")]
/// struct Order { customer: String, id: String, total: u32 }
///
/// let scan: Scan<Order, _, OnLocalIndex> = Scan::new().through(Order::BY_TOTAL);
/// assert!(scan.consistent().request()?.consistent_read);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OnLocalIndex {}

/// The place of a read that finds items in a secondary index, and reads them from the table.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::paging::OnHydratedIndex;
/// use dynamo_model::query::{AccessPattern, IntoQuery};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// #[index(name = "gsi1", project(keys_only))]
/// enum Shop {
///     Order(Order),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", hydrate)]
/// struct Order { id: String, day: String, total: u32 }
///
/// fn is_hydrated<Q: IntoQuery<Pattern: AccessPattern<Place = OnHydratedIndex>>>(_: &Q) -> bool {
///     true
/// }
/// let query = Order::by_day("2026-11-26");
/// assert!(is_hydrated(&query));
/// assert_eq!(query.into_query().request()?.index.as_deref(), Some("gsi1"), "which says what to read from the table");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OnHydratedIndex {}

/// The place of a search: a vector index, whose vectors have `N` numbers.
///
/// ```
/// # use dynamo_model::{Entity, Table, Vector};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "library")]
/// # #[vector_index(name = "by_meaning", vector = "embedding", dimensions = 3, distance = cosine)]
/// # enum Library { Book(Book) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
/// # #[access(name = similar, index = by_meaning)]
/// # struct Book { id: String, embedding: Vector<3> }
/// use dynamo_model::paging::OnVectorIndex;
/// use dynamo_model::query::AccessPattern;
/// use dynamo_model::search::IntoSearch;
///
/// fn length<const N: usize, S: IntoSearch<Pattern: AccessPattern<Place = OnVectorIndex<N>>>>(_: S) -> usize {
///     N
/// }
/// assert_eq!(length(Book::similar()), 3);
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OnVectorIndex<const N: usize> {}

/// The access pattern of what follows none in particular: conditions of writes, filters of scans, and queries of
/// [`any_pattern`](crate::query::Query::any_pattern).
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// # struct Order { id: String, day: String }
/// use dynamo_model::builder::Unbound;
/// use dynamo_model::paging::Anywhere;
/// use dynamo_model::query::{IntoQuery as _, Query};
///
/// let query: Query<Order, Unbound, Anywhere> = Order::by_day("2026-11-26").into_query().any_pattern();
/// assert_eq!(query.request()?.index.as_deref(), Some("gsi1"));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Anywhere {}

/// Places that can be read consistently: the table and its local indexes. A global index follows the table a moment later.
///
/// ```
/// use dynamo_model::paging::{OnLocalIndex, OnTable, ReadsConsistently};
///
/// fn reads_consistently<L: ReadsConsistently>() -> bool {
///     true
/// }
/// assert!(reads_consistently::<OnTable>() && reads_consistently::<OnLocalIndex>());
/// ```
#[diagnostic::on_unimplemented(
    message = "a read through a global index, or of what an index finds in the table, cannot be consistent",
    label = "this does not see every write acknowledged before",
    note = "leave out `.consistent()`, or read the table: `get` and `batch_get` can be consistent, and so can a query without an index"
)]
pub trait ReadsConsistently {}
#[diagnostic::do_not_recommend]
impl ReadsConsistently for OnTable {}
#[diagnostic::do_not_recommend]
impl ReadsConsistently for OnLocalIndex {}

/// Places whose items have all that a read returns, so that the service can filter by it: all but [`OnHydratedIndex`].
///
/// ```
/// use dynamo_model::paging::{Filters, OnGlobalIndex, OnTable};
///
/// fn filters<L: Filters>() -> bool {
///     true
/// }
/// assert!(filters::<OnTable>() && filters::<OnGlobalIndex>());
/// ```
#[diagnostic::on_unimplemented(
    message = "a hydrated read has no filter: the index may not hold what it would look at",
    label = "this reads the entities from the table, once the index has said which",
    note = "filter the entities once they are here, or declare the index with `project(all)` and remove `hydrate`"
)]
pub trait Filters {}
#[diagnostic::do_not_recommend]
impl Filters for OnTable {}
#[diagnostic::do_not_recommend]
impl Filters for OnGlobalIndex {}
#[diagnostic::do_not_recommend]
impl Filters for OnLocalIndex {}

/// Places that have an order to read in: all but [`OnVectorIndex`], which is searched.
///
/// ```
/// use dynamo_model::paging::{OnGlobalIndex, OnTable, ReadsInOrder};
///
/// fn reads_in_order<L: ReadsInOrder>() -> bool {
///     true
/// }
/// assert!(reads_in_order::<OnTable>() && reads_in_order::<OnGlobalIndex>());
/// ```
#[diagnostic::on_unimplemented(
    message = "a vector index is searched, and neither queried nor scanned",
    label = "this access pattern is of a vector index",
    note = "ask for what is nearest to a vector: `db.search(Book::similar(…), &question)`; or name an access pattern of the table or another index"
)]
pub trait ReadsInOrder {}
#[diagnostic::do_not_recommend]
impl ReadsInOrder for OnTable {}
#[diagnostic::do_not_recommend]
impl ReadsInOrder for OnGlobalIndex {}
#[diagnostic::do_not_recommend]
impl ReadsInOrder for OnLocalIndex {}
#[diagnostic::do_not_recommend]
impl ReadsInOrder for OnHydratedIndex {}

/// Places that are searched: vector indexes.
///
/// ```
/// use dynamo_model::paging::{IsSearched, OnVectorIndex};
///
/// fn is_searched<L: IsSearched>() -> bool {
///     true
/// }
/// assert!(is_searched::<OnVectorIndex<384>>());
/// ```
#[diagnostic::on_unimplemented(
    message = "what this access pattern reads is queried, and not searched",
    label = "of no vector index",
    note = "write `db.query(…)`; or search by an access pattern of a `#[vector_index(…)]`, which an entity declares with `#[access(name = similar, index = by_meaning)]`"
)]
pub trait IsSearched {}
#[diagnostic::do_not_recommend]
impl<const N: usize> IsSearched for OnVectorIndex<N> {}

/// What can be asked of a place: of a vector index, a vector of as many numbers as its own have.
///
/// ```
/// use dynamo_model::Vector;
/// use dynamo_model::paging::{OnVectorIndex, Question};
///
/// fn is_question<L, Q: Question<L>>(_: &Q) -> bool {
///     true
/// }
/// assert!(is_question::<OnVectorIndex<2>, _>(&Vector::new([0.5, 1.0])?));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no question for this vector index",
    label = "no vector of as many numbers as those of the index",
    note = "make the question by the model that made the vectors of the index: a `Vector` of as many numbers as `dimensions = …` of the index says"
)]
pub trait Question<Place> {
    #[doc(hidden)]
    fn __numbers(&self) -> &[f32];
}

macro_rules! asked {
    ($($place:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<const N: usize> Question<$place> for Vector<N> {
            fn __numbers(&self) -> &[f32] {
                self.numbers()
            }
        }
    )*};
}

// That all but the first are not searched is for `IsSearched` to say.
asked! {
    OnVectorIndex<N>;
    OnTable;
    OnLocalIndex;
    OnGlobalIndex;
    OnHydratedIndex;
    Anywhere;
}

/// What is read, and whether it holds whole entities.
#[doc(hidden)]
pub trait HasPlace {
    type Place;
    type Whole;
    /// The same, where the items are then read from the table.
    type Hydrated: HasPlace;
}

impl HasPlace for OnTable {
    type Place = Self;
    type Whole = Whole;
    type Hydrated = Self;
}

impl HasPlace for OnHydratedIndex {
    type Place = Self;
    type Whole = Whole;
    type Hydrated = Self;
}

impl<const N: usize> HasPlace for OnVectorIndex<N> {
    type Place = Self;
    type Whole = Partial;
    type Hydrated = Self;
}

/// What queries by an index read, which only the table knows. The index is the one at a place of its schema, or at the end of
/// all, none.
#[doc(hidden)]
pub trait HasIndex<const PLACE: usize> {
    type Reads: HasPlace;
}

/// An index of these qualities: `TableSchema::qualities` tells them as a number.
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
            type Hydrated = OnHydratedIndex;
        }
    )*};
}

index_is! {
    0: OnGlobalIndex, Partial;
    1: OnLocalIndex, Partial;
    2: OnGlobalIndex, Whole;
    3: OnLocalIndex, Whole;
}
