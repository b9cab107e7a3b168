//! The built-in engine: DynamoDB's semantics in process, durable, on LMDB.
//!
//! [`Lmdb`] is a [`Backend`](dynamo_model::Backend) of one directory. Requests mean what they mean in the cloud, limits
//! and error messages included; there is no server, and nothing to configure.
//!
//! ```
//! use dynamo_lmdb::Lmdb;
//! use dynamo_model::Backend;
//! use dynamo_model::request::{CreateTable, GetItem, KeyKind, KeySchema, PutItem};
//! use dynamo_model::value::Item;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> dynamo_model::Result<()> {
//! let db = Lmdb::temporary()?;
//! db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
//!
//! let order = Item::from_iter([("id", "o-1"), ("status", "open")]);
//! db.put_item(PutItem::new("shop", order.clone())).await?;
//!
//! let found = db.get_item(GetItem::new("shop", Item::from_iter([("id", "o-1")]))).await?;
//! assert_eq!(found.item, Some(order));
//! # Ok(())
//! # }
//! ```
//!
//! Reads run on the caller's task, against a snapshot, and never wait for writes. Writes are grouped: one thread takes
//! what is queued, applies each request on its own, commits once and answers. What is acknowledged under
//! [`Durability::Sync`] survives a power cut. Where a commit waits for no disk, a write that finds nobody else writing runs
//! on the caller's task, too: at its second poll, so that others that come at the same time are in the same commit, or at its
//! first one if there have long been no others. A write whose future is dropped after its first poll happens all the same.
//!
//! A search of a vector index compares its vector with every one of a partition: what it finds is exact and takes the longer,
//! the more there are; no write waits for an index to be built again.
//!
//! The writer also does what no request waits for, in pieces between requests: it fills indexes that were added to a table,
//! removes the rows of what was deleted, and deletes items that have expired and stream records older than a day.
//! [`Lmdb::settle`] and [`Lmdb::sweep`] are there for those who want to wait for it after all. What time it is says a
//! [`Clock`], which tests can stop.
//!
//! One directory is open once at a time; share the handle, which is cheap to clone. Other processes can read what is in it at
//! one moment: [`Options::open_snapshot`].

mod backend;
mod backup;
mod capacity;
mod codec;
mod config;
mod encryption;
mod env;
mod error;
mod eval;
mod exec;
mod lmdb;
mod read;
mod rules;
mod scaling;
mod simulate;
mod store;
mod table;
mod temporary;
mod upkeep;
mod usage;
mod vector;
mod verify;
mod worker;

pub use backup::Backup;
pub use config::{Durability, Options};
pub use dynamo_model::Clock;
pub use dynamo_model::Validation;
pub use lmdb::{Lmdb, Swept};
#[doc(hidden)]
pub use rules::create_table::TablePart;
pub use simulate::Simulation;
pub use usage::Usage;
pub use verify::{Problem, Progress, Verification};
