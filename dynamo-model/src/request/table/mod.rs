//! Tables: what they are made of, and the requests that make, change, list and label them.

mod billing;
mod class;
mod create;
mod description;
mod encryption;
mod index;
mod key;
mod list;
mod on_demand;
mod stream_view;
mod tags;
mod time_to_live;
mod update;
mod warm;

pub use billing::{BillingMode, Throughput};
pub use class::TableClass;
pub use create::CreateTable;
pub use description::{IndexDescription, TableDescription, TableStatus};
pub use encryption::Encryption;
pub use index::{IndexDefinition, IndexProjection};
pub use key::{AttributeDefinition, KeyKind, KeySchema};
pub use list::{ListTables, ListTablesOutput};
pub use on_demand::OnDemandThroughput;
pub use stream_view::StreamView;
pub use tags::{ListTags, ListTagsOutput, TagResource, UntagResource};
pub use time_to_live::{TimeToLiveDescription, TimeToLiveStatus, UpdateTimeToLive};
pub use update::{IndexUpdate, StreamUpdate, UpdateTable, VectorIndexUpdate};
pub use warm::WarmThroughput;
