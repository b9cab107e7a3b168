//! Writes of entities with unique fields: with them, in the same transaction, the guards of their values are written.

mod change;
mod effect;
mod expiry;
mod explained;
mod send;
mod snapshot;

pub(super) use change::{GuardWrite, Purpose, joined};
pub use effect::Effect;
pub(super) use effect::{After, Before, as_it_was, of_same_values};
pub(super) use expiry::Written;
pub(super) use explained::explained;
pub(super) use send::{has_failed, send, transaction_over, violations};
pub(super) use snapshot::Snapshot;
