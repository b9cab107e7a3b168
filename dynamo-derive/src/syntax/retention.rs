use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Ident, token};

use super::duration::duration;
use super::slot::{Slot, unknown};

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

pub(super) fn ttl(meta: &ParseNestedMeta<'_>, span: Span) -> syn::Result<RawTtl> {
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

pub(super) fn deletion(meta: &ParseNestedMeta<'_>, span: Span) -> syn::Result<RawDeleted> {
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
