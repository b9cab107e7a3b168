use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CreateTable, DeleteItem,
    DeleteItemOutput, DescribeStream, GetItem, GetItemOutput, GetRecords, GetRecordsOutput, GetShardIterator,
    ListStreams, ListStreamsOutput, ListTables, ListTablesOutput, ListTags, ListTagsOutput, PutItem,
    PutItemOutput, Query, QueryOutput, Scan, ScanOutput, SearchVectors, SearchVectorsOutput,
    StreamDescription, TableDescription, TableName, TagResource, TimeToLiveDescription, TransactGetItems,
    TransactGetItemsOutput, TransactWriteItems, TransactWriteItemsOutput, UntagResource, UpdateItem,
    UpdateItemOutput, UpdateTable, UpdateTimeToLive,
};
use dynamo_model::{Backend, Error, ErrorKind, Result};
use dynamo_tests::Time;
use dynamo_tests::oracle::{Answer, Oracle, Swept};

/// The oracle, asked like any backend. Where it leaves a choice, the first will do.
#[derive(Debug)]
pub(crate) struct Service(Mutex<Oracle>);

impl Service {
    pub(crate) fn at(time: SystemTime) -> Self {
        Self(Mutex::new(Oracle::at(time)))
    }

    fn oracle(&self) -> MutexGuard<'_, Oracle> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer<T>(&self, answer: impl FnOnce(&mut Oracle) -> Answer<T>) -> BoxFuture<'_, Result<T>>
    where
        T: Send + 'static,
    {
        let answer = answer(&mut self.oracle()).map_err(|refusal| refusal.to_error());
        Box::pin(async { answer })
    }
}

macro_rules! answer {
    ($($name:ident($request:ty) -> $output:ty;)*) => {
        $(fn $name(&self, request: $request) -> BoxFuture<'_, Result<$output>> {
            self.answer(|oracle| oracle.$name(&request))
        })*
    };
}

impl Backend for Service {
    answer! {
        get_item(GetItem) -> GetItemOutput;
        put_item(PutItem) -> PutItemOutput;
        update_item(UpdateItem) -> UpdateItemOutput;
        delete_item(DeleteItem) -> DeleteItemOutput;
        batch_get_item(BatchGetItem) -> BatchGetItemOutput;
        batch_write_item(BatchWriteItem) -> BatchWriteItemOutput;
        transact_get_items(TransactGetItems) -> TransactGetItemsOutput;
        transact_write_items(TransactWriteItems) -> TransactWriteItemsOutput;
        create_table(CreateTable) -> TableDescription;
        describe_table(TableName) -> TableDescription;
        update_time_to_live(UpdateTimeToLive) -> UpdateTimeToLive;
        describe_time_to_live(TableName) -> TimeToLiveDescription;
        delete_table(TableName) -> TableDescription;
        update_table(UpdateTable) -> TableDescription;
        list_tables(ListTables) -> ListTablesOutput;
        tag_resource(TagResource) -> ();
        untag_resource(UntagResource) -> ();
        list_tags(ListTags) -> ListTagsOutput;
        list_streams(ListStreams) -> ListStreamsOutput;
        describe_stream(DescribeStream) -> StreamDescription;
        get_shard_iterator(GetShardIterator) -> String;
        get_records(GetRecords) -> GetRecordsOutput;
    }

    fn search_vectors(&self, _: SearchVectors) -> BoxFuture<'_, Result<SearchVectorsOutput>> {
        Box::pin(async { Err(Error::new(ErrorKind::Unsupported, "the oracle knows no vectors")) })
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        self.answer(|oracle| {
            let page = oracle.query(&request)?.first_page();
            let mut output = QueryOutput::default();
            (output.items, output.count, output.scanned_count) = (page.items, page.count, page.scanned_count);
            output.last_evaluated_key = page.last_evaluated_key;
            output.consumed_capacity = page.consumed_capacity;
            Ok(output)
        })
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        self.answer(|oracle| {
            let page = oracle.scan(&request)?.first_page();
            let mut output = ScanOutput::default();
            (output.items, output.count, output.scanned_count) = (page.items, page.count, page.scanned_count);
            output.last_evaluated_key = page.last_evaluated_key;
            output.consumed_capacity = page.consumed_capacity;
            Ok(output)
        })
    }
}

impl Time for Service {
    fn now(&self) -> SystemTime {
        self.oracle().now()
    }

    fn advance(&self, by: Duration) {
        self.oracle().advance(by);
    }

    fn sweep(&self) -> BoxFuture<'_, Result<Swept>> {
        self.answer(|oracle| Ok(oracle.sweep()))
    }
}
