//! Progress on a terminal, and nothing elsewhere.

use std::borrow::Cow;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How often what has no length moves.
const TICK: Duration = Duration::from_millis(100);

/// Shows how much of something countable is done.
pub(crate) fn bar(total: u64, what: impl Into<Cow<'static, str>>) -> ProgressBar {
    // Standard error, and only if that is a terminal.
    let bar = ProgressBar::new(total).with_message(what);
    let style = ProgressStyle::with_template("{msg} [{bar:40}] {human_pos}/{human_len} ({eta})");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Shows how much is done of something whose end is not known.
pub(crate) fn spinner(what: impl Into<Cow<'static, str>>) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(what);
    let style = ProgressStyle::with_template("{spinner} {msg} {human_pos} ({elapsed})");
    let spinner = spinner.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    spinner.enable_steady_tick(TICK);
    spinner
}
