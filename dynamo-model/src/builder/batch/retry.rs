use std::time::Duration;

use crate::builder::backoff::Backoff;

/// How often a request is sent again of which nothing was done.
const MOST_TRIES: u32 = 8;
const SHORTEST: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_secs(2);

/// Waits before what was left unprocessed is sent again: longer each time nothing was done.
#[derive(Debug)]
pub(super) struct Retry {
    tries: u32,
    backoff: Backoff,
}

impl Default for Retry {
    fn default() -> Self {
        Self { tries: 0, backoff: Backoff::new(SHORTEST, LONGEST) }
    }
}

impl Retry {
    /// Waits, and says whether to go on. Where something was done there is no need to wait.
    pub(super) async fn again(&mut self, progress: bool) -> bool {
        if progress {
            *self = Self::default();
            return true;
        }
        if self.tries == MOST_TRIES {
            return false;
        }
        self.tries += 1;
        tracing::debug!(tries = self.tries, "nothing of a batch was processed; it is sent again");
        self.backoff.wait().await;
        true
    }
}
