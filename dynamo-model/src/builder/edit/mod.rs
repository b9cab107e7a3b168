//! Entities read, changed in Rust, and written.

mod plan;

use std::fmt;
use std::future::IntoFuture;

use super::conditions::Conjunction;
use super::guarded::transaction_over;
use super::revised::{OLDER, upgrade_stored};
use super::single::send;
use super::tries::{MOST_TRIES, Tries, read, stored};
use super::{Db, Outcome};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, Sight, Table, is_outdated};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Explain as _, Explanation, Repeated};
use crate::request::UpdateItem;
use crate::time::seconds;
use crate::typed::IntoCond;
use crate::value::Item;

/// Reads an entity, changes it in Rust, and writes what differs, unless another program has changed it meanwhile: then all
/// of it is done again. Awaiting gives the entity as it is after.
///
/// The write sets and removes what the closure changed, and every index key that is made of it. Attributes of the item
/// that the entity does not know stay as they are. It depends on all that the entity does know still being as it was read.
/// If the closure changes nothing, nothing is written.
///
/// An entity with a version is written if the version is still the one that was read, whatever its attributes are; see
/// [`Edit::unversioned`]. Versions and times of writes are not for the closure to change.
///
/// The closure may run several times, each time on what is stored then. If it fails, nothing is written.
///
/// ```
#[doc = include_str!("../../backend/stub.md")]
/// # use dynamo_model::{Db, Entity, Error, Result, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Debug, Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_state, index = gsi1, pk = "STATE#{state}", sk = "{day}")]
/// # struct Order { id: String, state: String, day: String, total: u32 }
/// async fn pay(shop: &Db<Shop>, id: &str) -> Result<Order> {
///     let edit = shop.edit(Order::key(id), |order| {
///         if order.total == 0 {
///             return Err(Error::validation("there is nothing to pay"));
///         }
///         order.state = "paid".into();
///         Ok(())
///     });
///     edit.attempts(3).await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// # let (state, day) = ("open".to_owned(), "2026-11-26".to_owned());
/// shop.put(&Order { id: "o1".to_owned(), state, day, total: 0 }).await?;
/// assert!(pay(&shop, "o1").await.unwrap_err().is_validation(), "nothing is written");
/// assert!(pay(&shop, "o2").await.unwrap_err().is_missing());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// What the closure returns; [`is_missing`](Error::is_missing) if there is no such entity or it is hidden,
/// [`is_condition_failed`](Error::is_condition_failed) if a condition of the edit's own fails, see [`Edit::only_if`];
/// [`is_contended`](Error::is_contended) if other programs were faster each time,
/// [`is_invalid_key`](Error::is_invalid_key) if the closure changes the primary key, and
/// [`is_validation`](Error::is_validation) if it changes a version or the time of a write.
#[must_use = "an edit does nothing until it is awaited"]
pub struct Edit<'d, E: Entity, F> {
    db: &'d Db<E::Table>,
    key: Key<E>,
    change: F,
    attempts: u32,
    versioned: bool,
    conditions: Conjunction,
}

/// How an edit ended, unless by an error of another kind.
enum Ending<E> {
    Done(E),
    /// There is no such entity, or a condition of the edit's own failed: the error, and what is stored.
    Refused(Error, Option<Item>),
}

impl<'d, E: Entity, F: FnMut(&mut E) -> Result<()>> Edit<'d, E, F> {
    pub(super) fn new(db: &'d Db<E::Table>, key: Key<E>, change: F) -> Self {
        let conditions = Conjunction::default();
        Self { db, key, change, attempts: MOST_TRIES, versioned: true, conditions }
    }

    /// Tries as often as this at the most, and once at least; 10 times if nothing is said.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let edit = shop.edit(Order::key("o1"), |order| {
    ///     order.total += 1;
    ///     Ok(())
    /// });
    /// assert!(edit.attempts(3).await.unwrap_err().is_missing(), "there is nothing to try again");
    /// # Ok(())
    /// # }
    /// ```
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// Compares the attributes that the entity knows, as for an entity without a version, instead of the version. It still
    /// counts up.
    ///
    /// It is for items that are also written by programs which leave the version as it is. What such a program changes in
    /// attributes that the entity does not know goes unnoticed.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// // A `Note` has a version.
    /// let note = Note { id: "n1".into(), text: "milk".into(), version: 3 };
    /// let change = |note: &mut Note| {
    ///     note.text.push_str(", bread");
    ///     Ok(())
    /// };
    /// let compared = |update: dynamo_model::request::UpdateItem| {
    ///     let mut renderer = Renderer::new();
    ///     update.condition.map(|condition| renderer.condition(&condition));
    ///     renderer.names().values().any(|name| name == "text")
    /// };
    /// let edit = shop.edit(Note::key("n1"), change).request(&note)?;
    /// assert!(!edit.is_some_and(compared), "only the version");
    /// let edit = shop.edit(Note::key("n1"), change).unversioned().request(&note)?;
    /// assert!(edit.is_some_and(compared));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn unversioned(mut self) -> Self {
        self.versioned = false;
        self
    }

    /// Writes only if a condition holds of the stored item, as it is before the closure changes it; further ones must hold
    /// too.
    ///
    /// The backend decides, when the edit is written: if another program has changed the entity since it was read, it is read
    /// and changed again, and the condition asked of that. If the closure changes nothing, an update without changes is sent
    /// to ask it. An item of an older revision is upgraded first.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let raise = |order: &mut Order| {
    ///     order.total += 1;
    ///     Ok(())
    /// };
    /// let edit = shop.edit(Order::key("o1"), raise).only_if(|o| o.note.missing()).request(&order("o1", 5))?;
    /// let condition = edit.and_then(|edit| edit.condition).map(|condition| Renderer::new().condition(&condition));
    /// assert!(condition.is_some_and(|condition| condition.ends_with(" AND attribute_not_exists(#n7)")));
    /// # Ok(())
    /// # }
    /// ```
    pub fn only_if<C: IntoCond<E>>(mut self, condition: impl FnOnce(&E::Attributes) -> C) -> Self {
        self.conditions.add(condition(&E::attributes()).into_cond().into_condition());
        self
    }

    /// Runs the edit, with a refusal as a result instead of an error: a condition of its own failed, or there is no such entity
    /// for readers. The entity as it is stored is in it.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::Outcome;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let price = |order: &mut Order| {
    ///     order.total = 5;
    ///     Ok(())
    /// };
    /// assert_eq!(shop.edit(Order::key("o1"), price).outcome().await?, Outcome::Done(order("o1", 5)));
    /// assert_eq!(shop.edit(Order::key("o2"), price).outcome().await?, Outcome::Refused(None));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As awaiting the edit, except for the refusals; [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if the item
    /// with the key is of another entity.
    pub async fn outcome(self) -> Result<Outcome<E, E>> {
        match self.run().await? {
            Ending::Done(entity) => Ok(Outcome::Done(entity)),
            Ending::Refused(_, stored) => Outcome::refused_over(stored.as_ref()),
        }
    }

    async fn run(mut self) -> Result<Ending<E>> {
        let key = self.key.item()?;
        let mut tries = Tries::new("edit", E::SCHEMA.rust_name, self.attempts);
        let mut upgrades = self.upgrades_first();
        loop {
            let time = self.db.clock().now();
            let sight = Sight::At(seconds(time));
            let stored = match stored(self.db, &key).await? {
                Some(item) if sight.sees::<E>(item.view()) => item,
                hidden => return Ok(Ending::Refused(missing::<E>(), hidden)),
            };
            // Conditions are of the attributes of the current revision.
            if upgrades && is_outdated(E::SCHEMA, <E::Table as Table>::SCHEMA, stored.view())? {
                upgrade_stored::<E>(self.db, stored).await?;
                upgrades = false;
                continue;
            }
            let (entity, write) = self.planned(&key, &stored, time)?;
            let Some((request, effect)) = write else { return Ok(Ending::Done(entity)) };
            match send::<E, _>(self.db, request, effect).await {
                Ok(Some(after)) => return Ok(Ending::Done(E::from_item(after.view())?)),
                Ok(None) => return Ok(Ending::Done(entity)),
                // What was read is still there, so it was a condition of the edit's own.
                Err(error) if error.is_condition_failed() && error.item() == Some(&stored) => {
                    return Ok(Ending::Refused(error, Some(stored)));
                }
                Err(error) if error.is_condition_failed() || error.is_transaction_conflict() => {
                    tries.again("the item", error).await?;
                    upgrades = self.upgrades_first();
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether items of older revisions are upgraded before they are changed.
    fn upgrades_first(&self) -> bool {
        self.conditions.is_some() && E::SCHEMA.upgrades()
    }

    /// Returns the update that would be sent if this entity were stored; `None` if the closure, which runs once, changes
    /// nothing and there is no condition. Of an entity with unique fields, the guards that change are written in the same transaction; see
    /// [`explain`](Self::explain). Whether the entity is hidden is not looked at.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, total: u32 }
    /// use dynamo_model::expr::Update;
    ///
    /// # let backend = Memory::default();
    /// let shop = Shop::on(backend);
    /// let stored = Order { id: "o1".into(), total: 5 };
    /// let raise = |order: &mut Order| {
    ///     order.total += 1;
    ///     Ok(())
    /// };
    /// let request = shop.edit(Order::key("o1"), raise).request(&stored)?;
    /// assert_eq!(request.map(|request| request.update), Some(Update::new().set("total", 6)));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As awaiting the edit, except that nothing is read, and [`is_validation`](Error::is_validation) if the entity has
    /// another key.
    pub fn request(&mut self, stored: &E) -> Result<Option<UpdateItem>> {
        let planned = self.planned_over(stored).map_err(Error::unsent)?;
        Ok(planned.map(|(request, _)| request))
    }

    /// Says what would be sent if this entity were stored, and what that costs at worst: the read, and the write if the
    /// closure changes something. Of an entity with unique fields, the write is a transaction. After
    /// [`only_if`](Self::only_if), an item of an older revision is upgraded and read again in between.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let raise = |order: &mut Order| {
    ///     order.total += 1;
    ///     Ok(())
    /// };
    /// let explanation = shop.edit(Order::key("o1"), raise).explain(&order("o1", 5))?;
    /// let steps: Vec<&str> = explanation.steps.iter().map(|step| step.operation).collect();
    /// assert_eq!(steps, ["GetItem", "UpdateItem"]);
    /// let nothing = shop.edit(Order::key("o1"), |_| Ok(())).explain(&order("o1", 5))?;
    /// assert_eq!(nothing.steps.len(), 1, "only the read");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    pub fn explain(&mut self, stored: &E) -> Result<Explanation> {
        let schema = <E::Table as Table>::SCHEMA;
        let mut all = read(self.db, &self.key.item()?).explain(schema);
        if self.upgrades_first() {
            let again = all.clone().for_each(OLDER);
            let repeated = Repeated { table: schema, name: self.db.table_name() };
            all.steps.push(repeated.update(E::SCHEMA, OLDER));
            all.steps.extend(again.steps);
        }
        let Some((write, effect)) = self.planned_over(stored).map_err(Error::unsent)? else { return Ok(all) };
        let write = match effect {
            Some(_) => {
                let now = seconds(self.db.clock().now());
                transaction_over(self.db.table_name(), now, write, effect, Some(stored))?.explain(schema)
            }
            None => write.explain(schema),
        };
        all.steps.extend(write.steps);
        Ok(all)
    }
}

impl<'d, E: Entity, F: FnMut(&mut E) -> Result<()> + Send + 'd> IntoFuture for Edit<'d, E, F> {
    type Output = Result<E>;
    type IntoFuture = BoxFuture<'d, Result<E>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            match self.run().await? {
                Ending::Done(entity) => Ok(entity),
                Ending::Refused(error, _) => Err(error),
            }
        })
    }
}

impl<E: Entity, F> fmt::Debug for Edit<'_, E, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit")
            .field("key", &self.key)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

fn missing<E: Entity>() -> Error {
    let message = format!("there is no `{}` with this key to edit", E::SCHEMA.rust_name);
    Error::new(ErrorKind::Missing, message)
}
