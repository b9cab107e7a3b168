//! Readers and the writer at the same time, each inside a transaction of its own.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread;

use dynamo_model::request::{BatchWriteItem, CreateTable, GetItem, KeyKind, KeySchema, PutItem, Scan, Write};
use dynamo_model::value::Item;
use dynamo_model::{Error, Result};
use heed::RoTxn;
use tokio::sync::oneshot;

use super::commit::ENOUGH;
use super::gather::{ALONE, LOOK};
use super::{Batch, ByHand, Writer};
use crate::exec;
use crate::store::{Part, Snapshot};

fn item(id: u32) -> Item {
    Item::from_iter([("id", id)])
}

fn database() -> ByHand {
    let mut db = ByHand::new(10);
    let request = CreateTable::new("things", KeySchema::new("id")).with_attribute("id", KeyKind::N);
    db.run(move |batch| exec::table::create(batch, &request)).unwrap();
    put(&mut db, 0);
    db
}

fn put(db: &mut ByHand, id: u32) {
    let request = PutItem::new("things", item(id));
    db.run(move |batch| exec::put(batch, &request)).unwrap();
}

/// If the reader waited for the write it is part of, this would never end.
#[test]
fn a_reader_does_not_wait_for_a_write_that_is_under_way_and_does_not_see_it() {
    let mut db = database();
    let shared = db.shared().clone();
    let request = PutItem::new("things", item(1));
    db.run(move |batch| {
        exec::put(batch, &request)?;
        let reader = thread::spawn(move || {
            let get = |id| exec::get(&shared, &GetItem::new("things", item(id)).consistent()).unwrap().item;
            let scanned = exec::scan(&shared, &Scan::new("things")).unwrap().count;
            (get(0), get(1), scanned)
        });
        assert_eq!(reader.join().unwrap(), (Some(item(0)), None, 1));
        Ok(())
    })
    .unwrap();
    let get = GetItem::new("things", item(1));
    assert_eq!(exec::get(db.shared(), &get).unwrap().item, Some(item(1)));
}

/// If the writer waited for the reader, this would never end.
#[test]
fn the_writer_does_not_wait_for_a_reader_that_sees_the_state_it_began_with() {
    let mut db = database();
    let shared = db.shared().clone();
    let reader = shared.env.read_txn().unwrap();
    let count = |txn: &RoTxn<'_>| Snapshot::new(&shared.store, txn).count(Part::Items).unwrap();
    for id in 1..500 {
        put(&mut db, id);
    }
    assert_eq!(count(&reader), 1, "500 commits later");
    drop(reader);
    assert_eq!(count(&shared.env.read_txn().unwrap()), 500);
}

#[tokio::test]
async fn a_request_that_finds_nobody_writing_runs_on_the_thread_of_its_caller() {
    let db = database();
    let writer = Writer::start(db.shared().clone()).unwrap();
    let here = || thread::current().id();
    assert_eq!(writer.run_data(move |_| Ok(here())).await.unwrap(), here());
    assert_ne!(writer.run(move |_| Ok(here())).await.unwrap(), here());
    assert_eq!(writer.run_data(move |_| Ok(here())).await.unwrap(), here(), "once nothing is queued");
}

/// Keeps the writer thread busy until the sender says so; returns once it is.
async fn busy(
    writer: &Writer,
) -> (impl Future<Output = Result<thread::ThreadId>>, std::sync::mpsc::Sender<()>) {
    let (begun, begins) = oneshot::channel();
    let (free, held) = std::sync::mpsc::channel::<()>();
    let mut call = Box::pin(writer.run(move |_| {
        begun.send(()).unwrap();
        held.recv().unwrap();
        Ok(thread::current().id())
    }));
    assert!(poll(&mut call).is_pending());
    begins.await.unwrap();
    (call, free)
}

fn poll<F: Future + Unpin>(call: &mut F) -> Poll<F::Output> {
    Pin::new(call).poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test]
async fn a_request_behind_one_that_is_queued_is_queued_too() {
    let db = database();
    let writer = Writer::start(db.shared().clone()).unwrap();
    let (first, free) = busy(&writer).await;
    let mut second = Box::pin(writer.run_data(|_| Ok(thread::current().id())));
    // It gathers, and then finds that it is nobody's turn.
    assert!(poll(&mut second).is_pending() && poll(&mut second).is_pending());
    free.send(()).unwrap();
    let (first, second) = tokio::join!(first, second);
    assert_eq!(first.unwrap(), second.unwrap(), "the writer thread ran both");
}

#[tokio::test]
async fn what_a_caller_leaves_behind_comes_before_what_it_asks_for_next() {
    let db = database();
    let writer = Writer::start(db.shared().clone()).unwrap();
    let (first, free) = busy(&writer).await;
    let (ran, runs) = std::sync::mpsc::channel();
    let note = |name: &'static str| {
        let ran = ran.clone();
        writer.run_data(move |_| {
            ran.send(name).unwrap();
            Ok(())
        })
    };
    let mut left = Box::pin(note("left"));
    assert!(poll(&mut left).is_pending());
    drop(left);
    let mut next = Box::pin(note("next"));
    assert!(poll(&mut next).is_pending() && poll(&mut next).is_pending());
    free.send(()).unwrap();
    next.await.unwrap();
    first.await.unwrap();
    assert_eq!(runs.try_iter().collect::<Vec<_>>(), ["left", "next"]);
}

#[tokio::test]
async fn requests_that_come_at_the_same_time_are_one_commit() {
    let db = database();
    let writer = Writer::start(db.shared().clone()).unwrap();
    let commits = || db.shared().env.info().last_txn_id;
    let put = |id| {
        let request = PutItem::new("things", item(id));
        writer.run_data(move |batch| exec::put(batch, &request))
    };
    let before = commits();
    let (first, refused, last) = tokio::join!(put(1), writer.run_data(refuse), put(2));
    assert!(first.is_ok() && last.is_ok());
    assert_eq!(refused.unwrap_err().message(), "no", "a request has an outcome of its own");
    assert_eq!(commits(), before + 1);
}

#[tokio::test]
async fn requests_that_are_always_alone_wait_for_nobody_until_there_are_others() {
    let db = database();
    let writer = Writer::start(db.shared().clone()).unwrap();
    let put =
        |id| Box::pin(writer.run_data(move |batch| exec::put(batch, &PutItem::new("things", item(id)))));
    for id in 1..=ALONE {
        let mut call = put(id);
        assert!(poll(&mut call).is_pending(), "{id} lets others come first");
        call.await.unwrap();
    }
    assert!(poll(&mut put(ALONE + 1)).is_ready());

    let commits = || db.shared().env.info().last_txn_id;
    let mut last = 2;
    for pair in 0..LOOK {
        let before = commits();
        let (first, second) = tokio::join!(put(1000 + pair), put(2000 + pair));
        assert!(first.is_ok() && second.is_ok());
        last = commits() - before;
        if last == 1 {
            break;
        }
    }
    assert_eq!(last, 1, "two are one commit in the end");
}

#[tokio::test]
async fn what_a_refused_request_wrote_goes_without_what_was_written_with_it() {
    let db = database();
    let writer = Writer::start(db.shared().clone()).unwrap();
    let (kept, refused) =
        tokio::join!(writer.run_data(|batch| write(batch, 2..4)), writer.run_data(write_and_refuse));
    assert!(kept.is_ok() && refused.is_err());
    assert!(writer.run_data(write_and_refuse).await.is_err(), "alone");
    let scanned = exec::scan(db.shared(), &Scan::new("things")).unwrap();
    assert_eq!(scanned.items.len(), 3, "0, 2 and 3");
}

#[tokio::test]
async fn requests_behind_many_rows_are_another_commit() {
    let db = database();
    let writer = Writer::start(db.shared().clone()).unwrap();
    let commits = || db.shared().env.info().last_txn_id;
    let enough = u32::try_from(ENOUGH).unwrap();
    let (before, rows) = (commits(), |ids| writer.run_data(move |batch| write(batch, ids)));
    let (most, last, next) =
        tokio::join!(rows(1..enough), rows(enough..enough + 1), rows(enough + 1..enough + 2));
    assert!(most.is_ok() && last.is_ok() && next.is_ok());
    assert_eq!(commits(), before + 2);
}

fn write_and_refuse(batch: Batch<'_, '_>) -> Result<()> {
    write(batch, 1..3)?;
    Err(Error::validation("no"))
}

fn write(batch: Batch<'_, '_>, ids: std::ops::Range<u32>) -> Result<()> {
    let writes = ids.map(|id| Write::Put(item(id)));
    let request = writes.fold(BatchWriteItem::new(), |request, write| request.with_write("things", write));
    exec::batch_write(batch, &request).map(drop)
}

fn refuse(_: Batch<'_, '_>) -> Result<()> {
    Err(Error::validation("no"))
}

#[tokio::test]
async fn a_request_is_not_put_off_though_its_caller_goes_away() {
    let db = database();
    let writer = Writer::start(db.shared().clone()).unwrap();
    let request = PutItem::new("things", item(1));
    let mut call = Box::pin(writer.run_data(move |batch| exec::put(batch, &request)));
    assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    let get = GetItem::new("things", item(1));
    assert_eq!(exec::get(db.shared(), &get).unwrap().item, None, "it waits for others");
    drop(call);
    assert_eq!(exec::get(db.shared(), &get).unwrap().item, Some(item(1)));
}
