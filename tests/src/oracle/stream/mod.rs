//! Streams: what was recorded of the changes of tables.
//!
//! The service chooses how records are spread over shards and what their sequence numbers are. Here they stand in one shard
//! in the order of the writes, and only the order among the records of one item says anything.

mod describe;
mod iterator;
mod list;
mod name;
mod record;
mod records;
mod requests;
mod switch;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model::request::{KeySchema, StreamView, TableName};

use super::table::Change;
use super::time::DAY;

pub(super) use self::iterator::Place;
pub(super) use self::name::{arn, label};
pub use self::record::Record;
pub use self::requests::{expired_iterator, no_stream, trimmed};

/// The stream of a table, as long as anything can be known of it.
#[derive(Clone, Debug)]
pub struct Stream {
    number: usize,
    table: TableName,
    key: KeySchema,
    view: StreamView,
    /// What time it is, since 1970.
    now: Duration,
    started: Duration,
    ended: Option<Duration>,
    records: Vec<Record>,
    trimmed: usize,
}

impl Stream {
    fn new(number: usize, table: TableName, key: KeySchema, view: StreamView, now: Duration) -> Self {
        Self { number, table, key, view, now, started: now, ended: None, records: Vec::new(), trimmed: 0 }
    }

    /// Returns what tells it from all other streams.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Returns the name of its table.
    #[must_use]
    pub fn table(&self) -> &TableName {
        &self.table
    }

    /// Returns the key of its table.
    #[must_use]
    pub fn key(&self) -> &KeySchema {
        &self.key
    }

    /// Returns which images it has.
    #[must_use]
    pub fn view(&self) -> StreamView {
        self.view
    }

    /// Returns when it was turned on.
    #[must_use]
    pub fn started(&self) -> SystemTime {
        UNIX_EPOCH + self.started
    }

    /// Whether changes are still recorded.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// Returns the records there are, in the order of the writes.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Finds a record by its number; nothing if it is gone.
    #[must_use]
    pub fn record(&self, number: usize) -> Option<&Record> {
        self.records.get(number.checked_sub(self.trimmed)?)
    }

    /// Whether the record of a number is gone.
    #[must_use]
    pub fn has_trimmed(&self, number: usize) -> bool {
        number < self.trimmed
    }

    /// Records a change, if it is one.
    pub(super) fn note(&mut self, change: &Change, expired: bool) {
        let number = self.next_number();
        self.records.extend(Record::of(number, &self.key, self.view, change, self.now, expired));
    }

    /// Returns the number of the record to come.
    fn next_number(&self) -> usize {
        self.trimmed + self.records.len()
    }

    pub(super) fn end(mut self) -> Self {
        self.ended = Some(self.now);
        self
    }

    pub(super) fn advance(&mut self, now: Duration) {
        self.now = now;
    }

    /// Whether it ended so long ago that nothing is known of it any more.
    pub(super) fn is_gone(&self) -> bool {
        self.ended.is_some_and(|ended| ended + DAY <= self.now)
    }

    /// Removes the records that are a day old, and says how many.
    pub(super) fn trim(&mut self) -> usize {
        let old = self.records.iter().take_while(|record| record.time() + DAY <= self.now).count();
        self.records.drain(..old);
        self.trimmed += old;
        old
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::Update;
    use dynamo_model::request::{CreateTable, DeleteItem, KeyKind, PutItem, StreamEvent, UpdateItem};
    use dynamo_model::value::Item;

    use super::*;
    use crate::oracle::Oracle;

    fn streamed() -> Oracle {
        let mut oracle = Oracle::new();
        let table = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
        oracle.create_table(&table.with_stream(StreamView::KeysOnly)).unwrap();
        oracle
    }

    fn put(oracle: &mut Oracle, status: &str) {
        let order = Item::from_iter([("id", "o#1"), ("status", status)]);
        oracle.put_item(&PutItem::new("shop", order)).unwrap();
    }

    fn events(oracle: &Oracle) -> Vec<StreamEvent> {
        let records = oracle.streams().into_iter().flat_map(Stream::records);
        records.map(|record| record.to_stream_record().event).collect()
    }

    #[test]
    fn changes_are_recorded_and_what_changes_nothing_is_not() {
        let mut oracle = streamed();
        let key = || Item::from_iter([("id", "o#1")]);
        put(&mut oracle, "open");
        put(&mut oracle, "open");
        put(&mut oracle, "paid");
        let same = Update::new().set("status", "paid");
        oracle.update_item(&UpdateItem::new("shop", key()).with_update(same)).unwrap();
        oracle.delete_item(&DeleteItem::new("shop", key())).unwrap();
        oracle.delete_item(&DeleteItem::new("shop", key())).unwrap();
        assert_eq!(events(&oracle), [StreamEvent::Insert, StreamEvent::Modify, StreamEvent::Remove]);
    }

    #[test]
    fn records_last_for_a_day_and_so_does_a_stream_that_ended() {
        let mut oracle = streamed();
        put(&mut oracle, "open");
        oracle.advance(DAY - Duration::from_secs(1));
        put(&mut oracle, "paid");
        oracle.advance(Duration::from_secs(1));
        assert_eq!(oracle.sweep().records, 1);
        assert_eq!(events(&oracle), [StreamEvent::Modify]);
        oracle.delete_table(&"shop".into()).unwrap();
        oracle.advance(DAY);
        oracle.sweep();
        assert!(oracle.streams().is_empty());
    }
}
