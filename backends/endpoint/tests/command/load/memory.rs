use std::time::{Duration, Instant};

/// How often the memory is looked at.
pub(super) const INTERVAL: Duration = Duration::from_secs(5);
/// What is compared: the first and the last of a round.
const WINDOW: Duration = Duration::from_secs(60);
/// How often what was seen is shown.
const ROW: usize = 6;
/// What memory may grow by whatever it was.
const SLACK: u64 = 32 << 10;

/// How the memory of a process went: what it has for itself, without the pages of the database's file that are mapped.
pub(super) struct Memory {
    process: u32,
    begun: Instant,
    seen: Vec<Seen>,
}

#[derive(Clone, Copy)]
struct Seen {
    after: Duration,
    answers: u64,
    kibibytes: u64,
}

impl Memory {
    pub(super) fn of(process: u32) -> Self {
        Self { process, begun: Instant::now(), seen: Vec::new() }
    }

    /// Looks at it; there is nothing to be seen on other systems than Linux.
    pub(super) fn look(&mut self, answers: u64) {
        let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", self.process)) else { return };
        let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        let kibibytes = anonymous.trim().trim_end_matches(" kB").parse().unwrap();
        self.seen.push(Seen { after: self.begun.elapsed(), answers, kibibytes });
    }

    /// Prints how much was done, and how the memory went.
    #[allow(clippy::print_stdout, reason = "figures are for whoever runs it")]
    pub(super) fn show(&self, name: &str, answers: u64, took: Duration) {
        let rate = answers as f64 / took.as_secs_f64();
        println!("{name}: {answers} requests answered in {:.1} s, {rate:.0} a second", took.as_secs_f64());
        if !self.seen.is_empty() {
            println!("{:>8} {:>10} {:>12}", "seconds", "requests", "memory, KiB");
        }
        for seen in self.seen.iter().step_by(ROW).chain(self.seen.last()) {
            println!("{:>8} {:>10} {:>12}", seen.after.as_secs(), seen.answers, seen.kibibytes);
        }
    }

    /// Requires that at the end it is not much more than it was at the beginning.
    #[track_caller]
    pub(super) fn assert_flat(&self) {
        let Some(end) = self.seen.last().map(|seen| seen.after) else { return };
        let window = WINDOW.min(end / 2);
        let most = |is_in: &dyn Fn(Duration) -> bool| {
            self.seen.iter().filter(|seen| is_in(seen.after)).map(|seen| seen.kibibytes).max().unwrap()
        };
        let (first, last) = (most(&|after| after <= window), most(&|after| after >= end - window));
        assert!(last <= first + first / 2 + SLACK, "from {first} KiB at first to {last} KiB at last");
    }
}
