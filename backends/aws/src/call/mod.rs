//! The operations, one file each.

mod create_table;
mod delete_item;
mod delete_table;
mod describe_table;
mod get_item;
mod put_item;
mod query;
mod update_item;
mod wait;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::SdkError;
use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{
    CreateTable, DeleteItem, DeleteItemOutput, GetItem, GetItemOutput, PutItem, PutItemOutput, Query,
    QueryOutput, TableDescription, TableName, UpdateItem, UpdateItemOutput,
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
