//! Fields that are computed from others.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Ident, Path};

use crate::diag::Diagnostics;
use crate::model::Field;
use crate::suggest::{code, instead};
use crate::syntax::{RawComputed, RawField};

/// How a field is computed.
pub(crate) struct Computed {
    pub(crate) function: Path,
    /// The places of the fields it is made of.
    pub(crate) from: Vec<usize>,
    /// Where they are named.
    pub(crate) spans: Vec<Span>,
}

/// Resolves what the fields are computed from.
pub(crate) fn resolve(
    entity: &Ident,
    raw: &[RawField],
    fields: &[Field],
    diag: &Diagnostics,
) -> Vec<Option<Computed>> {
    let resolver = Resolver { entity, raw, fields, diag };
    raw.iter().map(|field| resolver.computed(field, field.attrs.computed.as_ref()?)).collect()
}

struct Resolver<'e> {
    entity: &'e Ident,
    raw: &'e [RawField],
    fields: &'e [Field],
    diag: &'e Diagnostics,
}

impl Resolver<'_> {
    fn computed(&self, field: &RawField, raw: &RawComputed) -> Option<Computed> {
        let name = field.ident.unraw();
        if field.serde.with || field.serde.skip || field.serde.flatten {
            self.diag.error(field.ident.span(), format_args!("computed field `{name}` is stored as its own type says\nhelp: remove its serde `with`, `skip` or `flatten`"));
        }
        if let Some(rule) = field.attrs.rules.first() {
            self.diag.error(rule.span, format_args!("computed field `{name}` has no rules: its function decides\nhelp: put the rule on a field that it is computed from"));
        }
        let from = raw.from.iter().map(|input| self.input(input)).collect::<Option<Vec<usize>>>()?;
        let spans = raw.from.iter().map(Ident::span).collect();
        Some(Computed { function: raw.function.clone(), from, spans })
    }

    fn input(&self, input: &Ident) -> Option<usize> {
        let name = input.unraw().to_string();
        let Some(place) = self.fields.iter().position(|field| field.name == name) else {
            let help = instead(&name, self.fields.iter().map(|field| field.name.as_str()), code);
            return self
                .refuse(input.span(), format!("no field `{name}` on `{}`\nhelp: {help}", self.entity));
        };
        if self.raw.get(place).is_some_and(|field| field.attrs.computed.is_some()) {
            return self.refuse(
                input.span(),
                format!("`{name}` is computed itself\nhelp: name the fields that it is computed from"),
            );
        }
        if !self.fields.get(place).is_some_and(|field| field.present) {
            return self.refuse(
                input.span(),
                format!("field `{name}` is not read back as an attribute of its own, so nothing is computed from it\nhelp: remove its serde `skip` or `flatten`"),
            );
        }
        Some(place)
    }

    fn refuse(&self, span: Span, message: String) -> Option<usize> {
        self.diag.error(span, message);
        None
    }
}
