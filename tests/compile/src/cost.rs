use std::fmt;

use nix::sys::resource::{UsageWho, getrusage};

/// What a check cost the compiler.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Processor time, in seconds.
    pub(crate) seconds: f64,
    /// The share that expands macros.
    expansion: f64,
}

impl Cost {
    /// Measures a check, which returns what `-Z time-passes` printed.
    pub(crate) fn of(check: impl FnOnce() -> String) -> Self {
        let before = of_children();
        let printed = check();
        let passes = |name| pass(&printed, name).unwrap_or_else(|| panic!("no pass {name} in\n{printed}"));
        Self { seconds: of_children() - before, expansion: passes("macro_expand_crate") / passes("total") }
    }

    /// Returns the least of some.
    pub(crate) fn least(all: &[Self]) -> Self {
        *all.iter().min_by(|one, other| one.seconds.total_cmp(&other.seconds)).unwrap()
    }
}

/// The processor time of all children that have ended, and theirs.
fn of_children() -> f64 {
    let time = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().user_time();
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}

/// Reads the seconds of a pass out of lines such as `time:   0.123; rss:   50MB ->  60MB  total`.
fn pass(printed: &str, name: &str) -> Option<f64> {
    let mut lines = printed.lines().filter_map(|line| line.trim_start().strip_prefix("time:"));
    let line = lines.find(|line| line.split_whitespace().last() == Some(name))?;
    line.split(';').next()?.trim().parse().ok()
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:5.2} s, of which {:2.0} % expand macros", self.seconds, 100.0 * self.expansion)
    }
}
