//! A backend that writes down what reads it passes on: how the example knows what each pattern asked and paid.

use std::sync::{Arc, Mutex, PoisonError};

use dynamo_model::backend::BoxFuture;
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, Capacity, CreateTable,
    DeleteItem, DeleteItemOutput, DescribeStream, GetItem, GetItemOutput, GetRecords, GetRecordsOutput,
    GetShardIterator, ListStreams, ListStreamsOutput, ListTables, ListTablesOutput, ListTags, ListTagsOutput,
    PutItem, PutItemOutput, Query, QueryOutput, ReturnCapacity, Scan, ScanOutput, StreamDescription,
    TableDescription, TableName, TagResource, TimeToLiveDescription, TransactGetItems,
    TransactGetItemsOutput, TransactWriteItems, TransactWriteItemsOutput, UntagResource, UpdateItem,
    UpdateItemOutput, UpdateTable, UpdateTimeToLive,
};
use dynamo_model::value::Value;
use dynamo_model::{Backend, Result};

/// One read as it was sent, and what it consumed.
#[derive(Clone, Debug)]
pub struct Read {
    /// The index; `None` for the table.
    pub index: Option<String>,
    /// The key condition, for people; a scan has none and says so.
    pub key_condition: String,
    /// The capacity units consumed.
    pub capacity: Capacity,
}

/// Passes everything on and records what [`Backend::get_item`], [`Backend::query`] and [`Backend::scan`] read.
#[derive(Clone, Debug)]
pub struct Recorder {
    inner: Arc<dyn Backend>,
    reads: Arc<Mutex<Vec<Read>>>,
}

impl Recorder {
    /// Wraps a backend.
    #[must_use]
    pub fn new(inner: Arc<dyn Backend>) -> Self {
        Self { inner, reads: Arc::default() }
    }

    /// Takes what was recorded since the last time.
    #[must_use]
    pub fn take(&self) -> Vec<Read> {
        std::mem::take(&mut self.reads.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn record(&self, index: Option<String>, key_condition: String, capacity: Option<Capacity>) {
        let read = Read { index, key_condition, capacity: capacity.unwrap_or_default() };
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).push(read);
    }
}

impl Backend for Recorder {
    fn get_item(&self, request: GetItem) -> BoxFuture<'_, Result<GetItemOutput>> {
        Box::pin(async move {
            let mut key = request.key.to_map().into_iter();
            let first = key.next().unwrap_or_else(|| (String::new(), Value::Null));
            let condition = key
                .fold(KeyCondition::partition(first.0, first.1), |condition, (name, value)| {
                    condition.with_equal(name, value)
                });
            let output = self.inner.get_item(request.with_capacity(ReturnCapacity::Total)).await?;
            let consumed = output.consumed_capacity.as_ref().map(|consumed| consumed.total);
            self.record(None, condition.to_string(), consumed);
            Ok(output)
        })
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        Box::pin(async move {
            let (index, condition) = (request.index.clone(), request.key_condition.to_string());
            let output = self.inner.query(request.with_capacity(ReturnCapacity::Total)).await?;
            let consumed = output.consumed_capacity.as_ref().map(|consumed| consumed.total);
            self.record(index, condition, consumed);
            Ok(output)
        })
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        Box::pin(async move {
            let index = request.index.clone();
            let output = self.inner.scan(request.with_capacity(ReturnCapacity::Total)).await?;
            let consumed = output.consumed_capacity.as_ref().map(|consumed| consumed.total);
            self.record(index, "none (scan)".to_owned(), consumed);
            Ok(output)
        })
    }

    fn batch_get_item(&self, request: BatchGetItem) -> BoxFuture<'_, Result<BatchGetItemOutput>> {
        self.inner.batch_get_item(request)
    }

    fn batch_write_item(&self, request: BatchWriteItem) -> BoxFuture<'_, Result<BatchWriteItemOutput>> {
        self.inner.batch_write_item(request)
    }

    fn transact_get_items(&self, request: TransactGetItems) -> BoxFuture<'_, Result<TransactGetItemsOutput>> {
        self.inner.transact_get_items(request)
    }

    fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> BoxFuture<'_, Result<TransactWriteItemsOutput>> {
        self.inner.transact_write_items(request)
    }

    fn put_item(&self, request: PutItem) -> BoxFuture<'_, Result<PutItemOutput>> {
        self.inner.put_item(request)
    }

    fn update_item(&self, request: UpdateItem) -> BoxFuture<'_, Result<UpdateItemOutput>> {
        self.inner.update_item(request)
    }

    fn delete_item(&self, request: DeleteItem) -> BoxFuture<'_, Result<DeleteItemOutput>> {
        self.inner.delete_item(request)
    }

    fn create_table(&self, request: CreateTable) -> BoxFuture<'_, Result<TableDescription>> {
        self.inner.create_table(request)
    }

    fn describe_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>> {
        self.inner.describe_table(table)
    }

    fn delete_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>> {
        self.inner.delete_table(table)
    }

    fn describe_time_to_live(&self, table: TableName) -> BoxFuture<'_, Result<TimeToLiveDescription>> {
        self.inner.describe_time_to_live(table)
    }

    fn update_table(&self, request: UpdateTable) -> BoxFuture<'_, Result<TableDescription>> {
        self.inner.update_table(request)
    }

    fn list_tables(&self, request: ListTables) -> BoxFuture<'_, Result<ListTablesOutput>> {
        self.inner.list_tables(request)
    }

    fn update_time_to_live(&self, request: UpdateTimeToLive) -> BoxFuture<'_, Result<UpdateTimeToLive>> {
        self.inner.update_time_to_live(request)
    }

    fn tag_resource(&self, request: TagResource) -> BoxFuture<'_, Result<()>> {
        self.inner.tag_resource(request)
    }

    fn untag_resource(&self, request: UntagResource) -> BoxFuture<'_, Result<()>> {
        self.inner.untag_resource(request)
    }

    fn list_tags(&self, request: ListTags) -> BoxFuture<'_, Result<ListTagsOutput>> {
        self.inner.list_tags(request)
    }

    fn list_streams(&self, request: ListStreams) -> BoxFuture<'_, Result<ListStreamsOutput>> {
        self.inner.list_streams(request)
    }

    fn describe_stream(&self, request: DescribeStream) -> BoxFuture<'_, Result<StreamDescription>> {
        self.inner.describe_stream(request)
    }

    fn get_shard_iterator(&self, request: GetShardIterator) -> BoxFuture<'_, Result<String>> {
        self.inner.get_shard_iterator(request)
    }

    fn get_records(&self, request: GetRecords) -> BoxFuture<'_, Result<GetRecordsOutput>> {
        self.inner.get_records(request)
    }
}
