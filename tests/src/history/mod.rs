//! Random histories: the same requests to a backend and to the [`Oracle`](crate::oracle::Oracle), answer by answer.
//!
//! A history is made from a seed alone, before it runs: a few tables of random design, few keys and few values, so that
//! requests meet each other's items, and now and then a request that must be refused. When a backend answers
//! otherwise than it must, the history is made as short as it can be and printed with its seed. A step that is not answered
//! within a minute fails, too.
//!
//! `tests/history` runs a few histories on the built-in engine with every `cargo test`. A longer run is
//!
//! ```sh
//! HISTORY_ROUNDS=200 HISTORY_STEPS=2000 cargo test --release -p dynamo-tests --test history
//! ```
//!
//! | variable | what it says |
//! | --- | --- |
//! | `HISTORY_SEED` | the seed of the first history; the others have the numbers that follow |
//! | `HISTORY_STEPS` | how many requests a history has |
//! | `HISTORY_ROUNDS` | how many histories there are |
//!
//! ```
//! use std::sync::Arc;
//!
//! use dynamo_lmdb::Lmdb;
//! use dynamo_tests::history::{Settings, Site, run};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! let engine = Site::fresh(|| Ok(Arc::new(Lmdb::temporary()?)));
//! assert!(run(&engine, Settings { seed: 1, steps: 50, rounds: 1 }).await.is_ok());
//! # });
//! ```
//!
//! What is asked of streams is counted, not named: the third record from the end, the iterator kept under this number.
//! Where a backend has put records is learnt first; see [`StreamStep`]. On a [timed](Site::timed) site the history moves
//! the clock, too, and has what has expired deleted.
//!
//! `tests/history_local` does the same with Amazon's DynamoDB Local, apart from its known [`Departure`]s.

mod check;
mod departure;
mod make;
mod mismatch;
mod run;
mod settings;
mod shrink;
mod simplify;
mod step;
mod stream_step;
mod table_step;
mod time;

pub use self::departure::{Allowance, Departure};
pub use self::mismatch::Mismatch;
pub use self::run::{Failure, Site, run};
pub use self::settings::Settings;
pub use self::step::{Reply, Step};
pub use self::stream_step::{Start, StreamName, StreamRead, StreamStep, Wrong};
pub use self::table_step::TableStep;
