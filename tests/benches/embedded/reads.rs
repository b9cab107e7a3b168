//! Reads without waiting for any disk.

use std::hint::black_box;
use std::ops::Bound;

use dynamo_model::expr::{Condition, Path};
use dynamo_model::request::Scan;
use dynamo_model::value::{Item, ItemRef, Number};
use dynamo_model::{Db, Record};
use tokio::runtime::Runtime;

use crate::data::{Bench, FOUND, Order, QUERIED, SCANNED, place};
use crate::load::loaded;
use crate::measure::{Target, compare, time};
use crate::raw::{self, Raw};

/// A typed get, against a get of the same bytes that does not look at them.
pub(crate) fn gets(runtime: &Runtime, db: &Db<Bench>, raw: &Raw) {
    compare("typed get / raw get", Target::Time(2.2), 20_000, |count| {
        let ours = time(|| {
            runtime.block_on(async {
                for (customer, number) in (0..count).map(place) {
                    black_box(db.get(Order::key(customer, number)).await.unwrap().unwrap());
                }
            });
        });
        let theirs = time(|| {
            for (customer, number) in (0..count).map(place) {
                let txn = raw.env.read_txn().unwrap();
                black_box(raw.items.get(&txn, &raw::key(customer, number)).unwrap().unwrap().len());
            }
        });
        (ours, theirs)
    });
}

/// A typed query of a page, against a scan of as many rows and their decoding.
pub(crate) fn queries(runtime: &Runtime, db: &Db<Bench>, raw: &Raw) {
    compare("typed query of 20 / raw scan and decode of 20", Target::Time(1.4), 2_000, |count| {
        let ours = time(|| {
            runtime.block_on(async {
                for (customer, _) in (0..count).map(place) {
                    let query = db.query(Order::of_customer(customer)).limit(QUERIED);
                    assert_eq!(black_box(query.await.unwrap()).len(), QUERIED);
                }
            });
        });
        let theirs = time(|| {
            for (customer, _) in (0..count).map(place) {
                let txn = raw.env.read_txn().unwrap();
                let start = raw::key(customer, 0);
                let range = (Bound::Included(start.as_slice()), Bound::Unbounded);
                let rows = raw.items.range(&txn, &range).unwrap().take(QUERIED);
                let orders: Vec<Order> =
                    rows.map(|row| Order::from_item(ItemRef::new(row.unwrap().1)).unwrap()).collect();
                assert_eq!(black_box(orders).len(), QUERIED);
            }
        });
        (ours, theirs)
    });
}

/// A scan whose filter finds a tenth, against a look at one attribute of every row and a copy of those that fit.
pub(crate) fn filtered_scans(runtime: &Runtime) {
    let orders = || (0..SCANNED).map(|number| Order::new(number / 100, number));
    let db = runtime.block_on(loaded(orders()));
    let raw = Raw::open(false);
    raw.load(orders());
    let limit = u64::from(SCANNED) / 10 * 100;
    let target = Target::Elsewhere("target of the bench in tests/peers");
    compare("filtered scan of 1,000 / raw scan and filter", target, 20, |count| {
        let ours = time(|| {
            for _ in 0..count {
                let scan = Scan::new(db.table_name().clone())
                    .with_filter(Condition::lt(Path::attribute("total"), limit));
                let output = runtime.block_on(db.backend().scan(scan)).unwrap();
                assert_eq!(black_box(output.items).len(), FOUND);
            }
        });
        let theirs = time(|| {
            for _ in 0..count {
                let txn = raw.env.read_txn().unwrap();
                let rows = raw.items.iter(&txn).unwrap().map(|row| ItemRef::new(row.unwrap().1));
                let fits = |row: &ItemRef<'_>| {
                    row.get("total").and_then(|total| total.as_n()) < Some(Number::from(limit))
                };
                let found: Vec<Item> = rows.filter(fits).map(|row| row.to_item()).collect();
                assert_eq!(black_box(found).len(), FOUND);
            }
        });
        (ours, theirs)
    });
}
