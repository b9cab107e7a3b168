//! What goes over the wire, and what is made of what comes back, without a network.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

mod batches;
mod canned;
mod changes;
mod clients;
mod collections;
mod failures;
mod items;
mod queries;
mod records;
mod scans;
mod streams;
mod tables;
mod tags;
mod time_to_live;
mod transactions;
mod vectors;
