//! Published single-table designs, declared with the derives: every published item is read, written again and equal
//! to what was published, and every access pattern asks for the keys its authors meant.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]
#![allow(unreachable_pub, reason = "models are written as in a library")]

mod chat_system;
mod connected_vehicles;
mod device_state_log;
mod published;
mod session_management;
mod social_network;
