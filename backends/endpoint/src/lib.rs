//! DynamoDB's own protocol over the built-in engine, for any SDK in any language.
//!
//! [`Endpoint::serve`] puts a database behind an address of this machine; the command `dynamo-local` does the same from a
//! shell. Requests are checked and answered as the service does, errors to the word.

mod endpoint;
mod fault;
mod operation;
mod server;
mod wire;

pub use dynamo_lmdb::Validation;
pub use endpoint::{Endpoint, Settings};
