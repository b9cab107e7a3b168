use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Path, Type, Visibility};

use super::slot::{Slot, name, unknown};
use super::{ContainerSerde, FieldSerde};
use crate::diag::Diagnostics;

/// An entity's attributes as written.
pub(crate) struct RawEntity {
    pub(crate) table: Path,
    pub(crate) krate: Option<Path>,
    pub(crate) tag: Option<LitStr>,
    pub(crate) pk: LitStr,
    pub(crate) sk: Option<LitStr>,
    pub(crate) accesses: Vec<RawAccess>,
    pub(crate) fields: Vec<RawField>,
    pub(crate) serde: ContainerSerde,
}

/// `#[access(…)]` as written.
pub(crate) struct RawAccess {
    pub(crate) name: Ident,
    pub(crate) index: Option<(String, Span)>,
    pub(crate) pk: Option<LitStr>,
    pub(crate) sk: Option<LitStr>,
    pub(crate) project: Vec<Ident>,
    /// Where `hydrate` stands.
    pub(crate) hydrate: Option<Span>,
}

/// A field as written.
pub(crate) struct RawField {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) ty: Type,
    /// Where `#[attr(key)]` stands.
    pub(crate) key: Option<Span>,
    pub(crate) serde: FieldSerde,
}

/// Reads everything, recording every mistake; `None` if too little is right to go on.
pub(crate) fn entity(input: &DeriveInput, diag: &Diagnostics) -> Option<RawEntity> {
    if !input.generics.params.is_empty() {
        diag.error(
            input.generics.params.first().map_or_else(Span::call_site, syn::spanned::Spanned::span),
            "an entity cannot be generic\nhelp: derive `Entity` for a struct with concrete types",
        );
        return None;
    }
    let fields = named_fields(input, diag)?;
    let accesses = attributes(input, "access").filter_map(|attribute| diag.take(access(attribute))).collect();
    let mut heads = attributes(input, "entity");
    let Some(head) = heads.next() else {
        diag.error(
            input.ident.span(),
            "an entity needs its table and key\nhelp: add `#[entity(table = …, pk = \"…\", sk = \"…\")]`",
        );
        return None;
    };
    if let Some(second) = heads.next() {
        diag.push(syn::Error::new_spanned(second, "a second `#[entity]`; put everything into one"));
    }
    let (table, krate, tag, pk, sk) = diag.take(entity_attribute(head))?;
    Some(RawEntity { table, krate, tag, pk, sk, accesses, fields, serde: ContainerSerde::of(&input.attrs) })
}

fn attributes<'i>(input: &'i DeriveInput, name: &'i str) -> impl Iterator<Item = &'i Attribute> {
    input.attrs.iter().filter(move |attribute| attribute.path().is_ident(name))
}

fn named_fields(input: &DeriveInput, diag: &Diagnostics) -> Option<Vec<RawField>> {
    let Data::Struct(data) = &input.data else {
        diag.error(input.ident.span(), "an entity is a struct\nhelp: an enum of entities derives `Table`");
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        diag.error(input.ident.span(), "an entity's fields need names: each is an attribute");
        return None;
    };
    let fields = fields.named.iter().filter_map(|field| {
        Some(RawField {
            ident: field.ident.clone()?,
            vis: field.vis.clone(),
            ty: field.ty.clone(),
            key: field_attribute(&field.attrs, diag),
            serde: FieldSerde::of(&field.attrs),
        })
    });
    Some(fields.collect())
}

fn field_attribute(attributes: &[Attribute], diag: &Diagnostics) -> Option<Span> {
    let mut key = Slot::new("key");
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("attr")) {
        diag.take(attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("key") {
                let span = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
                return key.set(span, span);
            }
            Err(unknown(&meta, &["key"]))
        }));
    }
    key.take()
}

type Head = (Path, Option<Path>, Option<LitStr>, LitStr, Option<LitStr>);

fn entity_attribute(attribute: &Attribute) -> syn::Result<Head> {
    let (mut table, mut krate, mut tag) = (Slot::new("table"), Slot::new("crate"), Slot::new("tag"));
    let (mut pk, mut sk) = (Slot::new("pk"), Slot::new("sk"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("table") => table.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("crate") => krate.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("tag") => tag.set(at, meta.value()?.parse()?),
            Some("pk") => pk.set(at, meta.value()?.parse()?),
            Some("sk") => sk.set(at, meta.value()?.parse()?),
            _ => Err(unknown(&meta, &["table", "tag", "pk", "sk", "crate"])),
        }
    })?;
    let missing = |what| syn::Error::new_spanned(attribute, what);
    let table = table
        .take()
        .ok_or_else(|| missing("`table` is missing\nhelp: name the enum that derives `Table`"))?;
    let pk = pk
        .take()
        .ok_or_else(|| missing("`pk` is missing\nhelp: write a key template such as \"ORDER#{id}\""))?;
    Ok((table, krate.take(), tag.take(), pk, sk.take()))
}

fn access(attribute: &Attribute) -> syn::Result<RawAccess> {
    let (mut ident, mut index, mut project) = (Slot::new("name"), Slot::new("index"), Slot::new("project"));
    let (mut pk, mut sk, mut hydrate) = (Slot::new("pk"), Slot::new("sk"), Slot::new("hydrate"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("name") => ident.set(at, meta.value()?.call(Ident::parse_any)?),
            Some("index") => index.set(at, name(meta.value()?)?),
            Some("pk") => pk.set(at, meta.value()?.parse()?),
            Some("sk") => sk.set(at, meta.value()?.parse()?),
            Some("project") => {
                let mut fields = Vec::new();
                meta.parse_nested_meta(|field| {
                    let ident = field.path.get_ident();
                    fields.push(ident.cloned().ok_or_else(|| field.error("expected a field's name"))?);
                    Ok(())
                })?;
                project.set(at, fields)
            }
            Some("hydrate") => hydrate.set(at, at),
            _ => Err(unknown(&meta, &["name", "index", "pk", "sk", "project", "hydrate"])),
        }
    })?;
    let missing = |what| syn::Error::new_spanned(attribute, what);
    let ident = ident
        .take()
        .ok_or_else(|| missing("`name` is missing\nhelp: name the method, as in `name = by_customer`"))?;
    Ok(RawAccess {
        name: ident,
        index: index.take(),
        pk: pk.take(),
        sk: sk.take(),
        project: project.take().unwrap_or_default(),
        hydrate: hydrate.take(),
    })
}
