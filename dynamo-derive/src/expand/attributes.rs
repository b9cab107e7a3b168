//! The struct of typed attribute paths that closures see as `o`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident};

use crate::model::{Entity, Field};

pub(super) fn ident(entity: &Ident) -> Ident {
    format_ident!("{}Attributes", entity.unraw())
}

/// The fields that have a typed path: stored, and stored as their own type says.
fn pathed(entity: &Entity) -> impl Iterator<Item = (usize, &Field)> {
    entity.fields.iter().enumerate().filter(|(_, field)| field.has_path())
}

pub(super) fn definition(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (vis, krate, owner) = (&input.vis, &entity.krate, &input.ident);
    let name = ident(owner);
    let doc = format!(
        "The typed paths of the attributes of `{}`, as conditions and updates see them.",
        owner.unraw()
    );
    let fields = pathed(entity).map(|(place, field)| {
        let Field { ident, vis, ty, attribute, .. } = field;
        let role = role(entity, place);
        let doc = format!("The attribute `{attribute}`.");
        quote! {
            #[doc = #doc]
            #vis #ident: #krate::typed::Attr<#owner, #ty, #krate::typed::#role>
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #[allow(dead_code)]
        #vis struct #name {
            #(#fields,)*
        }
    }
}

pub(super) fn value(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let name = ident(&input.ident);
    let fields = pathed(entity).map(|(_, field)| {
        let Field { ident, attribute, .. } = field;
        quote!(#ident: __d::Attr::new(#attribute))
    });
    quote!(#name { #(#fields,)* })
}

fn role(entity: &Entity, place: usize) -> TokenStream {
    if entity.in_primary_key(place) {
        quote!(PrimaryKeyPart)
    } else if entity.in_some_key(place) {
        quote!(IndexKeyPart)
    } else if entity.fields.get(place).is_some_and(|field| field.optional) {
        quote!(Optional)
    } else {
        quote!(Plain)
    }
}
