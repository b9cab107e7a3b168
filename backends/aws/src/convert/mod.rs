//! Both directions between the model's types and the SDK's. What the service sends is never trusted.

mod capacity;
mod choice;
mod index;
mod item;
mod key;
mod placeholders;
mod table;
mod value;

#[cfg(test)]
mod tests;

pub(crate) use capacity::consumed;
pub(crate) use choice::{item_on_failure, return_capacity, return_values, select};
pub(crate) use index::{global_index, local_index};
pub(crate) use item::{attributes, item, items};
pub(crate) use key::{attribute_definition, key_schema};
pub(crate) use placeholders::Placeholders;
pub(crate) use table::{description, throughput};
