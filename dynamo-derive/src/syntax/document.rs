use syn::spanned::Spanned as _;
use syn::{DeriveInput, Path};

use super::field::{RawField, named_fields};
use super::slot::unknown;
use super::{ContainerSerde, FieldAttrs};
use crate::diag::Diagnostics;

/// A document as written.
pub(crate) struct RawDocument {
    pub(crate) krate: Option<Path>,
    pub(crate) fields: Vec<RawField>,
    pub(crate) serde: ContainerSerde,
}

/// Reads everything, recording every mistake; `None` if too little is right to go on.
pub(crate) fn document(input: &DeriveInput, diag: &Diagnostics) -> Option<RawDocument> {
    if let Some(first) = input.generics.params.first() {
        diag.error(
            first.span(),
            "a document cannot be generic\nhelp: derive `Document` for a struct with concrete types",
        );
        return None;
    }
    let not_a_struct =
        "a document is a struct\nhelp: an enum is stored as one value: compare it or set it whole";
    let nameless = "a document's fields need names: each is an entry of a map";
    let fields = named_fields(input, not_a_struct, nameless, diag)?;
    if let Some(span) = fields.iter().find_map(|field| field.attrs.key) {
        diag.error(
            span,
            "keys are made of an entity's own fields, not of a document's\nhelp: remove `#[attr(key)]`",
        );
    }
    for FieldAttrs { ttl, deleted, .. } in fields.iter().map(|field| &field.attrs) {
        let (ttl, deleted) = (ttl.iter().map(|ttl| ttl.span), deleted.iter().map(|deleted| deleted.span));
        for span in ttl.chain(deleted) {
            diag.error(
                span,
                "whole items expire and are deleted, not documents inside them\nhelp: give the attribute to a field of the entity",
            );
        }
    }
    Some(RawDocument { krate: krate(input, diag), fields, serde: ContainerSerde::of(&input.attrs) })
}

fn krate(input: &DeriveInput, diag: &Diagnostics) -> Option<Path> {
    let mut krate = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("document")) {
        diag.take(attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("crate") {
                krate = Some(meta.value()?.call(Path::parse_mod_style)?);
                return Ok(());
            }
            Err(unknown(&meta, &["crate"]))
        }));
    }
    krate
}
