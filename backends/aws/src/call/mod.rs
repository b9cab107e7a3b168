//! The operations, one file each.

mod batch_get_item;
mod batch_write_item;
mod create_table;
mod delete_item;
mod delete_table;
mod describe_table;
mod get_item;
mod put_item;
mod query;
mod scan;
mod transact_get_items;
mod transact_write_items;
mod update_item;
mod wait;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::SdkError;
use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CreateTable, DeleteItem,
    DeleteItemOutput, GetItem, GetItemOutput, PutItem, PutItemOutput, Query, QueryOutput, Scan, ScanOutput,
    TableDescription, TableName, TransactGetItems, TransactGetItemsOutput, TransactWriteItems,
    TransactWriteItemsOutput, UpdateItem, UpdateItemOutput,
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
}

impl Aws {
    /// Takes the answer of a call, or translates why there is none.
    fn answer<T, E: Fault>(&self, sent: Result<T, SdkError<E, HttpResponse>>) -> Result<T> {
        sent.map_err(|error: SdkError<E, HttpResponse>| -> Error { translate(&self.endpoint, error) })
    }
}
