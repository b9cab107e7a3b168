//! Damage to tokens and definitions, and rows that belong to nothing.

use std::path::Path;

use dynamo_model::value::{Item, Value};

use crate::database::{ENDED_STREAM, FREE, NOW, STREAM, finds, flip, rewrite};
use crate::raw::{delete, put, rows};

/// The keys of the only token: of its record, and of its place in the order of expiry.
fn token(path: &Path) -> [Vec<u8>; 2] {
    let all = rows(path, Some("tokens"));
    [0, 1].map(|place| all.keys().nth(place).unwrap().clone())
}

#[tokio::test]
async fn a_flipped_bit_in_a_token_is_found() {
    let damage = |path: &Path| flip(path, "tokens", &token(path)[0]);
    finds(damage, &["token `once`: its checksum does not match"]).await;
}

#[tokio::test]
async fn a_token_that_is_never_forgotten_is_found() {
    let damage = |path: &Path| delete(path, Some("tokens"), &token(path)[1]);
    finds(damage, &["token `once`: it is not noted for when it is forgotten"]).await;
}

#[tokio::test]
async fn expiries_of_tokens_that_should_not_be_there_are_found() {
    let damage = |path: &Path| {
        let mut key = token(path)[1].clone();
        key[8] ^= 1;
        put(path, Some("tokens"), &key, b"");
        key.push(b's');
        put(path, Some("tokens"), &key, b"content");
        put(path, Some("tokens"), b"\x07", b"");
    };
    let problems = [
        "expiry of token `once`: the token is forgotten at another time",
        "expiry of token `onces`: there is no such token",
        "expiry of token `onces`: it has content",
        "tokens: a row is under `\\x07`, which is no token",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn rows_that_belong_to_nothing_are_found() {
    let damage = |path: &Path| {
        for database in ["items", "entries", "expiries", "collections", "changes"] {
            for number in 0..3 {
                let key = [&FREE.to_be_bytes()[..], &[number]].concat();
                put(path, Some(database), &key, b"");
            }
        }
        put(path, Some("items"), &[&STREAM.to_be_bytes()[..], b"x"].concat(), b"");
        put(path, Some("items"), b"x", b"");
    };
    let problems = [
        "rows of `items` under the number 10: nothing that has such rows has that number; there are 3",
        "rows of `entries` under the number 10: nothing that has such rows has that number; there are 3",
        "rows of `expiries` under the number 10: nothing that has such rows has that number; there are 3",
        "rows of `collections` under the number 10: nothing that has such rows has that number; there are 3",
        "rows of `changes` under the number 10: nothing that has such rows has that number; there are 3",
        "rows of `items` under the number 5: nothing that has such rows has that number; there are 1",
        "rows of `items`: one is under no number at all",
    ];
    finds(damage, &problems).await;
}

/// Changes a table's or a stream's record, and seals it again.
fn redefine(path: &Path, database: &str, key: &[u8], change: impl FnOnce(&mut Item)) {
    rewrite(path, database, key, |content| {
        let mut record = Item::from_bytes(content.clone()).unwrap();
        change(&mut record);
        *content = record.into_bytes();
    });
}

#[tokio::test]
async fn a_table_whose_stream_is_gone_is_found() {
    let damage = |path: &Path| redefine(path, "tables", b"things", |record| record.insert("stream", 3));
    let problems = [
        "table `things`: its stream is gone",
        "table `things`, stream 2023-11-14T22:13:20.000: it goes on, and no table has it",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn a_table_whose_stream_has_ended_is_found() {
    let damage = |path: &Path| {
        redefine(path, "streams", &STREAM.to_be_bytes(), |record| record.insert("ended_at", NOW));
    };
    finds(damage, &["table `things`: its stream has ended"]).await;
}

#[tokio::test]
async fn a_table_with_the_stream_of_another_is_found() {
    let damage = |path: &Path| {
        redefine(path, "streams", &STREAM.to_be_bytes(), |record| record.insert("table", "counters"));
    };
    finds(damage, &["table `things`: its stream is that of another table"]).await;
}

#[tokio::test]
async fn a_table_with_an_older_stream_is_found() {
    let damage =
        |path: &Path| redefine(path, "tables", b"things", |record| record.insert("latest_stream", NOW + 1));
    finds(damage, &["table `things`: its stream is not the latest it knows of"]).await;
}

#[tokio::test]
async fn a_stream_that_no_table_writes_is_found() {
    let damage = |path: &Path| {
        redefine(path, "streams", &ENDED_STREAM.to_be_bytes(), |record| assert!(record.remove("ended_at")));
    };
    finds(damage, &["table `gone`, stream 2023-11-14T22:13:20.000: it goes on, and no table has it"]).await;
}

#[tokio::test]
async fn a_key_attribute_without_a_type_is_found() {
    let damage = |path: &Path| {
        redefine(path, "tables", b"counters", |record| {
            record.insert("attributes", Value::M([].into()));
        });
    };
    finds(damage, &["table `counters`: its key attribute `id` has no type"]).await;
}

#[tokio::test]
async fn an_id_that_two_things_have_is_found() {
    let damage =
        |path: &Path| redefine(path, "tables", b"counters", |record| record.insert("id", ENDED_STREAM));
    let problems = [
        "table `gone`, stream 2023-11-14T22:13:20.000: its id 9 belongs to something else, too",
        "rows of `items` under the number 7: nothing that has such rows has that number; there are 1",
        "counters of the number 7: no table or index has that number",
    ];
    finds(damage, &problems).await;
}
