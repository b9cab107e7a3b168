//! What a request says of its signature, in its `Authorization` header or in its query.

use std::borrow::Cow;

use hyper::header::{AUTHORIZATION, DATE, HeaderMap, HeaderName};
use hyper::http::request::Parts;

use super::query::{self, Query};
use super::{incomplete, invalid};
use crate::fault::Fault;

/// The only algorithm there is.
pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// What the names of algorithms of this version of signatures begin with.
const VERSION: &str = "AWS4-";
const AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// The parts of a signature, all of which are there.
#[derive(Debug)]
pub(super) struct Claim<'r> {
    pub(super) algorithm: Cow<'r, str>,
    pub(super) credential: Cow<'r, str>,
    pub(super) signed_headers: Cow<'r, str>,
    pub(super) signature: Cow<'r, str>,
    pub(super) date: Cow<'r, str>,
    /// Whether it comes with the token of a session.
    pub(super) has_token: bool,
}

impl<'r> Claim<'r> {
    /// Finds the signature of a request.
    ///
    /// # Errors
    ///
    /// None, two, or one that has not all of its parts.
    pub(super) fn of(head: &'r Parts) -> Result<Self, Fault> {
        let header = text(&head.headers, &AUTHORIZATION);
        let query = Query::of(head.uri.query().unwrap_or_default());
        match (header, query.get(query::ALGORITHM)) {
            (Some(_), Some(_)) => Err(invalid(
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
            )),
            (None, Some(_)) => Self::presigned(&query),
            (Some(header), None) if header.trim().starts_with(VERSION) => Self::header(header, &head.headers),
            _ => Err(Fault::unauthenticated(
                "MissingAuthenticationTokenException",
                "Request is missing Authentication Token",
            )),
        }
    }

    fn header(header: &'r str, headers: &'r HeaderMap) -> Result<Self, Fault> {
        let mut parts = header.split([',', ' ']).filter(|part| !part.is_empty());
        let algorithm = parts.next().unwrap_or_default();
        let parts: Vec<(&str, &str)> = parts.filter_map(|part| part.split_once('=')).collect();
        let mut missing = String::new();
        let mut part = |name| {
            let found = parts.iter().find(|(part, value)| *part == name && !value.is_empty());
            if found.is_none() {
                missing.push_str(&format!("Authorization header requires '{name}' parameter. "));
            }
            Cow::Borrowed(found.map_or("", |(_, value)| value))
        };
        let (credential, signature, signed_headers) =
            (part("Credential"), part("Signature"), part("SignedHeaders"));
        let date = text(headers, &AMZ_DATE).or_else(|| text(headers, &DATE));
        if date.is_none() {
            missing.push_str(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
            );
        }
        match date {
            Some(date) if missing.is_empty() => Ok(Self {
                algorithm: algorithm.into(),
                credential,
                signed_headers,
                signature,
                date: date.into(),
                has_token: headers.contains_key(TOKEN),
            }),
            _ => Err(incomplete(format!("{missing}Authorization={header}"))),
        }
    }

    fn presigned(query: &Query<'r>) -> Result<Self, Fault> {
        let mut missing = String::new();
        let mut part = |name| {
            let found = query.get(name).filter(|value| !value.is_empty());
            if found.is_none() {
                missing.push_str(&format!("AWS query-string parameters must include '{name}'. "));
            }
            found.unwrap_or_default()
        };
        let algorithm = part(query::ALGORITHM);
        let (credential, signature, signed_headers) =
            (part("X-Amz-Credential"), part(query::SIGNATURE), part("X-Amz-SignedHeaders"));
        let date = part("X-Amz-Date");
        if !missing.is_empty() {
            return Err(incomplete(format!("{missing}Re-examine the query-string parameters.")));
        }
        let has_token = query.get("X-Amz-Security-Token").is_some();
        Ok(Self { algorithm, credential, signed_headers, signature, date, has_token })
    }

    /// Iterates over the names of the headers that are signed.
    pub(super) fn signed(&self) -> impl Iterator<Item = &str> {
        self.signed_headers.split(';')
    }

    /// Checks that the host is signed.
    ///
    /// # Errors
    ///
    /// A signature that could be sent to another.
    pub(super) fn check_host(&self) -> Result<(), Fault> {
        match self.signed().any(|name| name.eq_ignore_ascii_case("host")) {
            true => Ok(()),
            false => Err(invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.")),
        }
    }

    /// Checks how it is signed.
    ///
    /// # Errors
    ///
    /// An algorithm that is not known.
    pub(super) fn check_algorithm(&self) -> Result<(), Fault> {
        match &*self.algorithm {
            ALGORITHM => Ok(()),
            other => Err(incomplete(format!(
                "Unsupported AWS 'algorithm': '{other}' (only {ALGORITHM} for now). "
            ))),
        }
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().filter(|value| !value.is_empty())
}
