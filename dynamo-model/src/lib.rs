//! Single-table DynamoDB models, checked at compile time.
//!
//! A table is an enum of entities; an entity is a struct with key templates. The derive macros check the design while the
//! program compiles, and make a method of every access pattern. A [`Db`] runs them on a [`Backend`]: the built-in engine
//! (`dynamo-lmdb`) or real DynamoDB (`dynamo-aws`).
//!
//! ```
//! use dynamo_model::{Entity, Table};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Table)]
//! #[table(name = "shop")]
//! #[index(name = "gsi1")]
//! pub enum Shop {
//!     Order(Order),
//! }
//!
//! #[derive(Serialize, Deserialize, Entity)]
//! #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
//! #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{placed_at}")]
//! pub struct Order {
//!     pub id: String,
//!     pub customer: String,
//!     pub placed_at: String,
//!     pub total: u32,
//! }
//!
//! // Builders are values: this one shows the request it would send.
//! let november = Order::by_customer("c1").placed_at("2026-11".."2026-12").filter(|o| o.total.gt(100));
//! let request = november.request()?;
//! assert_eq!(request.index.as_deref(), Some("gsi1"));
//! assert!(request.filter.is_some());
//! # Ok::<(), dynamo_model::Error>(())
//! ```
//!
//! # The few types to know
//!
//! | type | what it is |
//! | --- | --- |
//! | [`Table`], [`Entity`], [`Projection`], [`Collection`], [`Document`], [`Patch`], [`KeyPart`] | the traits of a model, and the macros that derive them |
//! | [`Db`] | a table on a backend: get, put, create, update, delete, query, scan |
//! | [`query::Query`], [`scan::Scan`], [`Page`], [`Cursor`] | a query, a scan, what one page of it holds, and where to go on |
//! | [`Vector`], [`search::Search`], [`search::Scored`] | what a vector index compares, a search of one, and what it finds |
//! | [`value::Item`], [`value::Number`] | an item packed into bytes; exact decimals of 38 digits |
//! | [`Error`] | the one error type, with predicates |
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `derive` | yes | the derive macros |
//! | `chrono` | no | `chrono`'s dates and times as key parts, and `DateTime<Utc>` as the time of a write or to live |
//! | `jiff` | no | `jiff`'s dates, times and timestamps as key parts, and `Timestamp` as the time of a write or to live |
//! | `ksuid` | no | `key::Ksuid`, an id and key part |
//! | `ordered-float` | no | `ordered_float::NotNan` of `f32` and `f64` as a key part |
//! | `rust_decimal` | no | `rust_decimal::Decimal` as an exact number in items, which serde alone makes text, and as a key part |
//! | `ulid` | no | `ulid::Ulid` as a key part, and made by [`Generate`](key::Generate) |
//! | `uuid` | no | `uuid::Uuid` as a key part, and made by `Generate` |

#[doc(hidden)]
pub mod __private;
pub mod backend;
pub mod builder;
mod clock;
pub mod entity;
pub mod error;
pub mod explain;
pub mod expr;
pub mod key;
mod limits;
pub mod paging;
pub mod query;
pub mod request;
pub mod scan;
pub mod schema;
pub mod search;
pub mod time;
pub mod typed;
mod validation;
pub mod value;

pub use backend::Backend;
pub use builder::Db;
pub use clock::Clock;
pub use entity::{Collection, Entity, Key, Projection, Record, Table};
pub use error::{CancellationReason, Error, ErrorKind, Result};
pub use key::{KeyPart, starts_with};
pub use paging::{Cursor, Page};
pub use typed::{Document, Patch};
#[doc(hidden)]
pub use validation::Layer;
pub use validation::Validation;
pub use value::Vector;

#[cfg(feature = "derive")]
#[doc(inline)]
pub use dynamo_derive::{Collection, Document, Entity, KeyPart, Patch, Projection, Table};
