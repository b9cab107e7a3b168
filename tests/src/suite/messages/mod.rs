//! What the service says, word for word, family by family.

pub mod batches;
pub mod create_table;
pub mod envelope;
pub mod expressions;
pub mod index_keys;
pub mod key_condition;
pub mod numbers;
pub mod select;
pub mod streams;
pub mod tags_and_ttl;
pub mod transactions;
pub mod update_table;
