//! Damage to what vector indexes hold.

use std::path::Path;

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_model::request::{CreateTable, Distance, KeyKind, KeySchema, PutItem, VectorIndex};
use dynamo_model::value::{Item, Value};

use crate::raw::{delete, put, rows, sealed};

/// The id of the index: the table has the one before.
const INDEX: u32 = 2;

async fn make(path: &Path) {
    let db = Lmdb::open(path).unwrap();
    let table = CreateTable::new("paints", KeySchema::new("id"))
        .with_attribute("id", KeyKind::S)
        .with_vector_index(VectorIndex::new("by-colour", "colour", 2, Distance::Cosine));
    db.create_table(table).await.unwrap();
    let mut red = Item::from_iter([("id", "red")]);
    red.insert("colour", Value::L(vec![1.into(), 0.into()]));
    db.put_item(PutItem::new("paints", red)).await.unwrap();
    db.put_item(PutItem::new("paints", Item::from_iter([("id", "none")]))).await.unwrap();
}

/// Requires that damage to the only entry is found: exactly these problems.
async fn finds(damage: impl FnOnce(&Path, &[u8], &[u8]), expected: &[&str]) {
    let directory = tempfile::tempdir().unwrap();
    make(directory.path()).await;
    let entries = rows(directory.path(), Some("entries"));
    let (key, row) = entries.iter().next().unwrap();
    assert!(entries.len() == 1 && key.starts_with(&INDEX.to_be_bytes()));
    damage(directory.path(), key, row);
    let found = Lmdb::open(directory.path()).unwrap().verify().unwrap();
    let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    problems.sort();
    assert_eq!(problems, expected);
}

const ITEM: &str = r#"table `paints`, item {"id":{"S":"red"}}: "#;

#[tokio::test]
async fn a_flipped_bit_in_a_vector_is_found() {
    let flip = |path: &Path, key: &[u8], row: &[u8]| {
        let mut row = row.to_vec();
        *row.last_mut().unwrap() ^= 1;
        put(path, Some("entries"), key, &row);
    };
    let entry =
        r#"table `paints`, index `by-colour`, entry of {"id":{"S":"red"}}: its checksum does not match"#;
    finds(flip, &[entry, &format!("{ITEM}its entry in index `by-colour` holds something else")]).await;
}

#[tokio::test]
async fn another_vector_than_the_items_is_found() {
    let change = |path: &Path, key: &[u8], row: &[u8]| {
        let mut content = row[4..].to_vec();
        *content.last_mut().unwrap() ^= 1;
        put(path, Some("entries"), key, &sealed(key, &content));
    };
    finds(change, &[&format!("{ITEM}its entry in index `by-colour` holds something else")]).await;
}

#[tokio::test]
async fn a_vector_that_is_missing_is_found() {
    let remove = |path: &Path, key: &[u8], _: &[u8]| delete(path, Some("entries"), key);
    let counted =
        "table `paints`, index `by-colour`: it has rows: 0, bytes: 0; and is counted as rows: 1, bytes: 19";
    finds(remove, &[counted, &format!("{ITEM}index `by-colour` has no entry for it")]).await;
}

#[tokio::test]
async fn a_vector_of_no_item_is_found() {
    let directory = tempfile::tempdir().unwrap();
    make(directory.path()).await;
    let items = rows(directory.path(), Some("items"));
    let key = items.keys().find(|key| key.ends_with(b"red")).unwrap();
    delete(directory.path(), Some("items"), key);
    let found = Lmdb::open(directory.path()).unwrap().verify().unwrap();
    let problem = r#"table `paints`, index `by-colour`, entry of {"id":{"S":"red"}}: there is no such item"#;
    assert!(found.problems.iter().any(|found| found.to_string() == problem), "{:?}", found.problems);
}
