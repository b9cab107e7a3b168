//! Typed scans: every item of a table or index, as one entity or as the table's enum.

mod build;
mod fingerprint;
mod index;
mod index_parts;
mod parallel;
mod run;
mod spec;
mod upgrade;

pub use build::Scan;
pub(crate) use fingerprint::of as fingerprint;
pub use index::{IndexOf, Scanned, ScannedAs};
pub use parallel::ParallelScan;
pub use upgrade::{UpgradeAll, UpgradedItems};
