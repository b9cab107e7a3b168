//! HTTP: connections, and from a request to its answer.

mod body;
mod connections;
mod cors;
mod encoding;
mod exchange;

pub(crate) use body::Memory;
pub(crate) use connections::Connections;
pub(crate) use exchange::Exchange;
