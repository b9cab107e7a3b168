use super::snapshot::Snapshot;
use super::{After, Before, Effect, GuardWrite, Purpose};
use crate::builder::Db;
use crate::builder::single::SingleWrite;
use crate::builder::tries::{MOST_TRIES, Tries, stored};
use crate::entity::{Guards, Record, Table, guards_of, is_past, key_of, owner_in, stored_expiry};
use crate::error::{CancellationReason, Error, ErrorKind, Result, UniqueViolation};
use crate::expr::Condition;
use crate::request::{ReturnValues, TableName, TransactWrite, TransactWriteItems};
use crate::schema::{EntitySchema, Expiry};
use crate::time::seconds;
use crate::value::Item;

/// Sends a write of an entity and the writes of its guards: all of them, or none. Where the guards before it are not known,
/// the stored item is read first, and again if another program was faster. The error of a failed condition brings the stored item.
///
/// # Errors
///
/// [`is_unique_violation`](Error::is_unique_violation) if another entity has one of the values, and
/// [`is_contended`](Error::is_contended) if other programs were faster each time.
pub(in crate::builder) async fn send<E: Record, W: SingleWrite>(
    db: &Db<E::Table>,
    mut write: W,
    effect: Effect,
) -> Result<Option<Item>> {
    let key = key_of::<E::Table>(write.target().view(), None);
    write.return_item_on_failure();
    let mut guarded = Guarded { db, key, write, effect, foreign: Vec::new() };
    let mut tries = Tries::new("write", guarded.effect.entity.rust_name, MOST_TRIES);
    loop {
        match guarded.attempt::<E>().await? {
            Attempt::Done(returned) => return Ok(returned),
            Attempt::Again(cause) => tries.again("its unique values", cause).await?,
        }
    }
}

/// A write under way.
struct Guarded<'d, T: Table, W> {
    db: &'d Db<T>,
    key: Item,
    write: W,
    effect: Effect,
    /// Guards of values before that turned out to be another entity's: the values are from before they were unique, or the
    /// entity had expired.
    foreign: Vec<Item>,
}

enum Attempt {
    Done(Option<Item>),
    /// Another program was faster.
    Again(Error),
}

impl<T: Table, W: SingleWrite> Guarded<'_, T, W> {
    async fn attempt<E: Record<Table = T>>(&mut self) -> Result<Attempt> {
        let entity = self.effect.entity;
        let (mut snapshot, guards) = match &self.effect.before {
            Before::Given(guards) if !self.effect.reads_first(self.write.returns()) => {
                (None, self.writes(guards.as_ref()))
            }
            _ => {
                let stored = self.read().await?;
                let before = stored.as_ref().map(|item| guards_of::<E>(item.view())).transpose()?.flatten();
                (Some(Snapshot::of::<T>(stored, entity)), self.writes(before.as_ref()))
            }
        };
        let mut write = self.write.clone();
        // In a transaction nothing is returned, so what was read has to be what is there.
        if !guards.is_empty() && write.returns() == ReturnValues::AllOld {
            snapshot = snapshot.map(|snapshot| snapshot.whole::<T>(entity));
        }
        if let Some(snapshot) = &snapshot {
            write.narrow(snapshot.condition::<E>());
        }
        if guards.is_empty() {
            return Self::settle_single(write.send(self.db.backend()).await, snapshot.as_ref());
        }
        let returns = write.returns();
        let request =
            transaction::<T, W>(self.db.table_name(), write, &guards, seconds(self.db.clock().now()));
        match self.db.backend().transact_write_items(request).await {
            Ok(_) => self.returned(returns, snapshot).await.map(Attempt::Done),
            Err(error) => self.settle(error, snapshot.as_ref(), &guards),
        }
    }

    /// The writes of guards, without those that cannot be given up as they are not the entity's.
    fn writes(&self, before: Option<&Guards>) -> Vec<GuardWrite> {
        let mut writes = self.effect.writes(before, self.write.written(), T::SCHEMA);
        writes.retain(|write| write.what == Purpose::Claim || !self.foreign.contains(write.key()));
        writes
    }

    async fn read(&self) -> Result<Option<Item>> {
        stored(self.db, &self.key).await
    }

    async fn returned(&self, returns: ReturnValues, snapshot: Option<Snapshot>) -> Result<Option<Item>> {
        match returns {
            ReturnValues::AllOld => Ok(snapshot.and_then(|snapshot| snapshot.item)),
            ReturnValues::AllNew => self.read().await,
            _ => Ok(None),
        }
    }

    fn settle_single(sent: Result<Option<Item>>, snapshot: Option<&Snapshot>) -> Result<Attempt> {
        match sent {
            Ok(returned) => Ok(Attempt::Done(returned)),
            Err(error) if error.is_condition_failed() => Self::refused(error.item(), snapshot),
            Err(error) if error.is_transaction_conflict() => Ok(Attempt::Again(error)),
            Err(error) => Err(error),
        }
    }

    /// Says why the transaction was cancelled, if that is an error.
    fn settle(
        &mut self,
        error: Error,
        snapshot: Option<&Snapshot>,
        guards: &[GuardWrite],
    ) -> Result<Attempt> {
        let Some((own, of_guards)) = error.cancellation_reasons().split_first() else {
            return if error.is_transaction_conflict() { Ok(Attempt::Again(error)) } else { Err(error) };
        };
        if has_failed(own) {
            return Self::refused(own.item(), snapshot);
        }
        let failed = || guards.iter().zip(of_guards).filter(|(_, reason)| has_failed(reason));
        // Whether the entity still lives has to be read first where it was known already.
        if snapshot.is_none() && failed().any(|(write, _)| write.what == Purpose::Prolong) {
            self.effect.before = Before::Read;
            return Ok(Attempt::Again(error));
        }
        // Who has not expired keeps a value that others have, too, as it does when nothing else of it changes.
        let lives = snapshot.is_some_and(|snapshot| self.lives(snapshot));
        let taken = violations(failed().filter(|(write, _)| !(write.what == Purpose::Prolong && lives)));
        if !taken.is_empty() {
            return Err(Error::unique_violation(taken).with_source(error));
        }
        let reasons = error.cancellation_reasons();
        if reasons.iter().any(|reason| reason.code() == "TransactionConflict") {
            return Ok(Attempt::Again(error));
        }
        let foreign: Vec<Item> = failed().map(|(write, _)| write.key().clone()).collect();
        if foreign.is_empty() {
            return Err(only_reason(&error).unwrap_or(error));
        }
        self.foreign.extend(foreign);
        Ok(Attempt::Again(error))
    }

    /// Whether the entity was there when it was read, and had not expired.
    fn lives(&self, snapshot: &Snapshot) -> bool {
        let expiry = |item: &Item| stored_expiry(T::SCHEMA, item.view());
        let now = seconds(self.db.clock().now());
        snapshot.item.as_ref().map(expiry).is_some_and(|expiry| !is_past(expiry.value(), now))
    }

    /// Tells a condition of the caller's from one that what was read is still so.
    fn refused(found: Option<&Item>, snapshot: Option<&Snapshot>) -> Result<Attempt> {
        let error = Error::condition_failed(found.cloned()).of_item_asked_for();
        match snapshot.is_some_and(|snapshot| snapshot.is_outdated(found)) {
            true => Ok(Attempt::Again(error)),
            false => Err(error),
        }
    }
}

/// Shows the transaction that is sent at a time if an entity is stored.
pub(in crate::builder) fn transaction_over<E: Record, W: SingleWrite>(
    table: &TableName,
    now: i64,
    mut write: W,
    effect: Option<Effect>,
    stored: Option<&E>,
) -> Result<TransactWriteItems> {
    let Some(effect) = effect else { return Ok(transaction::<E::Table, W>(table, write, &[], now)) };
    let before = match &effect.before {
        Before::Given(guards) => guards.clone(),
        Before::Read => {
            let (guards, unchanged) = at_hand(stored, effect.entity)?;
            // An update of what is not at hand is one of what is there.
            if stored.is_some() || !matches!(effect.after, After::Kept) {
                write.narrow(unchanged);
            }
            guards
        }
    };
    let guards = effect.writes(before.as_ref(), write.written(), <E::Table as Table>::SCHEMA);
    Ok(transaction::<E::Table, W>(table, write, &guards, now))
}

/// Makes the guards of an entity at hand, and the condition that they are those of the stored one. If it expires so long
/// after its last write, it does not say when.
fn at_hand<E: Record>(
    stored: Option<&E>,
    entity: &'static EntitySchema,
) -> Result<(Option<Guards>, Condition)> {
    let item = stored.map(Record::to_item).transpose()?;
    let guards = stored.map(Record::__guards).transpose()?.flatten();
    let expiry = item.as_ref().map(|item| stored_expiry(<E::Table as Table>::SCHEMA, item.view()));
    let snapshot = Snapshot::of::<E::Table>(item, entity);
    Ok(match entity.retention.expiry {
        Some(Expiry::AfterWrite(_)) => (guards, snapshot.whenever_it_expires::<E::Table>().condition::<E>()),
        _ => {
            let guards = guards.zip(expiry).map(|(guards, expiry)| guards.expiring(expiry));
            (guards, snapshot.condition::<E>())
        }
    })
}

/// Makes the transaction: the entity's write first.
fn transaction<T: Table, W: SingleWrite>(
    table: &TableName,
    write: W,
    guards: &[GuardWrite],
    now: i64,
) -> TransactWriteItems {
    let (action, condition) = write.into_part();
    let mut own = TransactWrite::new(table.clone(), action).returning_item_on_failure();
    own.condition = condition;
    let guards = guards.iter().map(|write| write.request::<T>(table, now));
    TransactWriteItems::new(std::iter::once(own).chain(guards))
}

/// The values that are taken, going by why the writes of their guards were refused.
pub(in crate::builder) fn violations<'w>(
    guards: impl IntoIterator<Item = (&'w GuardWrite, &'w CancellationReason)>,
) -> Vec<UniqueViolation> {
    let failed = guards.into_iter().filter(|(write, reason)| write.what.claims() && has_failed(reason));
    let owner = |reason: &CancellationReason| reason.item().and_then(|guard| owner_in(guard.view()));
    failed.map(|(write, reason)| write.guard.violation(owner(reason))).collect()
}

pub(in crate::builder) fn has_failed(reason: &CancellationReason) -> bool {
    reason.code() == "ConditionalCheckFailed"
}

/// The error that the write would have been by itself, if it is one the caller can act on.
fn only_reason(error: &Error) -> Option<Error> {
    let mut reasons = error.cancellation_reasons().iter().filter(|reason| !reason.is_none());
    let reason = reasons.next()?;
    let kind = match reason.code() {
        "ValidationError" => ErrorKind::Validation,
        "ProvisionedThroughputExceeded" | "ThrottlingError" => ErrorKind::Throttled,
        "ItemCollectionSizeLimitExceeded" => ErrorKind::CollectionTooLarge,
        _ => return None,
    };
    let message = reason.message().unwrap_or_else(|| error.message());
    Some(Error::new(kind, message).with_source(error.clone()))
}
