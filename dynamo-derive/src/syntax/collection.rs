use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path, Token, Type, parenthesized};

use super::key::{RawTemplate, templates};
use super::slot::{Slot, name, unknown};
use crate::diag::Diagnostics;

/// A collection's attributes as written.
pub(crate) struct RawCollection {
    pub(crate) table: Path,
    pub(crate) krate: Option<Path>,
    pub(crate) index: Option<(String, Span)>,
    pub(crate) pk: Vec<RawTemplate>,
    pub(crate) parts: Vec<RawPart>,
    pub(crate) grouped: bool,
    /// In no list of the table's.
    pub(crate) unlisted: bool,
    pub(crate) members: Vec<RawMember>,
}

/// A part of the partition key, as in `of(customer: CustomerId)`.
pub(crate) struct RawPart {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

/// A variant or field.
pub(crate) struct RawMember {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// Takes the items that are of no other.
    pub(crate) other: bool,
}

impl Parse for RawPart {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ident = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Self { ident, ty: input.parse()? })
    }
}

/// Reads everything, recording every mistake; `None` if too little is right to go on.
pub(crate) fn collection(input: &DeriveInput, diag: &Diagnostics) -> Option<RawCollection> {
    if let Some(first) = input.generics.params.first() {
        diag.push(syn::Error::new_spanned(first, "a collection cannot be generic\nhelp: its members are entities, which are types of their own: name them"));
        return None;
    }
    let members = members(input, diag)?;
    one_takes_others(&members, diag);
    if members.iter().all(|member| member.other) {
        diag.error(
            input.ident.span(),
            "a collection has an entity at least\nhelp: add a variant or field for each, as in `Order(Order)` or `orders: Vec<Order>`",
        );
    }
    let mut heads = input.attrs.iter().filter(|attribute| attribute.path().is_ident("collection"));
    let Some(head) = heads.next() else {
        diag.error(
            input.ident.span(),
            "a collection needs its table and partition key\nhelp: add `#[collection(table = …, pk = \"…\", of(…))]`",
        );
        return None;
    };
    if let Some(second) = heads.next() {
        diag.push(syn::Error::new_spanned(second, "a second `#[collection]`\nhelp: put everything into one"));
    }
    let mut raw = diag.take(head_attribute(head))?;
    raw.grouped = matches!(input.data, Data::Struct(_));
    raw.members = members;
    Some(raw)
}

fn members(input: &DeriveInput, diag: &Diagnostics) -> Option<Vec<RawMember>> {
    match &input.data {
        Data::Enum(data) => {
            let members = data.variants.iter().filter_map(|variant| match &variant.fields {
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Some(RawMember {
                    ident: variant.ident.clone(),
                    ty: fields.unnamed.first()?.ty.clone(),
                    other: other(&variant.attrs, diag),
                }),
                _ => {
                    diag.error(
                        variant.ident.span(),
                        "a variant holds one entity\nhelp: write the variant as `Order(Order)`",
                    );
                    None
                }
            });
            Some(members.collect())
        }
        Data::Struct(data) => {
            let Fields::Named(fields) = &data.fields else {
                diag.error(
                    input.ident.span(),
                    "a collection's fields need names\nhelp: name each, as in `orders: Vec<Order>`",
                );
                return None;
            };
            let members = fields.named.iter().filter_map(|field| {
                Some(RawMember {
                    ident: field.ident.clone()?,
                    ty: field.ty.clone(),
                    other: other(&field.attrs, diag),
                })
            });
            Some(members.collect())
        }
        Data::Union(_) => {
            diag.error(input.ident.span(), "a collection is an enum or a struct\nhelp: make it an enum with one variant per entity, or a struct with one field per entity");
            None
        }
    }
}

fn one_takes_others(members: &[RawMember], diag: &Diagnostics) {
    for second in members.iter().filter(|member| member.other).skip(1) {
        diag.error(
            second.ident.span(),
            "a second `#[collection(other)]`: one takes all that is of no entity here\nhelp: remove it here",
        );
    }
}

fn other(attributes: &[Attribute], diag: &Diagnostics) -> bool {
    let mut other = Slot::new("other");
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("collection")) {
        diag.take(attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("other") {
                return other.set(meta.path.get_ident().map_or_else(Span::call_site, Ident::span), ());
            }
            Err(unknown(&meta, &["other"]))
        }));
    }
    other.take().is_some()
}

fn head_attribute(attribute: &Attribute) -> syn::Result<RawCollection> {
    let (mut table, mut krate, mut index) = (Slot::new("table"), Slot::new("crate"), Slot::new("index"));
    let (mut pk, mut parts, mut unlisted) = (Slot::new("pk"), Slot::new("of"), Slot::new("unlisted"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("table") => table.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("crate") => krate.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("index") => index.set(at, name(meta.value()?)?),
            Some("pk") => pk.set(at, templates(&meta)?),
            Some("of") => {
                let inside;
                parenthesized!(inside in meta.input);
                let list = inside.parse_terminated(RawPart::parse, Token![,])?;
                parts.set(at, list.into_iter().collect())
            }
            Some("unlisted") => unlisted.set(at, ()),
            _ => Err(unknown(&meta, &["table", "index", "pk", "of", "unlisted", "crate"])),
        }
    })?;
    let missing = |what| syn::Error::new_spanned(attribute, what);
    let table = table.take();
    let pk = pk.take();
    Ok(RawCollection {
        table: table.ok_or_else(|| missing("`table` is missing\nhelp: name the enum or unit struct that derives `Table`"))?,
        krate: krate.take(),
        index: index.take(),
        pk: pk.ok_or_else(|| missing("`pk` is missing\nhelp: write the template of the partition key, such as \"CUSTOMER#{customer}\""))?,
        parts: parts.take().unwrap_or_default(),
        grouped: false,
        unlisted: unlisted.take().is_some(),
        members: Vec::new(),
    })
}
