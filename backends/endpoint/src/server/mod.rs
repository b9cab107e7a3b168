//! HTTP: connections, and from a request to its answer.

mod body;
mod connections;
mod cors;
mod encoding;
mod exchange;
mod memory;
mod metrics;
mod observed;
mod patient;
mod tasks;

pub(crate) use connections::Connections;
pub(crate) use exchange::Exchange;
pub(crate) use memory::Memory;
pub(crate) use metrics::Metrics;
