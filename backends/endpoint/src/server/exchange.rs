//! From a request to its answer, in the order in which the service looks at it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use dynamo_lmdb::Lmdb;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue,
    SERVER, TRANSFER_ENCODING,
};
use hyper::http::request::Parts;
use hyper::http::uri::Authority;
use hyper::{Method, Request, Response, StatusCode, Version};

use tracing::Instrument as _;

use super::body::{self, Body, Unread};
use super::cors;
use super::encoding::Encoding;
use super::memory::Memory;
use super::metrics::{self, Metrics};
use super::observed::{Observed, Refused, note_table};
use crate::auth::{self, Credentials};
use crate::fault::Fault;
use crate::operation::{Call, Operation};
use crate::wire::json::Json;
use crate::wire::read::Members;

/// The most bytes of headers.
const LARGEST_HEAD: usize = 16 * 1024;
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const CRC32: HeaderName = HeaderName::from_static("x-amz-crc32");
/// How long the id of a request is.
const ID_LENGTH: usize = 52;

/// What answers requests.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) engine: Lmdb,
    pub(crate) metrics: Option<Arc<Metrics>>,
    /// What signatures are verified with, if they are.
    pub(crate) credentials: Option<Credentials>,
    pub(crate) memory: Memory,
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
        let is_cross_origin = cors::is_cross_origin(request.headers());
        let says_goodbye = says_goodbye(&request);
        let id = request_id();
        let mut answer = match *request.method() {
            Method::POST => self.answer_observed(request, &id).await,
            _ => self.answer_by_method(request).await,
        };
        if is_cross_origin {
            cors::allow(answer.headers_mut());
        }
        answer.headers_mut().insert(SERVER, HeaderValue::from_static("Server"));
        if !says_goodbye {
            answer.headers_mut().entry(CONNECTION).or_insert(HeaderValue::from_static("keep-alive"));
        }
        if let Ok(id) = HeaderValue::from_str(&id) {
            answer.headers_mut().insert(REQUEST_ID, id);
        }
        Ok(answer)
    }

    /// Answers a request and notes what is to be said of it.
    async fn answer_observed(&self, request: Request<Incoming>, id: &str) -> Answer {
        let target = request.headers().get(TARGET).and_then(|target| target.to_str().ok());
        let observed = Observed::begin(target, id);
        let answer = self.answer_by_method(request).instrument(observed.span()).await;
        let observation = observed.end(&answer);
        if let Some(metrics) = &self.metrics {
            metrics.count(&observation);
        }
        answer
    }

    async fn answer_by_method(&self, request: Request<Incoming>) -> Answer {
        let is_too_long = size(request.headers()) > LARGEST_HEAD;
        if request.method() == Method::POST && !is_too_long {
            return self.answer_post(request).await;
        }
        let (head, body) = request.into_parts();
        let mut answer = match head.method {
            _ if is_too_long => text(StatusCode::BAD_REQUEST, String::new()),
            Method::GET => self.answer_get(head.uri.path()).await,
            Method::OPTIONS if cors::is_cross_origin(&head.headers) => {
                let mut answer = text(StatusCode::OK, String::new());
                cors::preflight(&head.headers, answer.headers_mut());
                answer
            }
            _ => unknown(),
        };
        if !body::skip(&head.headers, body).await {
            say_goodbye(&mut answer, head.version);
        }
        answer
    }

    async fn answer_get(&self, path: &str) -> Answer {
        match self.metrics.as_ref().filter(|metrics| metrics.is_at(path)) {
            Some(metrics) => metrics_text(metrics.text(&self.engine).await),
            None if path == "/" => {
                text(StatusCode::OK, format!("healthy: dynamodb.{}.amazonaws.com ", self.engine.region()))
            }
            None => unknown(),
        }
    }

    async fn answer_post(&self, request: Request<Incoming>) -> Answer {
        let (head, body) = request.into_parts();
        let header = |name| head.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        // All of it is read before anything is said: a body may be too large whatever its kind.
        let body = match body::read(body, header(CONTENT_ENCODING), &self.memory).await {
            Ok(body) => Ok(body),
            Err(Unread::Garbled) => Err(Fault::internal()),
            Err(unread) => return refused(unread, head.version),
        };
        let is_empty = body.as_ref().is_ok_and(|body| body.sent.is_empty());
        let kind = match Kind::of(&head.headers) {
            Some(kind) => kind,
            None if is_empty => Kind::Json,
            None => return unknown(),
        };
        let packing = header(ACCEPT_ENCODING).and_then(Encoding::accepted);
        let outcome = match body {
            Ok(body) => self.run(&head, &body).await,
            Err(fault) => Err(fault),
        };
        match outcome {
            Ok(body) => self.finished(kind, StatusCode::OK, body, packing),
            Err(fault) => {
                tracing::debug!(%fault, "a request is refused");
                let status = StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::BAD_REQUEST);
                let mut answer = self.finished(kind, status, fault.to_json().into_bytes(), packing);
                answer.extensions_mut().insert(Refused(fault.name()));
                answer
            }
        }
    }

    async fn run(&self, head: &Parts, body: &Body) -> Result<Vec<u8>, Fault> {
        let _share = self.memory.for_tree(&body.plain).await;
        let members = match &*body.plain {
            // It is missed where the members are looked at.
            [] => Json::Null,
            plain => Json::parse(plain).map_err(|_| Fault::unreadable())?,
        };
        let header = |name| head.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let operation = Operation::named(header(TARGET))?;
        note_table(members.member("TableName").and_then(Json::as_text));
        self.authenticate(head, &body.sent)?;
        if operation.reads_items && self.memory.is_full() {
            return Err(Fault::unavailable());
        }
        let call = Call {
            engine: &self.engine,
            members: Members(&members),
            body: &body.plain,
            // HTTP/2 has the host in the address.
            host: header(HOST).or_else(|| head.uri.authority().map(Authority::as_str)),
        };
        operation.answer(call).await
    }

    fn authenticate(&self, head: &Parts, body: &[u8]) -> Result<(), Fault> {
        match &self.credentials {
            Some(credentials) => credentials.verify(head, body, self.engine.region(), SystemTime::now()),
            None => auth::check(head),
        }
    }

    /// Makes the answer: compressed if it is worth it, and with a checksum of what is sent.
    fn finished(&self, kind: Kind, status: StatusCode, body: Vec<u8>, packing: Option<Encoding>) -> Answer {
        let packed = packing.and_then(|packing| Some((packing, packing.pack(&body)?)));
        let (packing, body) = match packed {
            Some((packing, body)) => (Some(packing), body),
            None => (None, body),
        };
        let checksum = crc32fast::hash(&body);
        let mut answer = Response::new(Full::new(self.memory.hold(body)));
        *answer.status_mut() = status;
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind.as_str()));
        headers.insert(CRC32, HeaderValue::from(checksum));
        if let Some(packing) = packing {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(packing.as_str()));
        }
        answer
    }
}

/// Whether a client will send nothing more on its connection, or cannot be told that it may: other versions of HTTP have
/// headers for this of their own, or none.
fn says_goodbye(request: &Request<Incoming>) -> bool {
    let said = request.headers().get_all(CONNECTION).iter().filter_map(|said| said.to_str().ok());
    let mut words = said.flat_map(|said| said.split(','));
    request.version() != Version::HTTP_11 || words.any(|word| word.trim().eq_ignore_ascii_case("close"))
}

/// Counts the bytes of headers as they are sent: each with a colon, a space, and an end of line.
fn size(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

/// What is answered instead of reading a body.
fn refused(unread: Unread, version: Version) -> Answer {
    let mut answer = text(unread.status(), String::new());
    // The service does not say how long nothing is; other versions of HTTP have no chunks.
    if answer.status() == StatusCode::PAYLOAD_TOO_LARGE && version == Version::HTTP_11 {
        answer.headers_mut().insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
    }
    if !unread.is_over() {
        say_goodbye(&mut answer, version);
    }
    answer
}

/// Tells a client that its connection ends, as it does where something of a request is left unread. Other versions of HTTP
/// end them in ways of their own.
fn say_goodbye(answer: &mut Answer, version: Version) {
    if version == Version::HTTP_11 {
        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
}

/// What is answered to requests that are not in the protocol at all.
fn unknown() -> Answer {
    text(StatusCode::NOT_FOUND, "<UnknownOperationException/>\n".to_owned())
}

fn metrics_text(metrics: dynamo_model::Result<String>) -> Answer {
    match metrics {
        Ok(metrics) => {
            let mut answer = text(StatusCode::OK, metrics);
            answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(metrics::CONTENT));
            answer
        }
        Err(error) => {
            tracing::error!(%error, "cannot read the metrics");
            text(StatusCode::INTERNAL_SERVER_ERROR, String::new())
        }
    }
}

/// Makes an answer that is no JSON, with a checksum of it, be it empty.
fn text(status: StatusCode, text: String) -> Answer {
    let checksum = crc32fast::hash(text.as_bytes());
    let mut answer = Response::new(Full::new(Bytes::from(text)));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CRC32, HeaderValue::from(checksum));
    answer
}

/// Makes the id of a request.
fn request_id() -> String {
    const LETTERS: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let letter = |_| char::from(*fastrand::choice(LETTERS).unwrap_or(&b'0'));
    (0..ID_LENGTH).map(letter).collect()
}
