use super::conditions::{Conditions, exists};
use super::guarded::Effect;
use super::single::{Terms, single_write_methods};
use super::{Binding, New, Nothing, Returning, Unbound};
use crate::clock::Clock;
use crate::entity::{Entity, Key};
use crate::error::Result;
use crate::explain::explains;
use crate::request::UpdateItem;
use crate::typed::{Change, Changes, Patch};

/// Changes attributes of an entity that exists; awaiting gives `()`, or the entity before or after.
///
/// Keys of indexes never go stale: what they are made of changes with them; see [`Update::set`]. A version counts up by
/// itself, and the time of the last write is set. An item of an older revision is upgraded first.
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
/// use dynamo_model::builder::Update;
/// use dynamo_model::expr::Renderer;
///
/// let request = Update::new(Order::key("o1")).set(|o| o.total.to(9)).request()?;
/// let mut renderer = Renderer::new();
/// assert_eq!(renderer.update(&request.update), "SET #n0 = :v0");
/// assert_eq!(renderer.condition(&request.condition.unwrap()), "attribute_exists(#n1)");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a write does nothing until it is awaited"]
pub struct Update<E, B = Unbound, R = Nothing> {
    key: Key<E>,
    changes: Result<Changes>,
    terms: Terms<E, B, R>,
}

impl<E: Entity> Update<E> {
    /// Makes an update that changes nothing yet, without a database.
    pub fn new(key: Key<E>) -> Self {
        let mut conditions = Conditions::default();
        // An update creates what is missing: without this an unknown key would leave a fragment of an entity behind.
        conditions.add(Ok(exists::<E>()));
        conditions.add_revision::<E>(None);
        Self { key, changes: Ok(Changes::default()), terms: Terms::new(conditions) }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Update<E, B, R> {
    /// Changes an attribute: `.set(|o| o.total.to(5))`, `.set(|o| o.visits.plus(1))`, `.set(|o| o.note.removed())`.
    ///
    /// An attribute that makes an index key changes the key with it. If it makes the key with other fields, all of them are
    /// set at once, by a method named after the access pattern: `.set(|o| o.by_customer(Status::Paid, day))`. So they are
    /// if one of them is an `Option`, as then the key is there with all of them or not at all.
    pub fn set(mut self, change: impl FnOnce(&E::Attributes) -> Change<E>) -> Self {
        let change = change(&E::attributes());
        self.changes = self.changes.and_then(|before| Ok(before.and(change.into_changes()?)));
        self
    }

    /// Changes what a patch has: see [`Patch`].
    pub fn apply(mut self, patch: &impl Patch<Entity = E>) -> Self {
        let change = patch.change();
        self.changes = self.changes.and_then(|before| Ok(before.and(change.into_changes()?)));
        self
    }

    /// Returns the entity as it is after.
    pub fn returning_new(self) -> Update<E, B, New> {
        self.returning()
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, or a key that is made of the
    /// time of the last write needs more, and [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
    pub fn request(&self) -> Result<UpdateItem> {
        self.request_by(&self.terms.clock())
    }

    pub(super) fn request_by(&self, clock: &Clock) -> Result<UpdateItem> {
        let key = self.key.item()?;
        let update = self.changes.clone()?.touching::<E>(clock)?.into_update::<E>(&key)?;
        self.terms.applied_to(UpdateItem::new(self.terms.table(), key).with_update(update))
    }

    explains!(E::Table, request);

    // What is unique is not set by an update.
    fn effect(&self) -> Result<Option<Effect>> {
        Ok(None)
    }
}

single_write_methods!(Update of Entity { key, changes }, sent by send_update);
