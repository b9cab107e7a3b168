//! From a request to its answer, in the order in which the service looks at it.

use std::convert::Infallible;

use bytes::Bytes;
use dynamo_lmdb::Lmdb;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, SERVER,
};
use hyper::{Method, Request, Response, StatusCode};

use super::cors;
use super::encoding::Encoding;
use crate::fault::Fault;
use crate::operation::{Call, Operation};
use crate::wire::json::Json;
use crate::wire::read::Members;

/// The largest body, compressed or not.
const LARGEST: usize = 16 * 1024 * 1024;
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const CRC32: HeaderName = HeaderName::from_static("x-amz-crc32");
/// How long the id of a request is.
const ID_LENGTH: usize = 52;

/// What answers requests.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) engine: Lmdb,
    pub(crate) region: String,
}

type Answer = Response<Full<Bytes>>;

/// The kinds of content the service speaks.
#[derive(Clone, Copy)]
enum Kind {
    AmazonJson,
    Json,
}

impl Kind {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let content = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        match content.split(';').next()?.trim() {
            "application/x-amz-json-1.0" => Some(Self::AmazonJson),
            "application/json" => Some(Self::Json),
            _ => None,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::AmazonJson => "application/x-amz-json-1.0",
            Self::Json => "application/json",
        }
    }
}

impl Exchange {
    /// Answers a request. What goes wrong is an answer, too.
    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Result<Answer, Infallible> {
        let headers = request.headers().clone();
        let mut answer = self.answer_by_method(request).await;
        if cors::is_cross_origin(&headers) {
            cors::allow(answer.headers_mut());
        }
        answer.headers_mut().insert(SERVER, HeaderValue::from_static("Server"));
        if let Ok(id) = HeaderValue::from_str(&request_id()) {
            answer.headers_mut().insert(REQUEST_ID, id);
        }
        Ok(answer)
    }

    async fn answer_by_method(&self, request: Request<Incoming>) -> Answer {
        match *request.method() {
            Method::GET => text(StatusCode::OK, format!("healthy: dynamodb.{}.amazonaws.com ", self.region)),
            Method::OPTIONS if cors::is_cross_origin(request.headers()) => {
                let mut answer = text(StatusCode::OK, String::new());
                cors::preflight(request.headers(), answer.headers_mut());
                answer
            }
            Method::POST => match Kind::of(request.headers()) {
                Some(kind) => self.answer_post(kind, request).await,
                None => unknown(),
            },
            _ => unknown(),
        }
    }

    async fn answer_post(&self, kind: Kind, request: Request<Incoming>) -> Answer {
        let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|accepted| accepted.to_str().ok());
        let packing = accepted.and_then(Encoding::accepted);
        let (head, body) = request.into_parts();
        let outcome = match read_body(&head.headers, body).await {
            Ok(body) => self.run(&head.headers, &body).await,
            Err(Unread::TooLarge) => return text(StatusCode::PAYLOAD_TOO_LARGE, String::new()),
            // There is nobody left to answer.
            Err(Unread::Cut) => return text(StatusCode::BAD_REQUEST, String::new()),
            Err(Unread::Garbled) => Err(Fault::internal()),
        };
        let (status, body) = match outcome {
            Ok(body) => (StatusCode::OK, body),
            Err(fault) => {
                tracing::debug!(%fault, "a request is refused");
                let status = StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::BAD_REQUEST);
                (status, fault.to_json().into_bytes())
            }
        };
        finished(kind, status, body, packing)
    }

    async fn run(&self, headers: &HeaderMap, body: &[u8]) -> Result<Vec<u8>, Fault> {
        let body = Json::parse(body).map_err(|_| Fault::unreadable())?;
        let target = headers.get(TARGET).and_then(|target| target.to_str().ok());
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        let call = Call { engine: &self.engine, members: Members(&body), host, region: &self.region };
        Operation::named(target)?.answer(call).await
    }
}

/// Why there is no body.
enum Unread {
    TooLarge,
    /// The connection ended.
    Cut,
    /// It is not compressed as it says.
    Garbled,
}

async fn read_body(headers: &HeaderMap, body: Incoming) -> Result<Bytes, Unread> {
    let encoding = headers.get(CONTENT_ENCODING).and_then(|encoding| encoding.to_str().ok());
    let encoding = Encoding::named(encoding.unwrap_or_default()).map_err(|()| Unread::Garbled)?;
    let read = Limited::new(body, LARGEST).collect().await;
    let read = read.map_err(|error| match error.is::<LengthLimitError>() {
        true => Unread::TooLarge,
        false => Unread::Cut,
    })?;
    let body = read.to_bytes();
    match encoding {
        None => Ok(body),
        Some(encoding) => encoding.unpack(&body, LARGEST).map(Bytes::from).map_err(|_| Unread::Garbled),
    }
}

/// Makes the answer: compressed if it is worth it, and with a checksum of what is sent.
fn finished(kind: Kind, status: StatusCode, body: Vec<u8>, packing: Option<Encoding>) -> Answer {
    let packed = packing.and_then(|packing| Some((packing, packing.pack(&body)?)));
    let (packing, body) = match packed {
        Some((packing, body)) => (Some(packing), body),
        None => (None, body),
    };
    let checksum = crc32fast::hash(&body);
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind.as_str()));
    headers.insert(CRC32, HeaderValue::from(checksum));
    if let Some(packing) = packing {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(packing.as_str()));
    }
    answer
}

/// What is answered to requests that are not in the protocol at all.
fn unknown() -> Answer {
    text(StatusCode::NOT_FOUND, "<UnknownOperationException/>\n".to_owned())
}

fn text(status: StatusCode, text: String) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(text)));
    *answer.status_mut() = status;
    answer
}

/// Makes the id of a request.
fn request_id() -> String {
    const LETTERS: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let letter = |_| char::from(*fastrand::choice(LETTERS).unwrap_or(&b'0'));
    (0..ID_LENGTH).map(letter).collect()
}
