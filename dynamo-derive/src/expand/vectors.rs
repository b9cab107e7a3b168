//! The vector indexes of a table: checked among each other, and as schemas.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

use super::table::projection;
use super::table_keys::Keys;
use crate::diag::Diagnostics;
use crate::syntax::{RawTable, RawVector};

/// The vector indexes that a table has at the most.
const MOST: usize = 5;
/// The attributes that a vector index filters by at the most.
const MOST_FILTERS: usize = 18;

pub(super) fn check(raw: &RawTable, keys: &Keys, diag: &Diagnostics) {
    for index in raw.vectors.iter().skip(MOST) {
        diag.error(
            index.span,
            format_args!("a table has {MOST} vector indexes at the most\nhelp: remove one of them"),
        );
    }
    for (place, index) in raw.vectors.iter().enumerate() {
        let before = raw.vectors.get(..place).unwrap_or_default();
        let mut names = raw.indexes.iter().map(|other| &other.name).chain(before.iter().map(|b| &b.name));
        if names.any(|name| *name == index.name) {
            diag.error(
                index.span,
                format_args!("a second index `{}`\nhelp: give one of them another name", index.name),
            );
        }
        vectors_are_alike(index, before, diag);
        is_no_other_attribute(index, raw, keys, diag);
        filters_differ(index, before, keys, diag);
    }
}

/// Vectors of one attribute have one length.
fn vectors_are_alike(index: &RawVector, before: &[RawVector], diag: &Diagnostics) {
    let other = before.iter().find(|b| b.vector.0 == index.vector.0 && b.dimensions != index.dimensions);
    if let Some(other) = other {
        diag.error(
            index.dimensions_span,
            format_args!(
                "vectors in `{}` have {} numbers in index `{}` and {} here\nhelp: an attribute has vectors of one length; write `dimensions = {}`, or name another attribute",
                index.vector.0, other.dimensions, other.name, index.dimensions, other.dimensions
            ),
        );
    }
}

/// What holds vectors holds nothing else.
fn is_no_other_attribute(index: &RawVector, raw: &RawTable, keys: &Keys, diag: &Diagnostics) {
    let (vector, span) = &index.vector;
    let is_ttl = raw.ttl.as_ref().is_some_and(|ttl| ttl.value() == *vector);
    let mut filters = raw.vectors.iter().flat_map(|other| &other.filters);
    let what = if keys.kind_of(vector).is_some() {
        "a key attribute"
    } else if keys.entity_type.as_ref() == Some(vector) {
        "the entity type"
    } else if keys.revision == *vector {
        "the revision"
    } else if is_ttl {
        "the time an item expires"
    } else if filters.any(|filter| filter.name.value() == *vector) {
        "an attribute that searches filter by"
    } else {
        return;
    };
    diag.error(
        *span,
        format_args!("`{vector}` is {what}, and so no vector\nhelp: name the attribute that holds the vectors, as in `vector = \"embedding\"`"),
    );
}

fn filters_differ(index: &RawVector, before: &[RawVector], keys: &Keys, diag: &Diagnostics) {
    if let Some(filter) = index.filters.get(MOST_FILTERS) {
        diag.error(
            filter.name.span(),
            format_args!(
                "a vector index filters by {MOST_FILTERS} attributes at the most\nhelp: remove some"
            ),
        );
    }
    for (place, filter) in index.filters.iter().enumerate() {
        let (name, kind) = (filter.name.value(), kind(filter.kind.as_ref()));
        if index.filters.iter().take(place).any(|other| other.name.value() == name) {
            let message = format_args!("this index filters by `{name}` already\nhelp: remove it here");
            diag.error(filter.name.span(), message);
        }
        if index.pk.as_ref().is_some_and(|pk| pk.name.value() == name) {
            diag.error(filter.name.span(), format_args!("`{name}` is the partition key of this index, which every search says anyway\nhelp: remove it here"));
            continue;
        }
        let filters = before.iter().flat_map(|other| &other.filters);
        let mut kinds =
            filters.filter(|other| other.name.value() == name).map(|b| self::kind(b.kind.as_ref()));
        let other = keys.kind_of(&name).or_else(|| kinds.find(|other| *other != kind));
        if let Some(other) = other.filter(|other| *other != kind) {
            diag.error(
                filter.name.span(),
                format_args!("attribute `{name}` is of type {other} in another index or key and {kind} here\nhelp: an attribute has one type; write `(\"{name}\", {other})`"),
            );
        }
    }
}

fn kind(written: Option<&Ident>) -> String {
    written.map_or_else(|| "S".to_owned(), Ident::to_string)
}

/// The schemas of the vector indexes.
pub(super) fn schemas<'r>(raw: &'r RawTable, keys: &'r Keys) -> impl Iterator<Item = TokenStream> + 'r {
    raw.vectors.iter().zip(&keys.vectors).map(|(index, key)| {
        let RawVector { name, dimensions, .. } = index;
        let (key, projection) = (key.tokens(), projection(index.projection.as_ref()));
        let attribute = &index.vector.0;
        let distance = Ident::new(index.distance, Span::call_site());
        let filters = index.filters.iter().map(|filter| {
            let (name, kind) = (&filter.name, Ident::new(&kind(filter.kind.as_ref()), Span::call_site()));
            quote!(__d::KeyAttribute::new(#name, __d::KeyKind::#kind))
        });
        quote! {
            __d::IndexSchema {
                name: #name,
                key: #key,
                projection: #projection,
                local: false,
                vector: __d::Some(__d::VectorSchema {
                    attribute: #attribute,
                    dimensions: #dimensions,
                    distance: __d::Distance::#distance,
                    filters: &[#(#filters),*],
                }),
            }
        }
    })
}
