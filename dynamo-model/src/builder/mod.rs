//! The handle to a table, and the builders of operations on single items, of batches and of
//! transactions.
//!
//! Builders are values: nothing runs until they are awaited, each shows the request it would send, and one that was made
//! once is cloned to be sent again (all but `edit` and `claim_unique`).
//!
//! ```
#![doc = include_str!("../backend/stub.md")]
#![doc = include_str!("shop.md")]
//! use dynamo_model::builder::Update;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! # let (shop, archive) = (Shop::on(Memory::default()), Shop::on(Memory::default()).named("archive"));
//! let settle = Update::new(Order::key("o1")).set(|o| o.total.to(0));
//! let requests = [&shop, &archive].map(|db| settle.clone().bind(db).request());
//! let tables: Vec<String> = requests.into_iter().map(|one| Ok(one?.table.to_string())).collect::<Result<_>>()?;
//! assert_eq!(tables, ["shop", "archive"]);
//! # Ok(())
//! # }
//! ```

mod backoff;
mod batch;
mod bind;
mod check;
mod claim;
mod conditions;
mod db;
mod delete;
mod edit;
mod found;
mod get;
mod get_collection;
mod get_unique;
mod guarded;
mod keys;
mod outcome;
mod part;
mod put;
mod refusals;
mod refused;
mod returns;
mod revised;
mod single;
mod time_to_live;
mod transact;
mod transact_get;
mod tries;
mod update;
mod upsert;

pub(crate) use batch::fetch;
pub use batch::{BatchGet, BatchGetMixed, BatchRead, BatchWrite, MixedRead};
pub use bind::{Binding, Bound, Unbound};
pub use check::Check;
pub use claim::{ClaimUnique, Claims, Clash};
pub(crate) use conditions::Conjunction;
pub use db::Db;
pub use delete::Delete;
pub use edit::Edit;
pub use get::Get;
pub use get_collection::{CollectionPage, GetCollection, IntoGetCollection};
pub use get_unique::GetUnique;
#[doc(hidden)]
pub use guarded::Effect;
pub use keys::{AnyKey, Keys, ViewKey};
pub use outcome::Outcome;
pub use part::TransactPart;
#[doc(hidden)]
pub use part::{Composed, PartOf};
pub use put::Put;
pub use refusals::{Refusal, Refusals, TransactOutcome};
pub use returns::{New, Nothing, Old, Returning};
pub(crate) use revised::upgrade_stored;
pub use transact::Transact;
pub use transact_get::TransactGet;
pub use update::Update;
pub use upsert::Upsert;
