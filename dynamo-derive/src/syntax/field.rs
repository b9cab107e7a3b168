use quote::format_ident;
use syn::{Data, DeriveInput, Fields, Ident, Type, Visibility};

use super::{FieldAttrs, FieldSerde};
use crate::diag::Diagnostics;

/// A field as written.
pub(crate) struct RawField {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) ty: Type,
    pub(crate) attrs: FieldAttrs,
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
            attrs: FieldAttrs::of(&field.attrs, diag),
            serde: FieldSerde::of(&field.attrs),
        })
    });
    Some(fields.collect())
}

/// Reads the fields of a variant or newtype. Without names they are called by their places.
pub(crate) fn inner_fields(fields: &Fields, diag: &Diagnostics) -> Vec<RawField> {
    let inner = |(place, field): (usize, &syn::Field)| {
        let mut serde = FieldSerde::of(&field.attrs);
        let ident = field.ident.clone().unwrap_or_else(|| {
            serde.rename = Some(place.to_string());
            format_ident!("_{place}")
        });
        let attrs = FieldAttrs::of(&field.attrs, diag);
        RawField { ident, vis: field.vis.clone(), ty: field.ty.clone(), attrs, serde }
    };
    fields.iter().enumerate().map(inner).collect()
}
