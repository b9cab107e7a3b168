//! Requests that are shown: a read sends first what it shows, and nothing else.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use dynamo_model::backend::BoxFuture;
use dynamo_model::explain::{Explain, Explanation};
use dynamo_model::request::*;
use dynamo_model::{Backend, Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::{Target, hand_on};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "runs")]
#[index(name = "gsi1")]
#[index(name = "gsi2", project(keys_only))]
#[index(name = "gsi3", project(include))]
enum Runs {
    Run(Run),
    Walk(Walk),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Runs, pk = "RUNNER#{runner}", sk = "RUN#{number}")]
#[access(name = of_runner)]
#[access(name = spread, index = gsi1, pk = "ALL#{shard(3)}", sk = "{minutes}")]
#[access(name = hydrated, index = gsi2, pk = "RUNNER#{runner}", sk = "{minutes}", hydrate)]
#[access(name = viewed, index = gsi3, pk = "RUNNER#{runner}", sk = "{minutes}", project(number), view = Time)]
struct Run {
    #[attr(key)]
    runner: String,
    number: u8,
    minutes: u8,
}

/// It shares the partitions with the runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Runs, pk = "RUNNER#{runner}", sk = "{number}")]
struct Walk {
    runner: String,
    number: u8,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Run)]
struct Time {
    runner: String,
    minutes: u8,
}

/// What was sent, in order.
#[derive(Debug, Default)]
struct Sent {
    queries: Vec<Query>,
    scans: Vec<Scan>,
}

/// A backend that writes down what it passes on.
#[derive(Clone, Debug)]
struct Recorder {
    inner: Arc<dyn Backend>,
    sent: Arc<Mutex<Sent>>,
}

impl Recorder {
    fn write(&self, write: impl FnOnce(&mut Sent)) {
        write(&mut self.sent.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn take(&self) -> Sent {
        std::mem::take(&mut self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Backend for Recorder {
    hand_on! {
        self => self.inner;
        get_item(GetItem) -> GetItemOutput;
        put_item(PutItem) -> PutItemOutput;
        update_item(UpdateItem) -> UpdateItemOutput;
        delete_item(DeleteItem) -> DeleteItemOutput;
        search_vectors(SearchVectors) -> SearchVectorsOutput;
        batch_get_item(BatchGetItem) -> BatchGetItemOutput;
        batch_write_item(BatchWriteItem) -> BatchWriteItemOutput;
        transact_get_items(TransactGetItems) -> TransactGetItemsOutput;
        transact_write_items(TransactWriteItems) -> TransactWriteItemsOutput;
        create_table(CreateTable) -> TableDescription;
        describe_table(TableName) -> TableDescription;
        update_table(UpdateTable) -> TableDescription;
        delete_table(TableName) -> TableDescription;
        list_tables(ListTables) -> ListTablesOutput;
        update_time_to_live(UpdateTimeToLive) -> UpdateTimeToLive;
        describe_time_to_live(TableName) -> TimeToLiveDescription;
        tag_resource(TagResource) -> ();
        untag_resource(UntagResource) -> ();
        list_tags(ListTags) -> ListTagsOutput;
        list_streams(ListStreams) -> ListStreamsOutput;
        describe_stream(DescribeStream) -> StreamDescription;
        get_shard_iterator(GetShardIterator) -> String;
        get_records(GetRecords) -> GetRecordsOutput;
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        self.write(|sent| sent.queries.push(request.clone()));
        self.inner.query(request)
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        self.write(|sent| sent.scans.push(request.clone()));
        self.inner.scan(request)
    }
}

/// Runs of one runner, and of others.
async fn recorded(target: &Target) -> Result<(Db<Runs>, Recorder)> {
    let recorder = Recorder { inner: Arc::clone(target.backend()), sent: Arc::default() };
    let db = Db::new(Arc::new(recorder.clone())).named(target.table_name());
    db.ensure_table().await?;
    let runs: Vec<Run> = (0..30)
        .map(|number| Run {
            runner: ["a", "b"][usize::from(number % 2)].to_owned(),
            number,
            minutes: number * 7 % 20,
        })
        .collect();
    db.batch_write().put_all(&runs).put(&Walk { runner: "a".to_owned(), number: 0 }).await?;
    Ok((db, recorder))
}

/// Requires that the first requests sent are those shown, of shards in any order, and that they are those explained.
#[track_caller]
fn assert_shown<R>(shown: Vec<R>, mut said: Explanation, mut sent: Vec<R>)
where
    R: Explain + PartialEq + fmt::Debug,
{
    sent.truncate(shown.len());
    sent.sort_by_key(|request| format!("{request:?}"));
    assert_eq!(sent, shown);
    // The first request does not tell whether others follow it.
    said.steps.iter_mut().for_each(|step| step.each = None);
    assert_eq!(said, sent.explain(Runs::SCHEMA));
}

/// The limits and the sizes of pages that reads are tried with.
fn settings() -> impl Iterator<Item = (Option<usize>, Option<u32>)> {
    let sizes = [None, Some(2), Some(250)];
    [None, Some(1), Some(7), Some(300)]
        .into_iter()
        .flat_map(move |limit| sizes.map(move |size| (limit, size)))
}

pub async fn a_read_sends_first_what_it_shows(target: &Target) -> Result<()> {
    let (db, recorder) = recorded(target).await?;
    /// Tries a read with every limit and size of pages, ended in several ways.
    macro_rules! tried {
        ($read:expr, $kind:ident, $shown:expr) => {
            for (limit, size) in settings() {
                let mut read = $read;
                if let Some(items) = limit {
                    read = read.limit(items);
                }
                if let Some(items) = size {
                    read = read.page_size(items);
                }
                recorder.take();
                read.clone().page().await?;
                assert_shown($shown(&read)?, read.explain()?, recorder.take().$kind);
                read.clone().all().await?;
                assert_shown($shown(&read)?, read.explain()?, recorder.take().$kind);
                if let Some(page) = read.clone().pages().next().await {
                    assert_shown($shown(&read)?, read.explain()?, recorder.take().$kind);
                    if let Some(cursor) = page?.cursor() {
                        let rest = read.after(cursor.clone());
                        rest.clone().page().await?;
                        assert_shown($shown(&rest)?, rest.explain()?, recorder.take().$kind);
                    }
                }
            }
        };
    }
    macro_rules! queried {
        ($query:expr) => {
            tried!($query, queries, |query: &dynamo_model::query::Query<_, _, _>| query.requests())
        };
    }
    macro_rules! scanned {
        ($scan:expr) => {
            tried!($scan, scans, |scan: &dynamo_model::scan::Scan<_, _, _>| scan
                .request()
                .map(|one| vec![one]))
        };
    }
    queried!(db.query(Run::of_runner("a")));
    queried!(db.query(Run::of_runner("a")).filter(|r| r.minutes.gt(9)).descending());
    queried!(db.query(Run::of_runner("a")).consistent().view::<Time>());
    queried!(db.query(Run::spread()));
    queried!(db.query(Run::spread()).filter(|r| r.number.gt(9)).descending());
    queried!(db.query(Run::spread()).shard(1));
    queried!(db.query(Run::hydrated("a")));
    queried!(db.query(Run::viewed("a")));
    queried!(db.query(Run::viewed("a")).filter(|r| r.number.gt(9)));
    queried!(db.query(Run::of_runner("a").collection::<Runs>()));
    scanned!(db.scan::<Run>());
    scanned!(db.scan::<Runs>());
    scanned!(db.scan::<Run>().filter(|r| r.minutes.gt(9)).view::<Time>());
    scanned!(db.scan::<Run>().through(Run::HYDRATED));
    scanned!(db.scan::<Run>().through(Run::SPREAD).segment(0, 2));
    scanned!(db.scan::<Run>().rate(2_000));
    Ok(())
}

pub async fn a_limit_is_in_what_is_shown(target: &Target) -> Result<()> {
    let db = target.db::<Runs>().await?;
    let one = db.query(Run::of_runner("a").collection::<Runs>()).limit(1).descending();
    assert_eq!(one.request()?.limit, Some(1));
    let said = one.explain()?.to_string();
    assert!(said.contains("  ScanIndexForward: false\n  Limit: 1\n"), "{said}");
    assert!(
        said.contains("table: 0.5 to 50.0 read units, for a page of at most 1 items of 400 KB"),
        "{said}"
    );
    // What the filter leaves out is read besides.
    let runs = db.query(Run::of_runner("a")).filter(|r| r.minutes.gt(9)).limit(1).request()?;
    assert_eq!((runs.limit, runs.filter.is_some()), (None, true));
    // Of three shards, the first items of each.
    let limits: Vec<_> =
        db.query(Run::spread()).limit(1).requests()?.iter().map(|shard| shard.limit).collect();
    assert_eq!(limits, [Some(1); 3]);
    let said = db.scan::<Run>().page_size(3).consistent().segment(1, 4).explain()?.to_string();
    assert!(
        said.contains("  Segment: 1\n  TotalSegments: 4\n  Limit: 3\n  ConsistentRead: true\n"),
        "{said}"
    );
    let place = Run { runner: "a".to_owned(), number: 7, minutes: 1 };
    let said = db.query(Run::of_runner("a")).starting_after(&place).explain()?.to_string();
    assert!(
        said.contains("  ExclusiveStartKey: pk = {\"S\":\"RUNNER#a\"}, sk = {\"S\":\"RUN#007\"}\n"),
        "{said}"
    );
    Ok(())
}
