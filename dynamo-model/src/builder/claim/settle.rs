use std::marker::PhantomData;

use super::report::{Clash, Settled};
use crate::builder::Db;
use crate::builder::guarded::{GuardWrite, Snapshot};
use crate::builder::tries::{MOST_TRIES, Tries, stored};
use crate::entity::{Entity, Guard, GuardExpiry, Table, guards_of, is_past, key_of, owner_in, stored_expiry};
use crate::error::{Error, Result};
use crate::request::{Action, TransactWrite, TransactWriteItems};
use crate::time::seconds;
use crate::value::{Item, ItemRef};

/// Compares entities with their guards, and makes good what is missing.
pub(super) struct Settler<'d, E: Entity> {
    db: &'d Db<E::Table>,
    dry: bool,
    entity: PhantomData<fn() -> E>,
}

/// An entity as it was read, by its primary key.
struct Read {
    key: Item,
    snapshot: Snapshot,
    /// When it expires, and so shall its guards.
    expiry: GuardExpiry,
}

/// Whose the guard of a value is.
enum State {
    /// There is none.
    Free,
    /// The entity's own, and it expires with the entity or not.
    Own { expires_with_it: bool },
    /// That of an entity which has the value.
    Taken(Item),
    /// That of an entity which does not have the value any more, or has expired.
    LeftOver(Item, Read),
}

/// What became of a write.
enum Written {
    Done,
    /// Something has changed meanwhile.
    Raced(Error),
}

impl<'d, E: Entity> Settler<'d, E> {
    pub(super) fn new(db: &'d Db<E::Table>, dry: bool) -> Self {
        Self { db, dry, entity: PhantomData }
    }

    /// Settles an entity, or a guard.
    pub(super) async fn settle(&self, item: Item) -> Result<Vec<Settled>> {
        if <E::Table as Table>::SCHEMA.is_guard(item.view()) {
            return Ok(vec![self.settle_guard(&item).await?]);
        }
        let guards = guards_of::<E>(item.view())?;
        let entity = Self::read_of(key_of::<E::Table>(item.view(), None), Some(item));
        let mut settled = Vec::new();
        for guard in guards.into_iter().flat_map(|guards| guards.all) {
            settled.push(self.settle_entity(&entity, guard).await?);
        }
        Ok(settled)
    }

    /// Takes a guard away if its entity has another value or is gone.
    async fn settle_guard(&self, item: &Item) -> Result<Settled> {
        let mut tries = tries::<E>();
        loop {
            let Some((holder, false)) = self.holder(item.view()).await? else { return Ok(Settled::InOrder) };
            let Some(guard) = Guard::stored::<E>(item.view()) else { return Ok(Settled::InOrder) };
            let written = self.write(&[&holder], &GuardWrite::releasing(&guard)).await?;
            let Written::Raced(cause) = written else { return Ok(Settled::Released) };
            // If the guard is another one by now, who wrote it had the right to.
            if stored(self.db, &guard.key).await?.as_ref() != Some(item) {
                return Ok(Settled::InOrder);
            }
            tries.again("the entity", cause).await?;
        }
    }

    /// Makes the guard of an entity's value, unless there is one.
    async fn settle_entity(&self, entity: &Read, guard: Guard) -> Result<Settled> {
        let mut tries = tries::<E>();
        loop {
            let claim = GuardWrite::claiming(&guard, entity.expiry.clone());
            let state = self.state(entity, &guard).await?;
            // What has expired has nothing to claim any more.
            let is_past = self.has_expired(entity);
            let written = match state {
                State::Own { expires_with_it: true } => return Ok(Settled::InOrder),
                State::Own { expires_with_it: false } => self.write(&[entity], &claim).await?,
                _ if is_past => return Ok(Settled::InOrder),
                State::Taken(stored) => {
                    let violation = guard.violation(owner_in(stored.view()));
                    return Ok(Settled::Clashes(Clash { key: entity.key.clone(), violation }));
                }
                State::Free => self.write(&[entity], &claim).await?,
                State::LeftOver(stored, holder) => {
                    self.write(&[entity, &holder], &claim.taking_from(stored.view())).await?
                }
            };
            let Written::Raced(cause) = written else {
                return Ok(if is_past { Settled::Dated } else { Settled::Claimed(guard) });
            };
            // If the entity was changed meanwhile, who changed it saw to the guards.
            let now = stored(self.db, &entity.key).await?;
            if entity.snapshot.is_outdated(now.as_ref()) {
                return Ok(Settled::InOrder);
            }
            tries.again("a guard", cause).await?;
        }
    }

    /// Says whose the guard of an entity's value is.
    async fn state(&self, entity: &Read, guard: &Guard) -> Result<State> {
        let Some(found) = stored(self.db, &guard.key).await? else { return Ok(State::Free) };
        let expiry = stored_expiry(<E::Table as Table>::SCHEMA, found.view());
        if owner_in(found.view()).as_ref() == Some(&entity.key) {
            return Ok(State::Own { expires_with_it: expiry == entity.expiry });
        }
        if is_past(expiry.value(), self.now()) {
            return Ok(State::Free);
        }
        Ok(match self.holder(found.view()).await? {
            // Its own guard may not say yet that it has expired.
            Some((holder, has_value)) if !has_value || self.has_expired(&holder) => {
                State::LeftOver(found, holder)
            }
            _ => State::Taken(found),
        })
    }

    /// Reads the entity that a stored guard is for, and says whether it has the value still.
    async fn holder(&self, guard: ItemRef<'_>) -> Result<Option<(Read, bool)>> {
        let Some(key) = owner_in(guard) else { return Ok(None) };
        let found = stored(self.db, &key).await?;
        let guards = found.as_ref().map(|item| guards_of::<E>(item.view())).transpose()?.flatten();
        let own = key_of::<E::Table>(guard, None);
        let has_value = guards.is_some_and(|guards| guards.all.iter().any(|held| held.key == own));
        Ok(Some((Self::read_of(key, found), has_value)))
    }

    fn has_expired(&self, entity: &Read) -> bool {
        is_past(entity.expiry.value(), self.now())
    }

    fn read_of(key: Item, item: Option<Item>) -> Read {
        let stored = |item: &Item| stored_expiry(<E::Table as Table>::SCHEMA, item.view());
        let expiry = item.as_ref().map_or(GuardExpiry::Never, stored);
        Read { key, snapshot: Snapshot::of::<E::Table>(item, E::SCHEMA), expiry }
    }

    fn now(&self) -> i64 {
        seconds(self.db.clock().now())
    }

    /// Writes a guard if the entities are as they were read.
    async fn write(&self, unchanged: &[&Read], guard: &GuardWrite) -> Result<Written> {
        if self.dry {
            return Ok(Written::Done);
        }
        let table = self.db.table_name();
        let checks = unchanged.iter().map(|read| {
            let check = TransactWrite::new(table.clone(), Action::Check(read.key.clone()));
            check.with_condition(read.snapshot.condition::<E>())
        });
        let writes = checks.chain([guard.request::<E::Table>(table, self.now())]);
        match self.db.backend().transact_write_items(TransactWriteItems::new(writes)).await {
            Ok(_) => Ok(Written::Done),
            Err(error) if is_race(&error) => Ok(Written::Raced(error)),
            Err(error) => Err(error),
        }
    }
}

fn tries<E: Entity>() -> Tries {
    Tries::new("claim of unique values", E::SCHEMA.rust_name, MOST_TRIES)
}

/// Whether another program was faster.
fn is_race(error: &Error) -> bool {
    let reasons = error.cancellation_reasons();
    let raced = |code: &str| matches!(code, "None" | "ConditionalCheckFailed" | "TransactionConflict");
    error.is_transaction_conflict()
        || (!reasons.is_empty() && reasons.iter().all(|reason| raced(reason.code())))
}
