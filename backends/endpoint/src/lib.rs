//! DynamoDB's own protocol over the built-in engine, for any SDK in any language.
//!
//! [`Endpoint::serve`] puts a database behind an address of this machine; the command `dynamo-local` does the same from a
//! shell. Requests are checked and answered as the service does, errors to the word. They need a signature that is
//! well-formed, for which any credentials will do; [`Settings::verifying`] is for those who want it verified.
//!
//! Whatever clients send, and however slowly, an endpoint takes 1 GiB at the most for all requests and answers of more than
//! 16 KiB. Larger bodies wait for each other, and a client that stops in one is left after five seconds. While 256 MiB of
//! answers are not taken, reads of items are answered with `ServiceUnavailable` (status 503), upon which SDKs try again.

mod auth;
mod call;
mod endpoint;
mod fault;
mod legacy;
mod operation;
mod server;
mod wire;

pub use call::{Exception, call};
pub use dynamo_lmdb::Validation;
pub use endpoint::{Endpoint, Settings};
