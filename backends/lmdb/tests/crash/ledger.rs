//! A writer of transactions: each adds one to both sides of an account, once, whatever dies in between.

use std::collections::BTreeMap;

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_model::expr::Update;
use dynamo_model::request::{
    Action, CreateTable, GetItem, KeyKind, KeySchema, StreamView, TransactWrite, TransactWriteItems,
};
use dynamo_model::value::{Item, ValueRef};

use crate::create;

fn key(account: &str, side: &str) -> Item {
    Item::from_iter([("account", account), ("side", side)])
}

/// Makes the table, unless an earlier process did.
pub(crate) async fn prepare(db: &Lmdb) {
    let table = CreateTable::new("ledger", KeySchema::new("account").with_sort("side"))
        .with_attribute("account", KeyKind::S)
        .with_attribute("side", KeyKind::S)
        .with_stream(StreamView::NewImage);
    create(db, table).await;
}

/// Adds one to both sides, unless the transaction of this number has done so before.
pub(crate) async fn run(db: &Lmdb, account: &str, number: u64) -> dynamo_model::Result<()> {
    let add = |side| {
        TransactWrite::new("ledger", Action::Update(key(account, side), Update::new().add("total", 1)))
    };
    let once =
        TransactWriteItems::new([add("debit"), add("credit")]).with_token(format!("{account} {number}"));
    db.transact_write_items(once).await.map(drop)
}

async fn total(db: &Lmdb, account: &str, side: &str) -> u64 {
    let item = db.get_item(GetItem::new("ledger", key(account, side))).await.unwrap().item;
    match item.as_ref().and_then(|item| item.get("total")) {
        Some(ValueRef::N(total)) => total.to_u64().unwrap(),
        _ => 0,
    }
}

/// Requires that every transaction that was acknowledged is there, whole, and does not run again.
pub(crate) async fn check(db: &Lmdb, history: &mut BTreeMap<String, u64>) {
    for (account, done) in history {
        let found = total(db, account, "debit").await;
        assert_eq!(total(db, account, "credit").await, found, "{account}: half of a transaction");
        assert!(found == *done || found == *done + 1, "{account}: {done} acknowledged, {found} found");
        if found > 0 {
            run(db, account, found - 1).await.unwrap();
            assert_eq!(total(db, account, "debit").await, found, "{account}: a transaction ran twice");
        }
        *done = found;
    }
}
