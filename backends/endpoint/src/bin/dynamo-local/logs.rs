//! What the server has to say while it runs, on standard error.

use std::io;

use clap::{Args, ValueEnum};
use tracing_subscriber::filter::LevelFilter;

#[derive(Args, Debug)]
pub(crate) struct Logs {
    /// How the log is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    log_format: Format,
    /// How much is logged: off, error, warn, info, debug (each request) or trace
    #[arg(long, value_name = "LEVEL", default_value_t = LevelFilter::INFO)]
    log_level: LevelFilter,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Lines to be read
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

/// Logs what goes wrong in a command that ends by itself.
pub(crate) fn warnings() {
    tracing_subscriber::fmt().with_writer(io::stderr).with_max_level(LevelFilter::WARN).init();
}

impl Logs {
    /// Begins to log.
    pub(crate) fn start(&self) {
        let log = tracing_subscriber::fmt().with_writer(io::stderr).with_max_level(self.log_level);
        match self.log_format {
            Format::Text => log.init(),
            Format::Json => log.json().init(),
        }
    }
}
