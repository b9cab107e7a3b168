//! The claims, by topic.
#![allow(missing_docs, reason = "a claim's name is its documentation")]

pub mod batch_get;
pub mod batch_write;
pub mod capacity;
pub mod condition;
pub mod errors;
pub mod guard;
pub mod index;
pub mod item_limits;
pub mod key_limits;
pub mod list_tables;
pub mod literals;
pub mod local_index;
pub mod multi_key;
pub mod number;
pub mod paging;
pub mod point;
pub mod projection;
pub mod query;
pub mod return_values;
pub mod scan;
pub mod sort_order;
pub mod streams;
pub mod table;
pub mod tags;
pub mod throughput;
pub mod tie_paging;
pub mod time_to_live;
pub mod transact_faults;
pub mod transact_get;
pub mod transact_token;
pub mod transact_write;
pub mod typed;
pub mod update;
pub mod update_lists;
pub mod update_table;
