//! Tests in processes of their own, so that what kills a process can be seen.

use std::process::{Command, Stdio};

/// Makes the command that runs one ignored test of this binary. The test finds `settings` in its environment and
/// does nothing without them.
pub(crate) fn command(test: &str, settings: &[(&str, &str)]) -> Command {
    let binary = std::env::current_exe().unwrap();
    let mut command = Command::new(binary);
    command.args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.envs(settings.iter().copied()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}
