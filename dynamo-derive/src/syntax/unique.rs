//! Unique constraints: `unique`, `unique(scope = tenant, normalize(trim, lowercase))` on a field, and
//! `unique(name = seat, fields(flight(normalize = trim), row))` on an entity.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Ident, Path, Token, parenthesized};

use super::slot::{Slot, unknown};

/// What makes a field unique, as written.
pub(crate) struct RawUnique {
    pub(crate) span: Span,
    /// The fields within which it is unique.
    pub(crate) scope: Vec<RawUniquePart>,
    /// What makes the compared text of the value, one after the other.
    pub(crate) normalize: Vec<Path>,
}

/// Fields that are unique together, as written.
pub(crate) struct RawUniqueTogether {
    pub(crate) name: Ident,
    pub(crate) fields: Vec<RawUniquePart>,
}

/// One of several fields of a constraint, as written: `flight`, or `flight(normalize = trim)`.
pub(crate) struct RawUniquePart {
    pub(crate) ident: Ident,
    pub(crate) normalize: Vec<Path>,
}

/// Reads what follows `unique` on a field.
pub(super) fn on_field(meta: &ParseNestedMeta<'_>, span: Span) -> syn::Result<RawUnique> {
    let (mut scope, mut normalize) = (Slot::new("scope"), Slot::new("normalize"));
    if meta.input.peek(syn::token::Paren) {
        meta.parse_nested_meta(|meta| {
            let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
            match meta.path.get_ident().map(Ident::to_string).as_deref() {
                Some("scope") => scope.set(
                    at,
                    one_or_more(&meta, part, "the fields within which it is unique, as in `scope(tenant)`")?,
                ),
                Some("normalize") => normalize.set(at, functions(&meta)?),
                _ => Err(unknown(&meta, &["scope", "normalize"])),
            }
        })?;
    }
    Ok(RawUnique {
        span,
        scope: scope.take().unwrap_or_default(),
        normalize: normalize.take().unwrap_or_default(),
    })
}

/// Reads what follows `unique` on an entity.
pub(super) fn on_entity(meta: &ParseNestedMeta<'_>, span: Span) -> syn::Result<RawUniqueTogether> {
    let (mut name, mut fields) = (Slot::new("name"), Slot::new("fields"));
    if meta.input.peek(syn::token::Paren) {
        meta.parse_nested_meta(|meta| {
            let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
            match meta.path.get_ident().map(Ident::to_string).as_deref() {
                Some("name") => name.set(at, meta.value()?.call(Ident::parse_any)?),
                Some("fields") => fields.set(
                    at,
                    one_or_more(
                        &meta,
                        part,
                        "the fields that are unique together, as in `fields(flight, row)`",
                    )?,
                ),
                _ => Err(unknown(&meta, &["name", "fields"])),
            }
        })?;
    }
    match (name.take(), fields.take()) {
        (Some(name), Some(fields)) => Ok(RawUniqueTogether { name, fields }),
        _ => Err(syn::Error::new(
            span,
            "fields that are unique together have a name\nhelp: write `unique(name = seat, fields(flight, row))`; a field that is unique by itself says so: `#[attr(unique)]`",
        )),
    }
}

/// A field, and what normalises it.
fn part(input: ParseStream<'_>) -> syn::Result<RawUniquePart> {
    let (ident, mut normalize) = (Ident::parse_any(input)?, Slot::new("normalize"));
    if input.peek(syn::token::Paren) {
        let inside;
        parenthesized!(inside in input);
        let said = syn::meta::parser(|meta| {
            let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
            match meta.path.is_ident("normalize") {
                true => normalize.set(at, functions(&meta)?),
                false => Err(unknown(&meta, &["normalize"])),
            }
        });
        said.parse2(inside.parse()?)?;
    }
    Ok(RawUniquePart { ident, normalize: normalize.take().unwrap_or_default() })
}

fn functions(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<Path>> {
    let what = "what makes the compared text, as in `normalize(lowercase)`";
    one_or_more(meta, Path::parse_mod_style, what)
}

/// `= a`, or `(a, b)`.
fn one_or_more<T>(
    meta: &ParseNestedMeta<'_>,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
    what: &str,
) -> syn::Result<Vec<T>> {
    if !meta.input.peek(syn::token::Paren) {
        return Ok(vec![meta.value()?.call(parse)?]);
    }
    let inside;
    parenthesized!(inside in meta.input);
    let all: Punctuated<T, Token![,]> = inside.parse_terminated(parse, Token![,])?;
    if all.is_empty() {
        let key = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        return Err(meta.error(format!("`{key}` names nothing\nhelp: name {what}, or leave it out")));
    }
    Ok(all.into_iter().collect())
}
