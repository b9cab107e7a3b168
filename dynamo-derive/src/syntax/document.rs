use syn::spanned::Spanned as _;
use syn::{Attribute, DataEnum, DeriveInput, Fields, Ident, Path};

use super::field::{RawField, inner_fields, named_fields};
use super::slot::unknown;
use super::time::functions;
use super::{ContainerSerde, FieldAttrs, FieldSerde};
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
        "a document is a struct or an enum\nhelp: make it one; what serde stores has a name for each part";
    let nameless =
        "a document's fields need names: each is an entry of a map\nhelp: name each, as in `x: u32`";
    let fields = named_fields(input, not_a_struct, nameless, diag)?;
    only_rules(&fields, diag);
    Some(RawDocument { krate: krate(input, diag), fields, serde: ContainerSerde::of(&input.attrs) })
}

/// Of what `#[attr(…)]` says, rules are all that the fields of documents and variants have.
fn only_rules(fields: &[RawField], diag: &Diagnostics) {
    if let Some(span) = fields.iter().find_map(|field| field.attrs.key) {
        diag.error(
            span,
            "keys are made of an entity's own fields, not of a document's\nhelp: remove `#[attr(key)]`",
        );
    }
    for field in fields {
        if let Some(computed) = &field.attrs.computed {
            diag.error(computed.function.span(), "an entity's own fields are computed, not a document's\nhelp: compute the entity's field that holds the document");
        }
    }
    if let Some(unique) = fields.iter().find_map(|field| field.attrs.unique.as_ref()) {
        diag.error(
            unique.span,
            "an entity\u{2019}s own fields are unique, not those of a document\nhelp: remove `unique`",
        );
    }
    for (managed, span) in fields.iter().filter_map(|field| field.attrs.managed) {
        let name = managed.name();
        diag.error(span, format_args!("`{name}` is kept in an entity's own field, not in a document's\nhelp: remove `#[attr({name})]`, or move the field to the entity"));
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
    for time in fields.iter().filter_map(|field| field.attrs.time.as_ref()) {
        diag.error(
            time.span,
            format_args!(
                "serde stores what is inside a document, and is told how\nhelp: write `#[serde(with = \"dynamo_model::time::{}\")]`",
                functions(time.format)
            ),
        );
    }
}

/// An enum inside an item as written.
pub(crate) struct RawTagged {
    pub(crate) krate: Option<Path>,
    pub(crate) serde: ContainerSerde,
    pub(crate) variants: Vec<RawVariant>,
}

pub(crate) struct RawVariant {
    pub(crate) ident: Ident,
    pub(crate) style: Style,
    pub(crate) serde: FieldSerde,
    pub(crate) fields: Vec<RawField>,
    /// What serde says of its fields.
    pub(crate) container: ContainerSerde,
}

/// How the fields of a variant are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Unit,
    Newtype,
    Tuple,
    Struct,
}

impl Style {
    fn of(fields: &Fields) -> Self {
        match fields {
            Fields::Unit => Self::Unit,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Self::Newtype,
            Fields::Unnamed(_) => Self::Tuple,
            Fields::Named(_) => Self::Struct,
        }
    }
}

/// Reads an enum, recording every mistake.
pub(crate) fn tagged(input: &DeriveInput, data: &DataEnum, diag: &Diagnostics) -> RawTagged {
    if let Some(first) = input.generics.params.first() {
        diag.error(
            first.span(),
            "a document cannot be generic\nhelp: derive `Document` for an enum with concrete types",
        );
    }
    let serde = ContainerSerde::of(&input.attrs);
    if serde.untagged {
        diag.error(input.ident.span(), "an untagged enum does not store which variant it is, and has no typed paths\nhelp: remove `#[derive(Document)]`: it is compared and set whole; or give it a tag with `#[serde(tag = \"…\")]`");
    }
    let variants = data.variants.iter().map(|variant| RawVariant {
        ident: variant.ident.clone(),
        style: Style::of(&variant.fields),
        serde: of_variant(&variant.attrs),
        fields: inner_fields(&variant.fields, diag),
        container: of_fields(&variant.attrs, &serde),
    });
    let variants: Vec<RawVariant> = variants.collect();
    variants.iter().for_each(|variant| only_rules(&variant.fields, diag));
    RawTagged { krate: krate(input, diag), serde, variants }
}

/// What stores the time of a whole variant is not known to conditions, as that of a field is.
fn of_variant(attrs: &[Attribute]) -> FieldSerde {
    let mut serde = FieldSerde::of(attrs);
    serde.with |= serde.time.is_some();
    serde
}

/// A variant's own `rename_all` goes before the enum's `rename_all_fields`.
fn of_fields(variant: &[Attribute], container: &ContainerSerde) -> ContainerSerde {
    let own = ContainerSerde::of(variant);
    ContainerSerde { rename_all: own.rename_all.or(container.rename_all_fields), ..own }
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
