use std::sync::{Arc, Mutex, PoisonError};

use dynamo_model::backend::BoxFuture;
use dynamo_model::request::*;
use dynamo_model::{Backend, Result};

use crate::hand_on;

/// A backend that asks what each operation on items consumes, and remembers it.
#[derive(Clone, Debug)]
pub(crate) struct Metered {
    inner: Arc<dyn Backend>,
    charged: Arc<Mutex<Vec<ConsumedCapacity>>>,
}

macro_rules! meter {
    ($($name:ident($request:ty) -> $output:ty;)*) => {
        $(fn $name(&self, request: $request) -> BoxFuture<'_, Result<$output>> {
            Box::pin(async move {
                let output = self.inner.$name(request.with_capacity(ReturnCapacity::Total)).await?;
                self.charge(output.consumed_capacity.clone());
                Ok(output)
            })
        })*
    };
}

impl Metered {
    pub(crate) fn new(inner: &Arc<dyn Backend>) -> Self {
        Self { inner: Arc::clone(inner), charged: Arc::default() }
    }

    /// Returns what was consumed since this was asked last, request by request.
    pub(crate) fn take(&self) -> Vec<ConsumedCapacity> {
        std::mem::take(&mut self.charged.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn charge(&self, consumed: impl IntoIterator<Item = ConsumedCapacity>) {
        self.charged.lock().unwrap_or_else(PoisonError::into_inner).extend(consumed);
    }
}

impl Backend for Metered {
    meter! {
        get_item(GetItem) -> GetItemOutput;
        put_item(PutItem) -> PutItemOutput;
        update_item(UpdateItem) -> UpdateItemOutput;
        delete_item(DeleteItem) -> DeleteItemOutput;
        query(Query) -> QueryOutput;
        scan(Scan) -> ScanOutput;
        batch_get_item(BatchGetItem) -> BatchGetItemOutput;
        batch_write_item(BatchWriteItem) -> BatchWriteItemOutput;
        transact_get_items(TransactGetItems) -> TransactGetItemsOutput;
        transact_write_items(TransactWriteItems) -> TransactWriteItemsOutput;
    }

    hand_on! {
        self => self.inner;
        search_vectors(SearchVectors) -> SearchVectorsOutput;
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
}
