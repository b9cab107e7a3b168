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
    shown(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
}

/// Counts something whose end is not known.
pub(crate) fn counter(what: impl Into<Cow<'static, str>>) -> ProgressBar {
    moving("{spinner} {msg} {human_pos} ({elapsed})", what)
}

/// Shows that something goes on which tells nothing of how far it is.
pub(crate) fn spinner(what: impl Into<Cow<'static, str>>) -> ProgressBar {
    moving("{spinner} {msg} ({elapsed})", what)
}

fn moving(template: &str, what: impl Into<Cow<'static, str>>) -> ProgressBar {
    let style = ProgressStyle::with_template(template);
    let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
    let bar = shown(ProgressBar::new_spinner().with_message(what).with_style(style));
    bar.enable_steady_tick(TICK);
    bar
}

/// Shows it before anything is done, which may take a while.
fn shown(bar: ProgressBar) -> ProgressBar {
    bar.tick();
    bar
}
