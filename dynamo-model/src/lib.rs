//! Single-table DynamoDB models, checked at compile time.

pub mod backend;
pub mod error;
pub mod expr;
pub mod request;
pub mod value;

pub use backend::Backend;
pub use error::{CancellationReason, Error, ErrorKind, Result};
