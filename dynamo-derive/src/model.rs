//! Entities as plain data: names and templates resolved, cross-field mistakes found.

use proc_macro2::Span;
use quote::format_ident;
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident};

use crate::computed;
use crate::diag::Diagnostics;
pub(crate) use crate::field::{Field, LeftOut, bare, inner, option_inner};
use crate::managed;
use crate::params::Params;
use crate::resolve::Resolver;
use crate::retention::Retention;
use crate::revisions::Revisions;
use crate::roundtrip;
use crate::syntax::{Format, RawAccess, RawEntity, RawField};
use crate::times;
use crate::unique::{self, Unique};

pub(crate) struct Entity {
    pub(crate) table: syn::Path,
    pub(crate) krate: syn::Path,
    /// What the library's items are imported as beside the entity: paths are many, and short ones compile sooner.
    pub(crate) lib: Ident,
    pub(crate) tag: String,
    pub(crate) pk: Template,
    pub(crate) sk: Option<Template>,
    pub(crate) revisions: Option<Revisions>,
    pub(crate) accesses: Vec<Access>,
    pub(crate) fields: Vec<Field>,
    pub(crate) unique: Vec<Unique>,
    pub(crate) retention: Retention,
    /// The function that checks several fields together.
    pub(crate) check: Option<syn::Path>,
    pub(crate) params: Params,
}

pub(crate) struct Access {
    pub(crate) name: Ident,
    pub(crate) index: Option<String>,
    /// Where the index is named.
    pub(crate) index_span: Span,
    /// One template for each attribute of the partition key.
    pub(crate) pk: Vec<Template>,
    /// One template for each attribute of the sort key.
    pub(crate) sk: Vec<Template>,
    pub(crate) project: Vec<String>,
    /// The fields that searches filter by.
    pub(crate) filter: Vec<Template>,
    /// What it returns, if not whole entities.
    pub(crate) view: Option<syn::Path>,
    /// The index only says which items there are.
    pub(crate) hydrate: bool,
}

#[derive(Clone)]
pub(crate) struct Template {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    /// Is a field that is the key attribute itself, written as its name.
    pub(crate) own: bool,
    /// Where it is written.
    pub(crate) span: Span,
}

#[derive(Clone)]
pub(crate) enum Piece {
    Literal(String),
    /// A field's place in [`Entity::fields`], and how it is written.
    Field(usize, Format),
    /// The number of one of so many shards.
    Shard(u32),
}

impl Template {
    /// Iterates over the places of the fields, each once, in order.
    pub(crate) fn fields(&self) -> Vec<usize> {
        distinct(self.pieces.iter().filter_map(|piece| match piece {
            Piece::Field(place, _) => Some(*place),
            Piece::Literal(_) | Piece::Shard(_) => None,
        }))
    }

    /// Whether a field is part of it.
    pub(crate) fn has(&self, place: usize) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Field(field, _) if *field == place))
    }

    /// Whether a query reads several partitions.
    pub(crate) fn is_sharded(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Shard(_)))
    }

    /// The field's place, if the template is that field and nothing else.
    pub(crate) fn only_field(&self) -> Option<usize> {
        match self.pieces.as_slice() {
            [Piece::Field(place, _)] => Some(*place),
            _ => None,
        }
    }

    /// Whether nothing stands behind a field.
    pub(crate) fn ends_with(&self, place: usize) -> bool {
        matches!(self.pieces.last(), Some(Piece::Field(last, _)) if *last == place)
    }

    /// How a field is written.
    pub(crate) fn format(&self, place: usize) -> Format {
        let mut formats = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Field(field, format) if *field == place => Some(*format),
            _ => None,
        });
        formats.next().unwrap_or_default()
    }
}

impl Access {
    /// Iterates over the templates of its key.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        self.pk.iter().chain(&self.sk)
    }

    /// The fields of the partition key, each once, in order.
    pub(crate) fn partition(&self) -> Vec<usize> {
        distinct(self.pk.iter().flat_map(Template::fields))
    }

    /// The fields of its key, each once, in order.
    pub(crate) fn fields(&self) -> Vec<usize> {
        distinct(self.templates().flat_map(Template::fields))
    }

    /// The fields that a query names one after the other: those of the sort key which the partition key lacks, each with
    /// its template.
    pub(crate) fn open(&self) -> Vec<(usize, &Template)> {
        let mut seen = self.partition();
        let mut open = Vec::new();
        for template in &self.sk {
            for place in template.fields() {
                if !seen.contains(&place) {
                    seen.push(place);
                    open.push((place, template));
                }
            }
        }
        open
    }
}

/// Each place once, in order.
pub(crate) fn distinct(places: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for place in places {
        if !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

impl Entity {
    /// Resolves an entity, recording every mistake.
    pub(crate) fn lower(input: &DeriveInput, raw: RawEntity, diag: &Diagnostics) -> Option<Self> {
        let ident = &input.ident;
        let params = Params::of(input, diag);
        let mut fields: Vec<Field> = Field::all(&raw.fields, &raw.serde);
        roundtrip::check(ident, &raw.serde, &raw.fields, &fields, diag);
        let computed = computed::resolve(ident, &raw.fields, &fields, diag);
        for (field, computed) in fields.iter_mut().zip(computed) {
            field.computed = computed;
        }
        let resolver = Resolver { entity: ident, fields: &fields, diag };
        let head = &raw.head;
        let pk = resolver.template(&head.pk);
        let sk = head.sk.as_ref().map(|template| resolver.sort_key(template));
        let accesses: Vec<Option<Access>> =
            raw.accesses.iter().map(|access| resolver.access(access, &pk, &sk)).collect();
        resolver.primary_key_is_never_missing(pk.as_ref(), &head.pk);
        if let (Some(Some(sk)), Some(literal)) = (&sk, &head.sk) {
            resolver.primary_key_is_never_missing(Some(sk), literal);
        }
        names_differ(&raw.accesses, diag);
        let primary = pk.iter().chain(sk.iter().flatten()).flat_map(Template::fields);
        let primary: Vec<usize> = primary.collect();
        let of_keys = unique::Resolver { entity: ident, fields: &fields, primary: &primary, diag };
        let unique = Unique::all(&raw.fields, &raw.head.unique, &of_keys);
        let revisions = Revisions::lower(raw.head.revisions, diag);
        let sk = match sk {
            Some(template) => Some(template?),
            None => None,
        };
        let mut entity = Self {
            table: raw.head.table,
            lib: format_ident!("__d{}", ident.unraw(), span = Span::call_site()),
            krate: raw.head.krate.unwrap_or_else(|| syn::parse_quote!(::dynamo_model)),
            tag: raw.head.tag.map_or_else(|| ident.unraw().to_string(), |tag| tag.value()),
            pk: pk?,
            sk,
            revisions,
            accesses: accesses.into_iter().collect::<Option<_>>()?,
            unique: unique?,
            fields,
            retention: Retention::default(),
            check: raw.head.check,
            params,
        };
        entity.retention = Retention::of(&raw.fields, raw.head.hide_expired, &entity, diag);
        entity.is_of_a_size(ident, diag);
        if raw.serde.tag.is_some() {
            diag.error(ident.span(), format_args!("serde's `tag` stores the struct's name in one more attribute, which no update and no key knows\nhelp: remove it: `entity_type = \"…\"` of the table names the attribute that says what an item is, and `tag = \"…\"` of `#[entity]` what it says of `{}`", ident.unraw()));
        }
        entity.key_fields_are_in_keys(&raw.fields, diag);
        Field::rules_are_of_attributes(&entity.fields, diag);
        entity.methods_differ(diag);
        entity.no_part_is_called_collection(diag);
        managed::check(&entity, &raw.fields, diag);
        times::check(&raw.fields, diag);
        entity.schema_has_no_parameters(diag);
        Some(entity)
    }

    /// Generated code groups the fields by eight, three times over.
    fn is_of_a_size(&self, ident: &Ident, diag: &Diagnostics) {
        if self.fields.len() > 512 {
            diag.error(
                ident.span(),
                "an entity has at most 512 fields\nhelp: move some into a struct that derives `Document`",
            );
        }
    }

    /// The schema of a generic entity is the same for all its forms, so that it can be checked where it is written.
    fn schema_has_no_parameters(&self, diag: &Diagnostics) {
        let filters = |place| self.accesses.iter().flat_map(|of| &of.filter).any(|of| of.has(place));
        let fixed = |place| self.in_some_key(place) || self.in_some_constraint(place) || filters(place);
        for field in self.fields.iter().filter(|field| fixed(field.place) || field.managed.is_some()) {
            if let Some(param) = self.params.in_type(&field.ty) {
                let message = format!(
                    "`{}` is part of a key, unique or kept by the library, and cannot depend on `{param}`\nhelp: give it a type without parameters",
                    field.name
                );
                diag.push(syn::Error::new_spanned(&field.ty, message));
            }
        }
        for view in self.accesses.iter().filter_map(|access| access.view.as_ref()) {
            if !self.params.is_empty() {
                let message = "a view is of one form of a generic entity\nhelp: remove `view`, and ask for it where the query is made: `.view::<…>()`";
                diag.push(syn::Error::new_spanned(view, message));
            }
        }
    }

    /// Iterates over all templates.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        self.primary().chain(self.accesses.iter().flat_map(Access::templates))
    }

    /// The templates of the primary key.
    pub(crate) fn primary(&self) -> impl Iterator<Item = &Template> {
        std::iter::once(&self.pk).chain(&self.sk)
    }

    /// The fields of the primary key, each once, in order.
    pub(crate) fn primary_fields(&self) -> Vec<usize> {
        distinct(self.primary().flat_map(Template::fields))
    }

    pub(crate) fn in_primary_key(&self, place: usize) -> bool {
        self.primary().any(|template| template.has(place))
    }

    /// The fields that a field follows from: those it is computed from, or itself.
    pub(crate) fn sources(&self, place: usize) -> &[usize] {
        match self.fields.get(place) {
            Some(Field { computed: Some(computed), .. }) => &computed.from,
            Some(field) => std::slice::from_ref(&field.place),
            None => &[],
        }
    }

    /// The computed fields that are made of a field.
    pub(crate) fn computed_from(&self, place: usize) -> impl Iterator<Item = usize> {
        let fields = self.fields.iter().enumerate();
        let made = move |field: &Field| {
            field.computed.as_ref().is_some_and(|computed| computed.from.contains(&place))
        };
        fields.filter(move |(_, field)| made(field)).map(|(computed, _)| computed)
    }

    /// Whether the primary key follows from the field, and so it never changes.
    pub(crate) fn is_fixed(&self, place: usize) -> bool {
        self.in_primary_key(place) || self.computed_from(place).any(|computed| self.in_primary_key(computed))
    }

    /// Whether the field makes some key attribute alone, and so may be stored as it.
    pub(crate) fn may_be_key_attribute(&self, place: usize) -> bool {
        self.templates().any(|template| template.only_field() == Some(place))
    }

    /// Whether the field is unique, or says within what another one is.
    pub(crate) fn in_some_constraint(&self, place: usize) -> bool {
        self.unique.iter().any(|unique| unique.fields.contains(&place))
    }

    pub(crate) fn in_some_key(&self, place: usize) -> bool {
        self.templates().any(|template| template.has(place))
    }

    // What is set together is set by methods named after patterns and computed fields.
    fn methods_differ(&self, diag: &Diagnostics) {
        for field in self.fields.iter().filter(|field| field.computed.is_some()) {
            if self.accesses.iter().any(|access| access.name == field.ident) {
                diag.error(
                    field.ident.span(),
                    format_args!(
                        "computed field `{}` and an access pattern have one name\nhelp: rename one of them",
                        field.name
                    ),
                );
            }
        }
    }

    // The chain of a pattern has a method per part of its sort key, and `collection` beside them.
    fn no_part_is_called_collection(&self, diag: &Diagnostics) {
        for access in &self.accesses {
            let places = access.sk.iter().flat_map(Template::fields);
            let mut names = places.filter_map(|place| self.fields.get(place)).map(|field| &field.name);
            if names.any(|name| name == "collection") {
                diag.error(access.name.span(), "a sort key part cannot be called `collection`, which reads the item collection\nhelp: rename the field, and keep the attribute's name with `#[serde(rename = \"collection\")]`");
            }
        }
    }

    // A key-only field is read back from a key, so some key must have it.
    fn key_fields_are_in_keys(&self, raw: &[RawField], diag: &Diagnostics) {
        for (place, field) in raw.iter().enumerate() {
            if let Some(span) = field.attrs.key
                && !self.in_some_key(place)
            {
                let name = field.ident.unraw();
                diag.error(span, format_args!("no key template has field `{name}`, so it would be lost\nhelp: remove `#[attr(key)]`, or name `{{{name}}}` in a template"));
            }
        }
    }
}

/// A method name stands for one pattern, and `key` is taken.
fn names_differ(accesses: &[RawAccess], diag: &Diagnostics) {
    for (place, access) in accesses.iter().enumerate() {
        let name = &access.name;
        if name == "key" {
            diag.error(
                name.span(),
                "`key` makes the primary key\nhelp: give the access pattern another name",
            );
        }
        if accesses.iter().take(place).any(|before| before.name == *name) {
            diag.error(name.span(), format_args!("a second access pattern `{name}`\nhelp: give it another name: each makes a method of the entity"));
        }
        let index = access.index.as_ref();
        let before = accesses
            .iter()
            .take(place)
            .find(|before| before.index.as_ref().map(|(name, _)| name) == index.map(|(name, _)| name));
        if let Some(before) = before {
            let place = index.map_or_else(|| "the table".to_owned(), |(name, _)| format!("index `{name}`"));
            diag.error(
                name.span(),
                format_args!(
                    "`{}` reads {place} already, and an item has one key there\nhelp: name fewer or more parts of that pattern",
                    before.name
                ),
            );
        }
    }
}
