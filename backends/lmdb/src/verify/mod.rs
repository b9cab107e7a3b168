//! Going through a whole database to see whether everything in it is what was written, and agrees with everything else.
//!
//! Rows are read in order, and what has to agree with them elsewhere is looked up: nothing is gathered that grows with the
//! number of items. A problem is noted and left behind, so that one pass finds all of them.

mod catalog;
mod check;
mod collections;
mod entries;
mod expiries;
mod history;
mod items;
mod leftovers;
mod place;
mod records;
mod report;
mod stored_key;
mod tally;
mod tokens;
mod vectors;

pub use report::{Problem, Progress, Verification};

use dynamo_model::Result;

use self::catalog::Catalog;
use self::check::Check;
use crate::store::Snapshot;
use crate::table::{StreamDef, TableDef};
use crate::worker::Shared;

/// Checks what is committed now; `tell` hears of the progress.
pub(crate) fn verify(shared: &Shared, tell: &mut dyn FnMut(Progress)) -> Result<Verification> {
    shared.read(None, |txn| {
        let mut check = Check::new(Snapshot::new(&shared.store, txn), tell)?;
        let catalog = Catalog::read(&mut check);
        catalog.tables.iter().for_each(|table| check_table(&mut check, table));
        catalog.streams.values().for_each(|stream| check_stream(&mut check, &catalog, stream));
        tokens::check(&mut check);
        leftovers::check(&mut check, &catalog);
        Ok(check.finish())
    })
}

fn check_table(check: &mut Check<'_>, table: &TableDef) {
    items::check(check, table);
    table.indexes.iter().for_each(|index| entries::check(check, table, index));
    table.vectors.iter().for_each(|index| vectors::check(check, table, index));
    if let Some(expiry) = &table.expiry {
        expiries::check(check, table, expiry);
    }
    if table.has_collections() {
        collections::check(check, table);
    }
}

fn check_stream(check: &mut Check<'_>, catalog: &Catalog, stream: &StreamDef) {
    let before = check.report.found.records;
    records::check(check, stream);
    let records = check.report.found.records - before;
    let table = catalog.tables.iter().find(|table| table.stream == Some(stream.id));
    history::check(check, stream, table, records);
}

#[cfg(test)]
mod tests {
    use dynamo_model::request::{CreateTable, KeyKind, KeySchema, StreamView};

    use super::*;
    use crate::config::Options;
    use crate::store::{Catalog, Store};
    use crate::worker::Syncing;

    /// Opens a database without the thread that writes, which would act on what is changed here.
    fn with_shared(test: impl FnOnce(&Shared)) {
        let directory = tempfile::tempdir().unwrap();
        let options = Options::new(directory.path());
        let (env, _lock) = crate::env::open(directory.path(), &options).unwrap();
        let store = Store::open(&env).unwrap();
        test(&Shared::new(env, store, Syncing::Commit, &options).unwrap());
    }

    fn problems(shared: &Shared) -> Vec<String> {
        verify(shared, &mut |_| {}).unwrap().problems.iter().map(ToString::to_string).collect()
    }

    // A database like these is not opened, but one that is open can become like that.

    #[test]
    fn a_table_that_is_noted_as_dropped_is_found() {
        with_shared(|shared| {
            let mut txn = shared.env.write_txn().unwrap();
            let mut catalog = Catalog::default();
            let request = CreateTable::new("t", KeySchema::new("id")).with_attribute("id", KeyKind::S);
            let table = shared.store.create_table(&mut txn, &mut catalog, &request, 0).unwrap();
            shared.store.drop_rows(&mut txn, &mut catalog, table.id).unwrap();
            txn.commit().unwrap();
            let problem = "the note that 1 is dropped: something has this id, and would lose its rows";
            assert_eq!(problems(shared), [problem]);
        });
    }

    #[test]
    fn an_id_that_was_never_drawn_is_found() {
        with_shared(|shared| {
            let mut txn = shared.env.write_txn().unwrap();
            let key = KeySchema::new("id");
            let view = StreamView::KeysOnly;
            let stream = StreamDef {
                id: 7,
                table: "t".to_owned(),
                key,
                view,
                started_at: 0,
                ended_at: Some(0),
                trimmed: 0,
            };
            shared.store.save_stream(&mut txn, &mut Catalog::default(), stream).unwrap();
            txn.commit().unwrap();
            let problem =
                "table `t`, stream 1970-01-01T00:00:00.000: its id is 7, and only those below 1 are drawn";
            assert_eq!(problems(shared), [problem]);
        });
    }
}
