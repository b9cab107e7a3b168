//! Transactions, and their tokens.

use dynamo_model::expr::Condition;
use dynamo_model::request::{
    Action, TableName, TransactGet, TransactGetItems, TransactWrite, TransactWriteItems,
};
use dynamo_model::value::Item;

use super::Maker;
use super::designs::Design;
use crate::history::Step;

impl Maker {
    pub(super) fn transact_get(&mut self) -> Step {
        let items = self.distinct_items(if self.heavy { 16 } else { 6 });
        let gets = items.into_iter().map(|(table, key)| {
            let get = TransactGet::new(table.name(), key);
            if self.chance(30) { get.with_projection(self.projection_of(&table)) } else { get }
        });
        let mut request = TransactGetItems::new(gets.collect::<Vec<_>>()).with_capacity(self.capacity());
        if self.is_faulty() {
            self.break_transact_get(&mut request);
        }
        Step::TransactGet(request)
    }

    pub(super) fn transact_write(&mut self) -> Step {
        if !self.tokens.is_empty() && self.chance(25) {
            return Step::TransactWrite(self.repeated());
        }
        let items = self.distinct_items(5);
        let writes: Vec<TransactWrite> =
            items.into_iter().map(|(table, key)| self.action(&table, key)).collect();
        let mut request = TransactWriteItems::new(writes).with_capacity(self.capacity());
        request.return_collection_metrics = self.chance(20);
        if self.is_faulty() {
            self.break_transact_write(&mut request);
        } else if self.chance(25) {
            self.tokens_made += 1;
            request = request.with_token(format!("token{}", self.tokens_made % 1000));
            self.tokens.push(request.clone());
        }
        Step::TransactWrite(request)
    }

    /// Makes a transaction under a token that may have been used, the same one or another.
    fn repeated(&mut self) -> TransactWriteItems {
        let tokens = std::mem::take(&mut self.tokens);
        let mut request = self.one_of(&tokens).clone();
        self.tokens = tokens;
        if self.chance(20) {
            request.writes.reverse();
            if request.writes.len() < 2 {
                request.writes.iter_mut().for_each(|write| {
                    write.condition = Some(Condition::not_exists("pk").or(Condition::exists("pk")));
                });
            }
        }
        request
    }

    fn action(&mut self, table: &Design, key: Item) -> TransactWrite {
        let action = match self.rng.usize(..10) {
            0..4 => Action::Put(self.item(table, key)),
            4..7 => Action::Update(key, self.update_of(table)),
            7..9 => Action::Delete(key),
            _ => Action::Check(key),
        };
        let is_check = matches!(action, Action::Check(_));
        let mut write = TransactWrite::new(table.name(), action);
        if is_check || self.chance(20) {
            // Most hold, or few transactions would do anything.
            let condition = self.condition(table);
            let likely = self.chance(60).then(|| condition.clone().or(!condition.clone()));
            write = write.with_condition(likely.unwrap_or(condition));
        }
        if self.chance(30) {
            write = write.returning_item_on_failure();
        }
        write
    }

    /// Picks items of tables that exist, none twice. Several tables, one of which is missing, would fail for one
    /// reason or another.
    fn distinct_items(&mut self, most: usize) -> Vec<(Design, Item)> {
        let mut items: Vec<(Design, Item)> = Vec::new();
        for _ in 0..1 + self.rng.usize(..most) {
            let table = self.table();
            let key = self.key(&table);
            let missing = !table.exists && !items.is_empty();
            let names: Vec<(TableName, &Item)> =
                items.iter().map(|(table, key)| (table.name(), key)).collect();
            if !missing
                && !names.contains(&(table.name(), &key))
                && items.iter().all(|(table, _)| table.exists)
            {
                items.push((table, key));
            }
        }
        items
    }
}
