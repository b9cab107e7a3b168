//! Typed queries: the chain through a key template, and the query it becomes.

mod access;
mod between;
mod build;
mod chain;
mod collection;
mod condition;
mod declared;
mod fan;
mod fingerprint;
mod into;
mod neighbour;
mod partitions;
mod pattern;
#[cfg(test)]
mod properties;
mod reading;
mod rounded;
mod run;
mod spec;
mod start;
mod step;
mod viewed;

#[doc(hidden)]
pub use crate::paging::HasPlace;
pub use access::AccessPattern;
pub use between::Between;
#[doc(hidden)]
pub use between::{Behind, InOrder, InnerPart, LastPart, LoosePart, PaddedPart, PartsOf, RangeEnd, SortsBy};
pub use build::Query;
pub use chain::{Chain, ChainOf, InnerStep, LastStep, start};
pub use collection::{collection, grouped};
pub(crate) use declared::Scans;
pub use declared::{Declared, Entities, PatternType, Returns, Says, Views};
pub use into::IntoQuery;
pub use partitions::Sharded;
pub use pattern::Pattern;
pub use step::{After, ByValues, Ended, NextIs, NothingNamed, Start, WholeEntities};
pub use viewed::Hydrated;
#[doc(hidden)]
pub use viewed::{FindsByIndex, Located, ReadOf};
