//! The operations, one file each.

mod batch_get_item;
mod batch_write_item;
mod create_table;
mod delete_item;
mod delete_table;
mod describe_stream;
mod describe_table;
mod describe_time_to_live;
mod get_item;
mod get_records;
mod get_shard_iterator;
mod list_streams;
mod list_tables;
mod list_tags;
mod put_item;
mod query;
mod scan;
mod search_vectors;
mod tag_resource;
mod transact_get_items;
mod transact_write_items;
mod untag_resource;
mod update_item;
mod update_table;
mod update_time_to_live;
mod wait;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::SdkError;
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
use dynamo_model::{Backend, Error, Result};

use crate::Aws;
use crate::error::{Fault, translate};

impl Backend for Aws {
    fn get_item(&self, request: GetItem) -> BoxFuture<'_, Result<GetItemOutput>> {
        Box::pin(get_item::call(self, request))
    }

    fn put_item(&self, request: PutItem) -> BoxFuture<'_, Result<PutItemOutput>> {
        Box::pin(put_item::call(self, request))
    }

    fn update_item(&self, request: UpdateItem) -> BoxFuture<'_, Result<UpdateItemOutput>> {
        Box::pin(update_item::call(self, request))
    }

    fn delete_item(&self, request: DeleteItem) -> BoxFuture<'_, Result<DeleteItemOutput>> {
        Box::pin(delete_item::call(self, request))
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        Box::pin(query::call(self, request))
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        Box::pin(scan::call(self, request))
    }

    fn search_vectors(&self, request: SearchVectors) -> BoxFuture<'_, Result<SearchVectorsOutput>> {
        Box::pin(search_vectors::call(self, request))
    }

    fn batch_get_item(&self, request: BatchGetItem) -> BoxFuture<'_, Result<BatchGetItemOutput>> {
        Box::pin(batch_get_item::call(self, request))
    }

    fn batch_write_item(&self, request: BatchWriteItem) -> BoxFuture<'_, Result<BatchWriteItemOutput>> {
        Box::pin(batch_write_item::call(self, request))
    }

    fn transact_get_items(&self, request: TransactGetItems) -> BoxFuture<'_, Result<TransactGetItemsOutput>> {
        Box::pin(transact_get_items::call(self, request))
    }

    fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> BoxFuture<'_, Result<TransactWriteItemsOutput>> {
        Box::pin(transact_write_items::call(self, request))
    }

    fn create_table(&self, request: CreateTable) -> BoxFuture<'_, Result<TableDescription>> {
        Box::pin(create_table::call(self, request))
    }

    fn describe_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>> {
        Box::pin(describe_table::call(self, table))
    }

    fn delete_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>> {
        Box::pin(delete_table::call(self, table))
    }

    fn describe_time_to_live(&self, table: TableName) -> BoxFuture<'_, Result<TimeToLiveDescription>> {
        Box::pin(describe_time_to_live::call(self, table))
    }

    fn update_table(&self, request: UpdateTable) -> BoxFuture<'_, Result<TableDescription>> {
        Box::pin(update_table::call(self, request))
    }

    fn list_tables(&self, request: ListTables) -> BoxFuture<'_, Result<ListTablesOutput>> {
        Box::pin(list_tables::call(self, request))
    }

    fn update_time_to_live(&self, request: UpdateTimeToLive) -> BoxFuture<'_, Result<UpdateTimeToLive>> {
        Box::pin(update_time_to_live::call(self, request))
    }

    fn tag_resource(&self, request: TagResource) -> BoxFuture<'_, Result<()>> {
        Box::pin(tag_resource::call(self, request))
    }

    fn untag_resource(&self, request: UntagResource) -> BoxFuture<'_, Result<()>> {
        Box::pin(untag_resource::call(self, request))
    }

    fn list_tags(&self, request: ListTags) -> BoxFuture<'_, Result<ListTagsOutput>> {
        Box::pin(list_tags::call(self, request))
    }

    fn list_streams(&self, request: ListStreams) -> BoxFuture<'_, Result<ListStreamsOutput>> {
        Box::pin(list_streams::call(self, request))
    }

    fn describe_stream(&self, request: DescribeStream) -> BoxFuture<'_, Result<StreamDescription>> {
        Box::pin(describe_stream::call(self, request))
    }

    fn get_shard_iterator(&self, request: GetShardIterator) -> BoxFuture<'_, Result<String>> {
        Box::pin(get_shard_iterator::call(self, request))
    }

    fn get_records(&self, request: GetRecords) -> BoxFuture<'_, Result<GetRecordsOutput>> {
        Box::pin(get_records::call(self, request))
    }
}

impl Aws {
    /// Takes the answer of a call, or translates why there is none.
    fn answer<T, E: Fault>(&self, sent: Result<T, SdkError<E, HttpResponse>>) -> Result<T> {
        sent.map_err(|error: SdkError<E, HttpResponse>| -> Error { translate(&self.endpoint, error) })
    }

    /// Takes the answer of a search, or translates why there is none.
    fn searched<T, E: Fault>(&self, sent: Result<T, SdkError<E, HttpResponse>>) -> Result<T> {
        sent.map_err(|error| translate(&self.search_endpoint, error))
    }

    /// Takes the answer of a call to the service of streams, or translates why there is none.
    fn streamed<T, E: Fault>(&self, sent: Result<T, SdkError<E, HttpResponse>>) -> Result<T> {
        sent.map_err(|error| translate(&self.streams_endpoint, error))
    }
}

/// The service refuses empty lists.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
