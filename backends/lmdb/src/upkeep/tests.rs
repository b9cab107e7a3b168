//! Upkeep in small pieces, between requests and across restarts.

mod vectors;

use std::time::Duration;

use dynamo_model::expr::{KeyCondition, Update};
use dynamo_model::request::{
    CreateTable, DeleteItem, GetItem, IndexDefinition, IndexProjection, KeyKind, KeySchema, PutItem, Query,
    Scan, StreamUpdate, StreamView, TableName, TableStatus, UpdateItem, UpdateTable, UpdateTimeToLive,
};
use dynamo_model::value::{Item, Value};
use proptest::prelude::*;

use super::sweep;
use crate::exec;
use crate::store::{Part, Snapshot};
use crate::verify::{Verification, verify};
use crate::worker::ByHand;

const ITEMS: u8 = 12;

fn table() -> CreateTable {
    CreateTable::new("things", KeySchema::new("partition").with_sort("id"))
        .with_attribute("partition", KeyKind::N)
        .with_attribute("id", KeyKind::N)
        .with_attribute("mark", KeyKind::S)
        .with_local_index(IndexDefinition::new("by-mark", KeySchema::new("partition").with_sort("mark")))
        .with_stream(StreamView::NewAndOldImages)
}

fn key(id: u8) -> Item {
    Item::from_iter([("partition", u32::from(id % 3)), ("id", u32::from(id))])
}

fn create(db: &mut ByHand, request: CreateTable) {
    db.run(move |batch| exec::table::create(batch, &request)).unwrap();
}

fn put(db: &mut ByHand, table: &str, item: Item) {
    let request = PutItem::new(table, item);
    db.run(move |batch| exec::put(batch, &request)).unwrap();
}

fn delete(db: &mut ByHand, id: u8) {
    let request = DeleteItem::new("things", key(id));
    db.run(move |batch| exec::delete(batch, &request)).unwrap();
}

fn delete_table(db: &mut ByHand) -> dynamo_model::Result<()> {
    db.run(|batch| exec::table::delete(batch, "things")).map(drop)
}

fn update_table(db: &mut ByHand, request: UpdateTable) -> dynamo_model::Result<()> {
    db.run(move |batch| exec::table::update(batch, &request)).map(drop)
}

fn add_index(db: &mut ByHand) -> dynamo_model::Result<()> {
    let index = IndexDefinition::new("by-group", KeySchema::new("group").with_sort("id"));
    let include = IndexProjection::Include(vec!["shown".to_owned()]);
    let request =
        UpdateTable::new("things").with_attribute("group", KeyKind::S).with_attribute("id", KeyKind::N);
    update_table(db, request.creating_index(index.with_projection(include)))
}

fn drop_index(db: &mut ByHand) -> dynamo_model::Result<()> {
    update_table(db, UpdateTable::new("things").deleting_index("by-group"))
}

fn set_expiry(db: &mut ByHand, request: UpdateTimeToLive) -> dynamo_model::Result<()> {
    db.run(move |batch| exec::table::update_expiry(batch, &request)).map(drop)
}

fn set_stream(db: &mut ByHand, on: bool) -> dynamo_model::Result<()> {
    let stream = if on { StreamUpdate::Enable(StreamView::NewImage) } else { StreamUpdate::Disable };
    update_table(db, UpdateTable::new("things").with_stream(stream))
}

fn make_again(db: &mut ByHand) -> dynamo_model::Result<()> {
    delete_table(db)?;
    create(db, table());
    Ok(())
}

/// Requires that everything agrees, half filled indexes included, and returns what there is.
fn sound(db: &ByHand) -> Verification {
    let found = verify(db.shared(), &mut |_| {}).unwrap();
    assert!(found.is_sound(), "{:?}", found.problems);
    found
}

/// Does all the upkeep there is.
fn finish(db: &mut ByHand) {
    for _ in 0..1000 {
        if !db.has_upkeep() {
            return;
        }
        db.upkeep();
        sound(db);
    }
    panic!("upkeep does not come to an end");
}

/// What happens next to a database.
#[derive(Clone, Debug)]
enum Step {
    Put(u8, Shape),
    Change(u8, Shape),
    Delete(u8),
    AddIndex,
    DropIndex,
    AddVectors,
    DropVectors,
    TurnExpiry(bool),
    TurnStream(bool),
    Upkeep,
    Sweep,
    Hours(u8),
    Reopen,
    MakeAgain,
}

/// What an item has, apart from its key: whether it is in the index, and when it expires.
#[derive(Clone, Debug)]
enum Shape {
    Plain,
    Grouped(u8),
    /// With an index key of a type that does not fit: it can only be from before the index.
    Misfit,
    Coloured(u8),
    /// With something else where others have vectors, or a shelf that none can have.
    Colourless(bool),
    Expiring(u8),
}

impl Shape {
    fn attributes(&self) -> Vec<(&'static str, Value)> {
        match self {
            Self::Plain => vec![("shown", Value::from(true)), ("hidden", Value::from(1))],
            Self::Grouped(group) => {
                vec![("group", format!("group {group}").into()), ("shown", 1.into()), ("mark", "x".into())]
            }
            Self::Misfit => vec![("group", Value::from(7))],
            Self::Coloured(element) => vectors::coloured(*element),
            Self::Colourless(true) => vec![("colour", Value::from("blue"))],
            Self::Colourless(false) => vec![("shelf", Value::from(7))],
            Self::Expiring(days) => {
                let day = 24 * 60 * 60;
                vec![("group", "expiring".into()), ("ttl", (1_700_000_000 + day * u64::from(*days)).into())]
            }
        }
    }
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        Just(Shape::Plain),
        (0..3_u8).prop_map(Shape::Grouped),
        Just(Shape::Misfit),
        (0..3_u8).prop_map(Shape::Coloured),
        any::<bool>().prop_map(Shape::Colourless),
        (0..3_u8).prop_map(Shape::Expiring),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..ITEMS, shape()).prop_map(|(id, shape)| Step::Put(id, shape)),
        3 => (0..ITEMS, shape()).prop_map(|(id, shape)| Step::Change(id, shape)),
        2 => (0..ITEMS).prop_map(Step::Delete),
        1 => Just(Step::AddIndex),
        1 => Just(Step::DropIndex),
        1 => Just(Step::AddVectors),
        1 => Just(Step::DropVectors),
        1 => any::<bool>().prop_map(Step::TurnExpiry),
        1 => any::<bool>().prop_map(Step::TurnStream),
        6 => Just(Step::Upkeep),
        1 => Just(Step::Sweep),
        1 => (1..30_u8).prop_map(Step::Hours),
        1 => Just(Step::Reopen),
        1 => Just(Step::MakeAgain),
    ]
}

impl Step {
    /// Does the step; what the rules refuse changes nothing.
    fn run(self, db: &mut ByHand) {
        let refused = match self {
            Self::Put(id, shape) => {
                let mut item = key(id);
                item.extend(shape.attributes());
                let request = PutItem::new("things", item);
                db.run(move |batch| exec::put(batch, &request)).err()
            }
            Self::Change(id, shape) => {
                let set = |update: Update, (name, value)| update.set(name, value);
                let update = shape.attributes().into_iter().fold(Update::new(), set);
                let request = UpdateItem::new("things", key(id)).with_update(update);
                db.run(move |batch| exec::update(batch, &request)).err()
            }
            Self::Delete(id) => return delete(db, id),
            Self::AddIndex => add_index(db).err(),
            Self::DropIndex => drop_index(db).err(),
            Self::AddVectors => vectors::add(db).err(),
            Self::DropVectors => vectors::remove(db).err(),
            Self::TurnExpiry(true) => set_expiry(db, UpdateTimeToLive::enable("things", "ttl")).err(),
            Self::TurnExpiry(false) => set_expiry(db, UpdateTimeToLive::disable("things", "ttl")).err(),
            Self::TurnStream(on) => set_stream(db, on).err(),
            Self::MakeAgain => make_again(db).err(),
            Self::Upkeep => return db.upkeep(),
            Self::Sweep => db.run(|mut batch| sweep(&mut batch)).err(),
            Self::Hours(hours) => return db.advance(Duration::from_secs(3600 * u64::from(hours))),
            Self::Reopen => return db.reopen(),
        };
        if let Some(error) = refused {
            assert!(is_known(&error), "{error}");
        }
    }
}

/// Whether the rules refuse what a step may try.
fn is_known(error: &dynamo_model::Error) -> bool {
    let is_limit = error.kind() == dynamo_model::ErrorKind::LimitExceeded;
    error.is_validation() || error.is_in_use() || error.is_not_found() || is_limit
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_between_the_pieces_everything_agrees(
        piece in 1..5_usize,
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut db = ByHand::new(piece);
        create(&mut db, table());
        for step in steps {
            step.run(&mut db);
            sound(&db);
        }
        finish(&mut db);
    }
}

/// Makes the table with so many items, all in one group.
fn filled(db: &mut ByHand, items: u8) {
    create(db, table());
    for id in 0..items {
        let mut item = key(id);
        item.extend([("group", Value::from("all")), ("shown", id.into())]);
        put(db, "things", item);
    }
}

fn grouped(db: &ByHand) -> dynamo_model::Result<usize> {
    let all = KeyCondition::partition("group", "all");
    let query = Query::new("things", all).on_index("by-group");
    exec::query(db.shared(), &query, &mut |_| Ok(())).map(|page| page.count)
}

#[test]
fn an_index_is_filled_in_pieces_that_go_on_after_a_restart() {
    let mut db = ByHand::new(3);
    filled(&mut db, 10);
    add_index(&mut db).unwrap();
    let status = |db: &ByHand| exec::table::describe(db.shared(), &TableName::from("things")).unwrap().status;
    for piece in 0..4 {
        assert_eq!(status(&db), TableStatus::Updating);
        assert_eq!(sound(&db).entries, piece * 3, "nothing is filled twice or left out");
        assert!(grouped(&db).unwrap_err().is_validation(), "a query does not see half of it");
        db.reopen();
        db.upkeep();
    }
    assert!(!db.has_upkeep());
    assert_eq!(status(&db), TableStatus::Active);
    assert_eq!(grouped(&db).unwrap(), 10);
}

#[test]
fn writes_behind_the_filling_point_count_at_once_and_those_before_it_when_it_comes() {
    let mut db = ByHand::new(5);
    filled(&mut db, 10);
    add_index(&mut db).unwrap();
    db.upkeep();
    // Half of the items are in the index now: deleting all of them leaves it empty, wherever they are.
    for id in 0..10 {
        delete(&mut db, id);
        sound(&db);
    }
    assert_eq!(sound(&db).entries, 0);
    for id in 10..30 {
        let mut item = key(id);
        item.insert("group", "all");
        put(&mut db, "things", item);
    }
    let before = sound(&db).entries;
    assert!(0 < before && before < 20, "{before} of 20 items are behind the filling point");
    finish(&mut db);
    assert_eq!(grouped(&db).unwrap(), 20);
    assert_eq!(sound(&db).entries, 20);
}

#[test]
fn large_items_expire_fewer_at_a_time() {
    let mut db = ByHand::new(1000);
    create(&mut db, table());
    set_expiry(&mut db, UpdateTimeToLive::enable("things", "ttl")).unwrap();
    for id in 0..30 {
        let mut item = key(id);
        item.extend([("ttl", Value::from(1_700_000_000)), ("text", "x".repeat(300_000).into())]);
        put(&mut db, "things", item);
    }
    finish(&mut db);
    db.advance(Duration::from_secs(1));
    let mut pieces = Vec::new();
    loop {
        let piece = db.run(|mut batch| sweep(&mut batch)).unwrap();
        sound(&db);
        pieces.push(piece.items);
        if !piece.is_piece {
            break;
        }
    }
    // 4 MiB of items at once, and the one that makes them full.
    assert_eq!(pieces, [14, 14, 2]);
}

#[test]
fn a_table_that_was_dropped_goes_in_pieces_while_requests_are_answered() {
    let mut db = ByHand::new(7);
    filled(&mut db, 20);
    add_index(&mut db).unwrap();
    finish(&mut db);
    let mut other = table();
    other.table = "other".into();
    create(&mut db, other);
    delete_table(&mut db).unwrap();
    let mut pieces = 0;
    while db.has_upkeep() {
        put(&mut db, "other", key(pieces));
        let get = GetItem::new("other", key(pieces));
        assert_eq!(exec::get(db.shared(), &get).unwrap().item, Some(key(pieces)));
        sound(&db);
        db.upkeep();
        pieces += 1;
        if pieces == 2 {
            db.reopen();
        }
    }
    // Items and their collections, entries of one index, and another one that is empty.
    assert_eq!(pieces, 23_u8.div_ceil(7) + 20_u8.div_ceil(7) + 1);
}

#[test]
fn an_index_that_was_dropped_goes_in_pieces_and_can_be_made_again_at_once() {
    let mut db = ByHand::new(4);
    filled(&mut db, 10);
    add_index(&mut db).unwrap();
    finish(&mut db);
    drop_index(&mut db).unwrap();
    assert!(grouped(&db).unwrap_err().is_validation());
    db.upkeep();
    add_index(&mut db).unwrap();
    finish(&mut db);
    assert_eq!(grouped(&db).unwrap(), 10);
    assert_eq!(sound(&db).entries, 10);
}

#[test]
fn a_table_made_again_under_the_same_name_never_shows_old_rows() {
    let mut db = ByHand::new(3);
    for generation in 0..5_u8 {
        filled(&mut db, 0);
        add_index(&mut db).unwrap();
        db.upkeep();
        assert_eq!(exec::scan(db.shared(), &Scan::new("things")).unwrap().count, 0);
        for id in 0..10 {
            let mut item = key(id);
            item.extend([("group", Value::from("all")), ("generation", generation.into())]);
            put(&mut db, "things", item.clone());
            let seen = exec::scan(db.shared(), &Scan::new("things")).unwrap();
            assert!(seen.items.iter().all(|old| old.get("generation") == item.get("generation")));
            assert_eq!(seen.count, usize::from(id) + 1);
        }
        let found = sound(&db);
        let description = exec::table::describe(db.shared(), &TableName::from("things")).unwrap();
        assert_eq!((description.item_count, found.items), (10, 10));
        delete_table(&mut db).unwrap();
        // Some of it is left when the next one comes.
        db.upkeep();
    }
}

/// A read looks up its table first, and the state of the database then. Whatever happens in between, it finds the table whole.
#[test]
fn rows_stay_as_long_as_a_read_knows_of_their_table() {
    let mut db = ByHand::new(3);
    filled(&mut db, 10);
    let read_under_way = db.shared().catalog();
    delete_table(&mut db).unwrap();
    create(&mut db, table());
    for _ in 0..5 {
        db.upkeep();
    }
    let rows = || {
        let txn = db.shared().env.read_txn().unwrap();
        Snapshot::new(&db.shared().store, &txn).count(Part::Items).unwrap()
    };
    assert_eq!(rows(), 10);
    assert!(db.has_upkeep());
    drop(read_under_way);
    finish(&mut db);
    assert_eq!(sound(&db).items, 0);
}
