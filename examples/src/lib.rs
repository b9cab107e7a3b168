//! What the example programs share: the command line, the published designs, and a log of what each access pattern asked
//! and paid.

pub mod cli;
pub mod log;
pub mod program;
pub mod published;
pub mod recorder;
pub mod report;
