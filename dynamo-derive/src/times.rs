//! The rules of fields that say how a time is stored.

use crate::diag::Diagnostics;
use crate::model::{Field, Piece};
use crate::syntax::{ALL_DIGITS, Format, RawField, TimeFormat};

/// Records what else the fields say of how they are stored.
pub(crate) fn check(raw: &[RawField], diag: &Diagnostics) {
    for field in raw {
        let (serde, attrs) = (&field.serde, &field.attrs);
        let (what, span) = match (&attrs.time, serde.time) {
            (Some(time), _) => ("time", time.span),
            (None, Some(_)) => ("with", field.ident.span()),
            (None, None) => continue,
        };
        let kept =
            attrs.managed.map(|(managed, _)| managed.name()).or(attrs.deleted.as_ref().map(|_| "deleted"));
        let others = [
            (serde.skip, "serde\u{2019}s `skip`"),
            (serde.flatten, "serde\u{2019}s `flatten`"),
            (serde.with || attrs.time.is_some() && serde.time.is_some(), "serde\u{2019}s `with`"),
            (attrs.key.is_some(), "`#[attr(key)]`"),
            (attrs.computed.is_some(), "`#[attr(computed(…))]`"),
            (attrs.ttl.is_some(), "`#[attr(ttl)]`"),
        ];
        for (_, other) in others.iter().filter(|(is_there, _)| *is_there) {
            diag.error(span, format_args!("`{what}` says how an attribute is stored, and {other} says so, too\nhelp: remove one of the two"));
        }
        if let Some(name) = kept {
            diag.error(span, format_args!("`{name}` is stored in its order anyway\nhelp: remove `{what}`"));
        }
    }
}

/// How a template that is a field alone writes it: as the field is stored, unless the template says otherwise.
pub(crate) fn alone(pieces: &mut [Piece], fields: &[Field]) {
    if let [Piece::Field(place, format @ Format::Own)] = pieces
        && let Some(time) = fields.get(*place).and_then(|field| field.time)
    {
        *format = match time {
            TimeFormat::Text(ALL_DIGITS) => Format::Own,
            TimeFormat::Text(digits) => Format::Fraction(digits),
            TimeFormat::Number(digits) => Format::Since1970(digits),
        };
    }
}

/// Whether a field is stored as text, or as a number, in a format that a template of it alone may have.
pub(crate) fn is_stored_so(field: &Field, format: Format) -> bool {
    match (field.time, format) {
        (Some(TimeFormat::Text(ALL_DIGITS)), Format::Own) => true,
        (Some(TimeFormat::Text(stored)), Format::Fraction(digits)) => stored == digits,
        (Some(TimeFormat::Number(stored)), Format::Since1970(digits)) => stored == digits,
        _ => false,
    }
}
