//! Many programs that want the same unique values, and what is stored when all are done.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::collections::BTreeMap;

use dynamo_lmdb::{Lmdb, Options, Simulation};
use dynamo_model::request::Scan;
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Error, Record as _, Table};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tokio::task::{JoinSet, block_in_place};

#[derive(Debug, Table)]
#[table(name = "accounts")]
enum Accounts {
    User(User),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
struct User {
    id: u32,
    #[attr(unique)]
    email: String,
    #[attr(unique(scope = tenant))]
    nick: Option<u32>,
    tenant: u32,
    writes: u32,
}

const TASKS: u32 = 24;
const USERS: u32 = 8;
const EMAILS: u32 = 6;
const ROUNDS: u32 = 20;

async fn accounts(backend: Lmdb) -> Db<Accounts> {
    let db = Accounts::on(backend);
    db.ensure_table().await.unwrap();
    db
}

/// Some write of some user, different for each task and round.
async fn write(db: &Db<Accounts>, task: u32, round: u32) -> Result<(), Error> {
    let choice = task.wrapping_mul(2_654_435_761).wrapping_add(round.wrapping_mul(40_503)) >> 4;
    let id = choice % USERS;
    let email = format!("{}@x", choice / USERS % EMAILS);
    let nick = (!choice.is_multiple_of(3)).then_some(choice / 7 % 3);
    let user = User { id, email: email.clone(), nick, tenant: choice % 2, writes: 0 };
    match choice / 64 % 6 {
        0 => db.create(&user).await,
        1 => db.put(&user).await,
        2 => db.upsert(&user).await,
        3 => db.delete(User::key(id)).await,
        4 => db.replace(&user).returning_old().await.map(drop),
        _ => {
            let edit = db.edit(User::key(id), |user| {
                user.email.clone_from(&email);
                user.nick = nick;
                user.writes += 1;
                Ok(())
            });
            edit.attempts(100).await.map(drop)
        }
    }
}

fn is_expected(error: &Error) -> bool {
    error.is_unique_violation() || error.is_condition_failed() || error.is_missing() || error.is_contended()
}

/// The guards that are stored, and those that the stored users are to have; each with the key of its user.
async fn guards(db: &Db<Accounts>) -> (BTreeMap<String, Item>, BTreeMap<String, Item>) {
    let items = db.backend().scan(Scan::new(db.table_name().clone()).consistent()).await.unwrap().items;
    let (mut stored, mut wanted) = (BTreeMap::new(), BTreeMap::new());
    for item in items {
        if Accounts::SCHEMA.is_guard(item.view()) {
            let key = item.get("pk").and_then(|pk| pk.as_s()).unwrap().to_owned();
            let owner = item.get("_owner").unwrap().to_value();
            stored.insert(key, Item::from_iter(owner.as_m().unwrap().clone()));
            continue;
        }
        let user = User::from_item(item.view()).unwrap();
        let email = format!("UNIQUE#User.email#{}", user.email);
        let nick = user.nick.map(|nick| format!("UNIQUE#User.nick#{:010}#{nick:010}", user.tenant));
        for guard in [Some(email), nick].into_iter().flatten() {
            let before = wanted.insert(guard.clone(), User::key(user.id).item().unwrap());
            assert_eq!(before, None, "two users have {guard}");
        }
    }
    (stored, wanted)
}

async fn storm(db: Db<Accounts>) {
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let db = db.clone();
        tasks.spawn(async move {
            let mut done = 0;
            for round in 0..ROUNDS {
                match write(&db, task, round).await {
                    Ok(()) => done += 1,
                    Err(error) => assert!(is_expected(&error), "{error:?}"),
                }
            }
            done
        });
    }
    let done: u32 = tasks.join_all().await.into_iter().sum();
    assert!(done > 0);
    let (stored, wanted) = guards(&db).await;
    assert!(!wanted.is_empty());
    assert_eq!(stored, wanted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_writes_at_once_every_value_has_one_owner_and_every_owner_its_guard() {
    storm(accounts(Lmdb::temporary().unwrap()).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn transactions_in_conflict_leave_no_guard_behind() {
    let engine = Options::temporary().simulate(Simulation::seeded(7).conflicts(0.2)).open().unwrap();
    storm(accounts(engine).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_met_another_change_of_a_unique_value_is_done_again() {
    let db = accounts(Lmdb::temporary().unwrap()).await;
    let user = |email: &str| User { id: 1, email: email.to_owned(), nick: None, tenant: 1, writes: 0 };
    db.create(&user("a@x")).await.unwrap();
    let mut runs = 0;
    let edit = db.edit(User::key(1), |edited| {
        runs += 1;
        if runs == 1 {
            block_in_place(|| Handle::current().block_on(db.put(&user("b@x")).into_future())).unwrap();
        }
        edited.email = format!("{}.org", edited.email);
        Ok(())
    });
    assert_eq!(edit.await.unwrap().email, "b@x.org");
    assert_eq!(runs, 2);
    let (stored, wanted) = guards(&db).await;
    assert_eq!(stored, wanted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_value_that_changes_hands_is_found_at_any_time() {
    let db = accounts(Lmdb::temporary().unwrap()).await;
    let user = |id, email: &str| User { id, email: email.to_owned(), nick: None, tenant: 1, writes: 0 };
    let (mut first, mut second) = (user(1, "a@x"), user(2, "b@x"));
    db.transact().create(&first).create(&second).await.unwrap();
    let swaps = tokio::spawn({
        let db = db.clone();
        async move {
            for _ in 0..300 {
                let (one, other) = (user(1, &second.email), user(2, &first.email));
                db.transact().replace_from(&first, &one).replace_from(&second, &other).await.unwrap();
                (first, second) = (one, other);
            }
        }
    });
    let mut found = [0, 0];
    while !swaps.is_finished() {
        match db.get_unique(User::unique_email("a@x")).await {
            Ok(user) => {
                let user = user.expect("one of the two always has it");
                assert_eq!(user.email, "a@x");
                found[usize::from(user.id == 1)] += 1;
            }
            Err(error) => assert!(error.is_contended(), "{error:?}"),
        }
    }
    swaps.await.unwrap();
    assert!(found.iter().all(|times| *times > 0), "both were seen with it: {found:?}");
}
