//! What stores the items: one trait, implemented by the built-in engine and by the adapter to real DynamoDB.

mod into_backend;

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

pub use into_backend::IntoBackend;

use crate::error::Result;
use crate::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CreateTable, DeleteItem,
    DeleteItemOutput, DescribeStream, GetItem, GetItemOutput, GetRecords, GetRecordsOutput, GetShardIterator,
    ListStreams, ListStreamsOutput, ListTables, ListTablesOutput, ListTags, ListTagsOutput, PutItem,
    PutItemOutput, Query, QueryOutput, Scan, ScanOutput, SearchVectors, SearchVectorsOutput,
    StreamDescription, TableDescription, TableName, TagResource, TimeToLiveDescription, TransactGetItems,
    TransactGetItemsOutput, TransactWriteItems, TransactWriteItemsOutput, UntagResource, UpdateItem,
    UpdateItemOutput, UpdateTable, UpdateTimeToLive,
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
///
/// The examples of its methods are about a table `orders` with the keys `customer` and `id`, in `db`, which is a
/// `dynamo_lmdb::Lmdb`. It has the orders `o1`, `o2` and `o3` of Ada, of a `total` of 10, 20 and 30: `key("o1")` makes the
/// primary key of the first, `order("o1", 10)` the whole item. Its stream has new images.
pub trait Backend: Debug + Send + Sync + 'static {
    /// Reads one item by its primary key.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let read = GetItem::new("orders", key("o1")).consistent();
    /// assert_eq!(db.get_item(read).await?.item, Some(order("o1", 10)));
    /// assert_eq!(db.get_item(GetItem::new("orders", key("o9"))).await?.item, None, "which is no failure");
    /// # Ok(())
    /// # }
    /// ```
    fn get_item(&self, request: GetItem) -> BoxFuture<'_, Result<GetItemOutput>>;

    /// Stores an item, replacing the one with the same primary key.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let put = PutItem::new("orders", order("o1", 15)).returning(ReturnValues::AllOld);
    /// assert_eq!(db.put_item(put).await?.attributes, Some(order("o1", 10)), "the one that it replaces");
    ///
    /// let new = PutItem::new("orders", order("o2", 5)).with_condition(Condition::not_exists("id"));
    /// assert!(db.put_item(new).await.unwrap_err().is_condition_failed(), "there is an `o2`");
    /// # Ok(())
    /// # }
    /// ```
    fn put_item(&self, request: PutItem) -> BoxFuture<'_, Result<PutItemOutput>>;

    /// Changes attributes of an item; creates the item if there is none.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let raise = UpdateItem::new("orders", key("o1"))
    ///     .with_update(Update::new().add("total", 5))
    ///     .returning(ReturnValues::AllNew);
    /// assert_eq!(db.update_item(raise).await?.attributes, Some(order("o1", 15)));
    /// # Ok(())
    /// # }
    /// ```
    fn update_item(&self, request: UpdateItem) -> BoxFuture<'_, Result<UpdateItemOutput>>;

    /// Deletes an item.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let delete = DeleteItem::new("orders", key("o1")).returning(ReturnValues::AllOld);
    /// assert_eq!(db.delete_item(delete.clone()).await?.attributes, Some(order("o1", 10)));
    /// assert_eq!(db.delete_item(delete).await?.attributes, None, "it was gone already");
    /// # Ok(())
    /// # }
    /// ```
    fn delete_item(&self, request: DeleteItem) -> BoxFuture<'_, Result<DeleteItemOutput>>;

    /// Reads one page of a partition.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let of_ada = Query::new("orders", KeyCondition::partition("customer", "ada")).with_limit(2);
    /// let page = db.query(of_ada.clone()).await?;
    /// assert_eq!(page.items, [order("o1", 10), order("o2", 20)]);
    ///
    /// let last = page.last_evaluated_key.expect("there is more");
    /// let rest = db.query(of_ada.starting_after(last)).await?;
    /// assert_eq!((rest.items, rest.last_evaluated_key), (vec![order("o3", 30)], None));
    /// # Ok(())
    /// # }
    /// ```
    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>>;

    /// Reads one page of a partition as [`query`](Self::query) does, but hands its items to `each` one by one instead
    /// of returning them. An error of `each` ends the page and is returned.
    ///
    /// A backend may call `each` while it holds the page open, which saves copying the items: it should be brief.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let of_ada = Query::new("orders", KeyCondition::partition("customer", "ada"));
    /// let mut ids = Vec::new();
    /// let page = db.query_each(&of_ada, &mut |order| {
    ///     ids.extend(order.get("id").and_then(|id| id.as_s()).map(str::to_owned));
    ///     Ok(())
    /// }).await?;
    /// assert_eq!(page.count, 3);
    /// assert_eq!(ids, ["o1", "o2", "o3"]);
    /// # Ok(())
    /// # }
    /// ```
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
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let large = Scan::new("orders").with_filter(Condition::gt(Path::attribute("total"), 15));
    /// let page = db.scan(large).await?;
    /// assert_eq!((page.count, page.scanned_count), (2, 3), "it read, and charged for, one that the filter left out");
    /// # Ok(())
    /// # }
    /// ```
    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>>;

    /// Reads one page of a whole table or index as [`scan`](Self::scan) does, but hands its items to `each`, as
    /// [`query_each`](Self::query_each) does.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let mut bytes = 0;
    /// let all = Scan::new("orders");
    /// let page = db.scan_each(&all, &mut |order| {
    ///     bytes += order.size();
    ///     Ok(())
    /// }).await?;
    /// assert!(page.items.is_empty(), "none was copied");
    /// assert_eq!(bytes, 3 * order("o1", 10).size());
    /// # Ok(())
    /// # }
    /// ```
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

    /// Finds the items of a vector index whose vectors are nearest to one, the best first.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let by_taste = VectorIndex::new("by_taste", "taste", 2, Distance::Euclidean);
    /// db.update_table(UpdateTable::new("orders").creating_vector_index(by_taste)).await?;
    /// for (id, taste) in [("o4", [9, 1]), ("o5", [1, 9])] {
    ///     let mut order = order(id, 40);
    ///     order.insert("taste", taste.map(Value::from).to_vec());
    ///     db.put_item(PutItem::new("orders", order)).await?;
    /// }
    ///
    /// let sweet = SearchVectors::new("orders", "by_taste", [9.0, 2.0]).with_top_k(1);
    /// let found = db.search_vectors(sweet).await?.results;
    /// assert_eq!(found, [Found::new(order("o4", 40), 1.0)], "all but the vector is returned");
    /// # Ok(())
    /// # }
    /// ```
    fn search_vectors(&self, request: SearchVectors) -> BoxFuture<'_, Result<SearchVectorsOutput>>;

    /// Reads up to 100 items by their primary keys. What the answer has no room for comes back unprocessed.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let keys = KeysToGet::new([key("o1"), key("o3"), key("o9")]);
    /// let found = db.batch_get_item(BatchGetItem::new().with_keys("orders", keys)).await?;
    /// assert_eq!(found.items["orders"].len(), 2, "there is no `o9`");
    /// assert!(found.unprocessed.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    fn batch_get_item(&self, request: BatchGetItem) -> BoxFuture<'_, Result<BatchGetItemOutput>>;

    /// Puts and deletes up to 25 items, each on its own. What there is no throughput for comes back unprocessed.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let writes = BatchWriteItem::new()
    ///     .with_write("orders", Write::Put(order("o4", 40)))
    ///     .with_write("orders", Write::Delete(key("o1")));
    /// assert!(db.batch_write_item(writes).await?.unprocessed.is_empty());
    /// assert_eq!(db.get_item(GetItem::new("orders", key("o1"))).await?.item, None);
    /// # Ok(())
    /// # }
    /// ```
    fn batch_write_item(&self, request: BatchWriteItem) -> BoxFuture<'_, Result<BatchWriteItemOutput>>;

    /// Reads up to 100 items at one moment.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let gets = ["o3", "o9"].map(|id| TransactGet::new("orders", key(id)));
    /// let found = db.transact_get_items(TransactGetItems::new(gets)).await?.items;
    /// assert_eq!(found, [Some(order("o3", 30)), None], "in the order that they were asked for");
    /// # Ok(())
    /// # }
    /// ```
    fn transact_get_items(&self, request: TransactGetItems) -> BoxFuture<'_, Result<TransactGetItemsOutput>>;

    /// Writes up to 100 items, all or none. If none,
    /// [`cancellation_reasons`](crate::Error::cancellation_reasons) says why, write by write.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let put = TransactWrite::new("orders", Action::Put(order("o4", 40)));
    /// let check = TransactWrite::new("orders", Action::Check(key("o9"))).with_condition(Condition::exists("id"));
    /// let error = db.transact_write_items(TransactWriteItems::new([put, check])).await.unwrap_err();
    /// assert_eq!(error.cancellation_reasons().len(), 2, "one of each write: the first would have succeeded");
    /// assert_eq!(db.get_item(GetItem::new("orders", key("o4"))).await?.item, None, "nothing was written");
    /// # Ok(())
    /// # }
    /// ```
    fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> BoxFuture<'_, Result<TransactWriteItemsOutput>>;

    /// Creates a table, and returns once it can be used.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let invoices = CreateTable::new("invoices", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// assert_eq!(db.create_table(invoices.clone()).await?.status, TableStatus::Active);
    /// assert!(db.create_table(invoices).await.unwrap_err().is_in_use(), "there is one now");
    /// # Ok(())
    /// # }
    /// ```
    fn create_table(&self, request: CreateTable) -> BoxFuture<'_, Result<TableDescription>>;

    /// Describes a table.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let orders = db.describe_table("orders".into()).await?;
    /// assert_eq!((orders.key.partition(), orders.key.sort()), (&["customer".to_owned()][..], &["id".to_owned()][..]));
    /// assert!(db.describe_table("ordres".into()).await.unwrap_err().is_not_found());
    /// # Ok(())
    /// # }
    /// ```
    fn describe_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>>;

    /// Changes a table, and returns once the change has taken effect: a new index is filled by then.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let by_total = IndexDefinition::new("by_total", KeySchema::new("customer").with_sort("total"));
    /// let add = UpdateTable::new("orders").creating_index(by_total);
    /// let add = add.with_attribute("customer", KeyKind::S).with_attribute("total", KeyKind::N);
    /// db.update_table(add).await?;
    ///
    /// let ranking = Query::new("orders", KeyCondition::partition("customer", "ada")).on_index("by_total").descending();
    /// let best = db.query(ranking).await?.items.swap_remove(0);
    /// assert_eq!(best, order("o3", 30), "the index has what was there before it");
    /// # Ok(())
    /// # }
    /// ```
    fn update_table(&self, request: UpdateTable) -> BoxFuture<'_, Result<TableDescription>>;

    /// Deletes a table and everything in it, and returns once its name is free.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// db.delete_table("orders".into()).await?;
    /// let read = db.get_item(GetItem::new("orders", key("o1"))).await;
    /// assert!(read.unwrap_err().is_not_found());
    /// # Ok(())
    /// # }
    /// ```
    fn delete_table(&self, table: TableName) -> BoxFuture<'_, Result<TableDescription>>;

    /// Lists the names of tables.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let invoices = CreateTable::new("invoices", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// db.create_table(invoices).await?;
    /// let first = db.list_tables(ListTables::new().with_limit(1)).await?;
    /// assert_eq!(first.tables, ["invoices".into()]);
    /// assert_eq!(first.last_evaluated, Some("invoices".into()), "more follow");
    /// # Ok(())
    /// # }
    /// ```
    fn list_tables(&self, request: ListTables) -> BoxFuture<'_, Result<ListTablesOutput>>;

    /// Turns the expiry of items on or off, and returns what was asked for. It may take a while to take effect.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let asked = db.update_time_to_live(UpdateTimeToLive::enable("orders", "expires_at")).await?;
    /// assert!(asked.enabled);
    /// assert_eq!(db.describe_time_to_live("orders".into()).await?.attribute.as_deref(), Some("expires_at"));
    /// # Ok(())
    /// # }
    /// ```
    fn update_time_to_live(&self, request: UpdateTimeToLive) -> BoxFuture<'_, Result<UpdateTimeToLive>>;

    /// Says whether, and by which attribute, items expire.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let expiry = db.describe_time_to_live("orders".into()).await?;
    /// assert_eq!((expiry.status, expiry.attribute), (TimeToLiveStatus::Disabled, None), "orders are kept for good");
    /// # Ok(())
    /// # }
    /// ```
    fn describe_time_to_live(&self, table: TableName) -> BoxFuture<'_, Result<TimeToLiveDescription>>;

    /// Labels a table.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let arn = db.describe_table("orders".into()).await?.arn;
    /// db.tag_resource(TagResource::new(&arn).with_tag("team", "shop")).await?;
    /// assert_eq!(db.list_tags(ListTags::new(&arn)).await?.tags["team"], "shop");
    /// # Ok(())
    /// # }
    /// ```
    fn tag_resource(&self, request: TagResource) -> BoxFuture<'_, Result<()>>;

    /// Takes labels off a table.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let arn = db.describe_table("orders".into()).await?.arn;
    /// db.tag_resource(TagResource::new(&arn).with_tag("team", "shop").with_tag("stage", "test")).await?;
    /// db.untag_resource(UntagResource::new(&arn, ["stage"])).await?;
    /// assert!(db.list_tags(ListTags::new(&arn)).await?.tags.keys().eq(["team"]));
    /// # Ok(())
    /// # }
    /// ```
    fn untag_resource(&self, request: UntagResource) -> BoxFuture<'_, Result<()>>;

    /// Reads the labels of a table.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let arn = db.describe_table("orders".into()).await?.arn;
    /// assert!(db.list_tags(ListTags::new(&arn)).await?.tags.is_empty(), "nobody has labelled it");
    /// # Ok(())
    /// # }
    /// ```
    fn list_tags(&self, request: ListTags) -> BoxFuture<'_, Result<ListTagsOutput>>;

    /// Lists streams.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let streams = db.list_streams(ListStreams::new().of_table("orders")).await?.streams;
    /// assert_eq!(streams.len(), 1);
    /// assert_eq!(Some(&streams[0].arn), db.describe_table("orders".into()).await?.latest_stream_arn.as_ref());
    /// # Ok(())
    /// # }
    /// ```
    fn list_streams(&self, request: ListStreams) -> BoxFuture<'_, Result<ListStreamsOutput>>;

    /// Describes a stream and its shards.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let arn = db.describe_table("orders".into()).await?.latest_stream_arn.expect("the table has a stream");
    /// let stream = db.describe_stream(DescribeStream::new(arn)).await?;
    /// assert_eq!((stream.status, stream.view), (StreamStatus::Enabled, StreamView::NewImage));
    /// assert!(!stream.shards.is_empty(), "the records are in there");
    /// # Ok(())
    /// # }
    /// ```
    fn describe_stream(&self, request: DescribeStream) -> BoxFuture<'_, Result<StreamDescription>>;

    /// Makes an iterator: a place in a shard to read records from.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// let arn = db.describe_table("orders".into()).await?.latest_stream_arn.expect("the table has a stream");
    /// let shard = db.describe_stream(DescribeStream::new(&arn)).await?.shards.remove(0);
    /// let from_now_on = GetShardIterator::new(&arn, &shard.id, ShardPosition::Latest);
    /// let iterator = db.get_shard_iterator(from_now_on).await?;
    ///
    /// db.put_item(PutItem::new("orders", order("o4", 40))).await?;
    /// let read = db.get_records(GetRecords::new(iterator)).await?;
    /// assert_eq!(read.records.len(), 1, "the ones before are left out");
    /// # Ok(())
    /// # }
    /// ```
    fn get_shard_iterator(&self, request: GetShardIterator) -> BoxFuture<'_, Result<String>>;

    /// Reads the records that follow an iterator.
    ///
    /// ```
    #[doc = include_str!("orders.md")]
    /// # let arn = db.describe_table("orders".into()).await?.latest_stream_arn.expect("the table has a stream");
    /// # let shard = db.describe_stream(DescribeStream::new(&arn)).await?.shards.remove(0);
    /// let oldest = GetShardIterator::new(&arn, &shard.id, ShardPosition::TrimHorizon);
    /// let iterator = db.get_shard_iterator(oldest).await?;
    /// let read = db.get_records(GetRecords::new(iterator).with_limit(2)).await?;
    /// assert_eq!(read.records[0].new_image, Some(order("o1", 10)));
    ///
    /// // Where the reader goes on.
    /// let rest = db.get_records(GetRecords::new(read.next_iterator.expect("the shard is open"))).await?;
    /// assert_eq!(rest.records[0].new_image, Some(order("o3", 30)));
    /// # Ok(())
    /// # }
    /// ```
    fn get_records(&self, request: GetRecords) -> BoxFuture<'_, Result<GetRecordsOutput>>;
}
