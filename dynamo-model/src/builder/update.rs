use std::time::SystemTime;

use super::conditions::{Conditions, Existence};
use super::guarded::Effect;
use super::refused::Asked;
use super::single::{Terms, single_write_methods};
use super::{Binding, New, Nothing, Returning, Unbound};
use crate::entity::{Entity, Key, SoftDelete, deletion, restoration, updated_at};
use crate::error::Result;
use crate::explain::explains_write;
use crate::limits::{checked, of_entity};
use crate::request::{TransactWriteItems, UpdateItem};
use crate::time::seconds;
use crate::typed::{Changes, IntoChange, PatchOf};

/// Changes attributes of an entity that exists; awaiting gives `()`, or the entity before or after.
///
/// An entity that is hidden, because it has expired or was softly deleted, does not exist here; see
/// [`soft_delete`](Update::soft_delete).
///
/// Keys of indexes never go stale: what they are made of changes with them; see [`Update::set`]. A version counts up by
/// itself, and the time of the last write is set. An item of an older revision is upgraded first.
///
/// Where an index key is made of that time and of other fields, every update has to set those, too, or it is refused before it
/// is sent; [`edit`](crate::Db::edit) reads them.
///
/// What it assigns keeps the rules of fields. A rule over several fields (`#[entity(check = …)]`) is not asked, as an update does
/// not know the others: guard it by [`only_if`](Update::only_if), or use [`edit`](crate::Db::edit).
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
    deletion: Deletion,
    terms: Terms<E, B, R>,
}

/// What an update does about an entity’s being softly deleted.
#[derive(Clone, Copy, Debug)]
enum Deletion {
    Unchanged,
    Set,
    Undone,
}

impl<E: Entity> Update<E> {
    /// Makes an update that changes nothing yet, without a database.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Update;
    ///
    /// let touch = Update::new(Order::key("o1")).request()?;
    /// assert!(touch.update.is_empty() && touch.condition.is_some(), "it asks for the order, and changes nothing");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(key: Key<E>) -> Self {
        // An update creates what is missing: without this an unknown key would leave a fragment of an entity behind.
        let mut conditions = Conditions::of(Existence::present::<E>(Some(E::SCHEMA)));
        conditions.add_revision::<E>(None);
        Self {
            key,
            changes: Ok(Changes::default()),
            deletion: Deletion::Unchanged,
            terms: Terms::new(conditions),
        }
    }
}

impl<E: SoftDelete> Update<E> {
    /// Makes an update that softly deletes an entity: sets the field with `#[attr(deleted)]` to the time it runs at. The
    /// condition fails if the entity does not exist, or is softly deleted already.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: String, #[attr(deleted)] deleted_at: Option<u64> }
    /// use dynamo_model::builder::Update;
    /// use dynamo_model::expr::Renderer;
    ///
    /// let request = Update::soft_delete(Note::key("n1")).request()?;
    /// let condition = Renderer::new().condition(&request.condition.unwrap());
    /// assert_eq!(condition, "attribute_exists(#n0) AND attribute_not_exists(#n1)");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn soft_delete(key: Key<E>) -> Self {
        Self { deletion: Deletion::Set, ..Self::new(key) }
    }

    /// Makes an update that takes a soft deletion back. The condition fails if the entity does not exist, is not softly deleted,
    /// or has expired since and hides it.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: String, #[attr(deleted)] deleted_at: Option<u64> }
    /// use dynamo_model::builder::Update;
    /// use dynamo_model::expr::Renderer;
    ///
    /// let request = Update::restore(Note::key("n1")).request()?;
    /// assert_eq!(Renderer::new().update(&request.update), "REMOVE #n0");
    /// assert_eq!(Renderer::new().condition(&request.condition.unwrap()), "attribute_exists(#n0)");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn restore(key: Key<E>) -> Self {
        let mut conditions = Conditions::of(Existence::deleted::<E>());
        conditions.add_revision::<E>(None);
        Self { deletion: Deletion::Undone, terms: Terms::new(conditions), ..Self::new(key) }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Update<E, B, R> {
    /// Changes an attribute: `.set(|o| o.total.to(5))`, `.set(|o| o.visits.plus(1))`, `.set(|o| o.note.removed())`.
    ///
    /// An attribute that makes an index key changes the key with it. If it makes the key with other fields, all of them are
    /// set at once, by a method named after the access pattern: `.set(|o| o.by_customer(Status::Paid, day))`. So they are
    /// if one of them is an `Option`, as then the key is there with all of them or not at all.
    ///
    /// What else the key needs, if no more than the primary key says it, is set along: an item that was stored before there was
    /// the access pattern, `pk = "ORDERS"`, `sk = "{day}"`, comes into the index when its day is set.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Update;
    ///
    /// let sold = Update::new(Order::key("o1")).set(|o| o.total.plus(3)).set(|o| o.note.removed()).request()?;
    /// assert_eq!(Renderer::new().update(&sold.update), "SET #n0 = if_not_exists(#n0, :v0) + :v1 REMOVE #n1");
    ///
    /// // The day is the sort key of an index.
    /// let moved = Update::new(Order::key("o1")).set(|o| o.day.to("2026-11-21")).request()?;
    /// let mut renderer = Renderer::new();
    /// assert_eq!(renderer.update(&moved.update), "SET #n0 = :v0, #n1 = :v1");
    /// assert_eq!([&renderer.names()["#n0"], &renderer.names()["#n1"]], ["day", "gsi1sk"]);
    ///
    /// let twice = Update::new(Order::key("o1")).set(|o| o.total.to(1)).set(|o| o.total.to(2));
    /// assert!(twice.request().unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn set<C: IntoChange<E>>(mut self, change: impl FnOnce(&E::Attributes) -> C) -> Self {
        let change = change(&E::attributes()).into_change();
        self.changes = self.changes.and_then(|before| Ok(before.and(change.into_changes()?)));
        self
    }

    /// Changes what a patch has: see [`Patch`](crate::typed::Patch). As of any update, a key that is made of the time of the last
    /// write and of other fields needs those in the patch.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// # use dynamo_model::builder::Update;
    /// #[derive(Patch)]
    /// #[patch(of = Order)]
    /// struct OrderPatch {
    ///     total: Option<u32>,
    ///     note: Option<Option<String>>,
    /// }
    ///
    /// let patch = OrderPatch { total: None, note: Some(None) };
    /// let request = Update::new(Order::key("o1")).apply(&patch).only_if(|o| o.total.gt(0)).request()?;
    /// assert_eq!(Renderer::new().update(&request.update), "REMOVE #n0");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn apply(mut self, patch: &impl PatchOf<E>) -> Self {
        let change = patch.change();
        self.changes = self.changes.and_then(|before| Ok(before.and(change.into_changes()?)));
        self
    }

    /// Returns the entity as it is after.
    ///
    /// Where guards of unique values are written too, it is read after the transaction, which returns nothing: what another
    /// program writes in between is in it, and [`is_missing`](crate::Error::is_missing) says that one has deleted it; unless it
    /// [`is_condition_failed`](crate::Error::is_condition_failed), too: then there was none, and nothing was written.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Update;
    /// use dynamo_model::request::ReturnValues;
    ///
    /// let raise = Update::new(Order::key("o1")).set(|o| o.total.plus(1)).returning_new();
    /// assert_eq!(raise.request()?.return_values, ReturnValues::AllNew);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn returning_new(self) -> Update<E, B, New> {
        self.returning()
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, or a key that is made of the
    /// time of the last write needs more, [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if the request exceeds a limit of DynamoDB: update and condition have
    /// 4 KB and 300 operators each, the keys of indexes are as long as of a put, and attributes that are set have less than
    /// 400 KB together. How large the item becomes, only the backend knows.
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
    /// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "ORDER")]
    /// # struct Order { id: String, customer: String, total: u32 }
    /// use dynamo_model::builder::Update;
    ///
    /// let given_to = |customer: String| Update::new(Order::key("o1")).set(|o| o.customer.to(customer)).request();
    /// assert!(given_to("c".repeat(2039)).is_ok());
    /// let error = given_to("c".repeat(2040)).unwrap_err();
    /// assert!(error.message().starts_with("update of `Order`: "));
    /// assert!(error.message().contains("`gsi1pk` has 2049 bytes, and 2048 is the most"));
    /// ```
    pub fn request(&self) -> Result<UpdateItem> {
        checked::<E::Table, _>(self.request_by(self.terms.time()), || of_entity::<E>(self.what()))
    }

    pub(super) fn request_by(&self, time: SystemTime) -> Result<UpdateItem> {
        let (key, now) = (self.key.item()?, seconds(time));
        let changes = self.changes.clone()?;
        let changes = match self.deletion {
            Deletion::Unchanged => changes,
            Deletion::Set => changes.and(deletion::<E>(time)?.into()),
            Deletion::Undone => changes.and(restoration::<E>().into()),
        };
        let update = updated_at::<E>(changes.touching::<E>(time)?.into_update::<E>(&key)?, now);
        self.terms.applied_to(UpdateItem::new(self.terms.table(), key).with_update(update), time)
    }

    /// Returns the transaction that would be sent if `stored` were stored, in place of [`request`](Self::request): if the
    /// update changes when an entity with unique fields expires, it is read first, and its guards expire with it. Other
    /// updates are sent as they are.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop", ttl = "expires_at")]
    /// # enum Shop { Invitation(Invitation) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "INVITATION#{id}", sk = "INVITATION")]
    /// # struct Invitation { id: u32, #[attr(unique)] code: String, opened: bool, #[attr(ttl)] until: u64 }
    /// use dynamo_model::builder::Update;
    ///
    /// let stored = Invitation { id: 1, code: "aXq3".into(), opened: false, until: 1_800_000_000 };
    /// let open = Update::new(Invitation::key(1)).set(|i| i.opened.to(true));
    /// assert_eq!(open.transaction(Some(&stored))?.writes.len(), 1);
    /// let prolong = Update::new(Invitation::key(1)).set(|i| i.until.to(1_900_000_000));
    /// assert_eq!(prolong.transaction(Some(&stored))?.writes.len(), 2, "the invitation, and the guard of its code");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    pub fn transaction(&self, stored: Option<&E>) -> Result<TransactWriteItems> {
        self.terms.transaction(self.request()?, self.effect()?, stored)
    }

    explains_write!(explained_update, "Update::new(Order::key(\"o1\"))" sends "UpdateItem");

    fn what(&self) -> &'static str {
        match self.deletion {
            Deletion::Unchanged => "update",
            Deletion::Set => "soft_delete",
            Deletion::Undone => "restore",
        }
    }

    /// What it asks of the stored item.
    fn asked(&self) -> Asked {
        self.terms.asked(self.what(), Some(E::SCHEMA), [])
    }

    // What is unique is not set by an update, but when an entity expires is.
    pub(super) fn effect(&self) -> Result<Option<Effect>> {
        Effect::updating::<E>(|| self.request_by(self.terms.time()))
    }
}

single_write_methods!(Update of Entity { key, changes, deletion }, sent by send_update, as in "Update::new(Order::key(\"o1\")).set(|o| o.total.to(5))");
