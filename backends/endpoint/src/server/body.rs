//! Bodies of requests: read within bounds of size, time and memory.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt as _, Limited};
use hyper::StatusCode;
use hyper::body::{Body as _, Incoming};
use hyper::header::{EXPECT, HeaderMap};
use tokio::time::{Instant, timeout, timeout_at};

use super::encoding::{Encoding, Packed};
use super::memory::{Memory, SMALL, Share};

/// The largest body, compressed or not.
const LARGEST: usize = 16 * 1024 * 1024;
/// How long a client may take to send a body.
const SLOWEST: Duration = Duration::from_secs(60);
/// How long a client may be silent in a body that others may wait for.
const STALLED: Duration = Duration::from_secs(5);
/// How long what nobody needs of a body is read for.
const LINGER: Duration = Duration::from_secs(5);

/// A body, and its share of the memory.
#[derive(Debug)]
pub(super) struct Body {
    /// As it was sent, which is what is signed.
    pub(super) sent: Bytes,
    /// As it is read.
    pub(super) plain: Bytes,
    _share: Share,
}

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    TooLarge,
    /// It is far too large, and there is still more of it.
    Endless,
    /// The client takes too long.
    Slow,
    /// The connection ended.
    Cut,
    /// It is not compressed as it says.
    Garbled,
}

/// Reads a body. One that is large waits for memory once its first part is there, so that who sends nothing takes nothing.
///
/// # Errors
///
/// Why there is none.
pub(super) async fn read(body: Incoming, encoding: Option<&str>, memory: &Memory) -> Result<Body, Unread> {
    let encoding = Encoding::named(encoding.unwrap_or_default());
    let unpacked = if encoding == Ok(None) { 0 } else { LARGEST };
    let (sent, mut share) = receive(body, unpacked, memory).await?;
    let plain = match encoding {
        Ok(None) => sent.clone(),
        Ok(Some(encoding)) => {
            if share.is_none() {
                share = memory.for_body(sent.len().saturating_add(unpacked)).await;
            }
            encoding.unpack(&sent, LARGEST)?.into()
        }
        Err(()) => return Err(Unread::Garbled),
    };
    if let Some(share) = &mut share {
        // It was for the most that could come.
        let surplus = share.num_permits().saturating_sub(sent.len().saturating_add(plain.len()));
        drop(share.split(surplus));
    }
    Ok(Body { sent, plain, _share: share })
}

/// Receives a body as it is sent, and has memory for it and for what it unpacks to if it is large.
async fn receive(mut body: Incoming, unpacked: usize, memory: &Memory) -> Result<(Bytes, Share), Unread> {
    let declared = body.size_hint().upper().and_then(|length| usize::try_from(length).ok());
    let most = declared.unwrap_or(LARGEST).min(LARGEST);
    let mut until = Instant::now() + SLOWEST;
    let mut share: Share = None;
    let mut sent = Sent::default();
    loop {
        let silent = if share.is_some() { until.min(Instant::now() + STALLED) } else { until };
        let frame = timeout_at(silent, body.frame()).await.map_err(|_| Unread::Slow)?;
        let Some(frame) = frame else { return Ok((sent.into_bytes(), share)) };
        // Trailers say nothing here.
        let Ok(data) = frame.map_err(|_| Unread::Cut)?.into_data() else { continue };
        let length = sent.len().saturating_add(data.len());
        if length > LARGEST {
            return Err(if drain(body).await { Unread::TooLarge } else { Unread::Endless });
        }
        if length > SMALL && share.is_none() {
            let asked = Instant::now();
            share = memory.for_body(most.saturating_add(unpacked)).await;
            // It is not the client that took this time.
            until += asked.elapsed();
        }
        sent.push(data);
    }
}

/// What has come of a body. Most come in one piece, of which there is no copy.
#[derive(Default)]
struct Sent {
    piece: Bytes,
    pieces: BytesMut,
}

impl Sent {
    fn len(&self) -> usize {
        self.piece.len() + self.pieces.len()
    }

    fn push(&mut self, data: Bytes) {
        if self.len() == 0 {
            self.piece = data;
            return;
        }
        self.pieces.extend_from_slice(&std::mem::take(&mut self.piece));
        self.pieces.extend_from_slice(&data);
    }

    fn into_bytes(self) -> Bytes {
        if self.pieces.is_empty() { self.piece } else { self.pieces.freeze() }
    }
}

/// Reads a body that nobody needs, and returns whether that was all of it, so that another request can follow. Who asks
/// before sending one is not told to.
pub(super) async fn skip(headers: &HeaderMap, body: Incoming) -> bool {
    body.is_end_stream() || (!headers.contains_key(EXPECT) && drain(body).await)
}

/// Reads as much of the rest of a body as a body may have and drops it, and returns whether that was all: most clients read
/// no answer before they have sent all.
async fn drain(body: Incoming) -> bool {
    let mut rest = Limited::new(body, LARGEST);
    let drained = async {
        loop {
            match rest.frame().await {
                Some(Ok(_)) => {}
                end => return end.is_none(),
            }
        }
    };
    // A client that takes longer is answered all the same.
    timeout(LINGER, drained).await.unwrap_or(false)
}

impl Unread {
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge | Self::Endless => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            // There is nobody left to answer.
            Self::Cut => StatusCode::BAD_REQUEST,
            Self::Garbled => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether the body came to its end all the same.
    pub(super) const fn is_over(self) -> bool {
        matches!(self, Self::TooLarge | Self::Garbled)
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
