//! The environment without the engine.

use std::path::Path;

use heed::{Env, EnvOpenOptions};

/// Opens a directory that nothing has open.
#[allow(unsafe_code, reason = "a memory map can only be opened so")]
pub(crate) fn open(path: &Path) -> Env {
    // SAFETY: the directory is the test's own, and nothing else has it open.
    unsafe { EnvOpenOptions::new().max_dbs(8).map_size(1 << 20).open(path) }.unwrap()
}
