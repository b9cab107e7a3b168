//! Which shard a record is in is open: a stream in two shards is as good as one in a single one.

use std::sync::Arc;

use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CreateTable, DeleteItem,
    DeleteItemOutput, DescribeStream, GetItem, GetItemOutput, GetRecords, GetRecordsOutput, GetShardIterator,
    ListStreams, ListStreamsOutput, ListTables, ListTablesOutput, ListTags, ListTagsOutput, PutItem,
    PutItemOutput, Query, QueryOutput, Scan, ScanOutput, SearchVectors, SearchVectorsOutput, Shard,
    StreamDescription, StreamRecord, TableDescription, TableName, TagResource, TimeToLiveDescription,
    TransactGetItems, TransactGetItemsOutput, TransactWriteItems, TransactWriteItemsOutput, UntagResource,
    UpdateItem, UpdateItemOutput, UpdateTable, UpdateTimeToLive,
};
use dynamo_model::{Backend, Result};
use dynamo_tests::hand_on;
use dynamo_tests::history::{Settings, Site, run};

use crate::engine::Engine;

/// What the names of shards, and their iterators, end in.
const EVEN: &str = "-even";
const ODD: &str = "-odd";

/// The built-in engine with streams whose records are in two shards, by their partition keys.
#[derive(Debug)]
struct Sharded {
    engine: Engine,
}

/// Takes the end from a name.
fn split(name: &str) -> Option<(&str, &'static str)> {
    [EVEN, ODD].into_iter().find_map(|end| Some((name.strip_suffix(end)?, end)))
}

/// Says what the name of the shard of a record ends in.
fn shard_of(record: &StreamRecord) -> &'static str {
    let mut partition = record.keys.clone();
    partition.remove("sk");
    let sum: usize = partition.into_bytes().into_iter().map(usize::from).sum();
    if sum.is_multiple_of(2) { EVEN } else { ODD }
}

impl Sharded {
    async fn describe(&self, mut request: DescribeStream) -> Result<StreamDescription> {
        let after = request.start_after_shard.take();
        let most = request.limit.map_or(usize::MAX, |limit| limit as usize);
        let mut description = self.engine.db.describe_stream(request).await?;
        let both = |shard: &Shard| {
            [EVEN, ODD].map(|end| {
                let mut shard = shard.clone();
                shard.id.push_str(end);
                shard
            })
        };
        let mut shards: Vec<Shard> = description.shards.iter().flat_map(both).collect();
        if let Some(place) = shards.iter().position(|shard| Some(&shard.id) == after.as_ref()) {
            shards.drain(..=place);
        }
        let has_more = shards.len() > most;
        shards.truncate(most);
        description.last_evaluated_shard = shards.last().filter(|_| has_more).map(|last| last.id.clone());
        description.shards = shards;
        Ok(description)
    }

    async fn iterator(&self, mut request: GetShardIterator) -> Result<String> {
        let Some((shard, end)) = split(&request.shard) else {
            return self.engine.db.get_shard_iterator(request).await;
        };
        request.shard = shard.to_owned();
        Ok(format!("{}{}", self.engine.db.get_shard_iterator(request).await?, end))
    }

    async fn records(&self, mut request: GetRecords) -> Result<GetRecordsOutput> {
        let Some((iterator, end)) = split(&request.iterator) else {
            return self.engine.db.get_records(request).await;
        };
        request.iterator = iterator.to_owned();
        loop {
            let mut page = self.engine.db.get_records(request.clone()).await?;
            let was_empty = page.records.is_empty();
            page.records.retain(|record| shard_of(record) == end);
            match &page.next_iterator {
                Some(next) if page.records.is_empty() && !was_empty => request.iterator.clone_from(next),
                _ => {
                    page.next_iterator = page.next_iterator.map(|next| format!("{next}{}", end));
                    return Ok(page);
                }
            }
        }
    }
}

impl Backend for Sharded {
    hand_on! {
        self => self.engine.db;
        put_item(PutItem) -> PutItemOutput;
        delete_item(DeleteItem) -> DeleteItemOutput;
        query(Query) -> QueryOutput;
        scan(Scan) -> ScanOutput;
        get_item(GetItem) -> GetItemOutput;
        update_item(UpdateItem) -> UpdateItemOutput;
        search_vectors(SearchVectors) -> SearchVectorsOutput;
        batch_get_item(BatchGetItem) -> BatchGetItemOutput;
        batch_write_item(BatchWriteItem) -> BatchWriteItemOutput;
        transact_get_items(TransactGetItems) -> TransactGetItemsOutput;
        transact_write_items(TransactWriteItems) -> TransactWriteItemsOutput;
        create_table(CreateTable) -> TableDescription;
        describe_table(TableName) -> TableDescription;
        delete_table(TableName) -> TableDescription;
        update_table(UpdateTable) -> TableDescription;
        list_tables(ListTables) -> ListTablesOutput;
        update_time_to_live(UpdateTimeToLive) -> UpdateTimeToLive;
        describe_time_to_live(TableName) -> TimeToLiveDescription;
        tag_resource(TagResource) -> ();
        untag_resource(UntagResource) -> ();
        list_tags(ListTags) -> ListTagsOutput;
        list_streams(ListStreams) -> ListStreamsOutput;
    }

    fn describe_stream(&self, request: DescribeStream) -> BoxFuture<'_, Result<StreamDescription>> {
        Box::pin(self.describe(request))
    }

    fn get_shard_iterator(&self, request: GetShardIterator) -> BoxFuture<'_, Result<String>> {
        Box::pin(self.iterator(request))
    }

    fn get_records(&self, request: GetRecords) -> BoxFuture<'_, Result<GetRecordsOutput>> {
        Box::pin(self.records(request))
    }
}

#[tokio::test]
async fn a_stream_may_have_its_records_in_several_shards() {
    let site = Site::timed(|now| {
        let engine = Engine::open(now)?;
        Ok((Arc::new(Sharded { engine: engine.clone() }), Arc::new(engine)))
    });
    if let Err(failure) = run(&site, Settings { seed: 1, steps: 500, rounds: 4 }).await {
        panic!("{failure}");
    }
}
