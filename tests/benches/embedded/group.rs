//! Durable puts by many callers at once, whose writes share commits.

use std::ops::RangeFrom;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use dynamo_lmdb::Options;
use dynamo_model::value::Item;
use dynamo_model::{Db, Record};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::data::{Bench, Order};
use crate::measure::{Target, compare, time};
use crate::raw::{self, Raw};
use crate::writes::changed;

const CALLERS: usize = 32;

/// Puts through the engine, against the barest loop that shares commits: one thread takes what is queued, writes it,
/// commits and answers.
pub(crate) fn durable_puts(runtime: &Runtime) {
    let directory = tempfile::tempdir().unwrap();
    let db = Bench::on(Options::new(directory.path().join("db")).open().unwrap());
    runtime.block_on(db.ensure_table()).unwrap();
    let group = Group::start();
    let mut totals = 0..;
    compare("durable put, 32 callers / raw group commit", Target::Throughput(0.85), 3_200, |count| {
        let shares = shares(count, &mut totals);
        let ours = time(|| {
            on_all(runtime, &shares, |orders| {
                let db = db.clone();
                async move { put_all(&db, &orders).await }
            });
        });
        let theirs = time(|| {
            on_all(runtime, &shares, |orders| {
                let jobs = group.jobs();
                async move { Group::put_all(&jobs, &orders).await }
            });
        });
        (ours, theirs)
    });
}

/// Divides changed orders among the callers.
fn shares(count: u32, totals: &mut RangeFrom<u64>) -> Vec<Arc<[Order]>> {
    changed(count, totals).chunks(count as usize / CALLERS).map(Arc::from).collect()
}

/// Runs one task per share, and waits for all of them.
fn on_all<F: Future<Output = ()> + Send + 'static>(
    runtime: &Runtime,
    shares: &[Arc<[Order]>],
    task: impl Fn(Arc<[Order]>) -> F,
) {
    let tasks: Vec<_> = shares.iter().map(|orders| runtime.spawn(task(orders.clone()))).collect();
    runtime.block_on(async {
        for task in tasks {
            task.await.unwrap();
        }
    });
}

async fn put_all(db: &Db<Bench>, orders: &[Order]) {
    for order in orders {
        db.put(order).await.unwrap();
    }
}

struct Job {
    key: Vec<u8>,
    item: Item,
    done: oneshot::Sender<()>,
}

/// The bare loop; it ends when this is dropped.
struct Group {
    jobs: Option<Sender<Job>>,
    writer: Option<JoinHandle<()>>,
}

impl Group {
    fn start() -> Self {
        let (jobs, queue) = channel();
        let raw = Raw::open(true);
        let writer = std::thread::spawn(move || serve(&raw, &queue));
        Self { jobs: Some(jobs), writer: Some(writer) }
    }

    fn jobs(&self) -> Sender<Job> {
        self.jobs.clone().unwrap()
    }

    async fn put_all(jobs: &Sender<Job>, orders: &[Order]) {
        for order in orders {
            let (done, answer) = oneshot::channel();
            let (key, item) = (raw::key(order.customer, order.number), order.to_item().unwrap());
            jobs.send(Job { key, item, done }).unwrap();
            answer.await.unwrap();
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.jobs = None;
        self.writer.take().map(JoinHandle::join);
    }
}

fn serve(raw: &Raw, queue: &Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        let jobs: Vec<Job> = std::iter::once(first).chain(queue.try_iter()).collect();
        let mut txn = raw.env.write_txn().unwrap();
        jobs.iter().for_each(|job| raw.write(&mut txn, &job.key, &job.item));
        txn.commit().unwrap();
        jobs.into_iter().for_each(|job| job.done.send(()).unwrap());
    }
}
