//! A request as it is signed, written in the one way that client and service agree on.

use hyper::header::{HOST, HeaderName};
use hyper::http::request::Parts;
use percent_encoding::utf8_percent_encode;
use sha2::{Digest as _, Sha256};

use super::claim::Claim;
use super::query::{Query, RESERVED};

const CONTENT_HASH: HeaderName = HeaderName::from_static("x-amz-content-sha256");
/// What stands for the hash where a client signs its request without the body.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// Writes a request with the headers that are signed.
pub(super) fn request(head: &Parts, claim: &Claim<'_>, body: &[u8]) -> String {
    let method = &head.method;
    let path = path(head.uri.path());
    let query = Query::of(head.uri.query().unwrap_or_default()).canonical();
    let headers: String = claim.signed().map(|name| format!("{name}:{}\n", value(head, name))).collect();
    let signed = &claim.signed_headers;
    let hash = content_hash(head, body);
    format!("{method}\n{path}\n{query}\n{headers}\n{signed}\n{hash}")
}

/// Writes a path without detours. It is encoded once more, as for all services but S3.
fn path(path: &str) -> String {
    let mut steps = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(utf8_percent_encode(step, RESERVED).to_string()),
        }
    }
    let end = if path.ends_with('/') && !steps.is_empty() { "/" } else { "" };
    format!("/{}{end}", steps.join("/"))
}

/// Writes the values of a header, each with its spaces reduced to one.
fn value(head: &Parts, name: &str) -> String {
    let values = head.headers.get_all(name).into_iter();
    let values: Vec<String> =
        values.map(|value| squeezed(&String::from_utf8_lossy(value.as_bytes()))).collect();
    match head.uri.authority() {
        // HTTP/2 has the host in the address.
        Some(host) if values.is_empty() && name == HOST => host.as_str().to_owned(),
        _ => values.join(","),
    }
}

fn squeezed(value: &str) -> String {
    value.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn content_hash(head: &Parts, body: &[u8]) -> String {
    match head.headers.get(CONTENT_HASH) {
        Some(hash) if hash == UNSIGNED => UNSIGNED.to_owned(),
        _ => hex::encode(Sha256::digest(body)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_no_detours_and_are_encoded_again() {
        for (sent, canonical) in [
            ("/", "/"),
            ("//", "/"),
            ("/foo/..", "/"),
            ("/foo/bar/../..", "/"),
            ("/./", "/"),
            ("/./foo", "/foo"),
            ("//foo//", "/foo/"),
            ("/../../a/b", "/a/b"),
            ("/a%20b/~c:d", "/a%2520b/~c%3Ad"),
        ] {
            assert_eq!(path(sent), canonical, "{sent}");
        }
    }

    #[test]
    fn values_have_single_spaces() {
        assert_eq!(squeezed("  a   b  c "), "a b c");
    }
}
