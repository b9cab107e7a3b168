//! `TransactGetItems`.

use dynamo_model::request::{CapacityKind, TransactGetItems, TransactGetItemsOutput};

use super::batch_get::are_distinct;
use super::capacity::{Consumed, Meter};
use super::key::Key;
use super::{Answer, Oracle, Refusal, check, get_item, packed};

const MOST_ACTIONS: usize = 100;
const LARGEST_ANSWER: usize = 4_194_304;

impl Oracle {
    /// Reads items at one moment.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, or one of the tables does not exist. Keys that do not fit cancel the transaction.
    pub fn transact_get_items(&self, request: &TransactGetItems) -> Answer<TransactGetItemsOutput> {
        check_count(request.gets.len())?;
        for get in &request.gets {
            check::attributes(&get.key.to_map())?;
            get_item::check_projection(get.projection.as_ref())?;
        }
        for get in &request.gets {
            get_item::check_projection_on(self.table(&get.table)?, get.projection.as_ref())?;
        }
        let keys: Vec<Answer<Key>> = request
            .gets
            .iter()
            .map(|get| {
                let table = self.table(&get.table)?;
                table.key.lookup(&get.key.to_map())
            })
            .collect();
        refuse_repeats(std::iter::zip(&request.gets, &keys).map(|(get, key)| (&get.table, key)))?;
        if keys.iter().any(Result::is_err) {
            return Err(Refusal::cancelled(keys.into_iter().map(Result::err).collect()));
        }
        let keys: Vec<Key> = keys.into_iter().collect::<Answer<_>>()?;
        self.read_at_once(request, &keys)
    }

    fn read_at_once(&self, request: &TransactGetItems, keys: &[Key]) -> Answer<TransactGetItemsOutput> {
        let mut meter = Meter::default();
        let mut output = TransactGetItemsOutput::default();
        let mut total = 0;
        for (get, key) in std::iter::zip(&request.gets, keys) {
            let table = self.table(&get.table)?;
            let bytes = get_item::stored_size(table, key);
            total += bytes;
            let consumed = Consumed::table_read(bytes, true).in_transaction(CapacityKind::Read);
            meter.add(&get.table, consumed);
            let found = get_item::read(table, key, get.projection.as_ref());
            // An entry that shows nothing looks like one of an item that is not there.
            output.items.push(packed(found.filter(|shown| !shown.is_empty())));
        }
        if total > LARGEST_ANSWER {
            return Err(Refusal::invalid());
        }
        output.consumed_capacity = meter.reports(request.return_capacity);
        Ok(output)
    }
}

/// Refuses a transaction of no actions, or of too many.
pub(super) fn check_count(actions: usize) -> Answer<()> {
    match actions {
        0 => Err(Refusal::validation(
            "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have \
             length greater than or equal to 1",
        )),
        1..=MOST_ACTIONS => Ok(()),
        // Front ends differ in whether they show the list.
        _ => Err(Refusal::invalid()),
    }
}

/// Refuses a transaction that names an item twice.
pub(super) fn refuse_repeats<'k, T: PartialEq + 'k>(
    actions: impl Iterator<Item = (T, &'k Answer<Key>)>,
) -> Answer<()> {
    let items: Vec<(T, &Key)> =
        actions.filter_map(|(table, key)| Some((table, key.as_ref().ok()?))).collect();
    if are_distinct(&items) {
        return Ok(());
    }
    Err(Refusal::validation("Transaction request cannot include multiple operations on one item"))
}
