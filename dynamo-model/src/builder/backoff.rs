use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use futures_timer::Delay;

/// Waits before something is tried again: twice as long each time up to a limit, and never for as long as another program
/// that waits for the same thing.
#[derive(Debug)]
pub(super) struct Backoff {
    next: Duration,
    longest: Duration,
}

impl Backoff {
    pub(super) const fn new(shortest: Duration, longest: Duration) -> Self {
        Self { next: shortest, longest }
    }

    pub(super) async fn wait(&mut self) {
        let wait = self.next.mul_f64(0.5 + random() / 2.0);
        self.next = self.next.saturating_mul(2).min(self.longest);
        Delay::new(wait).await;
    }
}

/// A number from 0 to 1.
fn random() -> f64 {
    let bits = u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or_default();
    f64::from(bits) / f64::from(u32::MAX)
}
