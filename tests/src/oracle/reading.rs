//! All a query or scan may read, and which ways of paging through it are right.

use std::collections::BTreeSet;

use dynamo_model::expr::{Condition, Projection};
use dynamo_model::request::{ConsumedCapacity, QueryOutput, ReturnCapacity, ScanOutput, TableName};
use dynamo_model::value::Item;

use super::capacity::Consumed;
use super::key::Key;
use super::table::Scope;
use super::{Attributes, condition, get_item, size};

/// A page ends with the item that brings it here.
const MEGABYTE: usize = 1_048_576;

/// The place of an entry in [`Reading`], not in any order a backend may read in.
pub type Place = usize;

/// What a query or scan may read.
#[derive(Clone, Debug)]
pub struct Reading {
    pub(super) source: Source,
    /// In the order of the service, ties and partitions in that of their keys.
    pub(super) entries: Vec<Entry>,
    /// Where to go on from.
    pub(super) start: Option<Entry>,
    pub(super) descending: bool,
    /// Whether it is one item of a table without a sort key: then no page has a key to go on from.
    pub(super) at_most_one: bool,
    pub(super) limit: Option<usize>,
    pub(super) filter: Option<Condition>,
    pub(super) projection: Option<Projection>,
    pub(super) counts_only: bool,
    pub(super) return_capacity: ReturnCapacity,
}

/// What is read, and at which price.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) table: TableName,
    pub(super) index: Option<(Scope, String)>,
    pub(super) consistent: bool,
}

/// An item, or what an index holds of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) partition: Key,
    pub(super) sort: Key,
    /// The key of the table, which tells entries with one index key apart.
    pub(super) key: Key,
    pub(super) item: Attributes,
    /// The key attributes of the index and of the table.
    pub(super) cursor: Attributes,
    /// The item itself, where more is asked for than a local index holds of it.
    pub(super) whole: Option<Attributes>,
}

/// One page of a query or scan.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The items, filtered and projected.
    pub items: Vec<Item>,
    /// How many items the filter let through.
    pub count: usize,
    /// How many items were read.
    pub scanned_count: usize,
    /// Where the next page begins.
    pub last_evaluated_key: Option<Item>,
    /// What the page consumed, if asked for.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

impl Reading {
    /// Whether there is only one order to read in.
    #[must_use]
    pub fn has_one_order(&self) -> bool {
        self.entries.windows(2).all(|pair| {
            let [one, two] = pair else { return true };
            one.partition == two.partition && one.sort != two.sort
        })
    }

    /// Counts the entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Names the partition an entry is in.
    #[must_use]
    pub fn partition(&self, place: Place) -> String {
        format!("{:?}", self.entries[place].partition)
    }

    /// Recognises whole entries as a backend returned them, and requires an order the service could have read them in.
    ///
    /// # Errors
    ///
    /// What is wrong: an item that is none of the entries, one that comes twice, or an order that cannot be.
    pub fn recognise(&self, items: &[Item]) -> Result<Vec<Place>, String> {
        let mut order = Vec::new();
        for item in items {
            let attributes = item.to_map();
            let found = self.entries.iter().position(|entry| entry.item == attributes);
            let place = found.ok_or_else(|| format!("nothing like this is there to be read: {item:?}"))?;
            if order.contains(&place) {
                return Err(format!("read twice: {item:?}"));
            }
            order.push(place);
        }
        self.check_order(&order)?;
        Ok(order)
    }

    fn check_order(&self, order: &[Place]) -> Result<(), String> {
        let mut left = BTreeSet::new();
        for pair in order.windows(2) {
            let (one, two) = (&self.entries[pair[0]], &self.entries[pair[1]]);
            let (earlier, later) = if self.descending { (two, one) } else { (one, two) };
            if one.partition == two.partition {
                if earlier.sort > later.sort {
                    return Err(format!("out of order: {:?} before {:?}", one.cursor, two.cursor));
                }
            } else if !left.insert(&one.partition) || left.contains(&two.partition) {
                return Err(format!("a partition is not read in one go: {:?}", two.cursor));
            }
        }
        Ok(())
    }

    /// Returns the ways in which the places of `order` can be gone through from the start key on: each the number of
    /// places to skip. There are several if the start key is of no entry and its neighbours are ties or partitions.
    #[must_use]
    pub fn starts(&self, order: &[Place]) -> Vec<usize> {
        let Some(start) = &self.start else { return vec![0] };
        let entries: Vec<&Entry> = order.iter().map(|place| &self.entries[*place]).collect();
        if let Some(own) = entries.iter().position(|entry| entry.place() == start.place()) {
            return vec![own + 1];
        }
        (0..=order.len()).filter(|skipped| self.may_part(&entries, *skipped, start)).collect()
    }

    /// Whether a start key that is of no entry may fall between `skipped` entries and the others.
    fn may_part(&self, entries: &[&Entry], skipped: usize, start: &Entry) -> bool {
        let (before, after) = entries.split_at(skipped);
        let known = entries.iter().any(|entry| entry.partition == start.partition);
        let own = |entry: &&&Entry| entry.partition == start.partition;
        let in_order = before.iter().filter(own).all(|entry| !self.is_after(entry, start))
            && after.iter().filter(own).all(|entry| !self.is_after(start, entry));
        let splits = match (before.last(), after.first()) {
            (Some(last), Some(first)) => last.partition == first.partition,
            _ => false,
        };
        if !known {
            return !splits;
        }
        // Within, before or after its own partition, and in no other one.
        let touches = |entry: Option<&&Entry>| entry.is_some_and(|entry| entry.partition == start.partition);
        in_order && (touches(before.last()) || touches(after.first()))
    }

    /// Whether the sort key of `one` is read later than that of `two`.
    fn is_after(&self, one: &Entry, two: &Entry) -> bool {
        if self.descending { one.sort < two.sort } else { one.sort > two.sort }
    }

    /// Returns the pages that can follow when `from` places of `order` have been read, and how many have been then.
    ///
    /// There are several where the service's documentation does not say whether exactly a megabyte is a full page, and
    /// whether a page that is full with the very last item knows it.
    #[must_use]
    pub fn pages(&self, order: &[Place], from: usize) -> Vec<(Page, usize)> {
        let rest = &order[from.min(order.len())..];
        let by_limit = self.limit.filter(|limit| *limit <= rest.len());
        let mut pages = Vec::new();
        for full in [|bytes: usize| bytes >= MEGABYTE, |bytes: usize| bytes > MEGABYTE] {
            let by_size = self.first_full(rest, full);
            let stops = [by_limit, by_size].into_iter().flatten().min();
            let end = stops.unwrap_or(rest.len());
            let ends_early = [by_limit == Some(end), stops.is_some() && end < rest.len()];
            let must_go_on = ends_early.contains(&true);
            let may_go_on = must_go_on || stops.is_some();
            for goes_on in [true, false] {
                if if goes_on { may_go_on } else { !must_go_on } {
                    pages.push((self.page(&rest[..end], goes_on), from + end));
                }
            }
        }
        pages
    }

    /// Returns a page that can come first, with ties and partitions in the order of their keys.
    #[must_use]
    pub fn first_page(&self) -> Page {
        let order: Vec<Place> = (0..self.entries.len()).collect();
        let passed = |start: &Entry| self.entries.iter().filter(|entry| !self.follows(entry, start)).count();
        let from = self.start.as_ref().map_or(0, passed);
        match self.pages(&order, from).into_iter().next() {
            Some((page, _)) => page,
            None => self.page(&[], false),
        }
    }

    /// Whether `one` comes after `two` in the order of the keys.
    fn follows(&self, one: &Entry, two: &Entry) -> bool {
        if self.descending { one.place() < two.place() } else { one.place() > two.place() }
    }

    /// Returns the number of items with which a page is full.
    fn first_full(&self, rest: &[Place], full: impl Fn(usize) -> bool) -> Option<usize> {
        let (mut bytes, mut fetched) = (0, 0);
        let last = rest.iter().position(|place| {
            let entry = &self.entries[*place];
            bytes += entry.bytes();
            if self.passes(entry) && !self.counts_only {
                fetched += entry.whole.as_ref().map_or(0, size::of_item);
            }
            full(bytes) || full(fetched)
        });
        last.map(|last| last + 1)
    }

    fn passes(&self, entry: &Entry) -> bool {
        self.filter.as_ref().is_none_or(|filter| condition::holds(filter, &entry.item))
    }

    fn page(&self, read: &[Place], goes_on: bool) -> Page {
        let entries: Vec<&Entry> = read.iter().map(|place| &self.entries[*place]).collect();
        let passed: Vec<&&Entry> = entries.iter().filter(|entry| self.passes(entry)).collect();
        let shown = passed.iter().map(|entry| get_item::shown(entry.shown(), self.projection.as_ref()));
        Page {
            items: if self.counts_only { Vec::new() } else { shown.map(Item::from).collect() },
            count: passed.len(),
            scanned_count: entries.len(),
            last_evaluated_key: entries
                .last()
                .filter(|_| goes_on && !self.at_most_one)
                .map(|last| Item::from(&last.cursor)),
            consumed_capacity: self.consumed(&entries, &passed),
        }
    }

    /// Counts what was read, and what had to be fetched for the items that are returned.
    fn consumed(&self, read: &[&Entry], passed: &[&&Entry]) -> Option<ConsumedCapacity> {
        let consistent = self.source.consistent;
        let bytes = read.iter().map(|entry| entry.bytes()).sum();
        let mut consumed = match &self.source.index {
            None => Consumed::table_read(bytes, consistent),
            Some((scope, index)) => Consumed::index_read(*scope, index, bytes, consistent),
        };
        for whole in passed.iter().filter_map(|entry| entry.whole.as_ref()).filter(|_| !self.counts_only) {
            consumed.add(Consumed::table_read(size::of_item(whole), consistent));
        }
        consumed.report(&self.source.table, self.return_capacity)
    }
}

impl Entry {
    fn bytes(&self) -> usize {
        size::of_item(&self.item)
    }

    fn shown(&self) -> &Attributes {
        self.whole.as_ref().unwrap_or(&self.item)
    }

    /// Returns what entries are ordered by, ties and partitions included.
    pub(super) fn place(&self) -> (&Key, &Key, &Key) {
        (&self.partition, &self.sort, &self.key)
    }
}

impl From<QueryOutput> for Page {
    fn from(output: QueryOutput) -> Self {
        Self {
            items: output.items,
            count: output.count,
            scanned_count: output.scanned_count,
            last_evaluated_key: output.last_evaluated_key,
            consumed_capacity: output.consumed_capacity,
        }
    }
}

impl From<ScanOutput> for Page {
    fn from(output: ScanOutput) -> Self {
        Self {
            items: output.items,
            count: output.count,
            scanned_count: output.scanned_count,
            last_evaluated_key: output.last_evaluated_key,
            consumed_capacity: output.consumed_capacity,
        }
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::KeyCondition;
    use dynamo_model::request::{CreateTable, IndexDefinition, KeyKind, KeySchema, PutItem, Query, Scan};

    use super::*;
    use crate::oracle::Oracle;

    /// Makes a table whose index `ties` has the entries 1 and 2 at `x`, 3 at `y`.
    fn oracle() -> Oracle {
        let definition = CreateTable::new("one", KeySchema::new("pk"))
            .with_attribute("pk", KeyKind::N)
            .with_attribute("g", KeyKind::S)
            .with_attribute("h", KeyKind::S)
            .with_global_index(IndexDefinition::new("ties", KeySchema::new("g").with_sort("h")));
        let mut oracle = Oracle::new();
        oracle.create_table(&definition).unwrap();
        for (pk, h) in [(1, "x"), (2, "x"), (3, "y")] {
            oracle.put_item(&PutItem::new("one", entry(pk, h))).unwrap();
        }
        oracle
    }

    fn entry(pk: i32, h: &str) -> Item {
        let mut item = Item::from_iter([("g", "p"), ("h", h)]);
        item.insert("pk", pk);
        item
    }

    fn query() -> Query {
        Query::new("one", KeyCondition::partition("g", "p")).on_index("ties")
    }

    fn recognised(query: &Query, entries: &[(i32, &str)]) -> Result<Vec<Place>, String> {
        let items: Vec<Item> = entries.iter().map(|(pk, h)| entry(*pk, h)).collect();
        oracle().query(query).unwrap().recognise(&items)
    }

    #[test]
    fn ties_come_in_any_order_and_nothing_else_does() {
        for ties in [[(1, "x"), (2, "x")], [(2, "x"), (1, "x")]] {
            assert!(recognised(&query(), &[ties[0], ties[1], (3, "y")]).is_ok());
            assert!(recognised(&query().descending(), &[(3, "y"), ties[0], ties[1]]).is_ok());
            assert!(recognised(&query(), &[ties[0], (3, "y"), ties[1]]).is_err());
        }
        assert!(recognised(&query(), &[(1, "x"), (1, "x")]).is_err());
        assert!(recognised(&query(), &[(1, "y")]).is_err());
    }

    #[test]
    fn a_start_key_among_ties_is_after_itself_or_anywhere_between_them() {
        let starts = |pk: i32, h: &str| {
            let reading = oracle().query(&query().starting_after(entry(pk, h))).unwrap();
            let order = reading.recognise(&[entry(2, "x"), entry(1, "x"), entry(3, "y")]).unwrap();
            reading.starts(&order)
        };
        assert_eq!(starts(2, "x"), [1]);
        assert_eq!(starts(9, "x"), [0, 1, 2]);
        assert_eq!(starts(9, "w"), [0]);
        assert_eq!(starts(9, "z"), [3]);
    }

    #[test]
    fn a_start_key_of_no_partition_is_between_two() {
        let reading = oracle().scan(&Scan::new("one").starting_after(Item::from_iter([("pk", 9)]))).unwrap();
        assert_eq!(reading.starts(&[2, 0, 1]), [0, 1, 2, 3]);
    }

    #[test]
    fn a_page_that_reaches_its_limit_goes_on() {
        let reading = oracle().query(&query().with_limit(3)).unwrap();
        let pages = reading.pages(&[0, 1, 2], 0);
        assert!(pages.iter().all(|(page, read)| *read == 3 && page.last_evaluated_key.is_some()));
        let pages = reading.pages(&[0, 1, 2], 1);
        assert!(pages.iter().all(|(page, read)| *read == 3 && page.last_evaluated_key.is_none()));
    }

    #[test]
    fn whether_a_megabyte_is_a_full_page_is_left_open() {
        let mut oracle = oracle();
        for pk in 0..5 {
            let mut item = Item::from_iter([("pk", pk)]);
            item.insert("f", "f".repeat(MEGABYTE / 4 - "f".len() - item.size()));
            oracle.put_item(&PutItem::new("one", item)).unwrap();
        }
        let reading = oracle.scan(&Scan::new("one")).unwrap();
        let mut ends: Vec<usize> =
            reading.pages(&[0, 1, 2, 3, 4], 0).into_iter().map(|(_, read)| read).collect();
        ends.dedup();
        assert_eq!(ends, [4, 5]);
    }
}
