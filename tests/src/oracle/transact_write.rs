//! `TransactWriteItems`.

use std::time::Duration;

use dynamo_model::ErrorKind;
use dynamo_model::request::{
    Action, CapacityKind, ReturnCapacity, TableName, TransactWrite, TransactWriteItems,
    TransactWriteItemsOutput,
};

use super::capacity::{Consumed, Meter};
use super::check::Nesting;
use super::collection::{self, Collections};
use super::key::Key;
use super::table::{Change, Table};
use super::transact_get::{check_count, refuse_repeats};
use super::{Answer, Attributes, Oracle, Refusal, check, index_key, refusal, size, update, write};

const LONGEST_TOKEN: usize = 36;
const LARGEST_REQUEST: usize = 4_194_304;

/// A transaction that was done under a token, and what it costs to ask for it again.
#[derive(Clone, Debug)]
pub(super) struct Done {
    request: TransactWriteItems,
    /// When, since 1970.
    pub(super) at: Duration,
    again: Meter,
}

/// What an action is about to do.
struct Planned {
    key: Key,
    new: Option<Attributes>,
}

impl Oracle {
    /// Writes items of several tables, all or none.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, one of the tables does not exist, or its token belongs to another transaction.
    /// Conditions that are false, keys that do not fit and updates that cannot be applied cancel the transaction.
    pub fn transact_write_items(&mut self, request: &TransactWriteItems) -> Answer<TransactWriteItemsOutput> {
        check_count(request.writes.len())?;
        check_token(request.token.as_deref())?;
        request.writes.iter().try_for_each(check_action)?;
        for write in &request.writes {
            self.table(&write.table)?;
        }
        let (unfit, repeats) =
            (self.refuse_unfit_items(&request.writes), self.refuse_repeats(&request.writes));
        refusal::in_any_order(unfit, repeats)?;
        if let Some(done) = request.token.as_ref().and_then(|token| self.done.get(token)) {
            return again(done, request);
        }
        let planned = self.plan(&request.writes)?;
        Ok(self.execute(request, planned))
    }

    /// Refuses what no table takes, before anything is looked up.
    fn refuse_unfit_items(&self, writes: &[TransactWrite]) -> Answer<()> {
        for write in writes {
            let table = self.table(&write.table)?;
            let attributes = attributes(&write.action);
            table.key.refuse_empty(&attributes)?;
            match &write.action {
                Action::Put(_) => {
                    index_key::check_emptiness_of_put(table, &attributes)?;
                    if write::key_to_put(table, &attributes).is_ok() {
                        collection::check_size(table, &attributes)?;
                    }
                }
                Action::Update(_, update) => {
                    write::check_paths_of_update(table, update)?;
                    index_key::refuse_empty_constants(table, update)?;
                }
                Action::Check(_) | Action::Delete(_) => {}
            }
            write::check_condition_on(table, write.condition.as_ref())?;
        }
        let total: usize = writes.iter().map(|write| size::of_item(&attributes(&write.action))).sum();
        if total > LARGEST_REQUEST { Err(Refusal::invalid()) } else { Ok(()) }
    }

    fn refuse_repeats(&self, writes: &[TransactWrite]) -> Answer<()> {
        let keys: Vec<Answer<Key>> = writes
            .iter()
            .map(|write| {
                let found = self.table(&write.table)?.key.key_of(&attributes(&write.action));
                found.ok_or_else(Refusal::invalid)
            })
            .collect();
        refuse_repeats(std::iter::zip(writes, &keys).map(|(write, key)| (&write.table, key)))
    }

    fn plan(&self, writes: &[TransactWrite]) -> Answer<Vec<Planned>> {
        let mut keys = Vec::new();
        for (position, write) in writes.iter().enumerate() {
            let key = fit(self.table(&write.table)?, write);
            // It alone is the reason, and no other action is tried.
            let alone = |refusal: Refusal| {
                let reason = |other| Some(refusal.clone()).filter(|_| other == position);
                Refusal::cancelled((0..writes.len()).map(reason).collect())
            };
            keys.push(key.map_err(alone)?);
        }
        let planned: Vec<Answer<Planned>> = std::iter::zip(writes, keys)
            .map(|(write, key)| plan_action(self.table(&write.table)?, write, key))
            .collect();
        if planned.iter().any(Result::is_err) {
            return Err(Refusal::cancelled(planned.into_iter().map(Result::err).collect()));
        }
        planned.into_iter().collect()
    }

    fn execute(&mut self, request: &TransactWriteItems, planned: Vec<Planned>) -> TransactWriteItemsOutput {
        let (mut meter, mut again) = (Meter::default(), Meter::default());
        let mut collections = Collections::default();
        for (write, planned) in std::iter::zip(&request.writes, planned) {
            let Some(table) = self.tables.get_mut(&write.table) else { continue };
            let change = match write.action {
                Action::Check(_) => looked_at(table, &planned.key),
                _ => table.write(planned.key, planned.new),
            };
            let consumed = Consumed::written(table, &change).in_transaction(CapacityKind::Write);
            meter.add(&write.table, consumed);
            // A check writes to no collection.
            if !matches!(write.action, Action::Check(_)) {
                let asked = request.return_collection_metrics;
                let found = collection::metrics(table, &attributes(&write.action), asked);
                collections.add(&write.table, found);
            }
            note_read(&mut again, &write.table, &change);
        }
        if let Some(token) = &request.token {
            self.done.insert(token.clone(), Done { request: wanted(request), at: self.now, again });
        }
        let mut output = TransactWriteItemsOutput::default();
        output.consumed_capacity = meter.reports(request.return_capacity);
        output.collection_metrics = collections.report();
        output
    }
}

fn check_token(token: Option<&str>) -> Answer<()> {
    match token.map(|token| (token, token.chars().count())) {
        None | Some((_, 1..=LONGEST_TOKEN)) => Ok(()),
        Some((_, 0)) => Err(Refusal::invalid()),
        Some((token, _)) => Err(Refusal::validation(format!(
            "1 validation error detected: Value '{token}' at 'clientRequestToken' failed to satisfy constraint: Member \
             must have length less than or equal to 36"
        ))),
    }
}

fn check_action(write: &TransactWrite) -> Answer<()> {
    let attributes = attributes(&write.action);
    check::attributes(&attributes)?;
    match &write.action {
        Action::Put(_) => check::put_size(&attributes)?,
        Action::Update(_, update) if update.is_empty() => return Err(Refusal::invalid()),
        Action::Update(_, update) => update::check(update, Nesting::OfTransactions)?,
        Action::Check(_) if write.condition.is_none() => return Err(Refusal::invalid()),
        Action::Check(_) | Action::Delete(_) => {}
    }
    write::check_condition(write.condition.as_ref(), Nesting::OfTransactions)
}

/// Returns the item or the key an action names.
fn attributes(action: &Action) -> Attributes {
    match action {
        Action::Put(item) => item.to_map(),
        Action::Update(key, _) | Action::Delete(key) | Action::Check(key) => key.to_map(),
    }
}

/// Checks that an action fits its table, and returns the key it names.
fn fit(table: &Table, action: &TransactWrite) -> Answer<Key> {
    let attributes = attributes(&action.action);
    let key = match action.action {
        Action::Put(_) => write::key_to_put(table, &attributes)?,
        _ => table.key.lookup(&attributes)?,
    };
    write::check_condition_on(table, action.condition.as_ref())?;
    if let Action::Update(_, update) = &action.action {
        write::check_update_on(table, update)?;
    }
    Ok(key)
}

fn plan_action(table: &Table, action: &TransactWrite, key: Key) -> Answer<Planned> {
    let attributes = attributes(&action.action);
    let stored = table.items.get(&key);
    write::require(action.condition.as_ref(), stored, action.return_item_on_failure)?;
    let new = match &action.action {
        Action::Put(item) => {
            let item = item.to_map();
            collection::check_size(table, &item)?;
            Some(item)
        }
        Action::Update(_, update) => write::updated(table, &attributes, stored, update)?,
        Action::Delete(_) | Action::Check(_) => None,
    };
    Ok(Planned { key, new })
}

fn looked_at(table: &Table, key: &Key) -> Change {
    let stored = table.items.get(key).cloned();
    Change { old: stored.clone(), new: stored }
}

/// A repeated transaction is charged for reading the images of the first call, the larger one of each item.
fn note_read(again: &mut Meter, table: &TableName, change: &Change) {
    let bytes = [&change.old, &change.new].into_iter().flatten().map(size::of_item).max();
    let consumed = Consumed::table_read(bytes.unwrap_or_default(), true).in_transaction(CapacityKind::Read);
    again.add(table, consumed);
}

/// Leaves out what is only reported: asking for more of that makes it no other transaction.
fn wanted(request: &TransactWriteItems) -> TransactWriteItems {
    let mut wanted = request.clone();
    (wanted.return_capacity, wanted.return_collection_metrics) = (ReturnCapacity::None, false);
    wanted
}

fn again(done: &Done, request: &TransactWriteItems) -> Answer<TransactWriteItemsOutput> {
    if done.request != wanted(request) {
        return Err(Refusal::unworded(ErrorKind::TokenMismatch));
    }
    let mut output = TransactWriteItemsOutput::default();
    output.consumed_capacity = done.again.reports(request.return_capacity);
    Ok(output)
}
