//! Edits that meet other writes between reading and writing.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::collections::BTreeMap;

use dynamo_lmdb::{Lmdb, Options, Simulation};
use dynamo_model::builder::Outcome;
use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

#[derive(Debug, Table)]
#[table(name = "counters")]
enum Counters {
    Counter(Counter),
    Survey(Survey),
}

/// An entity of as many attributes as there are answers.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Counters, pk = "SURVEY#{id}", sk = "SURVEY")]
struct Survey {
    id: u32,
    #[serde(flatten)]
    answers: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Counters, pk = "COUNTER#{name}", sk = "COUNTER")]
struct Counter {
    name: String,
    count: u32,
    note: Option<String>,
}

async fn counters() -> Db<Counters> {
    let db = Counters::on(Lmdb::temporary().unwrap());
    db.ensure_table().await.unwrap();
    db.put(&Counter { name: "a".into(), count: 0, note: None }).await.unwrap();
    db
}

/// Another program's write, in the middle of an edit.
fn meanwhile(write: impl Future<Output = dynamo_model::Result<()>>) {
    block_in_place(|| Handle::current().block_on(write)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_met_another_write_is_done_again_on_what_is_stored_then() {
    let db = counters().await;
    let mut seen = Vec::new();
    let after = db.edit(Counter::key("a"), |counter| {
        seen.push(counter.count);
        if seen.len() < 3 {
            meanwhile(db.update(Counter::key("a")).set(|c| c.count.plus(10)).into_future());
        }
        counter.count += 1;
        Ok(())
    });
    assert_eq!(after.await.unwrap().count, 21);
    assert_eq!(seen, [0, 10, 20]);
    assert_eq!(db.get(Counter::key("a")).await.unwrap().unwrap().count, 21);
}

#[tokio::test(flavor = "multi_thread")]
async fn attributes_that_appear_meanwhile_are_noticed_too() {
    let db = counters().await;
    let mut runs = 0;
    let edit = db.edit(Counter::key("a"), |counter| {
        runs += 1;
        if counter.note.is_none() {
            meanwhile(db.update(Counter::key("a")).set(|c| c.note.to("theirs")).into_future());
        }
        counter.count += 1;
        Ok(())
    });
    assert_eq!(edit.await.unwrap().note.as_deref(), Some("theirs"));
    assert_eq!(runs, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_gives_up_after_so_many_attempts_and_says_so() {
    let db = counters().await;
    let mut runs = 0;
    let edit = db.edit(Counter::key("a"), |counter| {
        runs += 1;
        meanwhile(db.update(Counter::key("a")).set(|c| c.count.plus(1)).into_future());
        counter.note = Some("mine".into());
        Ok(())
    });
    let error = edit.attempts(3).await.unwrap_err();
    assert!(error.is_contended() && error.is_retryable(), "{error:?}");
    assert_eq!(
        error.message(),
        "edit of `Counter` was tried 3 times, and each time the item had been changed meanwhile"
    );
    assert_eq!(runs, 3);
    let expected = Counter { name: "a".into(), count: 3, note: None };
    assert_eq!(db.get(Counter::key("a")).await.unwrap(), Some(expected));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_condition_is_asked_of_what_another_program_has_written_meanwhile() {
    let db = counters().await;
    let mut runs = 0;
    let edit = db.edit(Counter::key("a"), |counter| {
        runs += 1;
        if runs == 1 {
            meanwhile(db.update(Counter::key("a")).set(|c| c.count.to(5)).into_future());
        }
        counter.count += 1;
        Ok(())
    });
    let theirs = Counter { name: "a".into(), count: 5, note: None };
    let outcome = edit.only_if(|c| c.count.lt(5)).outcome().await.unwrap();
    assert_eq!(outcome, Outcome::Refused(Some(theirs)));
    assert_eq!(runs, 2, "it is read again, as the condition may hold now");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entity_deleted_meanwhile_is_missing() {
    let db = counters().await;
    let edit = db.edit(Counter::key("a"), |counter| {
        meanwhile(db.delete(Counter::key("a")).into_future());
        counter.count += 1;
        Ok(())
    });
    assert!(edit.await.unwrap_err().is_missing());
    assert_eq!(db.get(Counter::key("a")).await.unwrap(), None);
}

#[tokio::test]
async fn an_edit_that_meets_a_transaction_is_done_again() {
    let engine = Options::temporary().simulate(Simulation::seeded(1).conflicts(0.5)).open().unwrap();
    let db = Counters::on(engine);
    db.ensure_table().await.unwrap();
    while let Err(error) = db.put(&Counter { name: "a".into(), count: 0, note: None }).await {
        assert!(error.is_transaction_conflict(), "{error:?}");
    }
    for count in 1..=10 {
        let edit = db.edit(Counter::key("a"), |counter| {
            counter.count += 1;
            Ok(())
        });
        assert_eq!(edit.attempts(100).await.unwrap().count, count);
    }
}

#[tokio::test]
async fn an_entity_of_many_attributes_can_be_edited_and_one_of_too_many_is_refused() {
    let db = counters().await;
    for (id, attributes) in [(1, 140), (2, 160)] {
        let answers = (0..attributes).map(|number| (format!("answer {number}"), "yes".into())).collect();
        db.put(&Survey { id, answers }).await.unwrap();
    }
    let answer = |id: u32| {
        db.edit(Survey::key(id), |survey| {
            survey.answers.insert("answer 5".into(), "no".into());
            survey.answers.remove("answer 6");
            Ok(())
        })
    };
    assert_eq!(answer(1).await.unwrap().answers.len(), 139);
    let stored = db.get(Survey::key(1)).await.unwrap().unwrap();
    assert_eq!((stored.answers.len(), stored.answers["answer 5"].as_str()), (139, "no"));
    let error = answer(2).await.unwrap_err();
    assert!(error.is_validation(), "{error:?}");
    assert!(error.message().starts_with("`Survey` has 162 attributes, and a condition"), "{error}");
}
