//! Single-table DynamoDB models, checked at compile time.

#[doc(hidden)]
pub mod __private;
pub mod backend;
pub mod builder;
pub mod entity;
pub mod error;
pub mod expr;
pub mod key;
pub mod query;
pub mod request;
pub mod schema;
pub mod typed;
pub mod value;

pub use backend::Backend;
pub use builder::Db;
pub use entity::{Entity, Key, Record, Table};
pub use error::{CancellationReason, Error, ErrorKind, Result};
pub use key::{KeyPart, starts_with};
pub use query::{Cursor, Page};

#[cfg(feature = "derive")]
#[doc(inline)]
pub use dynamo_derive::{Entity, KeyPart, Table};
