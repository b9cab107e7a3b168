use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Ident, token};

use super::duration::duration;
use super::slot::{Slot, unknown};
use crate::diag::Diagnostics;

/// What the `#[attr(…)]` of a field say.
pub(crate) struct FieldAttrs {
    /// Where `key` stands.
    pub(crate) key: Option<Span>,
    pub(crate) ttl: Option<RawTtl>,
    pub(crate) deleted: Option<RawDeleted>,
}

/// `ttl` or `ttl(…)` as written.
pub(crate) struct RawTtl {
    pub(crate) span: Span,
    /// Seconds.
    pub(crate) after: Option<u64>,
    pub(crate) from: Option<Ident>,
}

/// `deleted` or `deleted(…)` as written.
pub(crate) struct RawDeleted {
    pub(crate) span: Span,
    /// Where `expire_after` stands, and its seconds.
    pub(crate) expire_after: Option<(Span, u64)>,
}

impl FieldAttrs {
    /// Reads every `#[attr(…)]` of a field, recording every mistake.
    pub(super) fn of(attributes: &[Attribute], diag: &Diagnostics) -> Self {
        let mut key = Slot::new("key");
        let (mut expiry, mut deleted) = (Slot::new("ttl"), Slot::new("deleted"));
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("attr")) {
            diag.take(attribute.parse_nested_meta(|meta| {
                let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
                match meta.path.get_ident().map(Ident::to_string).as_deref() {
                    Some("key") => key.set(at, at),
                    Some("ttl") => expiry.set(at, ttl(&meta, at)?),
                    Some("deleted") => deleted.set(at, deletion(&meta, at)?),
                    _ => Err(unknown(&meta, &["key", "ttl", "deleted"])),
                }
            }));
        }
        Self { key: key.take(), ttl: expiry.take(), deleted: deleted.take() }
    }
}

fn ttl(meta: &ParseNestedMeta<'_>, span: Span) -> syn::Result<RawTtl> {
    let (mut after, mut from) = (Slot::new("after"), Slot::new("from"));
    if meta.input.peek(token::Paren) {
        meta.parse_nested_meta(|inner| {
            let at = inner.path.get_ident().map_or_else(Span::call_site, Ident::span);
            match inner.path.get_ident().map(Ident::to_string).as_deref() {
                Some("after") => after.set(at, duration(inner.value()?)?),
                Some("from") => from.set(at, inner.value()?.parse()?),
                _ => Err(unknown(&inner, &["after", "from"])),
            }
        })?;
    }
    Ok(RawTtl { span, after: after.take(), from: from.take() })
}

fn deletion(meta: &ParseNestedMeta<'_>, span: Span) -> syn::Result<RawDeleted> {
    let mut expire_after = Slot::new("expire_after");
    if meta.input.peek(token::Paren) {
        meta.parse_nested_meta(|inner| {
            let at = inner.path.get_ident().map_or_else(Span::call_site, Ident::span);
            match inner.path.get_ident().map(Ident::to_string).as_deref() {
                Some("expire_after") => expire_after.set(at, (at, duration(inner.value()?)?)),
                _ => Err(unknown(&inner, &["expire_after"])),
            }
        })?;
    }
    Ok(RawDeleted { span, expire_after: expire_after.take() })
}
