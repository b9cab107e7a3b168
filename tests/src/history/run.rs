//! Running histories, and telling of the one that fails.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model::{Backend, Result};
use tokio::time::timeout;

use super::check::Checker;
use super::time::START;
use super::{Departure, Mismatch, Settings, Step, TableStep, make, shrink};
use crate::Time;
use crate::kit::TRIES;

/// How long a step may take, all of its requests together. Most take milliseconds, and the slowest a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where histories run.
pub struct Site {
    open: Box<dyn Fn() -> Result<Opened>>,
    timed: bool,
    departures: &'static [Departure],
    shared: bool,
    attempts: usize,
}

/// A backend, and its clock if that can be moved.
pub(super) type Opened = (Arc<dyn Backend>, Option<Arc<dyn Time>>);

/// A history that a backend did not answer as it must.
#[derive(Clone, Debug)]
pub struct Failure {
    seed: u64,
    length: usize,
    steps: Vec<Step>,
    mismatch: Mismatch,
}

impl Site {
    /// Runs every history on a backend of its own.
    pub fn fresh(open: impl Fn() -> Result<Arc<dyn Backend>> + 'static) -> Self {
        Self {
            open: Box::new(move || Ok((open()?, None))),
            timed: false,
            departures: &[],
            shared: false,
            attempts: 3000,
        }
    }

    /// Runs every history on a backend of its own whose clock, which stands at the time given, the history moves.
    pub fn timed(open: impl Fn(SystemTime) -> Result<(Arc<dyn Backend>, Arc<dyn Time>)> + 'static) -> Self {
        let open = move || open(UNIX_EPOCH + START).map(|(backend, time)| (backend, Some(time)));
        Self { open: Box::new(open), timed: true, departures: &[], shared: false, attempts: 3000 }
    }

    /// Runs every history on one backend, with tables of its own.
    pub fn shared(backend: Arc<dyn Backend>) -> Self {
        Self { shared: true, attempts: 300, ..Self::fresh(move || Ok(Arc::clone(&backend))) }
    }

    /// Forgives what is known to be different.
    #[must_use]
    pub fn with_departures(self, departures: &'static [Departure]) -> Self {
        Self { departures, ..self }
    }

    /// Limits how often a failing history is run again to make it shorter.
    #[must_use]
    pub fn with_attempts(self, attempts: usize) -> Self {
        Self { attempts, ..self }
    }

    /// Runs steps one after the other; returns the first that fails, and how.
    pub(super) async fn replay(&self, steps: &[Step]) -> Option<(usize, Mismatch)> {
        let opened = match (self.open)() {
            Ok(opened) => opened,
            Err(error) => return Some((0, Mismatch::new("open", "a backend", error))),
        };
        let prefix = if self.shared { unique_prefix() } else { String::new() };
        let mut checker = Checker::new(opened, self.departures, if self.shared { TRIES } else { 1 });
        let mut failure = None;
        for (place, step) in steps.iter().enumerate() {
            // What others keep on a shared backend is nobody's to know.
            if self.shared && matches!(step, Step::OfTable(TableStep::List(_))) {
                continue;
            }
            if let Err(mismatch) = patiently(&mut checker, &step.under(&prefix)).await {
                failure = Some((place, mismatch));
                break;
            }
        }
        // A backend that does not answer keeps its tables: the verdict on the history counts.
        let _ = timeout(PATIENCE, checker.clean_up()).await;
        failure
    }
}

/// Checks a step, which has to come to an end.
async fn patiently(checker: &mut Checker, step: &Step) -> Result<(), Mismatch> {
    let checked = timeout(PATIENCE, checker.check(step)).await;
    checked.unwrap_or_else(|_| Err(Mismatch::endless(step, PATIENCE)))
}

/// Tells runs apart on a backend that outlives them.
fn unique_prefix() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    format!("{:x}-{now:x}-{}-", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Makes histories and runs them.
///
/// # Errors
///
/// The first that fails, as short as it could be made.
pub async fn run(site: &Site, settings: Settings) -> Result<(), Box<Failure>> {
    for round in 0..settings.rounds {
        let seed = settings.seed.wrapping_add(round);
        let steps = make::history(seed, settings.steps, site.timed);
        if let Some((place, mismatch)) = site.replay(&steps).await {
            let first = (steps[..=place.min(steps.len() - 1)].to_vec(), mismatch);
            let attempts = if first.1.is_endless() { 0 } else { site.attempts };
            let (steps, mismatch) = shrink::shortest(site, first, attempts).await;
            return Err(Box::new(Failure { seed, length: settings.steps, steps, mismatch }));
        }
    }
    Ok(())
}

impl Failure {
    /// Returns the steps that lead to the failure, the last of which is answered wrongly.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Returns how the last answer is wrong.
    #[must_use]
    pub fn mismatch(&self) -> &Mismatch {
        &self.mismatch
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, length, steps, mismatch } = self;
        writeln!(
            f,
            "HISTORY_SEED={seed} HISTORY_STEPS={length} HISTORY_ROUNDS=1 fails; these steps are enough:"
        )?;
        for (place, step) in steps.iter().enumerate() {
            writeln!(f, "{}. {}", place + 1, Mismatch::shown(step))?;
        }
        write!(f, "the last of them goes wrong\n{mismatch}")
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("shared", &self.shared).finish_non_exhaustive()
    }
}
