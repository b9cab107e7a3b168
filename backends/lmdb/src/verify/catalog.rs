//! The records of tables and streams, and who owns which rows.

use std::collections::{BTreeMap, BTreeSet};

use super::check::Check;
use super::place;
use crate::store::{Part, counted_id, dropped_id, read_stream, read_table};
use crate::table::{StreamDef, TableDef};

/// What of a snapshot's tables and streams can be read.
#[derive(Default)]
pub(super) struct Catalog {
    pub(super) tables: Vec<TableDef>,
    pub(super) streams: BTreeMap<u32, StreamDef>,
    /// Ids whose rows nobody reads any more.
    pub(super) dropped: BTreeSet<u32>,
    /// Ids that have counters.
    pub(super) counted: BTreeSet<u32>,
    /// Where there may be rows, by the id they are under.
    owned: BTreeMap<u32, &'static [Part]>,
}

impl Catalog {
    /// Reads the records and checks that they agree with one another.
    pub(super) fn read(check: &mut Check<'_>) -> Self {
        let mut catalog = Self::default();
        catalog.read_tables(check);
        catalog.read_streams(check);
        catalog.read_meta(check);
        catalog.claim_all(check);
        catalog.check_dropped(check);
        catalog.tables.iter().for_each(|table| catalog.check_table(check, table));
        catalog.streams.values().for_each(|stream| catalog.check_stream(check, stream));
        catalog
    }

    /// Whether rows under an id may be in a part.
    pub(super) fn owns(&self, part: Part, id: u32) -> bool {
        self.owned.get(&id).is_some_and(|parts| parts.contains(&part))
    }

    fn read_tables(&mut self, check: &mut Check<'_>) {
        check.walk(Part::Tables, |check, name, bytes| {
            check.report.found.tables += 1;
            let place = format!("table `{}`", name.escape_ascii());
            match check.read(|| &place, read_table(name, bytes)) {
                Some(table) if table.name.as_bytes() != name => {
                    check.problem(place, format_args!("its record is that of table `{}`", table.name));
                }
                table => self.tables.extend(table),
            }
        });
    }

    fn read_streams(&mut self, check: &mut Check<'_>) {
        check.walk(Part::Streams, |check, key, bytes| {
            check.report.found.streams += 1;
            let place = format!("record of a stream, under {}", key.escape_ascii());
            match check.read(|| &place, read_stream(key, bytes)) {
                Some(stream) if stream.id.to_be_bytes() != *key => {
                    check.problem(place, format_args!("it is that of {}", place::stream(&stream)));
                }
                Some(stream) => drop(self.streams.insert(stream.id, stream)),
                None => {}
            }
        });
    }

    /// Reads what has been dropped, and what has counters; they are compared once there is something to compare them with.
    fn read_meta(&mut self, check: &mut Check<'_>) {
        check.walk(Part::Meta, |check, key, bytes| {
            self.counted.extend(counted_id(key));
            if let Some(id) = dropped_id(key) {
                self.dropped.insert(id);
                if !bytes.is_empty() {
                    check.problem(format_args!("the note that {id} is dropped"), "it has content");
                }
            }
        });
    }

    fn claim_all(&mut self, check: &mut Check<'_>) {
        let next = check.read(|| "the next id", check.snapshot.next_id()).unwrap_or(u32::MAX);
        let mut owned = BTreeMap::new();
        let mut claim = |id: u32, parts: &'static [Part], place: String| {
            if id == 0 || id >= next {
                check.problem(&place, format_args!("its id is {id}, and only those below {next} are drawn"));
            }
            if owned.insert(id, parts).is_some() {
                check.problem(&place, format_args!("its id {id} belongs to something else, too"));
            }
        };
        for table in &self.tables {
            let place = format!("table `{}`", table.name);
            let parts: &[Part] =
                if table.has_collections() { &[Part::Items, Part::Collections] } else { &[Part::Items] };
            claim(table.id, parts, place.clone());
            for index in &table.indexes {
                claim(index.id, &[Part::Entries], format!("{place}, index `{}`", index.name));
            }
            for index in &table.vectors {
                claim(index.id, &[Part::Entries], format!("{place}, index `{}`", index.name()));
            }
            if let Some(expiry) = &table.expiry {
                claim(expiry.id, &[Part::Expiries], format!("{place}, expiry"));
            }
        }
        for stream in self.streams.values() {
            claim(stream.id, &[Part::Changes], place::stream(stream));
        }
        self.owned = owned;
    }

    fn check_dropped(&self, check: &mut Check<'_>) {
        for id in self.dropped.iter().filter(|id| self.owned.contains_key(id)) {
            check.problem(
                format_args!("the note that {id} is dropped"),
                "something has this id, and would lose its rows",
            );
        }
    }

    fn check_table(&self, check: &mut Check<'_>, table: &TableDef) {
        let place = format!("table `{}`", table.name);
        let keys = std::iter::once(&table.key).chain(table.indexes.iter().map(|index| &index.key));
        for name in keys.flat_map(|key| key.attributes()).filter(|name| table.kind(name).is_none()) {
            check.problem(&place, format_args!("its key attribute `{name}` has no type"));
        }
        let schemas = table.vectors.iter().flat_map(|index| index.definition.schema.attributes());
        for name in schemas.filter(|name| table.kind(name).is_none()) {
            check.problem(&place, format_args!("`{name}`, which searches are narrowed by, has no type"));
        }
        let Some(id) = table.stream else { return };
        match self.streams.get(&id) {
            None => check.problem(place, "its stream is gone"),
            Some(stream) if stream.ended_at.is_some() => check.problem(place, "its stream has ended"),
            Some(stream) if stream.table != table.name || stream.key != table.key => {
                check.problem(place, "its stream is that of another table");
            }
            Some(stream) if table.latest_stream != Some(stream.started_at) => {
                check.problem(place, "its stream is not the latest it knows of");
            }
            Some(_) => {}
        }
    }

    fn check_stream(&self, check: &mut Check<'_>, stream: &StreamDef) {
        let table = self.tables.iter().find(|table| table.stream == Some(stream.id));
        if stream.ended_at.is_none() && table.is_none() {
            check.problem(place::stream(stream), "it goes on, and no table has it");
        }
    }
}
