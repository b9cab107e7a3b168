//! Queries of an access pattern that return something else than the pattern says: views, or entities where it says views.

use std::fmt;
use std::marker::PhantomData;

use super::partitions::Sharded;
use super::{Declared, Entities, PatternType, Query, Says};
use crate::builder::Binding;
use crate::entity::{Entity, Filtered, Readable, Table, ViewOf};
use crate::paging::{Anywhere, HasPlace, IndexIs, OnHydratedIndex};
use crate::schema::check_other_view;

/// The access pattern `P`, where its index only says which items there are, and they are then read from the table: see
/// [`Query::hydrate`].
///
/// ```
#[doc = include_str!("days.md")]
/// use dynamo_model::builder::Unbound;
/// use dynamo_model::query::{Hydrated, Query};
///
/// fn whole<P>(query: Query<Order, Unbound, Hydrated<P>>) -> Query<Order, Unbound, Hydrated<P>> {
///     query
/// }
/// let orders = whole(Order::by_day("2026-11-26").into_query().hydrate());
/// assert_eq!(orders.request()?.index.as_deref(), Some("gsi1"));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct Hydrated<P>(PhantomData<fn() -> P>);

impl<P> fmt::Debug for Hydrated<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hydrated")
    }
}

impl<P: PatternType> PatternType for Hydrated<P> {
    type As = Says<<P::As as Declared>::Entity, Entities, OnHydratedIndex, <P::As as Declared>::Attributes>;
    const ACCESS: usize = P::ACCESS;
    const READS_TABLE: bool = true;
}

#[diagnostic::do_not_recommend]
impl<P: Sharded> Sharded for Hydrated<P> {}

/// Access patterns, as far as it is known where they read.
#[doc(hidden)]
pub trait Located {
    /// The place of the pattern in its entity's schema, if the index that it reads is all that is read.
    const INDEX_ALONE: Option<usize>;
}

#[diagnostic::do_not_recommend]
impl<P: PatternType> Located for P {
    const INDEX_ALONE: Option<usize> = if P::READS_TABLE { None } else { Some(P::ACCESS) };
}

impl Located for Anywhere {
    const INDEX_ALONE: Option<usize> = None;
}

/// Patterns by an index, which can say which items of the table to read.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a query of the table reads whole entities, and has no index to find them by",
    label = "the access pattern of this query reads the table",
    note = "remove `.hydrate()`"
)]
pub trait FindsByIndex {}

#[diagnostic::do_not_recommend]
impl<const QUALITIES: u8> FindsByIndex for IndexIs<QUALITIES> where Self: HasPlace {}
#[diagnostic::do_not_recommend]
impl FindsByIndex for OnHydratedIndex {}

/// What a query returns of an entity: itself, or a view.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this query returns `{Self}`, and not `{E}` or a view of it",
    label = "what is read of several entities is not hydrated here",
    note = "a collection is read from the table where one of its entities is, by `hydrate` of that access pattern"
)]
pub trait ReadOf<E> {}

#[diagnostic::do_not_recommend]
impl<E, O: Filtered<Entity = E>> ReadOf<E> for O {}

/// Refuses, where a program says it, a view that the index of an access pattern does not hold.
struct Narrowed<O, V, P>(PhantomData<(O, V, P)>);

impl<O, V, P> Narrowed<O, V, P>
where
    O: Filtered<Entity: Entity>,
    V: ViewOf<O::Entity>,
    P: Located,
{
    #[allow(clippy::panic, reason = "it runs while a program compiles, and is what stops it")]
    const HELD: () = {
        if let Some(place) = P::INDEX_ALONE
            && let Some(mistake) = check_other_view(O::Entity::SCHEMA, place, V::Table::SCHEMA, V::SCHEMA)
        {
            panic!("{}", mistake.as_str())
        }
    };
}

impl<O: Readable, B: Binding, P> Query<O, B, P> {
    /// Returns views of the entities: only their attributes, and the keys, are asked for. What is read and charged stays
    /// the same, and so does the cursor.
    ///
    /// Of a pattern that returns views, others can be asked for, as long as its index holds them; a program that asks for what
    /// it does not hold is not built (`cargo check` alone does not see it), unless the table is read, too, after
    /// [`hydrate`](Self::hydrate). Where the pattern
    /// is hydrated, and its index holds all that the view has, the index alone is read, and nothing of the table is charged.
    ///
    /// ```
    #[doc = include_str!("days.md")]
    /// #[derive(Projection)]
    /// #[projection(of = Order)]
    /// struct Id {
    ///     id: String,
    /// }
    ///
    /// let of_day = || Order::by_day("2026-11-26").into_query();
    /// let paths = |request: dynamo_model::request::Query| -> Vec<String> {
    ///     request.projection.iter().flat_map(|p| p.paths()).map(|p| p.to_string()).collect()
    /// };
    /// assert_eq!(paths(of_day().request()?), ["_type", "pk", "sk", "gsi1pk", "gsi1sk", "total"]);
    /// assert_eq!(paths(of_day().view::<Id>().request()?), ["_type", "pk", "sk", "gsi1pk", "gsi1sk"]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn view<V>(self) -> Query<V, B, P>
    where
        O: Filtered<Entity: Entity>,
        V: ViewOf<O::Entity>,
        P: Located,
    {
        const { Narrowed::<O, V, P>::HELD }
        self.retyped()
    }

    /// Returns the entities whole, of a pattern whose index holds a part of them: it says which there are, and they are then
    /// read from the table, up to 100 at a time. What `hydrate` of an access pattern says of every query, this says of one.
    ///
    /// An index that holds the entities whole is read alone all the same. Otherwise there can be no filter, and no consistent
    /// read; what was asked for before is refused when the request is made.
    ///
    /// ```
    #[doc = include_str!("days.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(dynamo_lmdb::Lmdb::temporary()?);
    /// # shop.ensure_table().await?;
    /// shop.put(&Order { id: "o1".into(), day: "2026-11-26".into(), total: 5, note: "fragile".into() }).await?;
    ///
    /// let summaries = shop.query(Order::by_day("2026-11-26")).all().await?;
    /// assert_eq!(summaries[0].total, 5, "the index holds no notes");
    /// let orders = shop.query(Order::by_day("2026-11-26")).hydrate();
    /// assert!(orders.explain()?.to_string().contains("for the entities of the page, at most 100 of 400 KB"));
    /// assert_eq!(orders.all().await?[0].note, "fragile");
    /// # Ok(())
    /// # }
    /// ```
    pub fn hydrate(mut self) -> Query<P::Entity, B, Hydrated<P>>
    where
        P: PatternType + Declared<Reads: FindsByIndex>,
        O: ReadOf<P::Entity>,
    {
        self.spec.hydrate = true;
        self.retyped()
    }
}
