//! `time`, `time(millis)` and `time(millis, N)`: how a time is stored.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Ident, Token, parenthesized, token};

use super::key::kind;
use super::template::fraction;

/// How a time is stored, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    /// As text, with so many digits of a fraction of a second.
    Text(usize),
    /// As a number since 1970, of which so many digits are one.
    Number(usize),
}

/// The digits of a fraction of a second that a time's own key text has.
pub(crate) const ALL_DIGITS: usize = 9;

/// The library's own functions for serde's `with`, by which a time is stored in its order anywhere.
const FUNCTIONS: &[(&str, TimeFormat)] = &[
    ("as_time", TimeFormat::Text(ALL_DIGITS)),
    ("as_time_in_seconds", TimeFormat::Text(0)),
    ("as_time_in_millis", TimeFormat::Text(3)),
    ("as_time_in_micros", TimeFormat::Text(6)),
    ("as_seconds_since_1970", TimeFormat::Number(0)),
    ("as_millis_since_1970", TimeFormat::Number(3)),
    ("as_micros_since_1970", TimeFormat::Number(6)),
];

/// The format of a time that such functions store, by their path with their module, as others may have such names.
pub(super) fn stored_by(path: &str) -> Option<TimeFormat> {
    let (before, last) = path.rsplit_once("::")?;
    if before.rsplit("::").next()?.trim() != "time" {
        return None;
    }
    let last = last.trim();
    FUNCTIONS.iter().find(|(name, _)| *name == last).map(|(_, format)| *format)
}

/// The functions that store a time in a format.
pub(super) fn functions(format: TimeFormat) -> &'static str {
    FUNCTIONS.iter().find(|(_, of)| *of == format).map_or("as_time", |(name, _)| name)
}

/// `time` as written.
pub(crate) struct RawTime {
    pub(crate) format: TimeFormat,
    pub(crate) span: Span,
}

const HOW: &str = "\nhelp: write `time`, `time(seconds)`, `time(millis)` or `time(micros)` for text, and `time(seconds, N)` for a number";

/// Reads what follows `time`.
pub(super) fn time(meta: &ParseNestedMeta<'_>, span: Span) -> syn::Result<RawTime> {
    let text = |digits| RawTime { format: TimeFormat::Text(digits), span };
    if !meta.input.peek(token::Paren) {
        return Ok(text(ALL_DIGITS));
    }
    let inside;
    parenthesized!(inside in meta.input);
    let unit: Ident = inside.parse().map_err(|_| inside.error(format!("what is the time told in?{HOW}")))?;
    let digits = fraction(&unit.to_string())
        .ok_or_else(|| syn::Error::new(unit.span(), format!("a time is not stored in `{unit}`{HOW}")))?;
    if !inside.is_empty() {
        inside.parse::<Token![,]>()?;
    }
    let kinds = Punctuated::<Ident, Token![,]>::parse_terminated_with(&inside, kind)?;
    let mut kinds = kinds.iter();
    let kind = kinds.next();
    if let Some(second) = kinds.next() {
        return Err(syn::Error::new(second.span(), format!("a time is stored as one type{HOW}")));
    }
    match kind {
        None => Ok(text(digits)),
        Some(kind) if kind == "S" => Ok(text(digits)),
        Some(kind) if kind == "N" => Ok(RawTime { format: TimeFormat::Number(digits), span }),
        Some(kind) => Err(syn::Error::new(kind.span(), format!("a time is stored as text or a number{HOW}"))),
    }
}
