//! Single writes by one caller.

use dynamo_lmdb::Options;
use dynamo_model::value::Item;
use dynamo_model::{Db, Record};
use heed::RwTxn;
use tokio::runtime::Runtime;

use crate::data::{Bench, Order, place};
use crate::listing::{Listed, Listing};
use crate::measure::{Target, compare, time};
use crate::raw::{self, Raw};

/// A durable put of one row, against a commit of the same row.
pub(crate) fn durable_puts(runtime: &Runtime) {
    let directory = tempfile::tempdir().unwrap();
    let db = Bench::on(Options::new(directory.path().join("db")).open().unwrap());
    runtime.block_on(db.ensure_table()).unwrap();
    let raw = Raw::open(true);
    let mut totals = 0..;
    compare("durable put, 1 caller / raw commit", Target::Time(1.25), 60, |count| {
        let orders = changed(count, &mut totals);
        let ours = time(|| {
            runtime.block_on(async {
                for order in &orders {
                    db.put(order).await.unwrap();
                }
            });
        });
        let theirs = time(|| {
            for order in &orders {
                raw.put(&raw::key(order.customer, order.number), None, &order.to_item().unwrap());
            }
        });
        (ours, theirs)
    });
}

/// A durable put of an item that stands in an index, against a commit of the same two rows.
pub(crate) fn durable_puts_indexed(runtime: &Runtime) {
    let directory = tempfile::tempdir().unwrap();
    let db = Listing::on(Options::new(directory.path().join("db")).open().unwrap());
    runtime.block_on(db.ensure_table()).unwrap();
    let raw = Raw::open(true);
    let mut totals = 0..;
    compare("durable put with 1 index, 1 caller / raw commit", Target::Time(1.25), 60, |count| {
        let listed = |(customer, number), total| Listed { total, ..Listed::new(customer, number) };
        let orders: Vec<Listed> =
            (0..count).map(place).zip(&mut totals).map(|(place, total)| listed(place, total)).collect();
        let ours = time(|| {
            runtime.block_on(async {
                for order in &orders {
                    db.put(order).await.unwrap();
                }
            });
        });
        let theirs = time(|| {
            for order in &orders {
                let entry = raw::entry(&order.status, &order.placed_at, order.customer, order.number);
                let key = raw::key(order.customer, order.number);
                raw.put(&key, Some(&entry), &order.to_item().unwrap());
            }
        });
        (ours, theirs)
    });
}

/// A conditional update, against reading, changing and committing the same row, neither synced.
pub(crate) fn conditional_updates(runtime: &Runtime, db: &Db<Bench>, raw: &Raw) {
    let target = Target::Elsewhere("target of the bench in tests/peers");
    compare("conditional update, no sync / raw read and commit", target, 1_000, |count| {
        let ours = time(|| {
            runtime.block_on(async {
                for (customer, number) in (0..count).map(place) {
                    let update = db.update(Order::key(customer, number));
                    update.set(|o| o.total.plus(1)).only_if(|o| o.status.eq("open")).await.unwrap();
                }
            });
        });
        let theirs = time(|| {
            for (customer, number) in (0..count).map(place) {
                let mut txn = raw.env.write_txn().unwrap();
                raise_total(raw, &mut txn, &raw::key(customer, number));
                txn.commit().unwrap();
            }
        });
        (ours, theirs)
    });
}

fn raise_total(raw: &Raw, txn: &mut RwTxn<'_>, key: &[u8]) {
    let mut item = Item::from_bytes(raw.items.get(txn, key).unwrap().unwrap().to_vec()).unwrap();
    assert_eq!(item.get("status").and_then(|status| status.as_s()), Some("open"));
    let total = item.get("total").and_then(|total| total.as_n()).unwrap();
    item.insert("total", total.checked_add(1.into()).unwrap());
    raw.write(txn, key, &item);
}

/// Spreads orders over the partitions, each with a total never used before: to write what is there already would cost
/// the engine no commit.
pub(crate) fn changed(count: u32, totals: &mut impl Iterator<Item = u64>) -> Vec<Order> {
    let order = |(customer, number), total| Order { total, ..Order::new(customer, number) };
    (0..count).map(place).zip(totals).map(|(place, total)| order(place, total)).collect()
}
