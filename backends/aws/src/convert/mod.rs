//! Both directions between the model's types and the SDK's. What the service sends is never trusted.

mod batch;
mod capacity;
mod choice;
mod collection;
mod index;
mod item;
mod key;
mod page;
mod placeholders;
mod settings;
mod stream;
mod stream_value;
mod table;
mod transact;
mod value;
mod vector;

#[cfg(test)]
mod tests;

pub(crate) use batch::{keys_and_attributes, read_unread, read_unwritten, write_requests};
pub(crate) use capacity::{consumed, consumed_by_table, vector_capacity};
pub(crate) use choice::{item_on_failure, return_capacity, return_values, select};
pub(crate) use collection::{collection_metrics, collection_metrics_by_table, return_metrics};
pub(crate) use index::{global_index, local_index};
pub(crate) use item::{attributes, item, items};
pub(crate) use key::{attribute_definition, key_schema};
pub(crate) use page::{int, tally};
pub(crate) use placeholders::Placeholders;
pub(crate) use settings::{
    billing_mode, encryption, index_update, on_demand_throughput, stream_update, stream_view, table_class,
    tags, warm_throughput,
};
pub(crate) use stream::{stream_description, stream_record, stream_summary};
pub(crate) use table::{description, throughput};
pub(crate) use transact::{transact_get, transact_write};
pub(crate) use vector::{found, search_vector, vector_index, vector_index_update};
