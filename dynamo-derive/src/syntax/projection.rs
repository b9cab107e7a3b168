use proc_macro2::Span;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path, Type};

use super::slot::{Slot, unknown};
use crate::diag::Diagnostics;

/// A view's attributes as written.
pub(crate) struct RawView {
    /// The entity.
    pub(crate) of: Path,
    pub(crate) krate: Option<Path>,
    pub(crate) fields: Vec<RawViewField>,
}

/// A field of a view as written.
pub(crate) struct RawViewField {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The entity's field, if it has another name.
    pub(crate) from: Option<Ident>,
}

/// Reads everything, recording every mistake; `None` if too little is right to go on.
pub(crate) fn projection(input: &DeriveInput, diag: &Diagnostics) -> Option<RawView> {
    if let Some(first) = input.generics.params.first() {
        diag.push(syn::Error::new_spanned(
            first,
            "a view cannot be generic\nhelp: its fields have the types of the entity's fields, which own what they hold",
        ));
        return None;
    }
    let fields = fields(input, diag)?;
    let mut heads = input.attrs.iter().filter(|attribute| attribute.path().is_ident("projection"));
    let Some(head) = heads.next() else {
        diag.error(input.ident.span(), "a view needs its entity\nhelp: add `#[projection(of = …)]`");
        return None;
    };
    if let Some(second) = heads.next() {
        diag.push(syn::Error::new_spanned(second, "a second `#[projection]`; put everything into one"));
    }
    let (of, krate) = diag.take(head_attribute(head))?;
    Some(RawView { of, krate, fields })
}

fn fields(input: &DeriveInput, diag: &Diagnostics) -> Option<Vec<RawViewField>> {
    let named = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(named) => named,
            Fields::Unnamed(_) | Fields::Unit => {
                diag.error(input.ident.span(), "a view's fields need names: each is a field of its entity");
                return None;
            }
        },
        Data::Enum(_) | Data::Union(_) => {
            diag.error(input.ident.span(), "a view is a struct of some fields of an entity");
            return None;
        }
    };
    if named.named.is_empty() {
        diag.error(
            input.ident.span(),
            "a view without fields reads nothing\nhelp: to know whether an item exists, view a part of its key",
        );
    }
    let fields = named.named.iter().filter_map(|field| {
        Some(RawViewField {
            ident: field.ident.clone()?,
            ty: field.ty.clone(),
            from: from(&field.attrs, diag),
        })
    });
    Some(fields.collect())
}

fn head_attribute(attribute: &Attribute) -> syn::Result<(Path, Option<Path>)> {
    let (mut of, mut krate) = (Slot::new("of"), Slot::new("crate"));
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("of") => of.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("crate") => krate.set(at, meta.value()?.call(Path::parse_mod_style)?),
            _ => Err(unknown(&meta, &["of", "crate"])),
        }
    })?;
    let of = of.take().ok_or_else(|| {
        syn::Error::new_spanned(attribute, "`of` is missing\nhelp: name the entity, as in `of = Order`")
    })?;
    Ok((of, krate.take()))
}

fn from(attributes: &[Attribute], diag: &Diagnostics) -> Option<Ident> {
    let mut from = Slot::new("from");
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("projection")) {
        diag.take(attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("from") {
                let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
                return from.set(at, meta.value()?.call(syn::ext::IdentExt::parse_any)?);
            }
            Err(unknown(&meta, &["from"]))
        }));
    }
    from.take()
}
