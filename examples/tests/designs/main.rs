//! The designs: every program runs on LMDB and on DynamoDB Local, does the same on both, and its document is current; what
//! was published is what the models read and write; and what the command line refuses.

#![allow(
    dead_code,
    reason = "a program's own `main`, and the parts of a model that its program does not need"
)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

#[path = "../../chat_system.rs"]
pub mod chat_system;
#[path = "../../connected_vehicles.rs"]
pub mod connected_vehicles;
#[path = "../../device_state_log.rs"]
pub mod device_state_log;
#[path = "../../job_queue.rs"]
pub mod job_queue;
#[path = "../../leaderboard.rs"]
pub mod leaderboard;
#[path = "../../saas.rs"]
pub mod saas;
#[path = "../../semantic_search.rs"]
pub mod semantic_search;
#[path = "../../session_management.rs"]
pub mod session_management;
#[path = "../../shop.rs"]
pub mod shop;
#[path = "../../social_network.rs"]
pub mod social_network;
#[path = "../../time_series.rs"]
pub mod time_series;

mod command_line;
mod programs;
mod published;
