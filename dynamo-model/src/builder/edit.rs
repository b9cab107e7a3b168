use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::backoff::Backoff;
use super::guarded::{Before, Effect};
use super::single::send;
use super::{Binding as _, Bound, Db};
use crate::backend::BoxFuture;
use crate::entity::{
    Entity, Key, Sight, Table, Whole, check_kept, count_up, difference, encode_as_read, is_outdated,
    same_version, unchanged, updated_at, written_at,
};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::Condition;
use crate::limits::{checked, of_entity};
use crate::request::{GetItem, ReturnValues, UpdateItem};
use crate::value::Item;

/// How often an edit is tried, unless it says otherwise.
const ATTEMPTS: u32 = 10;
const SHORTEST: Duration = Duration::from_millis(5);
const LONGEST: Duration = Duration::from_millis(500);

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
/// # use dynamo_model::{Db, Entity, Error, Result, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
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
/// ```
///
/// # Errors
///
/// What the closure returns; [`is_missing`](Error::is_missing) if there is no such entity or it is hidden,
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
}

impl<'d, E: Entity, F: FnMut(&mut E) -> Result<()>> Edit<'d, E, F> {
    pub(super) fn new(db: &'d Db<E::Table>, key: Key<E>, change: F) -> Self {
        Self { db, key, change, attempts: ATTEMPTS, versioned: true }
    }

    /// Tries as often as this at the most, and once at least; 10 times if nothing is said.
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// Compares the attributes that the entity knows, as for an entity without a version, instead of the version. It still
    /// counts up.
    ///
    /// It is for items that are also written by programs which leave the version as it is. What such a program changes in
    /// attributes that the entity does not know goes unnoticed.
    pub fn unversioned(mut self) -> Self {
        self.versioned = false;
        self
    }

    async fn run(mut self) -> Result<E> {
        let key = self.key.item()?;
        let mut backoff = Backoff::new(SHORTEST, LONGEST);
        let mut attempt = 1;
        loop {
            let (entity, write) = self.prepare(&key).await?;
            let Some((request, effect)) = write else { return Ok(entity) };
            match send::<E, _>(self.db, request, effect).await {
                // The library has changed it, too.
                Ok(Some(after)) => return E::from_item(after.view()),
                Ok(None) => return Ok(entity),
                Err(error) if !(error.is_condition_failed() || error.is_transaction_conflict()) => {
                    return Err(error);
                }
                Err(error) if attempt >= self.attempts => return Err(contended::<E>(attempt, error)),
                Err(_) => {}
            }
            tracing::debug!(
                attempt,
                entity = E::SCHEMA.rust_name,
                "an edit met another write; it is done again"
            );
            attempt += 1;
            backoff.wait().await;
        }
    }

    /// Reads and changes the entity, and makes the write if it differs.
    async fn prepare(&mut self, key: &Item) -> Result<(E, Option<(UpdateItem, Option<Effect>)>)> {
        let read = GetItem::new(self.db.table_name().clone(), key.clone()).consistent();
        let now = Bound(self.db).now();
        let stored = self.db.backend().get_item(read).await?.item;
        let stored = stored.filter(|item| Sight::At(now).sees::<E>(item.view())).ok_or_else(missing::<E>)?;
        let mut entity = E::from_item(stored.view())?;
        let (before, guards) = (written_at::<E>(encode_as_read(&entity)?, now), entity.__guards()?);
        (self.change)(&mut entity)?;
        let changed = Whole::of(&entity)?;
        let as_is = written_at::<E>(changed.as_is().clone(), now);
        if before == as_is {
            return Ok((entity, None));
        }
        check_kept::<E>(&before, &as_is)?;
        let outdated = is_outdated(E::SCHEMA, <E::Table as Table>::SCHEMA, stored.view())?;
        let clock = self.db.clock();
        let after = if outdated { changed.upgraded(clock) } else { changed.updated(clock) }?;
        let after = written_at::<E>(after, now);
        let Some(update) = difference::<E>(&stored, &before, &after)? else { return Ok((entity, None)) };
        let update = if outdated { update } else { update.and(count_up(E::SCHEMA)) };
        let update = updated_at::<E>(update, now);
        let mut request = UpdateItem::new(self.db.table_name().clone(), key.clone()).with_update(update);
        request.condition = Some(self.unchanged(&stored, &before, &after, outdated)?);
        if E::SCHEMA.fields.iter().any(|field| field.managed.is_some()) {
            request.return_values = ReturnValues::AllNew;
        }
        let request = checked::<E::Table, _>(Ok(request), || of_entity::<E>("edit"))?;
        let effect = Effect::storing(entity.__guards(), Before::Given(guards))?;
        let is_computed = E::SCHEMA.fields.iter().any(|field| !field.from.is_empty());
        let is_computed = is_computed || E::SCHEMA.retention.computes_expiry();
        let entity = if is_computed { E::from_item(after.view())? } else { entity };
        Ok((entity, Some((request, effect))))
    }

    /// The condition that nothing was changed meanwhile. Programs of an older revision may have had no version to count.
    fn unchanged(&self, stored: &Item, before: &Item, after: &Item, outdated: bool) -> Result<Condition> {
        match same_version::<E>(stored) {
            Some(same) if outdated => Ok(same.and(unchanged::<E>(stored, before, after)?)),
            Some(same) if self.versioned => Ok(same),
            _ => unchanged::<E>(stored, before, after),
        }
    }
}

impl<'d, E: Entity, F: FnMut(&mut E) -> Result<()> + Send + 'd> IntoFuture for Edit<'d, E, F> {
    type Output = Result<E>;
    type IntoFuture = BoxFuture<'d, Result<E>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
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

fn contended<E: Entity>(attempts: u32, cause: Error) -> Error {
    let message = format!(
        "edit of `{}` was tried {attempts} times, and each time the item had been changed meanwhile",
        E::SCHEMA.rust_name
    );
    Error::new(ErrorKind::Contended, message).with_source(cause)
}
