//! Damage to streams and their records.

use std::path::Path;

use dynamo_model::value::{Item, Value};

use crate::database::{ENDED_STREAM, NOW, STREAM, finds, flip, rewrite, rewrite_item, thing};
use crate::raw::{delete, put, rows, sealed};

fn key(stream: u32, number: u64) -> Vec<u8> {
    [&stream.to_be_bytes()[..], &number.to_be_bytes()].concat()
}

/// Changes a record, and seals it again.
fn change(path: &Path, stream: u32, number: u64, change: impl FnOnce(&mut Item)) {
    let key = key(stream, number);
    rewrite_item(path, "changes", &key, change);
    // Records have no size.
    rewrite(path, "changes", &key, |content| content[..4].fill(0));
}

fn map(item: &Item) -> Value {
    Value::M(item.to_map())
}

#[tokio::test]
async fn records_that_are_damaged_or_gone_are_found() {
    let damage = |path: &Path| {
        flip(path, "changes", &key(STREAM, 2));
        delete(path, Some("changes"), &key(STREAM, 4));
        delete(path, Some("changes"), &key(ENDED_STREAM, 1));
    };
    let problems = [
        "table `things`, stream 2023-11-14T22:13:20.000, record 2: its checksum does not match",
        "table `things`, stream 2023-11-14T22:13:20.000, record 5: record 4 should be there, and this one follows",
        "table `gone`, stream 2023-11-14T22:13:20.000, record 2: record 1 should be there, and this one follows",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn a_record_that_was_removed_for_its_age_and_is_there_is_found() {
    let damage = |path: &Path| {
        let content = rows(path, Some("changes"))[&key(STREAM, 1)][4..].to_vec();
        put(path, Some("changes"), &key(STREAM, 0), &sealed(&key(STREAM, 0), &content));
    };
    let problem = "table `things`, stream 2023-11-14T22:13:20.000, record 0: those up to 0 have been removed";
    finds(damage, &[problem]).await;
}

#[tokio::test]
async fn a_record_without_a_number_is_found() {
    let damage = |path: &Path| put(path, Some("changes"), &STREAM.to_be_bytes(), b"");
    let problem = "table `things`, stream 2023-11-14T22:13:20.000: one of its records has no number";
    finds(damage, &[problem]).await;
}

#[tokio::test]
async fn a_time_that_goes_back_is_found() {
    let damage = |path: &Path| change(path, STREAM, 3, |record| record.insert("at", NOW - 1));
    let problem =
        "table `things`, stream 2023-11-14T22:13:20.000, record 3: it is earlier than the record before it";
    finds(damage, &[problem]).await;
}

#[tokio::test]
async fn records_that_do_not_say_enough_or_too_much_are_found() {
    let damage = |path: &Path| {
        let id = Item::from_iter([("id", "x")]);
        change(path, STREAM, 1, |record| assert!(record.remove("at")));
        change(path, STREAM, 2, |record| record.insert("event", "RENAME"));
        change(path, STREAM, 3, |record| assert!(record.remove("new")));
        change(path, STREAM, 5, |record| record.insert("expired", true));
        change(path, STREAM, 6, |record| record.insert("old", map(&thing(1))));
        rewrite(path, "changes", &key(STREAM, 7), |content| content[0] = 1);
        change(path, ENDED_STREAM, 1, |record| record.insert("new", map(&id)));
        change(path, ENDED_STREAM, 2, |record| record.insert("keys", map(&Item::from_iter([("x", 1)]))));
    };
    let problems = [
        "table `things`, stream 2023-11-14T22:13:20.000, record 1: it does not say when what happened to which item",
        "table `things`, stream 2023-11-14T22:13:20.000, record 2: it does not say when what happened to which item",
        "table `things`, stream 2023-11-14T22:13:20.000, record 3: it shows less than NEW_AND_OLD_IMAGES does",
        "table `things`, stream 2023-11-14T22:13:20.000, record 5: the item expired, and is still there",
        "table `things`, stream 2023-11-14T22:13:20.000, record 6: it shows an item with another key",
        "table `things`, stream 2023-11-14T22:13:20.000, record 7: a size of 1 is recorded, and records have none",
        "table `gone`, stream 2023-11-14T22:13:20.000, record 1: it shows more than KEYS_ONLY does",
        "table `gone`, stream 2023-11-14T22:13:20.000, record 2: its key does not have the attributes of the table's",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn a_last_record_that_shows_another_item_than_the_one_stored_is_found() {
    let mut other = thing(1);
    other.insert("text", "another");
    let damage = |path: &Path| change(path, STREAM, 5, |record| record.insert("new", map(&other)));
    let problem = r#"table `things`, stream 2023-11-14T22:13:20.000, record 5: it is the last one of {"p":{"S":"a"},"s":{"N":"1"}}, and something else is stored"#;
    finds(damage, &[problem]).await;
}

#[tokio::test]
async fn records_that_do_not_go_on_from_one_another_are_found() {
    let mut other = thing(1);
    other.insert("text", "another");
    let damage = |path: &Path| {
        change(path, STREAM, 1, |record| record.insert("new", map(&other)));
        // Keys alone say whether there was an item.
        change(path, ENDED_STREAM, 2, |record| record.insert("event", "INSERT"));
    };
    let problems = [
        r#"table `things`, stream 2023-11-14T22:13:20.000, record 1: the next record of {"p":{"S":"a"},"s":{"N":"1"}} does not go on from it"#,
        r#"table `gone`, stream 2023-11-14T22:13:20.000, record 1: the next record of {"id":{"S":"x"}} does not go on from it"#,
    ];
    finds(damage, &problems).await;
}
