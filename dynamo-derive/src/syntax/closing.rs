use proc_macro2::Span;
use syn::{Data, DeriveInput, Fields, Ident, Path, Type};

use crate::diag::Diagnostics;
use crate::field::unboxed;

/// `#[table(of = …)]` as written: an enum of all the entities of a layout.
pub(crate) struct RawClosing {
    pub(crate) of: Path,
    pub(crate) krate: Option<Path>,
    pub(crate) members: RawMembers,
}

/// The entities of a table, and which of them may have keys in common.
pub(crate) struct RawMembers {
    pub(crate) variants: Vec<RawVariant>,
    pub(crate) overlaps: Vec<(Ident, Ident)>,
    pub(crate) collections: Vec<Path>,
}

/// A variant: one entity, in a box or not.
pub(crate) struct RawVariant {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) boxed: bool,
}

/// What a table is made of.
pub(super) enum RawBody {
    /// A unit struct: its entities are elsewhere.
    Layout,
    Variants(Vec<RawVariant>),
}

pub(super) fn body(input: &DeriveInput, diag: &Diagnostics) -> Option<RawBody> {
    match &input.data {
        Data::Enum(_) => variants(input, diag).map(RawBody::Variants),
        Data::Struct(data) if matches!(data.fields, Fields::Unit) => Some(RawBody::Layout),
        _ => {
            diag.error(
                input.ident.span(),
                "a table is an enum with one variant per entity, or a unit struct whose entities are in other crates\nhelp: write `enum Shop { Order(Order) }`, or `struct Shop;`",
            );
            None
        }
    }
}

fn variants(input: &DeriveInput, diag: &Diagnostics) -> Option<Vec<RawVariant>> {
    let Data::Enum(data) = &input.data else { return None };
    if data.variants.is_empty() {
        diag.error(
            input.ident.span(),
            "a table needs at least one entity\nhelp: add a variant such as `Order(Order)`, or make it a unit struct if its entities are in other crates",
        );
    }
    let variants = data.variants.iter().filter_map(|variant| match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first().map(|field| {
            let (ty, boxed) = unboxed(&field.ty);
            RawVariant { ident: variant.ident.clone(), ty: ty.clone(), boxed }
        }),
        _ => {
            let ident = &variant.ident;
            diag.error(
                ident.span(),
                format_args!("a variant holds one entity\nhelp: write `{ident}({ident})`"),
            );
            None
        }
    });
    Some(variants.collect())
}

/// What an attribute says, where: to refuse what only a table, or only a layout, says.
pub(super) struct Said<'i> {
    pub(super) keys: Vec<(String, Span)>,
    pub(super) input: &'i DeriveInput,
}

impl Said<'_> {
    /// Everything but the entities has been said by the layout.
    pub(super) fn only_entities(&self, diag: &Diagnostics) {
        let of_layout = self
            .keys
            .iter()
            .filter(|(key, _)| !["of", "crate", "overlap", "collections"].contains(&key.as_str()));
        for (key, span) in of_layout {
            diag.error(*span, format_args!("`{key}` is for the layout to say\nhelp: remove it here"));
        }
        let indexes = self.input.attrs.iter().filter(|attribute| attribute.path().is_ident("index"));
        for index in indexes {
            let message = "an index is for the layout to declare\nhelp: move it there";
            diag.push(syn::Error::new_spanned(index.path(), message));
        }
    }

    /// A layout cannot say what takes a look at all entities.
    pub(super) fn no_entities(&self, has_entity_type: bool, diag: &Diagnostics) {
        for (key, span) in &self.keys {
            let message = match key.as_str() {
                "of" => {
                    "a unit struct is a layout itself\nhelp: give it a `name`, or make it an enum of the entities"
                }
                "collections" => {
                    "a layout is in a crate that its collections depend on\nhelp: list them where its entities are listed, beside `of`"
                }
                "overlap" => {
                    "a layout does not know its entities\nhelp: say it where they are listed, beside `of`"
                }
                "adopt" => {
                    "items without an entity type are told by the keys of all entities, which a layout does not know\nhelp: remove `adopt`, or list the entities in an enum that is the table"
                }
                "entity_type" if !has_entity_type => {
                    "the entities of a layout are told by their entity type\nhelp: remove `entity_type = none`"
                }
                _ => continue,
            };
            diag.error(*span, message);
        }
    }
}
