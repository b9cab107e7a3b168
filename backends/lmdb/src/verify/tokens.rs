//! Tokens of transactions.

use super::check::{Check, intact, wrong_size};
use crate::store::{Part, TokenRow};

/// Goes through the tokens: each has a record and a place in the order of expiry.
pub(super) fn check(check: &mut Check<'_>) {
    check.walk(Part::Tokens, |check, key, bytes| match TokenRow::of(key) {
        Some(TokenRow::Record(token)) => check_record(check, token, key, bytes),
        Some(TokenRow::Expiry(at, token)) => check_expiry(check, at, token, bytes),
        None => check
            .problem("tokens", format_args!("a row is under `{}`, which is no token", key.escape_ascii())),
    });
}

fn check_record(check: &mut Check<'_>, token: &str, key: &[u8], bytes: &[u8]) {
    check.report.found.tokens += 1;
    let place = format!("token `{token}`");
    let row = match intact(key, bytes) {
        Ok(row) => row,
        Err(what) => return check.problem(place, what),
    };
    if let Some(what) = wrong_size(row) {
        check.problem(&place, what);
    }
    let Some(at) = check.read(|| &place, TokenRow::expires_at(key, bytes)) else { return };
    let noted = check.snapshot.get(Part::Tokens, &TokenRow::Expiry(at, token).key());
    if let Some(None) = check.read(|| &place, noted) {
        check.problem(place, "it is not noted for when it is forgotten");
    }
}

fn check_expiry(check: &mut Check<'_>, at: u64, token: &str, bytes: &[u8]) {
    let place = format!("expiry of token `{token}`");
    if !bytes.is_empty() {
        check.problem(&place, "it has content");
    }
    let key = TokenRow::Record(token).key();
    let Some(record) = check.read(|| &place, check.snapshot.get(Part::Tokens, &key)) else { return };
    match record.map(|bytes| TokenRow::expires_at(&key, bytes)) {
        None => check.problem(place, "there is no such token"),
        Some(Ok(own)) if own != at => check.problem(place, "the token is forgotten at another time"),
        // What cannot be read is reported as a record.
        Some(_) => {}
    }
}
