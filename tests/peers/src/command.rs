//! The command that the benches over HTTP measure.

use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Builds the command from this repository, as it is released.
pub(crate) fn build() -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "-p", "dynamo-endpoint", "--bin", "dynamo-local", "--target-dir"]);
    assert!(build.arg(&target).current_dir(repository()).status().unwrap().success());
    target.join("release/dynamo-local")
}
