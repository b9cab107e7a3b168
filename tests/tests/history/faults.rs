//! The oracle can say no: small faults in a backend are found, and told in a few steps.

use std::sync::{Arc, Mutex};

use dynamo_lmdb::Lmdb;
use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, Capacity, CreateTable,
    DeleteItem, DeleteItemOutput, DescribeStream, GetItem, GetItemOutput, GetRecords, GetRecordsOutput,
    GetShardIterator, ListStreams, ListStreamsOutput, ListTables, ListTablesOutput, ListTags, ListTagsOutput,
    PutItem, PutItemOutput, Query, QueryOutput, ReturnValues, Scan, ScanOutput, StreamDescription,
    TableDescription, TableName, TagResource, TimeToLiveDescription, TransactGetItems,
    TransactGetItemsOutput, TransactWriteItems, TransactWriteItemsOutput, UntagResource, UpdateItem,
    UpdateItemOutput, UpdateTable, UpdateTimeToLive,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Result};
use dynamo_tests::history::{Settings, Site, Step, run};

/// What is wrong with a backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The limit of a query counts what the filter lets through.
    FilterBeforeLimit,
    /// Items that are deleted stay in the indexes.
    DroppedIndexDelete,
    /// Writes of more than one unit cost half a unit more.
    CapacityOffByOne,
    /// Items with a set are not deleted, whatever the answer.
    LostDelete,
}

#[derive(Debug)]
struct Faulty {
    inner: Lmdb,
    fault: Fault,
    deleted: Mutex<Vec<(TableName, Item)>>,
}

impl Faulty {
    fn open(fault: Fault) -> Result<Arc<dyn Backend>> {
        Ok(Arc::new(Self { inner: Lmdb::temporary()?, fault, deleted: Mutex::default() }))
    }

    async fn filtered_query(&self, mut request: Query) -> Result<QueryOutput> {
        let wanted = request.limit.unwrap_or(u32::MAX) as usize;
        loop {
            let page = self.inner.query(request.clone()).await?;
            if page.count >= wanted || page.last_evaluated_key.is_none() {
                return Ok(page);
            }
            request.limit = request.limit.map(|limit| limit + 1);
        }
    }

    async fn haunted_scan(&self, request: Scan) -> Result<ScanOutput> {
        let on_index = request.index.is_some();
        let table = request.table.clone();
        let mut page = self.inner.scan(request).await?;
        if on_index && page.last_evaluated_key.is_none() {
            let deleted = self.deleted.lock().unwrap();
            let entries = deleted.iter().filter(|(of, _)| *of == table).map(|(_, item)| item.clone());
            page.items.extend(entries);
        }
        Ok(page)
    }

    async fn faulty_delete(&self, mut request: DeleteItem) -> Result<DeleteItemOutput> {
        let (table, asked) = (request.table.clone(), request.return_values);
        request.return_values = ReturnValues::AllOld;
        let mut output = self.inner.delete_item(request).await?;
        match &output.attributes {
            Some(item) if self.fault == Fault::DroppedIndexDelete => {
                self.deleted.lock().unwrap().push((table, item.clone()));
            }
            Some(item) if item.contains("s") => {
                self.inner.put_item(PutItem::new(table, item.clone())).await?;
            }
            _ => {}
        }
        output.attributes = output.attributes.filter(|_| asked == ReturnValues::AllOld);
        Ok(output)
    }

    async fn overcharged_put(&self, request: PutItem) -> Result<PutItemOutput> {
        let mut output = self.inner.put_item(request).await?;
        if let Some(consumed) =
            output.consumed_capacity.as_mut().filter(|one| one.total > Capacity::from_units(1))
        {
            consumed.total += Capacity::from_halves(1);
        }
        Ok(output)
    }
}

/// Hands an operation on as it is.
macro_rules! hand_on {
    ($($name:ident($request:ty) -> $output:ty;)*) => {
        $(fn $name(&self, request: $request) -> BoxFuture<'_, Result<$output>> {
            self.inner.$name(request)
        })*
    };
}

impl Backend for Faulty {
    hand_on! {
        get_item(GetItem) -> GetItemOutput;
        update_item(UpdateItem) -> UpdateItemOutput;
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
        describe_stream(DescribeStream) -> StreamDescription;
        get_shard_iterator(GetShardIterator) -> String;
        get_records(GetRecords) -> GetRecordsOutput;
    }

    fn put_item(&self, request: PutItem) -> BoxFuture<'_, Result<PutItemOutput>> {
        match self.fault {
            Fault::CapacityOffByOne => Box::pin(self.overcharged_put(request)),
            _ => self.inner.put_item(request),
        }
    }

    fn delete_item(&self, request: DeleteItem) -> BoxFuture<'_, Result<DeleteItemOutput>> {
        match self.fault {
            Fault::DroppedIndexDelete | Fault::LostDelete => Box::pin(self.faulty_delete(request)),
            _ => self.inner.delete_item(request),
        }
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        match self.fault {
            Fault::FilterBeforeLimit => Box::pin(self.filtered_query(request)),
            _ => self.inner.query(request),
        }
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        match self.fault {
            Fault::DroppedIndexDelete => Box::pin(self.haunted_scan(request)),
            _ => self.inner.scan(request),
        }
    }
}

/// Requires a fault to be found in a bounded number of steps, and to be told in a few, the last of which shows it.
async fn is_found(fault: Fault, most_steps: usize, shows: impl Fn(&Step) -> bool) {
    let site = Site::fresh(move || Faulty::open(fault));
    let Err(failure) = run(&site, Settings { seed: 1, steps: 500, rounds: 10 }).await else {
        panic!("{fault:?} was not found");
    };
    assert!(failure.steps().len() <= most_steps, "{failure}");
    assert!(failure.steps().last().is_some_and(shows), "{failure}");
}

#[tokio::test]
async fn a_filter_before_the_limit_is_found() {
    is_found(
        Fault::FilterBeforeLimit,
        3,
        |step| matches!(step, Step::Query(query) if query.filter.is_some()),
    )
    .await;
}

#[tokio::test]
async fn an_index_entry_that_outlives_its_item_is_found() {
    is_found(Fault::DroppedIndexDelete, 4, |step| matches!(step, Step::Scan(scan) if scan.index.is_some()))
        .await;
}

#[tokio::test]
async fn half_a_capacity_unit_too_much_is_found() {
    is_found(Fault::CapacityOffByOne, 2, |step| matches!(step, Step::Put(_))).await;
}

#[tokio::test]
async fn a_delete_that_does_not_happen_is_found() {
    is_found(Fault::LostDelete, 4, |step| !matches!(step, Step::Delete(_))).await;
}
