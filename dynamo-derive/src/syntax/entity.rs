use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, DeriveInput, Ident, LitStr, Path};

use super::ContainerSerde;
use super::field::{RawField, named_fields};
use super::key::{RawTemplate, templates};
use super::revision::{RawRevisions, steps};
use super::slot::{Slot, name, unknown};
use super::unique::{RawUniqueTogether, on_entity};
use super::written::{ident, in_parentheses, is_of_keys, path, template, text};
use crate::diag::Diagnostics;

const KNOWN: &[&str] = &[
    "table",
    "tag",
    "pk",
    "sk",
    "unique",
    "check",
    "revision",
    "oldest",
    "upgrade",
    "hide_expired",
    "crate",
];

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
    pub(crate) unique: Vec<RawUniqueTogether>,
    /// The function that checks several fields together.
    pub(crate) check: Option<Path>,
    pub(crate) revisions: RawRevisions,
    /// Where `hide_expired` stands.
    pub(crate) hide_expired: Option<Span>,
}

/// `#[access(…)]` as written.
pub(crate) struct RawAccess {
    pub(crate) name: Ident,
    pub(crate) index: Option<(String, Span)>,
    pub(crate) pk: Option<Vec<RawTemplate>>,
    pub(crate) sk: Option<Vec<RawTemplate>>,
    pub(crate) project: Vec<Ident>,
    /// The fields that searches filter by.
    pub(crate) filter: Vec<Ident>,
    pub(crate) view: Option<Path>,
    /// Where `hydrate` stands.
    pub(crate) hydrate: Option<Span>,
}

/// Reads everything, recording every mistake; `None` if too little is right to go on.
pub(crate) fn entity(input: &DeriveInput, diag: &Diagnostics) -> Option<RawEntity> {
    let not_a_struct = "an entity is a struct\nhelp: an enum of entities derives `Table`";
    let nameless = "an entity's fields need names: each is an attribute\nhelp: name each, as in `id: String`";
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
        diag.push(syn::Error::new_spanned(second, "a second `#[entity]`\nhelp: put everything into one"));
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
    let mut unique = Vec::new();
    let (mut revision, mut oldest, mut upgrade) =
        (Slot::new("revision"), Slot::new("oldest"), Slot::new("upgrade"));
    let (mut hide_expired, mut check) = (Slot::new("hide_expired"), Slot::new("check"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("table") => table.set(at, path(&meta)?),
            Some("crate") => krate.set(at, path(&meta)?),
            Some("tag") => tag.set(at, text(&meta)?),
            Some("pk") => pk.set(at, template(&meta)?),
            Some("sk") => sk.set(at, template(&meta)?),
            Some("unique") => {
                unique.push(on_entity(&meta, at)?);
                Ok(())
            }
            Some("check") => check.set(at, path(&meta)?),
            Some("revision") => revision.set(at, meta.value()?.parse()?),
            Some("oldest") => oldest.set(at, meta.value()?.parse()?),
            Some("upgrade") => upgrade.set(at, (at, steps(&meta)?)),
            Some("hide_expired") => hide_expired.set(at, at),
            _ => Err(unknown(&meta, KNOWN)),
        }
    })?;
    let missing = |what| syn::Error::new_spanned(attribute, what);
    let table = table.take().ok_or_else(|| {
        missing("`table` is missing\nhelp: name the enum or unit struct that derives `Table`")
    })?;
    let pk = pk
        .take()
        .ok_or_else(|| missing("`pk` is missing\nhelp: write a key template such as \"ORDER#{id}\""))?;
    let revisions = RawRevisions { current: revision.take(), oldest: oldest.take(), steps: upgrade.take() };
    let (krate, sk, hide_expired, check) = (krate.take(), sk.take(), hide_expired.take(), check.take());
    Ok(RawHead { table, krate, tag: tag.take(), pk, sk, unique, check, revisions, hide_expired })
}

fn access(attribute: &Attribute) -> syn::Result<RawAccess> {
    is_of_keys(attribute, |name| format!("name = {name}"))?;
    let (mut method, mut index, mut project) = (Slot::new("name"), Slot::new("index"), Slot::new("project"));
    let (mut pk, mut sk) = (Slot::new("pk"), Slot::new("sk"));
    let (mut view, mut hydrate, mut filter) = (Slot::new("view"), Slot::new("hydrate"), Slot::new("filter"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("name") => method.set(at, ident(&meta)?),
            Some("index") => index.set(at, name(meta.value()?)?),
            Some("pk") => pk.set(at, templates(&meta)?),
            Some("sk") => sk.set(at, templates(&meta)?),
            Some("project") => project.set(at, fields(&meta, "project(total, status)")?),
            Some("filter") => filter.set(at, fields(&meta, "filter(language, year)")?),
            Some("view") => view.set(at, path(&meta)?),
            Some("hydrate") => hydrate.set(at, at),
            _ => Err(unknown(&meta, &["name", "index", "pk", "sk", "filter", "project", "view", "hydrate"])),
        }
    })?;
    let missing = |what| syn::Error::new_spanned(attribute, what);
    let method = method
        .take()
        .ok_or_else(|| missing("`name` is missing\nhelp: name the method, as in `name = by_customer`"))?;
    Ok(RawAccess {
        name: method,
        index: index.take(),
        pk: pk.take(),
        sk: sk.take(),
        project: project.take().unwrap_or_default(),
        filter: filter.take().unwrap_or_default(),
        view: view.take(),
        hydrate: hydrate.take(),
    })
}

/// `(total, status)`: names of fields.
fn fields(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Vec<Ident>> {
    in_parentheses(meta, "…")?;
    let mut fields = Vec::new();
    meta.parse_nested_meta(|field| {
        let ident = field.path.get_ident().cloned();
        fields.push(ident.ok_or_else(|| {
            field.error(format!(
                "expected a field's name\nhelp: write the names of fields alone, as in `{example}`"
            ))
        })?);
        Ok(())
    })?;
    Ok(fields)
}
