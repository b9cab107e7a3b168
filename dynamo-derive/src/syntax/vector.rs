//! `#[vector_index(…)]` as written.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitInt, LitStr, Token, parenthesized};

use super::key::{RawKey, keys, kind, only_one};
use super::slot::{Slot, name, unknown};
use super::table::{RawProjection, index_name, named, project};
use super::written::is_of_keys;
use crate::suggest::{code, instead};

/// The most numbers that a vector has.
const MOST_DIMENSIONS: u32 = 4096;

/// How two vectors are compared: as it is written, and the variant that stands for it.
const DISTANCES: &[(&str, &str)] =
    &[("cosine", "Cosine"), ("dot_product", "DotProduct"), ("euclidean", "Euclidean")];

pub(crate) struct RawVector {
    pub(crate) name: String,
    pub(crate) span: Span,
    /// The attribute that holds the vectors, and where it is named.
    pub(crate) vector: (String, Span),
    pub(crate) dimensions: u32,
    /// Where the dimensions are written.
    pub(crate) dimensions_span: Span,
    pub(crate) distance: &'static str,
    pub(crate) pk: Option<RawKey>,
    pub(crate) filters: Vec<RawKey>,
    pub(crate) projection: Option<RawProjection>,
}

pub(super) fn vector_index(attribute: &Attribute) -> syn::Result<RawVector> {
    is_of_keys(attribute, named)?;
    let (mut ident, mut vector, mut dimensions) =
        (Slot::new("name"), Slot::new("vector"), Slot::new("dimensions"));
    let (mut distance, mut pk, mut filters, mut projection) =
        (Slot::new("distance"), Slot::new("pk"), Slot::new("filter"), Slot::new("project"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("name") => ident.set(at, name(meta.value()?)?),
            Some("vector") => vector.set(at, name(meta.value()?)?),
            Some("dimensions") => dimensions.set(at, count(meta.value()?)?),
            Some("distance") => distance.set(at, variant(meta.value()?)?),
            Some("pk") => pk.set(at, keys(&meta)?),
            Some("filter") => filters.set(at, filter(&meta)?),
            Some("project") => projection.set(at, project(&meta)?),
            Some("sk") => Err(meta.error(
                "a vector index has no sort key: what is nearest comes first\nhelp: remove `sk`, or filter by the attribute, as in `filter(year)`",
            )),
            _ => Err(unknown(
                &meta,
                &["name", "vector", "dimensions", "distance", "pk", "filter", "project"],
            )),
        }
    })?;
    let missing = |what| syn::Error::new_spanned(attribute, what);
    let (name, span) = index_name(attribute, ident, "by_meaning")?;
    let vector = vector.take().ok_or_else(|| {
        missing("`vector` is missing\nhelp: name the attribute that holds the vectors, as in `vector = \"embedding\"`")
    })?;
    let (dimensions, dimensions_span) = dimensions.take().ok_or_else(|| {
        missing(
            "`dimensions` is missing\nhelp: say how many numbers each vector has, as in `dimensions = 384`",
        )
    })?;
    let distance = distance.take().ok_or_else(|| {
        missing("`distance` is missing\nhelp: say how vectors are compared: `distance = cosine`, `dot_product` or `euclidean`")
    })?;
    let pk = pk.take();
    only_one(pk.as_ref(), "the partition key of a vector index")?;
    let (filters, projection) = (filters.take().unwrap_or_default(), projection.take());
    let pk = pk.and_then(|pk| pk.into_iter().next());
    Ok(RawVector { name, span, vector, dimensions, dimensions_span, distance, pk, filters, projection })
}

fn count(input: ParseStream<'_>) -> syn::Result<(u32, Span)> {
    let literal: LitInt = input.parse()?;
    match literal.base10_parse() {
        Ok(count @ 1..=MOST_DIMENSIONS) => Ok((count, literal.span())),
        _ => Err(syn::Error::new(
            literal.span(),
            format!(
                "a vector has 1 to {MOST_DIMENSIONS} numbers\nhelp: write how many the model returns that makes the vectors, as in `dimensions = 384`"
            ),
        )),
    }
}

fn variant(input: ParseStream<'_>) -> syn::Result<&'static str> {
    let written = input.call(Ident::parse_any)?;
    let known = DISTANCES.iter().map(|(known, _)| *known);
    match DISTANCES.iter().find(|(known, _)| written == known) {
        Some((_, variant)) => Ok(variant),
        None => {
            let help = instead(&written.to_string(), known, code);
            Err(syn::Error::new(
                written.span(),
                format!("vectors are compared by something else\nhelp: {help}"),
            ))
        }
    }
}

/// `(language, ("year", N))`: attributes, and their types where these are not S.
fn filter(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<RawKey>> {
    let inside;
    parenthesized!(inside in meta.input);
    let list = Punctuated::<RawKey, Token![,]>::parse_terminated_with(&inside, |input| {
        if !input.peek(syn::token::Paren) {
            return Ok(RawKey { name: attribute(input)?, kind: None });
        }
        let typed;
        parenthesized!(typed in input);
        let name = attribute(&typed)?;
        typed.parse::<Token![,]>()?;
        Ok(RawKey { name, kind: Some(kind(&typed)?) })
    })?;
    if list.is_empty() {
        return Err(
            meta.error("no attribute to filter by\nhelp: name some, as in `filter(language)`, or remove it")
        );
    }
    Ok(list.into_iter().collect())
}

fn attribute(input: ParseStream<'_>) -> syn::Result<LitStr> {
    name(input).map(|(name, span)| LitStr::new(&name, span))
}
