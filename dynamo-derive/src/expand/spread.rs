//! What it takes to upsert what is flattened: that its entries are all known by name.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Ident, Type};

use crate::model::{Entity, Field};
use crate::syntax::{ContainerSerde, RawTagged, RawVariant, Style};

/// That the entity can be upserted; nothing if it flattens what does not say how it is stored.
pub(super) fn upsertable(entity: &Entity) -> Option<TokenStream> {
    let types = flattened(&entity.fields)?;
    let (declared, owner, bounds) = (entity.params.declared(None), entity.params.owner(), entity.bounds());
    let bounds = match (bounds.is_empty(), known(&types)) {
        (_, None) => bounds,
        (true, Some(known)) => quote!(where #known),
        (false, Some(known)) => quote!(#bounds, #known),
    };
    let spread = (!types.is_empty()).then(|| {
        let types = types.iter().map(|ty| quote!(<#ty as __d::Described>::__type));
        quote!(const __SPREAD: &'static [fn() -> __d::Option<&'static __d::TypeSchema>] = &[#(#types),*];)
    });
    let upsertable = of_users("Upsertable", &owner);
    Some(quote! {
        impl #declared #upsertable for #owner #bounds {
            #spread
        }
    })
}

/// That the entries of a document are known; nothing if it flattens what does not say how it is stored.
pub(super) fn document(owner: &Ident, serde: &ContainerSerde, fields: &[Field]) -> Option<TokenStream> {
    // The tag of a struct is an entry, too, and no field.
    if serde.tag.is_some() {
        return None;
    }
    Some(spread(owner, &flattened(fields)?))
}

/// That the entries of every variant are known.
pub(super) fn tagged(owner: &Ident, raw: &RawTagged, stored: &[&RawVariant]) -> Option<TokenStream> {
    let is_other = |variant: &RawVariant| variant.serde.untagged || variant.serde.with;
    if raw.variants.iter().any(is_other) {
        return None;
    }
    let is_inside = raw.serde.tag.is_some() && raw.serde.content.is_none();
    let mut fields = Vec::new();
    for variant in stored.iter().filter(|_| is_inside) {
        let container = match variant.style {
            Style::Newtype => &ContainerSerde::default(),
            _ => &variant.container,
        };
        fields.push((variant.style, Field::all(&variant.fields, container)));
    }
    let mut types = Vec::new();
    for (style, fields) in &fields {
        match style {
            Style::Newtype if fields.iter().any(|field| !field.plain_serde) => return None,
            Style::Newtype => types.extend(fields.iter().map(|field| &field.ty)),
            _ => types.extend(flattened(fields)?),
        }
    }
    Some(spread(owner, &types))
}

fn spread(owner: &Ident, types: &[&Type]) -> TokenStream {
    let known = known(types).map(|known| quote!(where #known));
    let spread = of_users("Spread", owner);
    quote! {
        impl #spread for #owner #known {}
    }
}

/// A trait, written as if the user had: of an implementation that a macro wrote, the compiler says to write it by hand.
pub(super) fn of_users(of: &str, owner: &impl ToTokens) -> TokenStream {
    let of = format_ident!("{of}", span = owner.span());
    quote_spanned!(owner.span()=> __d::#of)
}

/// The types of flattened fields; nothing if one is stored by a function of the user.
fn flattened(fields: &[Field]) -> Option<Vec<&Type>> {
    let flattened = fields.iter().filter(|field| field.flattened);
    flattened.map(|field| field.plain_serde.then_some(&field.ty)).collect()
}

/// The conditions that the entries of these types are known. The lifetime makes conditions of them that need not hold: the
/// compiler refuses others outright.
fn known(types: &[&Type]) -> Option<TokenStream> {
    let known = types.iter().map(|ty| quote_spanned!(ty.span()=> for<'__d> #ty: __d::Spread));
    (!types.is_empty()).then(|| quote!(#(#known),*))
}
