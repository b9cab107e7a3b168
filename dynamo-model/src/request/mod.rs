//! Requests and their answers, one pair per operation: plain data, fully lowered.
//!
//! Typed builders make them; code that has no types (tools, tests, adapters) can make them by hand.
//!
//! ```
//! use dynamo_model::request::PutItem;
//! use dynamo_model::expr::Condition;
//! use dynamo_model::value::Item;
//!
//! let item = Item::from_iter([("PK", "c#1"), ("SK", "c#1")]);
//! let create = PutItem::new("shop", item).with_condition(Condition::not_exists("PK"));
//! assert_eq!(&*create.table, "shop");
//! ```

mod batch_get;
mod batch_write;
mod capacity;
#[doc(hidden)]
pub mod check;
mod collection;
mod delete_item;
mod get_item;
mod put_item;
mod query;
mod returns;
mod scan;
mod setters;
mod stream;
mod table;
mod transact_get;
mod transact_write;
mod update_item;
mod vector;

pub use batch_get::{BatchGetItem, BatchGetItemOutput, KeysToGet};
pub use batch_write::{BatchWriteItem, BatchWriteItemOutput, Write};
pub use capacity::{Capacity, CapacityKind, ConsumedCapacity, ReturnCapacity, VectorCapacity};
pub use collection::CollectionMetrics;
pub use delete_item::{DeleteItem, DeleteItemOutput};
pub use get_item::{GetItem, GetItemOutput};
pub use put_item::{PutItem, PutItemOutput};
pub use query::{Query, QueryOutput, Select};
pub use returns::ReturnValues;
pub use scan::{Scan, ScanOutput, Segment};
pub use stream::{
    DescribeStream, GetRecords, GetRecordsOutput, GetShardIterator, ListStreams, ListStreamsOutput, Shard,
    ShardPosition, StreamDescription, StreamEvent, StreamRecord, StreamStatus, StreamSummary, UserIdentity,
};
pub use table::{
    AttributeDefinition, BillingMode, CreateTable, Encryption, IndexDefinition, IndexDescription,
    IndexProjection, IndexUpdate, KeyKind, KeySchema, ListTables, ListTablesOutput, ListTags, ListTagsOutput,
    OnDemandThroughput, StreamUpdate, StreamView, TableClass, TableDescription, TableStatus, TagResource,
    Throughput, TimeToLiveDescription, TimeToLiveStatus, UntagResource, UpdateTable, UpdateTimeToLive,
    VectorIndexUpdate, WarmThroughput,
};
pub use transact_get::{TransactGet, TransactGetItems, TransactGetItemsOutput};
pub use transact_write::{Action, TransactWrite, TransactWriteItems, TransactWriteItemsOutput};
pub use update_item::{UpdateItem, UpdateItemOutput};
pub use vector::{
    Distance, Found, SearchSchema, SearchVectors, SearchVectorsOutput, VectorIndex, VectorIndexDescription,
};

use std::sync::Arc;

/// A table's name, 3 to 255 of `a-z A-Z 0-9 _ . -`; cheap to clone.
///
/// ```
/// use dynamo_model::request::{Scan, TableName};
///
/// let shop: TableName = "shop".into();
/// let scans = [Scan::new(shop.clone()), Scan::new("shop")];
/// assert!(scans.iter().all(|scan| scan.table == shop));
/// ```
pub type TableName = Arc<str>;
