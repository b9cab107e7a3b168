//! What the example programs are made of, so that tests can run them too.

pub mod cli;
pub mod design;
pub mod recorder;
pub mod report;
pub mod shop;
