//! Templates and access patterns, with the names in them resolved to fields.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Ident, LitStr};

use crate::diag::Diagnostics;
use crate::model::{Access, Field, Piece, Template};
use crate::suggest::{code, instead};
use crate::syntax::{Format, RawAccess, RawPiece, RawTemplate, parse_template};
use crate::times;

/// What the templates of an entity refer to.
pub(crate) struct Resolver<'e> {
    pub(crate) entity: &'e Ident,
    pub(crate) fields: &'e [Field],
    pub(crate) diag: &'e Diagnostics,
}

/// Whether a field is named between braces, as in a template.
#[derive(Clone, Copy)]
enum Braces {
    Yes,
    No,
}

impl Braces {
    fn around(self, name: &str) -> String {
        match self {
            Self::Yes => format!("`{{{name}}}`"),
            Self::No => code(name),
        }
    }
}

impl Resolver<'_> {
    pub(crate) fn template(&self, literal: &LitStr) -> Option<Template> {
        let raw = self.diag.take(parse_template(literal))?;
        let mut pieces = Vec::new();
        for piece in raw {
            pieces.push(match piece {
                RawPiece::Literal(text) => Some(Piece::Literal(text)),
                RawPiece::Shard(count) => Some(Piece::Shard(count)),
                RawPiece::Field(name, format) => {
                    self.field(&name, literal.span(), Braces::Yes).map(|place| Piece::Field(place, format))
                }
            });
        }
        let mut pieces: Vec<Piece> = pieces.into_iter().collect::<Option<_>>()?;
        times::alone(&mut pieces, self.fields);
        Some(Template { text: literal.value(), pieces, own: false, span: literal.span() })
    }

    /// Resolves what makes the attributes of one side of a key.
    fn templates(&self, raw: &[RawTemplate]) -> Option<Vec<Template>> {
        // All of them first, so that every mistake is found.
        let templates: Vec<Option<Template>> = raw
            .iter()
            .map(|raw| match raw {
                RawTemplate::Text(literal) => self.template(literal),
                RawTemplate::Field(ident) => self.own(ident),
            })
            .collect();
        templates.into_iter().collect()
    }

    /// Resolves a field that is an attribute itself.
    fn own(&self, ident: &Ident) -> Option<Template> {
        let place = self.field(&ident.unraw().to_string(), ident.span(), Braces::No)?;
        let mut pieces = vec![Piece::Field(place, Format::Own)];
        times::alone(&mut pieces, self.fields);
        Some(Template { text: format!("{{{}}}", ident.unraw()), pieces, own: true, span: ident.span() })
    }

    pub(crate) fn sort_key(&self, literal: &LitStr) -> Option<Template> {
        self.template(literal).filter(|template| self.is_in_one_shard(template, literal.span()))
    }

    /// Resolves what makes the sort key attributes.
    fn sort_keys(&self, raw: &[RawTemplate]) -> Option<Vec<Template>> {
        let templates = self.templates(raw)?;
        let spans = raw.iter().map(|raw| match raw {
            RawTemplate::Text(literal) => literal.span(),
            RawTemplate::Field(ident) => ident.span(),
        });
        let fine = templates.iter().zip(spans).all(|(template, span)| self.is_in_one_shard(template, span));
        fine.then_some(templates)
    }

    fn is_in_one_shard(&self, template: &Template, span: Span) -> bool {
        if template.is_sharded() {
            self.diag.error(span, "a shard is part of a partition key, and this is a sort key\nhelp: write `{shard(…)}` into `pk`; where that is the sort key of an inverted index, declare the index with a sort key of its own");
        }
        !template.is_sharded()
    }

    fn field(&self, name: &str, span: Span, braces: Braces) -> Option<usize> {
        let found = self.fields.iter().position(|field| field.name == name);
        match found.and_then(|place| self.fields.get(place)) {
            Some(field) if !field.present => {
                self.diag
                    .error(span, format_args!("field `{name}` is not stored, so no key can be made of it\nhelp: remove `#[serde(skip)]` from it, or make the key of another field"));
                None
            }
            Some(_) => found,
            None => {
                let known = self.fields.iter().map(|field| field.name.as_str());
                let help = match name {
                    "shard" => "write `{shard(10)}` to spread items over ten partitions".to_owned(),
                    _ => instead(name, known, |name| braces.around(name)),
                };
                self.diag.error(span, format_args!("no field `{name}` on `{}`\nhelp: {help}", self.entity));
                None
            }
        }
    }

    pub(crate) fn access(
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
        let filter = raw.filter.iter().map(|ident| self.own(ident)).collect::<Option<Vec<_>>>();
        if let (Some(first), None) = (raw.filter.first(), &raw.index) {
            self.diag.error(first.span(), "`filter` names what searches of a vector index filter by, and this pattern reads the table\nhelp: name the index, as in `index = by_meaning`, or remove `filter`: queries filter by anything");
        }
        let (pk, sk) = match (&raw.index, &raw.pk) {
            (Some(_), Some(pk)) => {
                (self.templates(pk), self.sort_keys(raw.sk.as_deref().unwrap_or_default()))
            }
            // A vector index may have no partitions; only the table knows.
            (Some(_), None) if raw.sk.is_none() => (Some(Vec::new()), Some(Vec::new())),
            (Some((index, span)), None) => {
                self.diag.error(*span, format_args!("`pk` is missing\nhelp: write what makes the partition key of `{index}`: a template, as in `pk = \"…\"`, or fields that are its attributes, as in `pk(…)`"));
                return None;
            }
            (None, None) if raw.sk.is_none() => {
                (pk.clone().map(|pk| vec![pk]), sk.clone().map_or(Some(Vec::new()), |sk| Some(vec![sk?])))
            }
            (None, _) => {
                let named = raw.pk.iter().chain(&raw.sk).flatten().next();
                let span = named.map_or_else(Span::call_site, RawTemplate::span);
                self.diag.error(span, "an access pattern without `index` reads the table by the entity's own key\nhelp: remove `pk` and `sk` here, or name an index");
                return None;
            }
        };
        Some(Access {
            name: raw.name.clone(),
            index: raw.index.as_ref().map(|(name, _)| name.clone()),
            index_span: raw.index.as_ref().map_or_else(|| raw.name.span(), |(_, span)| *span),
            pk: pk?,
            sk: sk?,
            project: project?.map(|field| field.attribute.clone()).collect(),
            filter: filter?,
            view: raw.view.clone(),
            hydrate: raw.hydrate.is_some(),
        })
    }

    fn projected(&self, ident: &Ident) -> Option<&Field> {
        let place = self.field(&ident.unraw().to_string(), ident.span(), Braces::No)?;
        self.fields.get(place)
    }

    // An item without a primary key cannot be stored.
    pub(crate) fn primary_key_is_never_missing(&self, template: Option<&Template>, literal: &LitStr) {
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
