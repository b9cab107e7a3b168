//! Items, and all that is made of them.

use dynamo_model::value::ItemRef;

use super::check::{Check, intact, wrong_size};
use super::tally::Tally;
use super::{place, stored_key};
use crate::codec::{Row, expiry, key};
use crate::store::{Part, entry, expires_at, vector_entry};
use crate::table::{IndexDef, Scope, TableDef};

/// Goes through the items of a table.
pub(super) fn check(check: &mut Check<'_>, table: &TableDef) {
    let mut items = Items { table, tally: Tally::new(), collection: None };
    check.walk_id(Part::Items, table.id, |check, key, bytes| items.take(check, key, bytes));
    items.end_collection(check);
    items.tally.compare(check, table.id, format_args!("table `{}`", table.name));
}

struct Items<'t> {
    table: &'t TableDef,
    tally: Tally,
    collection: Option<Collection>,
}

/// Items of one partition, which stand together.
struct Collection {
    partition: Vec<u8>,
    bytes: u64,
    is_whole: bool,
}

impl Items<'_> {
    fn take(&mut self, check: &mut Check<'_>, key: &[u8], bytes: &[u8]) {
        check.report.found.items += 1;
        self.turn_to_collection_of(check, key);
        match intact(key, bytes) {
            Ok(row) => self.take_intact(check, key, row),
            Err(what) => {
                check.problem(place::item(self.table, key), what);
                self.tally.add_unreadable();
                self.collection.iter_mut().for_each(|collection| collection.is_whole = false);
            }
        }
    }

    fn take_intact(&mut self, check: &mut Check<'_>, key: &[u8], row: Row<'_>) {
        self.tally.add(row.item.size());
        self.grow_collection(row.item.size());
        let own_key = key::item(self.table, row.item);
        let belongs = own_key.as_ref().is_ok_and(|own| own == key);
        let misplaced = match own_key {
            Ok(_) if belongs => None,
            Ok(_) => {
                Some(format!("what is stored there is the item {}", place::key_of(self.table, row.item)))
            }
            Err(error) => Some(error.message().to_owned()),
        };
        for what in wrong_size(row).into_iter().chain(misplaced) {
            check.problem(place::item(self.table, key), what);
        }
        if belongs {
            self.check_indexes(check, key, row.item);
            self.check_vectors(check, key, row.item);
            self.check_expiry(check, key, row.item);
        }
    }

    fn check_indexes(&mut self, check: &mut Check<'_>, key: &[u8], item: ItemRef<'_>) {
        let place = || place::item(self.table, key);
        let mut in_local_indexes = 0;
        for index in self.table.indexes.iter().filter(|index| index.filled.covers(key)) {
            let Some(Some((entry_key, entry))) = check.read(place, entry(self.table, index, item)) else {
                continue;
            };
            if index.scope == Scope::Local {
                in_local_indexes += entry.size();
            }
            if let Some(what) = lacks(check, index, &entry_key, entry.view()) {
                check.problem(place(), what);
            }
        }
        self.grow_collection(in_local_indexes);
    }

    fn check_vectors(&self, check: &mut Check<'_>, key: &[u8], item: ItemRef<'_>) {
        for index in self.table.vectors.iter().filter(|index| index.filled.covers(key)) {
            let Some(entry) = vector_entry(self.table, index, key, item) else { continue };
            let name = index.name();
            let what = match check.snapshot.get(Part::Entries, &entry.key) {
                Ok(Some(row)) if row == entry.row(key) => continue,
                Ok(Some(_)) => format!("its entry in index `{name}` holds something else"),
                Ok(None) => format!("index `{name}` has no entry for it"),
                Err(_) => format!("its entry in index `{name}` cannot be read"),
            };
            check.problem(place::item(self.table, key), what);
        }
    }

    fn check_expiry(&self, check: &mut Check<'_>, key: &[u8], item: ItemRef<'_>) {
        let place = || place::item(self.table, key);
        let expiry = self.table.expiry.as_ref().filter(|expiry| expiry.filled.covers(key));
        let Some((expiry, at)) = expiry.and_then(|expiry| Some((expiry, expires_at(expiry, item)?))) else {
            return;
        };
        let noted = check.snapshot.get(Part::Expiries, &expiry::key(expiry.id, at, key));
        if let Some(None) = check.read(place, noted) {
            check.problem(place(), "it is not noted for when it expires");
        }
    }

    /// Ends the collection gone through so far if this item is in another one.
    fn turn_to_collection_of(&mut self, check: &mut Check<'_>, key: &[u8]) {
        let Some(partition) = stored_key::prefix(key).filter(|_| self.table.has_collections()) else {
            return;
        };
        if self.collection.as_ref().is_some_and(|current| current.partition == partition) {
            return;
        }
        self.end_collection(check);
        self.collection = Some(Collection { partition: partition.to_vec(), bytes: 0, is_whole: true });
    }

    fn grow_collection(&mut self, size: usize) {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        self.collection.iter_mut().for_each(|collection| collection.bytes += size);
    }

    fn end_collection(&mut self, check: &mut Check<'_>) {
        let Some(Collection { partition, bytes, is_whole }) = self.collection.take() else { return };
        let place = || place::collection(self.table, &partition);
        let Some(kept) = check.read(place, check.snapshot.collection(&partition)) else { return };
        if is_whole && kept != bytes {
            check.problem(place(), format_args!("it has {bytes} bytes, and {kept} are recorded"));
        }
    }
}

/// Says what an index lacks of an item whose entry has to be under this key.
fn lacks(check: &Check<'_>, index: &IndexDef, key: &[u8], entry: ItemRef<'_>) -> Option<String> {
    let name = &index.name;
    match check.snapshot.row(Part::Entries, key) {
        Ok(Some(row)) if row.item == entry => None,
        Ok(Some(_)) => Some(format!("its entry in index `{name}` holds something else")),
        Ok(None) => Some(format!("index `{name}` has no entry for it")),
        Err(_) => Some(format!("its entry in index `{name}` cannot be read")),
    }
}
