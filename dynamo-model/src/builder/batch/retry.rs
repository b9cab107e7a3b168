use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use futures_timer::Delay;

/// How often a request is sent again of which nothing was done.
const MOST_TRIES: u32 = 8;
const SHORTEST: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_secs(2);

/// Waits before what was left unprocessed is sent again: longer each time nothing was done, and never for as long as
/// another program that waits for the same thing.
#[derive(Debug, Default)]
pub(super) struct Retry {
    tries: u32,
}

impl Retry {
    /// Waits, and says whether to go on. Where something was done there is no need to wait.
    pub(super) async fn again(&mut self, progress: bool) -> bool {
        if progress {
            self.tries = 0;
            return true;
        }
        if self.tries == MOST_TRIES {
            return false;
        }
        let longest = SHORTEST.saturating_mul(1 << self.tries).min(LONGEST);
        self.tries += 1;
        tracing::debug!(tries = self.tries, "nothing of a batch was processed; it is sent again");
        Delay::new(longest.mul_f64(0.5 + random() / 2.0)).await;
        true
    }
}

/// A number from 0 to 1.
fn random() -> f64 {
    let bits = u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or_default();
    f64::from(bits) / f64::from(u32::MAX)
}
