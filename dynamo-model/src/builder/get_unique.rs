//! Entities by their unique values.

use std::fmt;
use std::future::IntoFuture;

use super::tries::{MOST_TRIES, Tries, stored};
use super::{Binding, Bound, Db, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Sight, Table, UniqueKey, owner_in, visible};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Explanation, explain_unique};
use crate::expr::Condition;
use crate::limits::{checked, of_entity};
use crate::request::{GetItem, TransactGet, TransactGetItems};
use crate::value::Item;

/// Reads the entity that has a unique value; awaiting gives `Option<E>`.
///
/// No index is needed for it: the guard of the value names the entity. So it takes two reads, both consistent: of the
/// guard, which is 1 read unit for all but the longest values, and of the entity. The entity must have the value when it is
/// read. If it has not, it has given it up since its guard was read, or a program that does not know what is unique has
/// left the guard behind: a transaction then reads both, and if the value has changed hands, the entity that has it now is
/// read.
///
/// Of entities that are older than the constraint there are guards once
/// [`claim_unique`](crate::Db::claim_unique) has run. One that has expired or was softly deleted is returned, or hidden, as
/// [`Get`](super::Get) does it.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "accounts")]
/// # enum Accounts { User(User) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
/// # struct User { id: String, #[attr(unique(normalize = lowercase))] email: String }
/// use dynamo_model::builder::GetUnique;
///
/// let said = GetUnique::new(User::unique_email("Ada@Example.org")).explain()?.to_string();
/// assert!(said.contains("UNIQUE#User.email#ada@example.org"), "{said}");
/// assert!(said.contains("table: 1.0 to 2.0 read units, for a guard of at most 8 KB"), "{said}");
/// assert!(said.contains("table: 0.0 to 100.0 read units, for the entity that it names, of at most 400 KB"), "{said}");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a read does nothing until it is awaited"]
pub struct GetUnique<E, B = Unbound> {
    key: UniqueKey<E>,
    including_hidden: bool,
    bound: B,
}

impl<E: Entity> GetUnique<E> {
    /// Makes the read, without a database.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// use dynamo_model::builder::GetUnique;
    ///
    /// let request = GetUnique::new(User::unique_email("ada@example.org")).request()?;
    /// assert_eq!(request.key, User::unique_email("ada@example.org").guard()?);
    /// assert!(request.consistent_read);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(key: UniqueKey<E>) -> Self {
        Self { key, including_hidden: false, bound: Unbound }
    }

    /// Puts the read on a database: then it can be awaited. As in the example of [`Db::get_unique`].
    pub fn bind(self, db: &Db<E::Table>) -> GetUnique<E, Bound<'_, E::Table>> {
        GetUnique { key: self.key, including_hidden: self.including_hidden, bound: Bound(db) }
    }
}

impl<E: Entity, B: Binding> GetUnique<E, B> {
    /// Returns the entity even if it is hidden: it has expired and is still there, or was softly deleted.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// struct User {
    ///     id: String,
    ///     #[attr(unique)]
    ///     email: String,
    ///     #[attr(deleted)]
    ///     deleted_at: Option<u64>,
    /// }
    /// use dynamo_model::builder::GetUnique;
    ///
    /// let get = GetUnique::new(User::unique_email("ada@example.org"));
    /// assert!(get.visible_if().is_some());
    /// assert_eq!(get.including_hidden().visible_if(), None);
    /// ```
    pub fn including_hidden(mut self) -> Self {
        self.including_hidden = true;
        self
    }

    /// Returns the request that would be sent first: for the guard. The key of the entity comes of it.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if the value is too long for a key, so that no entity has it. As in
    /// the example of [`GetUnique::new`].
    pub fn request(&self) -> Result<GetItem> {
        let table = self.bound.table_name(<E::Table as Table>::SCHEMA.name);
        let request = self.key.guard().map(|guard| GetItem::new(table, guard).consistent());
        checked::<E::Table, _>(request, || of_entity::<E>("get"))
    }

    /// Returns the condition on which the entity is returned; `None` if it always is. As in the example of
    /// [`including_hidden`](Self::including_hidden).
    #[must_use]
    pub fn visible_if(&self) -> Option<Condition> {
        let table = <E::Table as Table>::SCHEMA;
        if self.including_hidden { None } else { visible(E::SCHEMA, table, self.bound.now()) }
    }

    /// Says in words and numbers what would be sent, what that costs at worst, and on which condition what is read is
    /// returned. As in the example of [`GetUnique`].
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    pub fn explain(&self) -> Result<Explanation> {
        let explanation = explain_unique(&self.request()?, <E::Table as Table>::SCHEMA);
        Ok(explanation.visible_if([None, self.visible_if()]))
    }
}

impl<E, B: Clone> Clone for GetUnique<E, B> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), including_hidden: self.including_hidden, bound: self.bound.clone() }
    }
}

impl<E: Entity> GetUnique<E, Bound<'_, E::Table>> {
    async fn run(self) -> Result<Option<E>> {
        let (db, request) = (self.bound.0, self.request()?);
        let guard = request.key.clone();
        let found = db.backend().get_item(request).await?.item;
        let Some(mut owner) = found.and_then(|guard| owner_in(guard.view())) else { return Ok(None) };
        let mut tries = Tries::new("get", E::SCHEMA.rust_name, MOST_TRIES);
        loop {
            let item = stored(db, &owner).await?;
            if let Some(found) = having::<E>(item.as_ref(), &guard)? {
                return Ok(self.seen(item.as_ref(), found));
            }
            // The guard was left behind, or the value has changed hands: only both of one moment tell.
            let cause = match db.backend().transact_get_items(self.both(&guard, &owner)).await {
                Ok(output) => {
                    let (now, item) = pair(output.items);
                    let Some(next) = now.and_then(|guard| owner_in(guard.view())) else { return Ok(None) };
                    if next == owner {
                        let found = having::<E>(item.as_ref(), &guard)?;
                        return Ok(found.and_then(|found| self.seen(item.as_ref(), found)));
                    }
                    owner = next;
                    Error::new(ErrorKind::Contended, "another entity has the value by now")
                }
                Err(error) if error.is_transaction_conflict() => error,
                Err(error) => return Err(error),
            };
            tries.again("the owner of its unique value", cause).await?;
        }
    }

    fn both(&self, guard: &Item, owner: &Item) -> TransactGetItems {
        let table = self.bound.0.table_name();
        TransactGetItems::new([guard, owner].map(|key| TransactGet::new(table.clone(), key.clone())))
    }

    fn seen(&self, item: Option<&Item>, entity: E) -> Option<E> {
        let sight = Sight::new(self.including_hidden, self.bound.now());
        item.filter(|item| sight.sees::<E>(item.view())).map(|_| entity)
    }
}

fn pair(items: Vec<Option<Item>>) -> (Option<Item>, Option<Item>) {
    let mut items = items.into_iter();
    (items.next().flatten(), items.next().flatten())
}

/// Reads an item, if it is an entity that has the value of a guard.
fn having<E: Entity>(item: Option<&Item>, guard: &Item) -> Result<Option<E>> {
    let Some(item) = item else { return Ok(None) };
    let entity = match E::from_item(item.view()) {
        Err(error) if error.is_unexpected_entity() => return Ok(None),
        read => read?,
    };
    let guards = entity.__guards()?;
    let has_it = guards.is_some_and(|guards| guards.all.iter().any(|own| own.key == *guard));
    Ok(has_it.then_some(entity))
}

impl<'d, E: Entity> IntoFuture for GetUnique<E, Bound<'d, E::Table>> {
    type Output = Result<Option<E>>;
    type IntoFuture = BoxFuture<'d, Result<Option<E>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<E, B> fmt::Debug for GetUnique<E, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetUnique")
            .field("key", &self.key)
            .field("including_hidden", &self.including_hidden)
            .finish()
    }
}
