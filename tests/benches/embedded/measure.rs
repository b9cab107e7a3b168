//! Interleaved rounds, and the median of their ratios: absolute times drift with the machine, ratios hardly do.

use std::fmt;
use std::time::{Duration, Instant};

const ROUNDS: usize = 15;

/// What a row is to reach.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// At most so many times the other side's time.
    Time(f64),
    /// At least so many times the other side's throughput.
    Throughput(f64),
    /// Only what another bench measures.
    Elsewhere(&'static str),
}

impl Target {
    fn ratio(self, ours: Duration, theirs: Duration) -> f64 {
        match self {
            Self::Time(_) | Self::Elsewhere(_) => ours.as_secs_f64() / theirs.as_secs_f64(),
            Self::Throughput(_) => theirs.as_secs_f64() / ours.as_secs_f64(),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(most) => write!(f, "target <= {most} x the time"),
            Self::Throughput(least) => write!(f, "target >= {least} x the throughput"),
            Self::Elsewhere(what) => f.write_str(what),
        }
    }
}

/// Runs rounds of `count` operations on both sides, each returning our time and theirs, and prints the median.
pub(crate) fn compare(
    what: &str,
    target: Target,
    count: u32,
    mut round: impl FnMut(u32) -> (Duration, Duration),
) {
    round(count);
    let mut rounds: Vec<(f64, Duration, Duration)> = (0..ROUNDS)
        .map(|_| {
            let (ours, theirs) = round(count);
            (target.ratio(ours, theirs), ours / count, theirs / count)
        })
        .collect();
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((ratio, ours, theirs)) = rounds.get(ROUNDS / 2) {
        println!("{what:<50} {ratio:>6.2} x  {target}  ({ours:?} / {theirs:?})");
    }
}

/// Runs something by itself, and prints the median of its times.
pub(crate) fn alone(what: &str, most: Duration, mut round: impl FnMut()) {
    round();
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| time(&mut round)).collect();
    times.sort();
    if let Some(median) = times.get(ROUNDS / 2) {
        println!("{what:<50} {median:?}  target <= {most:?}");
    }
}

/// Says how long something takes.
pub(crate) fn time(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}
