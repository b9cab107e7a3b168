//! Bytes on disk: keys that sort as the service orders items, and rows that notice damage.

pub(crate) mod expiry;
mod fingerprint;
pub(crate) mod key;
mod number;
mod order;
pub(crate) mod row;
pub(crate) mod sealed;
pub(crate) mod segment;
mod uuid;
pub(crate) mod vector;

pub(crate) use fingerprint::Fingerprint;
pub(crate) use row::Row;
pub(crate) use uuid::uuid;
