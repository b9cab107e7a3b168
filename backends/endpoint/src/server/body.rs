//! Bodies of requests: read within bounds of size, time and memory.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::StatusCode;
use hyper::body::{Body as _, Incoming};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::encoding::{Encoding, Packed};
use super::prompt::promptly;

/// The largest body, compressed or not.
const LARGEST: usize = 16 * 1024 * 1024;
/// How much memory the bodies of all requests may take at a time, as they were sent and unpacked. What is read from them
/// takes several times as much at worst.
const MEMORY: usize = 256 * 1024 * 1024;
/// How long a client may take to send a body.
const SLOWEST: Duration = Duration::from_secs(60);
/// How long the rest of a body that is too large is read for.
const LINGER: Duration = Duration::from_secs(5);

/// The memory that bodies take from.
#[derive(Clone, Debug)]
pub(crate) struct Memory(Arc<Semaphore>);

/// A body, and its share of the memory.
#[derive(Debug)]
pub(super) struct Body {
    /// As it was sent, which is what is signed.
    pub(super) sent: Bytes,
    /// As it is read.
    pub(super) plain: Bytes,
    _share: Option<OwnedSemaphorePermit>,
}

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    TooLarge,
    /// The client takes too long.
    Slow,
    /// The connection ended.
    Cut,
    /// It is not compressed as it says.
    Garbled,
}

impl Default for Memory {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MEMORY)))
    }
}

impl Memory {
    /// Reads a body, once there is memory for it.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub(super) async fn read(&self, mut body: Incoming, encoding: Option<&str>) -> Result<Body, Unread> {
        let encoding = Encoding::named(encoding.unwrap_or_default());
        let share = self.share(&body, encoding != Ok(None)).await;
        let whole = Limited::new(&mut body, LARGEST).collect();
        let read = promptly(tokio::time::timeout(SLOWEST, whole)).await;
        let sent = match read.map_err(|_| Unread::Slow)? {
            Ok(read) => read.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => {
                drain(body).await;
                return Err(Unread::TooLarge);
            }
            Err(_) => return Err(Unread::Cut),
        };
        let plain = match encoding {
            Ok(None) => sent.clone(),
            Ok(Some(encoding)) => encoding.unpack(&sent, LARGEST)?.into(),
            Err(()) => return Err(Unread::Garbled),
        };
        Ok(Body { sent, plain, _share: share })
    }

    /// Waits for as much memory as a body may take.
    async fn share(&self, body: &Incoming, is_packed: bool) -> Option<OwnedSemaphorePermit> {
        let length = body.size_hint().upper().and_then(|length| usize::try_from(length).ok());
        let sent = length.unwrap_or(LARGEST).min(LARGEST);
        let most = if is_packed { sent.saturating_add(LARGEST) } else { sent };
        // All of it together is less than a permit counts, and nobody closes it.
        self.0.clone().acquire_many_owned(u32::try_from(most).ok()?).await.ok()
    }
}

/// Reads as much again of a body that is too large and drops it: most clients read no answer before they have sent all.
async fn drain(body: Incoming) {
    let mut rest = Limited::new(body, LARGEST);
    let drained = async { while let Some(Ok(_)) = rest.frame().await {} };
    // A client that takes longer is answered all the same.
    let _ = tokio::time::timeout(LINGER, drained).await;
}

impl Unread {
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            // There is nobody left to answer.
            Self::Cut => StatusCode::BAD_REQUEST,
            Self::Garbled => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<Packed> for Unread {
    fn from(packed: Packed) -> Self {
        match packed {
            Packed::TooLarge => Self::TooLarge,
            Packed::Garbled => Self::Garbled,
        }
    }
}
