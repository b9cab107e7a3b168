use super::conditions::{Conditions, Existence};
use super::single::{Terms, single_write_methods};
use super::{Binding, Nothing, Returning, Unbound};
use crate::entity::{Record, entity_of, written_at};
use crate::error::Result;
use crate::request::PutItem;
use crate::schema::EntitySchema;
use crate::value::Item;

/// Stores an entity, or any entity of the table's enum; awaiting gives `()`, or the old entity after [`Put::returning_old`].
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
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// use dynamo_model::builder::Put;
///
/// let order = Order { id: "o1".into(), customer: "c1".into(), day: "2026-11-20".into(), total: 5 };
/// let request = Put::create(&order).request()?;
/// assert_eq!(request.item.get("gsi1pk").and_then(|pk| pk.as_s()), Some("CUSTOMER#c1"));
/// assert!(request.condition.is_some(), "only if there is no such item");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a write does nothing until it is awaited"]
pub struct Put<E, B = Unbound, R = Nothing> {
    item: Result<Item>,
    terms: Terms<E, B, R>,
}

impl<E: Record> Put<E> {
    /// Makes a write that replaces whatever is there, without a database.
    pub fn new(entity: &E) -> Self {
        let item = entity.to_item();
        Self { item, terms: Terms::new(Conditions::default()) }
    }

    /// Makes a write that fails if the entity exists. Of an entity with `hide_expired`, one that has expired and is still
    /// there does not; one that was softly deleted does.
    pub fn create(entity: &E) -> Self {
        Self::new(entity).if_it_is(Existence::absent::<E>)
    }

    /// Makes a write that fails if the entity does not exist; a hidden one does not.
    pub fn replace(entity: &E) -> Self {
        Self::new(entity).if_it_is(Existence::present::<E>)
    }

    fn if_it_is(self, existence: impl FnOnce(Option<&'static EntitySchema>) -> Existence) -> Self {
        let entity = self.item.as_ref().ok().and_then(entity_of::<E>);
        Self { item: self.item, terms: Terms::new(Conditions::of(existence(entity))) }
    }
}

impl<E: Record, B: Binding, R: Returning<E>> Put<E, B, R> {
    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
    pub fn request(&self) -> Result<PutItem> {
        let item = written_at::<E>(self.item.clone()?, self.terms.now());
        self.terms.applied_to(PutItem::new(self.terms.table(), item))
    }
}

single_write_methods!(Put of Record { item });
