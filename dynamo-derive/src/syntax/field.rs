use proc_macro2::Span;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Type, Visibility};

use super::FieldSerde;
use super::slot::{Slot, unknown};
use crate::diag::Diagnostics;

/// A field as written.
pub(crate) struct RawField {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) ty: Type,
    /// Where `#[attr(key)]` stands.
    pub(crate) key: Option<Span>,
    pub(crate) serde: FieldSerde,
}

/// Reads the fields of a struct; what to say of anything else is the caller's.
pub(super) fn named_fields(
    input: &DeriveInput,
    not_a_struct: &str,
    nameless: &str,
    diag: &Diagnostics,
) -> Option<Vec<RawField>> {
    let Data::Struct(data) = &input.data else {
        diag.error(input.ident.span(), not_a_struct);
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        diag.error(input.ident.span(), nameless);
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
