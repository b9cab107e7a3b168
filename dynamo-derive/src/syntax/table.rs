use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, DeriveInput, Ident, LitStr, Path, Token, parenthesized};

use super::closing::{RawBody, RawClosing, RawMembers, RawVariant, Said, body};
use super::key::{RawKey, keys, only_one};
use super::slot::{Slot, name, unknown};
use super::vector::{RawVector, vector_index};
use super::written::{in_parentheses, is_of_keys, path, text};
use crate::diag::Diagnostics;

/// A table's attributes as written.
pub(crate) struct RawTable {
    pub(crate) name: LitStr,
    pub(crate) krate: Option<Path>,
    pub(crate) pk: Option<Vec<RawKey>>,
    /// `Some(None)` is `sk = none`.
    pub(crate) sk: Option<Option<Vec<RawKey>>>,
    /// `Some(None)` is `entity_type = none`.
    pub(crate) entity_type: Option<Option<LitStr>>,
    /// Where `adopt` stands.
    pub(crate) adopt: Option<Span>,
    pub(crate) revision: Option<LitStr>,
    pub(crate) ttl: Option<LitStr>,
    pub(crate) indexes: Vec<RawIndex>,
    pub(crate) vectors: Vec<RawVector>,
    /// The entities; `None` of a layout, which does not know them.
    pub(crate) members: Option<RawMembers>,
}

impl RawTable {
    /// What indexes hold by name.
    pub(crate) fn included(&self) -> impl Iterator<Item = &LitStr> {
        let projections = self.indexes.iter().map(|index| &index.projection);
        projections.chain(self.vectors.iter().map(|index| &index.projection)).flat_map(|projection| {
            match projection {
                Some(RawProjection::Include(names)) => names.as_slice(),
                _ => &[],
            }
        })
    }
}

/// `#[index(…)]` as written.
pub(crate) struct RawIndex {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) pk: Option<Vec<RawKey>>,
    pub(crate) sk: Option<Option<Vec<RawKey>>>,
    pub(crate) projection: Option<RawProjection>,
    pub(crate) local: bool,
}

pub(crate) enum RawProjection {
    All,
    KeysOnly,
    Include(Vec<LitStr>),
}

/// What `#[derive(Table)]` stands on.
pub(crate) enum RawDeclared {
    Table(Box<RawTable>),
    Closing(RawClosing),
}

/// Reads everything, recording every mistake; `None` if too little is right to go on.
pub(crate) fn table(input: &DeriveInput, diag: &Diagnostics) -> Option<RawDeclared> {
    let body = body(input, diag)?;
    let named = |name| input.attrs.iter().filter(move |attribute| attribute.path().is_ident(name));
    let indexes = named("index").filter_map(|attribute| diag.take(index(attribute))).collect();
    let vectors = named("vector_index").filter_map(|attribute| diag.take(vector_index(attribute))).collect();
    let Some(attribute) = input.attrs.iter().find(|attribute| attribute.path().is_ident("table")) else {
        diag.error(input.ident.span(), "a table needs its name\nhelp: add `#[table(name = \"…\")]`");
        return None;
    };
    let head = diag.take(head(attribute))?;
    let said = Said { keys: head.said.clone(), input };
    match (body, head.of.clone()) {
        (RawBody::Variants(variants), Some(of)) => {
            said.only_entities(diag);
            let members = RawMembers {
                variants,
                overlaps: head.overlaps,
                collections: head.collections.unwrap_or_default(),
            };
            Some(RawDeclared::Closing(RawClosing { of, krate: head.krate, members }))
        }
        (body, of) => {
            let variants = match body {
                RawBody::Variants(variants) => Some(variants),
                RawBody::Layout => {
                    said.no_entities(!matches!(head.entity_type, Some(None)), diag);
                    None
                }
            };
            if of.is_some() {
                return None;
            }
            let mut table = diag.take(head.into_table(attribute, variants))?;
            (table.indexes, table.vectors) = (indexes, vectors);
            Some(RawDeclared::Table(Box::new(table)))
        }
    }
}

/// `#[table(…)]` as written.
struct Head {
    name: Option<LitStr>,
    of: Option<Path>,
    krate: Option<Path>,
    pk: Option<Vec<RawKey>>,
    sk: Option<Option<Vec<RawKey>>>,
    entity_type: Option<Option<LitStr>>,
    adopt: Option<Span>,
    revision: Option<LitStr>,
    ttl: Option<LitStr>,
    overlaps: Vec<(Ident, Ident)>,
    collections: Option<Vec<Path>>,
    said: Vec<(String, Span)>,
}

fn head(attribute: &Attribute) -> syn::Result<Head> {
    is_of_keys(attribute, named)?;
    let (mut table, mut krate, mut ttl) = (Slot::new("name"), Slot::new("crate"), Slot::new("ttl"));
    let (mut pk, mut sk, mut entity_type) = (Slot::new("pk"), Slot::new("sk"), Slot::new("entity_type"));
    let (mut adopt, mut revision, mut of) = (Slot::new("adopt"), Slot::new("revision"), Slot::new("of"));
    let (mut overlaps, mut said, mut collections) = (Vec::new(), Vec::new(), Slot::new("collections"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        let key = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
        match key.as_str() {
            "name" => table.set(at, text(&meta)?),
            "of" => of.set(at, path(&meta)?),
            "crate" => krate.set(at, path(&meta)?),
            "pk" => pk.set(at, keys(&meta)?),
            "sk" => sk.set(at, or_none(&meta, keys)?),
            "entity_type" => entity_type.set(at, or_none(&meta, text)?),
            "adopt" => adopt.set(at, at),
            "revision" => revision.set(at, text(&meta)?),
            "ttl" => ttl.set(at, text(&meta)?),
            "overlap" => {
                let inside;
                parenthesized!(inside in meta.input);
                let first: Ident = inside.parse()?;
                inside.parse::<Token![,]>()?;
                overlaps.push((first, inside.parse()?));
                Ok(())
            }
            "collections" => {
                let inside;
                parenthesized!(inside in meta.input);
                let list = inside.parse_terminated(Path::parse_mod_style, Token![,])?;
                collections.set(at, list.into_iter().collect())
            }
            _ => Err(unknown(
                &meta,
                &[
                    "name",
                    "pk",
                    "sk",
                    "entity_type",
                    "adopt",
                    "revision",
                    "ttl",
                    "overlap",
                    "collections",
                    "of",
                    "crate",
                ],
            )),
        }?;
        said.push((key, at));
        Ok(())
    })?;
    Ok(Head {
        name: table.take(),
        of: of.take(),
        krate: krate.take(),
        pk: pk.take(),
        sk: sk.take(),
        entity_type: entity_type.take(),
        adopt: adopt.take(),
        revision: revision.take(),
        ttl: ttl.take(),
        overlaps,
        collections: collections.take(),
        said,
    })
}

impl Head {
    fn into_table(self, attribute: &Attribute, variants: Option<Vec<RawVariant>>) -> syn::Result<RawTable> {
        let name = self.name.ok_or_else(|| {
            syn::Error::new_spanned(
                attribute,
                "`name` is missing\nhelp: name the table, as in `name = \"shop\"`",
            )
        })?;
        if !is_table_name(&name.value()) {
            return Err(syn::Error::new(
                name.span(),
                "this is not a name for a table\nhelp: write 3 to 255 letters, digits, `_`, `-` and `.`",
            ));
        }
        only_one(self.pk.as_ref(), "the partition key of a table")?;
        only_one(self.sk.as_ref().and_then(Option::as_ref), "the sort key of a table")?;
        let (overlaps, collections) = (self.overlaps, self.collections.unwrap_or_default());
        Ok(RawTable {
            name,
            krate: self.krate,
            pk: self.pk,
            sk: self.sk,
            entity_type: self.entity_type,
            adopt: self.adopt,
            revision: self.revision,
            ttl: self.ttl,
            indexes: Vec::new(),
            vectors: Vec::new(),
            members: variants.map(|variants| RawMembers { variants, overlaps, collections }),
        })
    }
}

/// How a name is written.
pub(super) fn named(name: &str) -> String {
    format!("name = \"{name}\"")
}

fn is_table_name(name: &str) -> bool {
    (3..=255).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

fn index(attribute: &Attribute) -> syn::Result<RawIndex> {
    is_of_keys(attribute, named)?;
    let (mut ident, mut projection, mut local) =
        (Slot::new("name"), Slot::new("project"), Slot::new("local"));
    let (mut pk, mut sk) = (Slot::new("pk"), Slot::new("sk"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("name") => ident.set(at, name(meta.value()?)?),
            Some("pk") => pk.set(at, keys(&meta)?),
            Some("sk") => sk.set(at, or_none(&meta, keys)?),
            Some("project") => projection.set(at, project(&meta)?),
            Some("local") => local.set(at, at),
            _ => Err(unknown(&meta, &["name", "pk", "sk", "project", "local"])),
        }
    })?;
    let (name, span) = index_name(attribute, ident, "gsi1")?;
    let index = RawIndex {
        name,
        span,
        pk: pk.take(),
        sk: sk.take(),
        projection: projection.take(),
        local: local.take().is_some(),
    };
    local_keys(&index)?;
    Ok(index)
}

/// The name of an index.
pub(super) fn index_name(
    attribute: &Attribute,
    name: Slot<(String, Span)>,
    example: &str,
) -> syn::Result<(String, Span)> {
    let (name, span) = name.take().ok_or_else(|| {
        let missing = format!("`name` is missing\nhelp: name the index, as in `name = \"{example}\"`");
        syn::Error::new_spanned(attribute, missing)
    })?;
    if !is_table_name(&name) {
        return Err(syn::Error::new(
            span,
            "this is not a name for an index\nhelp: write 3 to 255 letters, digits, `_`, `-` and `.`",
        ));
    }
    Ok((name, span))
}

/// A local index has the table's partitions, in another order.
fn local_keys(index: &RawIndex) -> syn::Result<()> {
    match index {
        RawIndex { local: true, pk: Some(pk), .. } => Err(syn::Error::new(
            pk.first().map_or(index.span, |pk| pk.name.span()),
            "a local index has the partition key of the table\nhelp: remove `pk`, or remove `local`",
        )),
        RawIndex { local: true, sk: Some(None), span, .. } => Err(syn::Error::new(
            *span,
            "a local index needs a sort key: it is the table\u{2019}s partitions in another order\nhelp: remove `sk = none`",
        )),
        RawIndex { local: true, sk: Some(sk), .. } => only_one(sk.as_ref(), "the sort key of a local index"),
        _ => Ok(()),
    }
}

/// `= none`, or what `parse` reads.
fn or_none<T>(
    meta: &ParseNestedMeta<'_>,
    parse: impl FnOnce(&ParseNestedMeta<'_>) -> syn::Result<T>,
) -> syn::Result<Option<T>> {
    let ahead = meta.input.fork();
    if ahead.parse::<Token![=]>().is_ok() && ahead.parse::<Ident>().is_ok_and(|ident| ident == "none") {
        meta.value()?.parse::<Ident>()?;
        return Ok(None);
    }
    parse(meta).map(Some)
}

pub(super) fn project(meta: &ParseNestedMeta<'_>) -> syn::Result<RawProjection> {
    in_parentheses(meta, "keys_only")?;
    let inside;
    parenthesized!(inside in meta.input);
    let kind = inside.call(Ident::parse_any)?;
    match kind.to_string().as_str() {
        "all" => Ok(RawProjection::All),
        "keys_only" => Ok(RawProjection::KeysOnly),
        "include" if inside.is_empty() => Ok(RawProjection::Include(Vec::new())),
        "include" => {
            let names;
            parenthesized!(names in inside);
            let names = names.parse_terminated(<LitStr as syn::parse::Parse>::parse, Token![,])?;
            Ok(RawProjection::Include(names.into_iter().collect()))
        }
        _ => Err(syn::Error::new(
            kind.span(),
            "an index holds something else\nhelp: write `all`, `keys_only`, `include` or `include(\"…\")`",
        )),
    }
}
