//! Hydrated queries on an engine whose indexes lag behind.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use dynamo_lmdb::{Options, Simulation};
use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "archive")]
#[index(name = "by_title", pk = "title", sk = none, project(keys_only))]
enum Archive {
    Letter(Letter),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "LETTER#{id}", sk = "LETTER")]
#[access(name = titled, index = by_title, pk = "{title}", hydrate)]
struct Letter {
    id: u32,
    title: String,
    text: String,
}

fn letter(id: u32) -> Letter {
    Letter { id, title: "Hello".to_owned(), text: format!("letter {id}") }
}

async fn archive(simulation: Simulation) -> Db<Archive> {
    let db = Archive::on(Options::temporary().simulate(simulation).open().unwrap());
    db.ensure_table().await.unwrap();
    for id in 0..8 {
        db.put(&letter(id)).await.unwrap();
    }
    db
}

fn ids(mut letters: Vec<Letter>) -> Vec<u32> {
    letters.sort_by_key(|letter| letter.id);
    letters.iter().map(|letter| letter.id).collect()
}

#[tokio::test]
async fn an_entity_deleted_since_the_index_had_it_is_left_out() {
    let db = archive(Simulation::seeded(1).index_lag(1.0)).await;
    db.delete(Letter::key(7)).await.unwrap();
    let (mut behind, mut full) = (0, 0);
    for _ in 0..100 {
        let titled = || db.query(Letter::titled("Hello"));
        behind += usize::from(titled().count().await.unwrap() == 8);
        let found = ids(titled().all().await.unwrap());
        assert!(!found.contains(&7));
        full += usize::from(found.len() == 7);
    }
    assert!(behind > 0 && full > 0, "the index still had the letter at times: {behind}, {full}");
}

#[tokio::test]
async fn a_limit_reads_on_past_what_was_deleted() {
    let db = archive(Simulation::seeded(2).index_lag(1.0)).await;
    for id in 2..8 {
        db.delete(Letter::key(id)).await.unwrap();
    }
    for _ in 0..50 {
        let page = db.query(Letter::titled("Hello")).limit(2).page_size(1).page().await.unwrap();
        assert!(ids(page.into_items()).iter().all(|id| *id < 2));
    }
}

#[tokio::test]
async fn keys_that_come_back_unprocessed_are_read_again() {
    let db = archive(Simulation::seeded(3).unprocessed(0.5)).await;
    assert_eq!(ids(db.query(Letter::titled("Hello")).all().await.unwrap()), Vec::from_iter(0..8));
}
