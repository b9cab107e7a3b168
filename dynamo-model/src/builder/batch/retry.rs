use std::time::Duration;

use crate::backend::BoxFuture;
use crate::builder::backoff::Backoff;
use crate::error::Result;

/// How often a request is sent again of which nothing was done.
const MOST_TRIES: u32 = 8;
const SHORTEST: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_secs(2);

/// A request of which some may come back unprocessed.
pub(super) trait Batch: Clone {
    /// How many reads or writes it is of.
    fn len(&self) -> usize;
}

/// Sends a request, and again what comes back of it: after a while if nothing was done. `take` takes what an answer has,
/// and leaves in the request what was not processed. What is left in the request in the end, if anything is, was never
/// processed; after an error, some of it may have been.
pub(super) async fn send_until_done<'b, R: Batch, O>(
    request: &mut R,
    send: impl Fn(R) -> BoxFuture<'b, Result<O>>,
    mut take: impl FnMut(&mut R, O),
) -> Result<()> {
    let mut retry = Retry::default();
    loop {
        let asked = request.len();
        match send(request.clone()).await {
            Ok(output) => take(request, output),
            // Nothing of it was processed.
            Err(error) if error.is_throttled() => {}
            Err(error) => return Err(error),
        }
        let left = request.len();
        if left == 0 || !retry.again(left < asked).await {
            return Ok(());
        }
    }
}

/// Waits before what was left unprocessed is sent again: longer each time nothing was done.
#[derive(Debug)]
struct Retry {
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
    async fn again(&mut self, progress: bool) -> bool {
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
