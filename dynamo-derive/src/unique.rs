//! Unique constraints as plain data.

use proc_macro2::Span;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Ident, Path};

use crate::diag::Diagnostics;
use crate::model::Field;
use crate::suggest::{code, instead};
use crate::syntax::{RawField, RawUnique, RawUniquePart, RawUniqueTogether};

/// What no two entities of a table have in common.
pub(crate) struct Unique {
    /// The attribute, or the name of fields that are unique together.
    pub(crate) name: String,
    pub(crate) span: Span,
    /// What the method that names a value is called after.
    pub(crate) ident: Ident,
    /// The places of the fields: the scope, and then what is unique in it.
    pub(crate) fields: Vec<usize>,
    /// What makes the compared text of each of them.
    pub(crate) normalize: Vec<Vec<Path>>,
}

impl Unique {
    /// Resolves the constraints of an entity, recording every mistake.
    pub(crate) fn all(
        raw: &[RawField],
        together: &[RawUniqueTogether],
        resolver: &Resolver<'_>,
    ) -> Option<Vec<Self>> {
        let single = raw.iter().enumerate().filter_map(|(place, field)| {
            let unique = field.attrs.unique.as_ref()?;
            Some(resolver.single(place, unique))
        });
        let together = together.iter().map(|raw| resolver.together(raw));
        let all: Vec<Option<Self>> = single.chain(together).collect();
        let all: Vec<Self> = all.into_iter().collect::<Option<_>>()?;
        names_differ(&all, resolver.diag);
        constraints_differ(&all, resolver.diag);
        Some(all)
    }
}

/// What constraints refer to.
pub(crate) struct Resolver<'e> {
    pub(crate) entity: &'e Ident,
    pub(crate) fields: &'e [Field],
    /// The places of the fields of the primary key.
    pub(crate) primary: &'e [usize],
    pub(crate) diag: &'e Diagnostics,
}

impl Resolver<'_> {
    fn single(&self, place: usize, raw: &RawUnique) -> Option<Unique> {
        let scope = self.places(&raw.scope);
        let field = self.fields.get(place)?;
        if !self.is_known(field, place, raw.span) {
            return None;
        }
        let mut fields = scope?;
        if fields.contains(&place) {
            self.diag.error(
                raw.span,
                format_args!(
                    "`{}` cannot be its own scope\nhelp: name the fields within which it is unique",
                    field.name
                ),
            );
        }
        fields.push(place);
        let unique = Unique {
            name: field.attribute.clone(),
            span: raw.span,
            ident: field.ident.clone(),
            fields,
            normalize: normalizing(&raw.scope).chain([raw.normalize.clone()]).collect(),
        };
        self.says_something(&unique);
        Some(unique)
    }

    fn together(&self, raw: &RawUniqueTogether) -> Option<Unique> {
        let fields = self.places(&raw.fields)?;
        let span = raw.name.span();
        if fields.len() < 2 {
            self.diag.error(
                span,
                "fields that are unique together are two or more\nhelp: write `#[attr(unique)]` on a field that is unique by itself",
            );
        }
        let (name, ident) = (raw.name.unraw().to_string(), raw.name.clone());
        let normalize = normalizing(&raw.fields).collect();
        let unique = Unique { name, span, ident, fields, normalize };
        self.says_something(&unique);
        Some(unique)
    }

    fn places(&self, parts: &[RawUniquePart]) -> Option<Vec<usize>> {
        let mut places = Vec::new();
        for RawUniquePart { ident: name, .. } in parts {
            let place = self.place(name);
            if let Some(place) = place
                && places.contains(&Some(place))
            {
                self.diag.error(
                    name.span(),
                    format_args!("`{}` is named twice\nhelp: remove it here", name.unraw()),
                );
            }
            places.push(place);
        }
        places.into_iter().collect()
    }

    fn place(&self, ident: &Ident) -> Option<usize> {
        let name = ident.unraw().to_string();
        let Some(place) = self.fields.iter().position(|field| field.name == name) else {
            let known = self.fields.iter().map(|field| field.name.as_str());
            let help = instead(&name, known, code);
            let message = format_args!("no field `{name}` on `{}`\nhelp: {help}", self.entity.unraw());
            self.diag.error(ident.span(), message);
            return None;
        };
        self.fields.get(place).filter(|field| self.is_known(field, place, ident.span())).map(|_| place)
    }

    /// Whether an item always says what the value is: what guards it must be found again.
    fn is_known(&self, field: &Field, place: usize, span: Span) -> bool {
        let name = &field.name;
        if field.flattened {
            self.diag.error(
                span,
                format_args!("field `{name}` is flattened and has no value of its own that could be unique\nhelp: make what shall be unique a field of the entity"),
            );
            return false;
        }
        if field.computed.is_some() {
            self.diag.error(
                span,
                format_args!("field `{name}` is computed, so it is as unique as what it is computed from\nhelp: make that unique"),
            );
            return false;
        }
        if !field.present {
            self.diag.error(
                span,
                format_args!(
                    "field `{name}` is not stored, so it cannot be unique\nhelp: remove serde\u{2019}s `skip`"
                ),
            );
            return false;
        }
        if field.key_only && !self.primary.contains(&place) {
            self.diag.error(
                span,
                format_args!("field `{name}` lives in the key of an index only, where a change of it is not seen\nhelp: remove `#[attr(key)]`, so that it is an attribute of its own"),
            );
            return false;
        }
        true
    }

    /// The primary key is unique by itself.
    fn says_something(&self, unique: &Unique) {
        let whole =
            !self.primary.is_empty() && self.primary.iter().all(|place| unique.fields.contains(place));
        if whole && unique.normalize.iter().all(Vec::is_empty) {
            self.diag.error(
                unique.span,
                format_args!(
                    "`{}` has the whole primary key in it, and so is unique as it is\nhelp: remove `unique`",
                    unique.name
                ),
            );
        }
    }
}

fn normalizing(parts: &[RawUniquePart]) -> impl Iterator<Item = Vec<Path>> {
    parts.iter().map(|part| part.normalize.clone())
}

fn names_differ(all: &[Unique], diag: &Diagnostics) {
    for (place, unique) in all.iter().enumerate() {
        if all.iter().take(place).any(|before| before.name == unique.name) {
            diag.error(
                unique.span,
                format_args!("a second unique constraint `{}`\nhelp: give it another name", unique.name),
            );
        }
    }
}

/// The same fields, in whatever order, would be guarded twice.
fn constraints_differ(all: &[Unique], diag: &Diagnostics) {
    for (place, unique) in all.iter().enumerate() {
        let compared = unique.compared();
        if compared.windows(2).any(|pair| matches!(pair, [(first, _), (second, _)] if first == second)) {
            // That a field is named twice is told already.
            continue;
        }
        if let Some(before) = all.iter().take(place).find(|before| before.compared() == compared) {
            diag.error(
                unique.span,
                format_args!(
                    "`{}` is the same constraint as `{}`: of the same fields\nhelp: remove one of them",
                    unique.ident.unraw(),
                    before.ident.unraw()
                ),
            );
        }
    }
}

impl Unique {
    /// The fields, and what makes the compared text of each, in one order.
    fn compared(&self) -> Vec<(usize, String)> {
        let texts = self.normalize.iter().map(|paths| quote!(#(#paths)*).to_string());
        let mut compared: Vec<(usize, String)> = self.fields.iter().copied().zip(texts).collect();
        compared.sort_unstable();
        compared
    }
}
