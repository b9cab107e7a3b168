//! Entities as plain data: names and templates resolved, cross-field mistakes found.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{GenericArgument, Ident, LitStr, PathArguments, Type, Visibility};

use crate::diag::Diagnostics;
use crate::retention::Retention;
use crate::suggest::nearest;
use crate::syntax::{ContainerSerde, Format, RawAccess, RawEntity, RawField, RawPiece, parse_template};

pub(crate) struct Entity {
    pub(crate) table: syn::Path,
    pub(crate) krate: syn::Path,
    pub(crate) tag: String,
    pub(crate) pk: Template,
    pub(crate) sk: Option<Template>,
    pub(crate) accesses: Vec<Access>,
    pub(crate) fields: Vec<Field>,
    pub(crate) retention: Retention,
}

pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) vis: Visibility,
    /// The type, without `Option` around it.
    pub(crate) ty: Type,
    pub(crate) option: bool,
    pub(crate) attribute: String,
    /// Lives in keys only, not as an attribute of its own.
    pub(crate) key_only: bool,
    /// Has an attribute at all.
    pub(crate) present: bool,
    /// Has the attributes of its own fields instead.
    pub(crate) flattened: bool,
    /// The attribute holds what the type's own `Serialize` makes.
    pub(crate) plain_serde: bool,
    /// The attribute is a set, made by the library's own `as_set`.
    pub(crate) set: bool,
    /// An item without the attribute can be read.
    pub(crate) optional: bool,
    /// The attribute is the table's time to live.
    pub(crate) ttl: bool,
}

pub(crate) struct Access {
    pub(crate) name: Ident,
    pub(crate) index: Option<String>,
    /// Where the index is named.
    pub(crate) index_span: Span,
    pub(crate) pk: Template,
    pub(crate) sk: Option<Template>,
    pub(crate) project: Vec<String>,
    /// What it returns, if not whole entities.
    pub(crate) view: Option<syn::Path>,
    /// The index only says which items there are.
    pub(crate) hydrate: bool,
}

#[derive(Clone)]
pub(crate) struct Template {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
}

#[derive(Clone)]
pub(crate) enum Piece {
    Literal(String),
    /// A field's place in [`Entity::fields`], and how it is written.
    Field(usize, Format),
}

impl Template {
    /// Iterates over the places of the fields, each once, in order.
    pub(crate) fn fields(&self) -> Vec<usize> {
        let mut seen = Vec::new();
        for piece in &self.pieces {
            if let Piece::Field(place, _) = piece
                && !seen.contains(place)
            {
                seen.push(*place);
            }
        }
        seen
    }
}

impl Template {
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

impl Entity {
    /// Resolves an entity, recording every mistake.
    pub(crate) fn lower(ident: &Ident, raw: RawEntity, diag: &Diagnostics) -> Option<Self> {
        let fields: Vec<Field> = Field::all(&raw.fields, &raw.serde);
        let resolver = Resolver { entity: ident, fields: &fields, diag };
        let head = &raw.head;
        let pk = resolver.template(&head.pk);
        let sk = head.sk.as_ref().map(|template| resolver.template(template));
        let accesses: Vec<Option<Access>> =
            raw.accesses.iter().map(|access| resolver.access(access, &pk, &sk)).collect();
        resolver.primary_key_is_never_missing(pk.as_ref(), &head.pk);
        if let (Some(Some(sk)), Some(literal)) = (&sk, &head.sk) {
            resolver.primary_key_is_never_missing(Some(sk), literal);
        }
        names_differ(&raw.accesses, diag);
        let sk = match sk {
            Some(template) => Some(template?),
            None => None,
        };
        let mut entity = Self {
            table: raw.head.table,
            krate: raw.head.krate.unwrap_or_else(|| syn::parse_quote!(::dynamo_model)),
            tag: raw.head.tag.map_or_else(|| ident.unraw().to_string(), |tag| tag.value()),
            pk: pk?,
            sk,
            accesses: accesses.into_iter().collect::<Option<_>>()?,
            fields,
            retention: Retention::default(),
        };
        entity.retention = Retention::of(&raw.fields, raw.head.hide_expired, &entity, diag);
        entity.key_fields_are_in_keys(&raw.fields, diag);
        entity.no_part_is_called_collection(diag);
        Some(entity)
    }

    /// Iterates over all templates.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        let accesses = self.accesses.iter().flat_map(|access| std::iter::once(&access.pk).chain(&access.sk));
        std::iter::once(&self.pk).chain(&self.sk).chain(accesses)
    }

    pub(crate) fn in_primary_key(&self, place: usize) -> bool {
        std::iter::once(&self.pk).chain(&self.sk).any(|template| template.fields().contains(&place))
    }

    /// Whether the field makes some key attribute alone, and so may be stored as it.
    pub(crate) fn may_be_key_attribute(&self, place: usize) -> bool {
        self.templates().any(|template| template.only_field() == Some(place))
    }

    pub(crate) fn in_some_key(&self, place: usize) -> bool {
        self.templates().any(|template| template.fields().contains(&place))
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

impl Field {
    /// Resolves the fields of a struct.
    pub(crate) fn all(fields: &[RawField], container: &ContainerSerde) -> Vec<Self> {
        fields.iter().map(|field| lower_field(field, container)).collect()
    }

    /// Whether it is stored, and as its own type says, so that a typed path leads to it.
    pub(crate) fn has_path(&self) -> bool {
        self.present && !self.key_only && (self.plain_serde || self.set)
    }
}

fn lower_field(field: &RawField, container: &ContainerSerde) -> Field {
    let name = field.ident.unraw().to_string();
    let inner = option_inner(&field.ty);
    let renamed = container.rename_all.map(|casing| casing.field(&name));
    let attribute = field.serde.rename.clone().or(renamed).unwrap_or_else(|| name.clone());
    Field {
        ident: field.ident.clone(),
        vis: field.vis.clone(),
        ty: inner.cloned().unwrap_or_else(|| field.ty.clone()),
        option: inner.is_some(),
        attribute,
        key_only: field.attrs.key.is_some(),
        present: !field.serde.skip && !field.serde.flatten,
        flattened: field.serde.flatten,
        plain_serde: !field.serde.with,
        set: field.serde.set,
        optional: inner.is_some() || field.serde.default || container.default,
        ttl: field.attrs.ttl.is_some(),
        name,
    }
}

/// The `T` of an `Option<T>`.
pub(crate) fn option_inner(ty: &Type) -> Option<&Type> {
    inner(ty, "Option")
}

/// The `T` of a `Vec<T>`, or of what else is called `outer`.
pub(crate) fn inner<'t>(ty: &'t Type, outer: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == outer)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
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
            diag.error(name.span(), format_args!("a second access pattern `{name}`"));
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

struct Resolver<'e> {
    entity: &'e Ident,
    fields: &'e [Field],
    diag: &'e Diagnostics,
}

impl Resolver<'_> {
    fn template(&self, literal: &LitStr) -> Option<Template> {
        let raw = self.diag.take(parse_template(literal))?;
        let mut pieces = Vec::new();
        for piece in raw {
            pieces.push(match piece {
                RawPiece::Literal(text) => Some(Piece::Literal(text)),
                RawPiece::Field(name, format) => {
                    self.field(&name, literal.span()).map(|place| Piece::Field(place, format))
                }
            });
        }
        Some(Template { text: literal.value(), pieces: pieces.into_iter().collect::<Option<_>>()? })
    }

    fn field(&self, name: &str, span: Span) -> Option<usize> {
        let found = self.fields.iter().position(|field| field.name == name);
        match found.and_then(|place| self.fields.get(place)) {
            Some(field) if !field.present => {
                self.diag
                    .error(span, format_args!("field `{name}` is not stored, so no key can be made of it"));
                None
            }
            Some(_) => found,
            None => {
                let known = self.fields.iter().map(|field| field.name.as_str());
                let help = nearest(name, known).map(|near| format!("\nhelp: did you mean `{{{near}}}`?"));
                let help = help.unwrap_or_default();
                self.diag.error(span, format_args!("no field `{name}` on `{}`{help}", self.entity));
                None
            }
        }
    }

    fn access(
        &self,
        raw: &RawAccess,
        pk: &Option<Template>,
        sk: &Option<Option<Template>>,
    ) -> Option<Access> {
        if let (Some(span), Some(_)) = (raw.hydrate, &raw.view) {
            self.diag.error(span, "a hydrated pattern returns whole entities, and `view` says otherwise\nhelp: remove `hydrate`; or remove `view`, and write `.view::<…>()` where views are enough");
        }
        if let (Some(span), None) = (raw.hydrate, &raw.index) {
            self.diag.error(span, "`hydrate` is for an index that does not hold whole entities\nhelp: remove it: this pattern reads the table");
        }
        let project = raw.project.iter().map(|ident| self.projected(ident)).collect::<Option<Vec<_>>>();
        // Every index holds the time to live anyway, and only the table knows its name.
        let project = project.map(|fields| fields.into_iter().filter(|field| !field.ttl));
        let (pk, sk) = match (&raw.index, &raw.pk) {
            (Some(_), Some(template)) => {
                (self.template(template), raw.sk.as_ref().map(|template| self.template(template)))
            }
            (Some((index, span)), None) => {
                self.diag.error(*span, format_args!("`pk` is missing\nhelp: write the key template that makes the partition key of `{index}`"));
                return None;
            }
            (None, None) if raw.sk.is_none() => (pk.clone(), sk.clone()),
            (None, _) => {
                let span = raw.pk.as_ref().or(raw.sk.as_ref()).map_or_else(Span::call_site, LitStr::span);
                self.diag.error(span, "an access pattern without `index` reads the table by the entity's own key\nhelp: remove `pk` and `sk` here, or name an index");
                return None;
            }
        };
        let sk = match sk {
            Some(template) => Some(template?),
            None => None,
        };
        let pk = pk?;
        Some(Access {
            name: raw.name.clone(),
            index: raw.index.as_ref().map(|(name, _)| name.clone()),
            index_span: raw.index.as_ref().map_or_else(|| raw.name.span(), |(_, span)| *span),
            pk,
            sk,
            project: project?.map(|field| field.attribute.clone()).collect(),
            view: raw.view.clone(),
            hydrate: raw.hydrate.is_some(),
        })
    }

    fn projected(&self, ident: &Ident) -> Option<&Field> {
        let place = self.field(&ident.unraw().to_string(), ident.span())?;
        self.fields.get(place)
    }

    // An item without a primary key cannot be stored.
    fn primary_key_is_never_missing(&self, template: Option<&Template>, literal: &LitStr) {
        let fields = template.map(Template::fields).unwrap_or_default();
        for field in fields.iter().filter_map(|place| self.fields.get(*place)).filter(|field| field.option) {
            self.diag.error(
                literal.span(),
                format_args!(
                    "field `{}` is an `Option` and cannot be part of the primary key, which every item has\nhelp: make it a plain value, or use it in an index only",
                    field.name
                ),
            );
        }
    }
}
