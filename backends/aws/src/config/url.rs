//! Checks of endpoint URLs, made before the SDK would fail on the first request.

use dynamo_model::{Error, Result};

/// What error messages show as a right one.
const URL_EXAMPLE: &str = "http://127.0.0.1:8000";

/// Checks that a URL names a scheme, a host and, if any, a port.
pub(crate) fn check_url(url: &str) -> Result<()> {
    problem(url).map_or(Ok(()), |problem| {
        Err(Error::validation(format!("endpoint URL `{url}` {problem}; write one like `{URL_EXAMPLE}`")))
    })
}

fn problem(url: &str) -> Option<&'static str> {
    let Some(rest) = strip_scheme(url) else {
        return Some("does not start with `http://` or `https://`");
    };
    if url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some("contains white space");
    }
    if rest.contains(['?', '#']) {
        return Some("has a query or fragment");
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Some("contains user data, which belongs into the credentials");
    }
    authority_problem(authority)
}

fn strip_scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    known.then_some(rest)
}

fn authority_problem(authority: &str) -> Option<&'static str> {
    // The colons of an IPv6 address stand in brackets.
    let (host, port) = match authority.rsplit_once(']') {
        Some((host, port)) => (host.strip_prefix('[').unwrap_or_default(), port.strip_prefix(':')),
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    if host.is_empty() {
        return Some("names no host");
    }
    match port.map(str::parse::<u16>) {
        None | Some(Ok(1..)) => None,
        Some(_) => Some("has a port that is not a number from 1 to 65535"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usable_urls_pass() {
        for url in [
            "http://127.0.0.1:8000",
            "http://localhost:8000/",
            "https://dynamodb.eu-west-1.amazonaws.com",
            "HTTPS://db.example/prefix",
            "http://[::1]:8000",
            "http://[::1]",
        ] {
            assert_eq!(problem(url), None, "{url}");
        }
    }

    #[test]
    fn every_mistake_is_named_with_an_example_of_a_right_url() {
        for (url, named) in [
            ("", "does not start with"),
            ("localhost:8000", "does not start with"),
            ("http:/localhost", "does not start with"),
            ("ftp://localhost", "does not start with"),
            ("http://", "names no host"),
            ("http://:8000", "names no host"),
            ("http://[]:8000", "names no host"),
            ("http://localhost:", "has a port"),
            ("http://localhost:eight", "has a port"),
            ("http://localhost:65536", "has a port"),
            ("http://localhost:0", "has a port"),
            ("http://local host:8000", "contains white space"),
            ("http://localhost:8000?x", "has a query"),
            ("http://key:secret@localhost", "contains user data"),
        ] {
            let error = check_url(url).unwrap_err();
            assert!(error.is_validation());
            assert!(error.message().contains(named), "{error}");
            assert!(error.message().contains("`http://127.0.0.1:8000`"), "{error}");
        }
    }
}
