//! Readers and the writer at the same time, each inside a transaction of its own.

use std::thread;

use dynamo_model::request::{CreateTable, GetItem, KeyKind, KeySchema, PutItem, Scan};
use dynamo_model::value::Item;
use heed::RoTxn;

use super::ByHand;
use crate::exec;
use crate::store::{Part, Snapshot};

fn item(id: u32) -> Item {
    Item::from_iter([("id", id)])
}

fn database() -> ByHand {
    let mut db = ByHand::new(10);
    let request = CreateTable::new("things", KeySchema::new("id")).with_attribute("id", KeyKind::N);
    db.run(move |batch| exec::table::create(batch, &request)).unwrap();
    put(&mut db, 0);
    db
}

fn put(db: &mut ByHand, id: u32) {
    let request = PutItem::new("things", item(id));
    db.run(move |batch| exec::put(batch, &request)).unwrap();
}

/// If the reader waited for the write it is part of, this would never end.
#[test]
fn a_reader_does_not_wait_for_a_write_that_is_under_way_and_does_not_see_it() {
    let mut db = database();
    let shared = db.shared().clone();
    let request = PutItem::new("things", item(1));
    db.run(move |batch| {
        exec::put(batch, &request)?;
        let reader = thread::spawn(move || {
            let get = |id| exec::get(&shared, &GetItem::new("things", item(id)).consistent()).unwrap().item;
            let scanned = exec::scan(&shared, &Scan::new("things")).unwrap().count;
            (get(0), get(1), scanned)
        });
        assert_eq!(reader.join().unwrap(), (Some(item(0)), None, 1));
        Ok(())
    })
    .unwrap();
    let get = GetItem::new("things", item(1));
    assert_eq!(exec::get(db.shared(), &get).unwrap().item, Some(item(1)));
}

/// If the writer waited for the reader, this would never end.
#[test]
fn the_writer_does_not_wait_for_a_reader_that_sees_the_state_it_began_with() {
    let mut db = database();
    let shared = db.shared().clone();
    let reader = shared.env.read_txn().unwrap();
    let count = |txn: &RoTxn<'_>| Snapshot::new(&shared.store, txn).count(Part::Items).unwrap();
    for id in 1..500 {
        put(&mut db, id);
    }
    assert_eq!(count(&reader), 1, "500 commits later");
    drop(reader);
    assert_eq!(count(&shared.env.read_txn().unwrap()), 500);
}
