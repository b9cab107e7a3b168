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
use dynamo_model::{Backend, Result};

use super::{Fault, Faulty};
use dynamo_tests::hand_on;

impl Backend for Faulty {
    hand_on! {
        self => self.engine.db;
        get_item(GetItem) -> GetItemOutput;
        search_vectors(SearchVectors) -> SearchVectorsOutput;
        batch_get_item(BatchGetItem) -> BatchGetItemOutput;
        batch_write_item(BatchWriteItem) -> BatchWriteItemOutput;
        transact_get_items(TransactGetItems) -> TransactGetItemsOutput;
        transact_write_items(TransactWriteItems) -> TransactWriteItemsOutput;
        create_table(CreateTable) -> TableDescription;
        describe_table(TableName) -> TableDescription;
        list_tables(ListTables) -> ListTablesOutput;
        update_time_to_live(UpdateTimeToLive) -> UpdateTimeToLive;
        describe_time_to_live(TableName) -> TimeToLiveDescription;
        tag_resource(TagResource) -> ();
        untag_resource(UntagResource) -> ();
        list_tags(ListTags) -> ListTagsOutput;
        list_streams(ListStreams) -> ListStreamsOutput;
        describe_stream(DescribeStream) -> StreamDescription;
    }

    fn put_item(&self, request: PutItem) -> BoxFuture<'_, Result<PutItemOutput>> {
        match self.fault {
            Fault::CapacityOffByOne => Box::pin(self.overcharged_put(request)),
            Fault::RecordOfNothing => Box::pin(self.restless_put(request)),
            _ => self.engine.db.put_item(request),
        }
    }

    fn delete_item(&self, request: DeleteItem) -> BoxFuture<'_, Result<DeleteItemOutput>> {
        match self.fault {
            Fault::DroppedIndexDelete | Fault::LostDelete => Box::pin(self.faulty_delete(request)),
            _ => self.engine.db.delete_item(request),
        }
    }

    fn update_item(&self, request: UpdateItem) -> BoxFuture<'_, Result<UpdateItemOutput>> {
        match self.fault {
            Fault::StaleLocalEntry | Fault::LostLocalEntry => Box::pin(self.noted_update(request)),
            _ => self.engine.db.update_item(request),
        }
    }

    fn update_table(&self, request: UpdateTable) -> BoxFuture<'_, Result<TableDescription>> {
        match self.fault {
            Fault::ForgottenItem => Box::pin(self.forgetful_change(request)),
            Fault::LingeringIndex => Box::pin(self.sparing_change(request)),
            _ => self.engine.db.update_table(request),
        }
    }

    fn delete_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>> {
        match self.fault {
            Fault::IgnoredProtection => Box::pin(self.reckless_delete(table)),
            _ => self.engine.db.delete_table(table),
        }
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        match self.fault {
            Fault::FilterBeforeLimit => Box::pin(self.filtered_query(request)),
            Fault::UnchargedFetch => Box::pin(self.free_fetch(request)),
            Fault::StaleLocalEntry => Box::pin(self.stale_query(request)),
            Fault::LostLocalEntry => Box::pin(self.query_without_updated(request)),
            Fault::ForgottenItem => Box::pin(self.forgetful_query(request)),
            _ => self.engine.db.query(request),
        }
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        match self.fault {
            Fault::DroppedIndexDelete => Box::pin(self.haunted_scan(request)),
            Fault::ForgottenItem => Box::pin(self.forgetful_scan(request)),
            _ => self.engine.db.scan(request),
        }
    }

    fn get_shard_iterator(&self, request: GetShardIterator) -> BoxFuture<'_, Result<String>> {
        match self.fault {
            Fault::LatestIsOldest => Box::pin(self.early_iterator(request)),
            _ => self.engine.db.get_shard_iterator(request),
        }
    }

    fn get_records(&self, request: GetRecords) -> BoxFuture<'_, Result<GetRecordsOutput>> {
        match self.fault {
            Fault::DroppedRecord | Fault::LostOldImage | Fault::UnmarkedExpiry => {
                Box::pin(self.faulty_records(request))
            }
            _ => self.engine.db.get_records(request),
        }
    }
}
