use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Attribute, DeriveInput, Ident, LitStr, Path};

use super::ContainerSerde;
use super::field::{RawField, named_fields};
use super::slot::{Slot, name, unknown};
use crate::diag::Diagnostics;

/// An entity's attributes as written.
pub(crate) struct RawEntity {
    pub(crate) head: RawHead,
    pub(crate) accesses: Vec<RawAccess>,
    pub(crate) fields: Vec<RawField>,
    pub(crate) serde: ContainerSerde,
}

/// `#[entity(…)]` as written.
pub(crate) struct RawHead {
    pub(crate) table: Path,
    pub(crate) krate: Option<Path>,
    pub(crate) tag: Option<LitStr>,
    pub(crate) pk: LitStr,
    pub(crate) sk: Option<LitStr>,
    /// Where `hide_expired` stands.
    pub(crate) hide_expired: Option<Span>,
}

/// `#[access(…)]` as written.
pub(crate) struct RawAccess {
    pub(crate) name: Ident,
    pub(crate) index: Option<(String, Span)>,
    pub(crate) pk: Option<LitStr>,
    pub(crate) sk: Option<LitStr>,
    pub(crate) project: Vec<Ident>,
    pub(crate) view: Option<Path>,
    /// Where `hydrate` stands.
    pub(crate) hydrate: Option<Span>,
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
    let not_a_struct = "an entity is a struct\nhelp: an enum of entities derives `Table`";
    let nameless = "an entity's fields need names: each is an attribute";
    let fields = named_fields(input, not_a_struct, nameless, diag)?;
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
    let head = diag.take(entity_attribute(head))?;
    Some(RawEntity { head, accesses, fields, serde: ContainerSerde::of(&input.attrs) })
}

fn attributes<'i>(input: &'i DeriveInput, name: &'i str) -> impl Iterator<Item = &'i Attribute> {
    input.attrs.iter().filter(move |attribute| attribute.path().is_ident(name))
}

fn entity_attribute(attribute: &Attribute) -> syn::Result<RawHead> {
    let (mut table, mut krate, mut tag) = (Slot::new("table"), Slot::new("crate"), Slot::new("tag"));
    let (mut pk, mut sk) = (Slot::new("pk"), Slot::new("sk"));
    let mut hide_expired = Slot::new("hide_expired");
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("table") => table.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("crate") => krate.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("tag") => tag.set(at, meta.value()?.parse()?),
            Some("pk") => pk.set(at, meta.value()?.parse()?),
            Some("sk") => sk.set(at, meta.value()?.parse()?),
            Some("hide_expired") => hide_expired.set(at, at),
            _ => Err(unknown(&meta, &["table", "tag", "pk", "sk", "hide_expired", "crate"])),
        }
    })?;
    let missing = |what| syn::Error::new_spanned(attribute, what);
    let table = table
        .take()
        .ok_or_else(|| missing("`table` is missing\nhelp: name the enum that derives `Table`"))?;
    let pk = pk
        .take()
        .ok_or_else(|| missing("`pk` is missing\nhelp: write a key template such as \"ORDER#{id}\""))?;
    let hide_expired = hide_expired.take();
    Ok(RawHead { table, krate: krate.take(), tag: tag.take(), pk, sk: sk.take(), hide_expired })
}

fn access(attribute: &Attribute) -> syn::Result<RawAccess> {
    let (mut ident, mut index, mut project) = (Slot::new("name"), Slot::new("index"), Slot::new("project"));
    let (mut pk, mut sk) = (Slot::new("pk"), Slot::new("sk"));
    let (mut view, mut hydrate) = (Slot::new("view"), Slot::new("hydrate"));
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
            Some("view") => view.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("hydrate") => hydrate.set(at, at),
            _ => Err(unknown(&meta, &["name", "index", "pk", "sk", "project", "view", "hydrate"])),
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
        view: view.take(),
        hydrate: hydrate.take(),
    })
}
