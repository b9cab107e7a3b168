//! What stores the items: one trait, implemented by the built-in engine and by the adapter to real DynamoDB.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::error::Result;
use crate::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CreateTable, DeleteItem,
    DeleteItemOutput, DescribeStream, GetItem, GetItemOutput, GetRecords, GetRecordsOutput, GetShardIterator,
    ListStreams, ListStreamsOutput, ListTables, ListTablesOutput, ListTags, ListTagsOutput, PutItem,
    PutItemOutput, Query, QueryOutput, Scan, ScanOutput, StreamDescription, TableDescription, TableName,
    TagResource, TimeToLiveDescription, TransactGetItems, TransactGetItemsOutput, TransactWriteItems,
    TransactWriteItemsOutput, UntagResource, UpdateItem, UpdateItemOutput, UpdateTable, UpdateTimeToLive,
};
use crate::value::ItemRef;

/// A boxed future, so that [`Backend`] can be used behind `Arc<dyn Backend>`.
///
/// ```
/// use dynamo_model::backend::BoxFuture;
/// use dynamo_model::{Error, Result};
///
/// fn checked(limit: u32) -> BoxFuture<'static, Result<u32>> {
///     Box::pin(async move { if limit > 0 { Ok(limit) } else { Err(Error::validation("no limit")) } })
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// assert_eq!(checked(5).await?, 5);
/// # Ok(())
/// # }
/// ```
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What takes the items of a page one by one; see [`Backend::query_each`].
///
/// ```
/// use dynamo_model::backend::EachItem;
/// use dynamo_model::value::{Item, ItemRef};
///
/// let mut sizes = Vec::new();
/// let each: &mut EachItem<'_> = &mut |item: ItemRef<'_>| {
///     sizes.push(item.size());
///     Ok(())
/// };
/// each(Item::from_iter([("id", "o#1")]).view())?;
/// assert_eq!(sizes, [5]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub type EachItem<'e> = dyn FnMut(ItemRef<'_>) -> Result<()> + Send + 'e;

/// A store with DynamoDB's semantics.
///
/// Every operation means the same on every backend, errors included:
///
/// | failure | predicate |
/// | --- | --- |
/// | the request breaks a rule | [`is_validation`](crate::Error::is_validation) |
/// | a condition is false; nothing was written | [`is_condition_failed`](crate::Error::is_condition_failed) |
/// | no such table | [`is_not_found`](crate::Error::is_not_found) |
/// | the table exists already, or is changing | [`is_in_use`](crate::Error::is_in_use) |
/// | no throughput left | [`is_throttled`](crate::Error::is_throttled) |
/// | disk or database damage | [`is_storage`](crate::Error::is_storage) |
/// | the endpoint does not answer | [`is_unavailable`](crate::Error::is_unavailable) |
///
/// A write that fails with one of the last two, or because the service itself failed
/// ([`ErrorKind::Internal`](crate::ErrorKind::Internal)), may have happened; any other failed write has changed nothing.
///
/// ```
/// use dynamo_model::Backend;
/// use dynamo_model::request::GetItem;
/// use dynamo_model::value::Item;
///
/// fn order(id: &str) -> GetItem {
///     GetItem::new("shop", Item::from_iter([("id", id)])).consistent()
/// }
///
/// async fn exists(backend: &dyn Backend, id: &str) -> dynamo_model::Result<bool> {
///     Ok(backend.get_item(order(id)).await?.item.is_some())
/// }
/// # let _ = exists;
/// assert!(order("o1").consistent_read);
/// ```
pub trait Backend: Debug + Send + Sync + 'static {
    /// Reads one item by its primary key.
    fn get_item(&self, request: GetItem) -> BoxFuture<'_, Result<GetItemOutput>>;

    /// Stores an item, replacing the one with the same primary key.
    fn put_item(&self, request: PutItem) -> BoxFuture<'_, Result<PutItemOutput>>;

    /// Changes attributes of an item; creates the item if there is none.
    fn update_item(&self, request: UpdateItem) -> BoxFuture<'_, Result<UpdateItemOutput>>;

    /// Deletes an item.
    fn delete_item(&self, request: DeleteItem) -> BoxFuture<'_, Result<DeleteItemOutput>>;

    /// Reads one page of a partition.
    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>>;

    /// Reads one page of a partition as [`query`](Self::query) does, but hands its items to `each` one by one instead
    /// of returning them. An error of `each` ends the page and is returned.
    ///
    /// A backend may call `each` while it holds the page open, which saves copying the items: it should be brief.
    fn query_each<'q>(
        &'q self,
        request: &'q Query,
        each: &'q mut EachItem<'_>,
    ) -> BoxFuture<'q, Result<QueryOutput>> {
        Box::pin(async move {
            let mut output = self.query(request.clone()).await?;
            std::mem::take(&mut output.items).iter().try_for_each(|item| each(item.view()))?;
            Ok(output)
        })
    }

    /// Reads one page of a whole table or index.
    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>>;

    /// Reads one page of a whole table or index as [`scan`](Self::scan) does, but hands its items to `each`, as
    /// [`query_each`](Self::query_each) does.
    fn scan_each<'q>(
        &'q self,
        request: &'q Scan,
        each: &'q mut EachItem<'_>,
    ) -> BoxFuture<'q, Result<ScanOutput>> {
        Box::pin(async move {
            let mut output = self.scan(request.clone()).await?;
            std::mem::take(&mut output.items).iter().try_for_each(|item| each(item.view()))?;
            Ok(output)
        })
    }

    /// Reads up to 100 items by their primary keys. What the answer has no room for comes back unprocessed.
    fn batch_get_item(&self, request: BatchGetItem) -> BoxFuture<'_, Result<BatchGetItemOutput>>;

    /// Puts and deletes up to 25 items, each on its own. What there is no throughput for comes back unprocessed.
    fn batch_write_item(&self, request: BatchWriteItem) -> BoxFuture<'_, Result<BatchWriteItemOutput>>;

    /// Reads up to 100 items at one moment.
    fn transact_get_items(&self, request: TransactGetItems) -> BoxFuture<'_, Result<TransactGetItemsOutput>>;

    /// Writes up to 100 items, all or none. If none,
    /// [`cancellation_reasons`](crate::Error::cancellation_reasons) says why, write by write.
    fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> BoxFuture<'_, Result<TransactWriteItemsOutput>>;

    /// Creates a table, and returns once it can be used.
    fn create_table(&self, request: CreateTable) -> BoxFuture<'_, Result<TableDescription>>;

    /// Describes a table.
    fn describe_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>>;

    /// Changes a table, and returns once the change has taken effect: a new index is filled by then.
    fn update_table(&self, request: UpdateTable) -> BoxFuture<'_, Result<TableDescription>>;

    /// Deletes a table and everything in it, and returns once its name is free.
    fn delete_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>>;

    /// Lists the names of tables.
    fn list_tables(&self, request: ListTables) -> BoxFuture<'_, Result<ListTablesOutput>>;

    /// Turns the expiry of items on or off, and returns what was asked for. It may take a while to take effect.
    fn update_time_to_live(&self, request: UpdateTimeToLive) -> BoxFuture<'_, Result<UpdateTimeToLive>>;

    /// Says whether, and by which attribute, items expire.
    fn describe_time_to_live(&self, table: TableName) -> BoxFuture<'_, Result<TimeToLiveDescription>>;

    /// Labels a table.
    fn tag_resource(&self, request: TagResource) -> BoxFuture<'_, Result<()>>;

    /// Takes labels off a table.
    fn untag_resource(&self, request: UntagResource) -> BoxFuture<'_, Result<()>>;

    /// Reads the labels of a table.
    fn list_tags(&self, request: ListTags) -> BoxFuture<'_, Result<ListTagsOutput>>;

    /// Lists streams.
    fn list_streams(&self, request: ListStreams) -> BoxFuture<'_, Result<ListStreamsOutput>>;

    /// Describes a stream and its shards.
    fn describe_stream(&self, request: DescribeStream) -> BoxFuture<'_, Result<StreamDescription>>;

    /// Makes an iterator: a place in a shard to read records from.
    fn get_shard_iterator(&self, request: GetShardIterator) -> BoxFuture<'_, Result<String>>;

    /// Reads the records that follow an iterator.
    fn get_records(&self, request: GetRecords) -> BoxFuture<'_, Result<GetRecordsOutput>>;
}

/// What `Table::on` takes: a backend, or one that is shared already.
///
/// ```
#[doc = include_str!("stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use std::sync::Arc;
///
/// use dynamo_model::{Backend, Db};
///
/// # let backend = Memory::default();
/// let backend: Arc<dyn Backend> = Arc::new(backend);
/// let tenants = ["ada", "bob"].map(|name| Shop::on(backend.clone()).named(format!("shop-{name}")));
/// assert_eq!(&**tenants[1].table_name(), "shop-bob");
/// assert_eq!(Arc::strong_count(&backend), 3, "they share one backend");
/// ```
pub trait IntoBackend {
    /// Puts the backend behind the pointer a [`Db`](crate::Db) holds.
    fn into_backend(self) -> Arc<dyn Backend>;
}

impl<B: Backend> IntoBackend for B {
    fn into_backend(self) -> Arc<dyn Backend> {
        Arc::new(self)
    }
}

impl IntoBackend for Arc<dyn Backend> {
    fn into_backend(self) -> Arc<dyn Backend> {
        self
    }
}
