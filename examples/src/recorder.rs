//! A backend that writes down the requests it passes on: how an example knows what each pattern asked and paid.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dynamo_model::backend::BoxFuture;
use dynamo_model::expr::{KeyCondition, Renderer};
use dynamo_model::request::{
    Action, BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, Capacity,
    ConsumedCapacity, CreateTable, DeleteItem, DeleteItemOutput, DescribeStream, GetItem, GetItemOutput,
    GetRecords, GetRecordsOutput, GetShardIterator, ListStreams, ListStreamsOutput, ListTables,
    ListTablesOutput, ListTags, ListTagsOutput, PutItem, PutItemOutput, Query, QueryOutput, ReturnCapacity,
    Scan, ScanOutput, SearchVectors, SearchVectorsOutput, StreamDescription, TableDescription, TableName,
    TagResource, TimeToLiveDescription, TransactGetItems, TransactGetItemsOutput, TransactWriteItems,
    TransactWriteItemsOutput, UntagResource, UpdateItem, UpdateItemOutput, UpdateTable, UpdateTimeToLive,
    Write,
};
use dynamo_model::schema::KeyAttributes;
use dynamo_model::value::Item;
use dynamo_model::{Backend, Result};

/// One item read or written, or one page read, as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What was done, and on which index.
    pub operation: String,
    /// The key condition, for people; a scan has none.
    pub key: String,
    /// The capacity units consumed. Of a transaction or a batch the first request has them, of a failed one none has.
    pub units: Option<Capacity>,
}

/// Passes everything on and records what is asked of items.
#[derive(Clone, Debug)]
pub struct Recorder {
    inner: Arc<dyn Backend>,
    key: Arc<[&'static str]>,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Recorder {
    /// Wraps a backend that holds a table with this primary key.
    #[must_use]
    pub fn new(inner: Arc<dyn Backend>, key: KeyAttributes) -> Self {
        let key = key.all().map(|attribute| attribute.name).collect();
        Self { inner, key, requests: Arc::default() }
    }

    /// Takes what was recorded since the last time.
    #[must_use]
    pub fn take(&self) -> Vec<Request> {
        std::mem::take(&mut self.requests())
    }

    fn requests(&self) -> MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request when it is sent, as the answers to several at once come in any order; returns its place.
    fn sent(&self, operation: impl Into<String>, key: String) -> usize {
        let mut requests = self.requests();
        requests.push(Request { operation: operation.into(), key, units: None });
        requests.len() - 1
    }

    /// Records the parts of one request; returns the place of the first, which is charged for all.
    fn sent_parts(&self, parts: Vec<(&str, String)>) -> usize {
        let place = self.requests().len();
        for (operation, key) in parts {
            self.sent(operation, key);
        }
        place
    }

    fn charged<'c>(&self, place: usize, consumed: impl IntoIterator<Item = &'c ConsumedCapacity>) {
        let units: Vec<Capacity> = consumed.into_iter().map(|consumed| consumed.total).collect();
        if let Some(request) = self.requests().get_mut(place).filter(|_| !units.is_empty()) {
            request.units = Some(units.into_iter().sum());
        }
    }

    /// Writes the primary key of an item as a condition.
    fn key(&self, item: &Item) -> String {
        let attribute = |name: &&'static str| item.get(name).map(|value| (*name, value.to_value()));
        let mut attributes = self.key.iter().filter_map(attribute);
        let Some((name, value)) = attributes.next() else { return String::new() };
        let condition = KeyCondition::partition(name, value);
        attributes.fold(condition, |condition, (name, value)| condition.with_equal(name, value)).to_string()
    }

    fn action(&self, action: &Action) -> (&'static str, String) {
        match action {
            Action::Put(item) => ("transact put", self.key(item)),
            Action::Update(key, _) => ("transact update", self.key(key)),
            Action::Delete(key) => ("transact delete", self.key(key)),
            Action::Check(key) => ("transact check", self.key(key)),
        }
    }

    fn batched(&self, write: &Write) -> (&'static str, String) {
        match write {
            Write::Put(item) => ("batch put", self.key(item)),
            Write::Delete(key) => ("batch delete", self.key(key)),
        }
    }
}

fn on(operation: &str, index: Option<&String>) -> String {
    index.map_or_else(|| operation.to_owned(), |index| format!("{operation} {index}"))
}

impl Backend for Recorder {
    fn get_item(&self, request: GetItem) -> BoxFuture<'_, Result<GetItemOutput>> {
        Box::pin(async move {
            let place = self.sent("get", self.key(&request.key));
            let output = self.inner.get_item(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        Box::pin(async move {
            let place = self.sent(on("query", request.index.as_ref()), request.key_condition.to_string());
            let output = self.inner.query(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        Box::pin(async move {
            let place = self.sent(on("scan", request.index.as_ref()), String::new());
            let output = self.inner.scan(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn search_vectors(&self, request: SearchVectors) -> BoxFuture<'_, Result<SearchVectorsOutput>> {
        Box::pin(async move {
            let key = request.condition.as_ref().map(|condition| Renderer::new().condition(condition));
            self.sent(on("search", Some(&request.index)), key.unwrap_or_default());
            self.inner.search_vectors(request).await
        })
    }

    fn batch_get_item(&self, request: BatchGetItem) -> BoxFuture<'_, Result<BatchGetItemOutput>> {
        Box::pin(async move {
            let place = self.sent_parts(
                request
                    .tables
                    .values()
                    .flat_map(|read| &read.keys)
                    .map(|key| ("batch get", self.key(key)))
                    .collect(),
            );
            let output = self.inner.batch_get_item(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn batch_write_item(&self, request: BatchWriteItem) -> BoxFuture<'_, Result<BatchWriteItemOutput>> {
        Box::pin(async move {
            let place =
                self.sent_parts(request.tables.values().flatten().map(|write| self.batched(write)).collect());
            let output = self.inner.batch_write_item(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn transact_get_items(&self, request: TransactGetItems) -> BoxFuture<'_, Result<TransactGetItemsOutput>> {
        Box::pin(async move {
            let place = self
                .sent_parts(request.gets.iter().map(|get| ("transact get", self.key(&get.key))).collect());
            let output = self.inner.transact_get_items(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> BoxFuture<'_, Result<TransactWriteItemsOutput>> {
        Box::pin(async move {
            let place =
                self.sent_parts(request.writes.iter().map(|write| self.action(&write.action)).collect());
            let output =
                self.inner.transact_write_items(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn put_item(&self, request: PutItem) -> BoxFuture<'_, Result<PutItemOutput>> {
        Box::pin(async move {
            let place = self.sent("put", self.key(&request.item));
            let output = self.inner.put_item(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn update_item(&self, request: UpdateItem) -> BoxFuture<'_, Result<UpdateItemOutput>> {
        Box::pin(async move {
            let place = self.sent("update", self.key(&request.key));
            let output = self.inner.update_item(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
    }

    fn delete_item(&self, request: DeleteItem) -> BoxFuture<'_, Result<DeleteItemOutput>> {
        Box::pin(async move {
            let place = self.sent("delete", self.key(&request.key));
            let output = self.inner.delete_item(request.with_capacity(ReturnCapacity::Total)).await?;
            self.charged(place, &output.consumed_capacity);
            Ok(output)
        })
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
