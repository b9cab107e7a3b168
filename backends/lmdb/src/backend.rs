//! The operations of the engine: reads on the task of their caller, writes by way of the writer.

use dynamo_model::backend::{BoxFuture, EachItem};
use dynamo_model::request::check::check_table_name;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CreateTable, DeleteItem,
    DeleteItemOutput, DescribeStream, GetItem, GetItemOutput, GetRecords, GetRecordsOutput, GetShardIterator,
    ListStreams, ListStreamsOutput, ListTables, ListTablesOutput, ListTags, ListTagsOutput, PutItem,
    PutItemOutput, Query, QueryOutput, Scan, ScanOutput, SearchVectors, SearchVectorsOutput,
    StreamDescription, TableDescription, TableName, TagResource, TimeToLiveDescription, TransactGetItems,
    TransactGetItemsOutput, TransactWriteItems, TransactWriteItemsOutput, UntagResource, UpdateItem,
    UpdateItemOutput, UpdateTable, UpdateTimeToLive,
};
use dynamo_model::{Backend, Result};

use crate::codec::Fingerprint;
use crate::lmdb::Lmdb;
use crate::{exec, rules};

impl Backend for Lmdb {
    fn get_item(&self, request: GetItem) -> BoxFuture<'_, Result<GetItemOutput>> {
        // A read takes microseconds: handing it to another thread would cost more than it takes.
        Box::pin(async move { self.said(exec::get(self.shared(), &request)) })
    }

    fn put_item(&self, request: PutItem) -> BoxFuture<'_, Result<PutItemOutput>> {
        Box::pin(async move {
            self.said(request.check())?;
            self.writer().run_data(move |batch| exec::put(batch, &request)).await
        })
    }

    fn update_item(&self, request: UpdateItem) -> BoxFuture<'_, Result<UpdateItemOutput>> {
        Box::pin(async move {
            self.said(request.check_before_table())?;
            self.writer().run_data(move |batch| exec::update(batch, &request)).await
        })
    }

    fn delete_item(&self, request: DeleteItem) -> BoxFuture<'_, Result<DeleteItemOutput>> {
        Box::pin(async move {
            self.said(request.check())?;
            self.writer().run_data(move |batch| exec::delete(batch, &request)).await
        })
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        Box::pin(async move {
            let mut items = Vec::new();
            let outcome = exec::query(self.shared(), &request, &mut |item| {
                items.push(item.to_item());
                Ok(())
            });
            let mut output = self.said(outcome)?;
            output.items = items;
            Ok(output)
        })
    }

    fn query_each<'q>(
        &'q self,
        request: &'q Query,
        each: &'q mut EachItem<'_>,
    ) -> BoxFuture<'q, Result<QueryOutput>> {
        Box::pin(async move { self.said(exec::query(self.shared(), request, each)) })
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        Box::pin(async move { exec::scan(self.shared(), &request) })
    }

    fn scan_each<'q>(
        &'q self,
        request: &'q Scan,
        each: &'q mut EachItem<'_>,
    ) -> BoxFuture<'q, Result<ScanOutput>> {
        Box::pin(async move { exec::scan_each(self.shared(), request, each) })
    }

    fn search_vectors(&self, request: SearchVectors) -> BoxFuture<'_, Result<SearchVectorsOutput>> {
        Box::pin(async move { self.said(exec::search_vectors(self.shared(), &request)) })
    }

    fn batch_get_item(&self, request: BatchGetItem) -> BoxFuture<'_, Result<BatchGetItemOutput>> {
        Box::pin(async move { self.said(exec::batch_get(self.shared(), request)) })
    }

    fn batch_write_item(&self, request: BatchWriteItem) -> BoxFuture<'_, Result<BatchWriteItemOutput>> {
        Box::pin(async move {
            request.check()?;
            self.writer().run_data(move |batch| exec::batch_write(batch, &request)).await
        })
    }

    fn transact_get_items(&self, request: TransactGetItems) -> BoxFuture<'_, Result<TransactGetItemsOutput>> {
        Box::pin(async move { exec::transact_get(self.shared(), &request) })
    }

    fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> BoxFuture<'_, Result<TransactWriteItemsOutput>> {
        Box::pin(async move {
            request.check()?;
            let fingerprint = request.token.as_ref().map(|_| Fingerprint::of(&request));
            self.writer().run_data(move |batch| exec::transact_write(batch, &request, fingerprint)).await
        })
    }

    fn create_table(&self, request: CreateTable) -> BoxFuture<'_, Result<TableDescription>> {
        Box::pin(async move {
            rules::create_table::check(&request)?;
            self.writer().run(move |batch| exec::table::create(batch, &request)).await
        })
    }

    fn describe_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>> {
        Box::pin(async move { exec::table::describe(self.shared(), &table) })
    }

    fn update_table(&self, request: UpdateTable) -> BoxFuture<'_, Result<TableDescription>> {
        Box::pin(async move {
            rules::update_table::check(&request)?;
            let added = exec::table::added_index(&request);
            let begun = self.writer().run(move |batch| exec::table::update(batch, &request)).await?;
            let Some(added) = added else { return Ok(begun) };
            let filled = self.shared().wait_until(|catalog| exec::table::is_filled(catalog, &begun, &added));
            filled
                .await
                .map_err(|error| error.context("the new index is there, and cannot be filled now"))?;
            // Whoever has deleted the table meanwhile has not undone the change.
            Ok(exec::table::describe(self.shared(), &begun.table).unwrap_or(begun))
        })
    }

    fn delete_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>> {
        Box::pin(async move {
            check_table_name(&table)?;
            self.writer().run(move |batch| exec::table::delete(batch, &table)).await
        })
    }

    fn list_tables(&self, request: ListTables) -> BoxFuture<'_, Result<ListTablesOutput>> {
        Box::pin(async move { exec::table::list(self.shared(), &request) })
    }

    fn update_time_to_live(&self, request: UpdateTimeToLive) -> BoxFuture<'_, Result<UpdateTimeToLive>> {
        Box::pin(async move {
            rules::expiry::check(&request)?;
            self.writer().run(move |batch| exec::table::update_expiry(batch, &request)).await
        })
    }

    fn describe_time_to_live(&self, table: TableName) -> BoxFuture<'_, Result<TimeToLiveDescription>> {
        Box::pin(async move { exec::table::describe_expiry(self.shared(), &table) })
    }

    fn tag_resource(&self, request: TagResource) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            rules::tags::check_tag(&request)?;
            self.writer().run(move |batch| exec::table::tag(batch, &request)).await
        })
    }

    fn untag_resource(&self, request: UntagResource) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            rules::tags::check_untag(&request)?;
            self.writer().run(move |batch| exec::table::untag(batch, &request)).await
        })
    }

    fn list_tags(&self, request: ListTags) -> BoxFuture<'_, Result<ListTagsOutput>> {
        Box::pin(async move { exec::table::list_tags(self.shared(), &request) })
    }

    fn list_streams(&self, request: ListStreams) -> BoxFuture<'_, Result<ListStreamsOutput>> {
        Box::pin(async move { exec::stream::list(self.shared(), &request) })
    }

    fn describe_stream(&self, request: DescribeStream) -> BoxFuture<'_, Result<StreamDescription>> {
        Box::pin(async move { exec::stream::describe(self.shared(), &request) })
    }

    fn get_shard_iterator(&self, request: GetShardIterator) -> BoxFuture<'_, Result<String>> {
        Box::pin(async move { exec::stream::iterator(self.shared(), &request) })
    }

    fn get_records(&self, request: GetRecords) -> BoxFuture<'_, Result<GetRecordsOutput>> {
        Box::pin(async move { exec::stream::records(self.shared(), &request) })
    }
}
