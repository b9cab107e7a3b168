//! Vector indexes that are filled while requests come in between.

use dynamo_model::expr::{Condition, Path};
use dynamo_model::request::{Distance, Found, SearchVectors, VectorIndex};

use super::*;

fn by_colour() -> VectorIndex {
    VectorIndex::new("by-colour", "colour", 2, Distance::Euclidean)
}

/// Adds a vector index of shelves.
pub(super) fn add(db: &mut ByHand) -> dynamo_model::Result<()> {
    let request = UpdateTable::new("things").with_attribute("shelf", KeyKind::S);
    update_table(
        db,
        request
            .creating_vector_index(by_colour().with_partition("shelf").with_filter("mark"))
            .with_attribute("mark", KeyKind::S),
    )
}

pub(super) fn remove(db: &mut ByHand) -> dynamo_model::Result<()> {
    update_table(db, UpdateTable::new("things").deleting_vector_index("by-colour"))
}

fn colour(elements: [u8; 2]) -> Value {
    Value::L(elements.map(|element| u32::from(element).into()).to_vec())
}

/// What an item has that is in the index.
pub(super) fn coloured(element: u8) -> Vec<(&'static str, Value)> {
    vec![("colour", colour([element, 0])), ("shelf", "top".into()), ("mark", "x".into())]
}

/// Makes the table with so many items on one shelf.
fn shelved(db: &mut ByHand, items: u8) {
    create(db, table());
    for id in 0..items {
        let mut item = key(id);
        item.extend(coloured(id));
        put(db, "things", item);
    }
}

fn on_shelf(db: &ByHand) -> dynamo_model::Result<Vec<Found>> {
    let top = Condition::eq(Path::attribute("shelf"), "top");
    let search = SearchVectors::new("things", "by-colour", [0.0, 0.0]).with_condition(top).with_top_k(100);
    exec::search_vectors(db.shared(), &search).map(|output| output.results)
}

#[test]
fn a_vector_index_is_filled_in_pieces_that_go_on_after_a_restart() {
    let mut db = ByHand::new(3);
    shelved(&mut db, 10);
    let local = sound(&db).entries;
    add(&mut db).unwrap();
    let described = |db: &ByHand| {
        exec::table::describe(db.shared(), &TableName::from("things")).unwrap().vector_indexes.remove(0)
    };
    for piece in 0..4 {
        let index = described(&db);
        assert_eq!((index.status, index.backfilling), (TableStatus::Creating, true));
        assert_eq!(sound(&db).entries, local + piece * 3, "nothing is filled twice or left out");
        let refused = on_shelf(&db).unwrap_err();
        assert_eq!(refused.message(), "Cannot search backfilling vector index: by-colour");
        db.reopen();
        db.upkeep();
    }
    assert!(!db.has_upkeep());
    let index = described(&db);
    assert_eq!((index.status, index.backfilling, index.item_count), (TableStatus::Active, false, 10));
    let found = on_shelf(&db).unwrap();
    assert_eq!(
        found.iter().map(|found| found.score).collect::<Vec<_>>(),
        (0..10).map(f64::from).collect::<Vec<_>>()
    );
}

#[test]
fn while_a_vector_index_is_filled_it_may_go_and_nothing_else_comes() {
    let mut db = ByHand::new(3);
    shelved(&mut db, 10);
    add(&mut db).unwrap();
    db.upkeep();
    let again = add(&mut db).unwrap_err();
    assert!(again.is_in_use());
    assert_eq!(
        again.message(),
        "Attempt to change a resource which is still in use: Index is being created.  Table: things Index: by-colour"
    );
    let one =
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table";
    assert_eq!(add_index(&mut db).unwrap_err().message(), one);
    let other = VectorIndex::new("other", "colour", 2, Distance::Cosine);
    let other = UpdateTable::new("things").creating_vector_index(other);
    assert_eq!(update_table(&mut db, other).unwrap_err().message(), one);
    let gone = delete_table(&mut db).unwrap_err();
    assert_eq!(
        gone.message(),
        "Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, \
         updated, or deleted."
    );
    remove(&mut db).unwrap();
    finish(&mut db);
    let all = KeyCondition::partition("group", "all");
    assert!(
        exec::query(db.shared(), &Query::new("things", all).on_index("by-colour"), &mut |_| Ok(())).is_err()
    );
    add(&mut db).unwrap();
    finish(&mut db);
    assert_eq!(on_shelf(&db).unwrap().len(), 10);
}

#[test]
fn writes_while_a_vector_index_is_filled_are_in_it_once() {
    let mut db = ByHand::new(4);
    shelved(&mut db, 12);
    add(&mut db).unwrap();
    db.upkeep();
    for id in 0..12 {
        let mut item = key(id);
        if id % 3 != 0 {
            item.extend(coloured(100 + id));
        }
        put(&mut db, "things", item);
        sound(&db);
    }
    finish(&mut db);
    let found = on_shelf(&db).unwrap();
    let expected: Vec<f64> = (0..12).filter(|id| id % 3 != 0).map(|id| f64::from(100 + id)).collect();
    assert_eq!(found.iter().map(|found| found.score).collect::<Vec<_>>(), expected);
}

#[test]
fn the_rows_of_a_vector_index_go_with_its_table() {
    let mut db = ByHand::new(4);
    shelved(&mut db, 10);
    add(&mut db).unwrap();
    finish(&mut db);
    delete_table(&mut db).unwrap();
    finish(&mut db);
    let found = sound(&db);
    assert_eq!((found.items, found.entries), (0, 0));
}
