//! The struct of what searches by an access pattern filter by, which closures see as `b`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident};

use super::attributes::stored_type;
use crate::casing::pascal;
use crate::model::{Access, Entity, Field, Template};

/// The fields that a pattern names in `filter(…)`.
fn fields<'e>(entity: &'e Entity, access: &'e Access) -> impl Iterator<Item = &'e Field> {
    access.filter.iter().filter_map(Template::only_field).filter_map(|place| entity.fields.get(place))
}

fn ident(owner: &Ident, access: &Access) -> Ident {
    format_ident!("{}{}Filters", owner.unraw(), pascal(&access.name.unraw().to_string()))
}

/// The type of the struct; none if the pattern names no fields.
pub(super) fn of_pattern(input: &DeriveInput, entity: &Entity, access: &Access) -> Option<TokenStream> {
    let (name, named) = (ident(&input.ident, access), entity.params.named(None));
    (!access.filter.is_empty()).then(|| quote!(#name #named))
}

pub(super) fn definition(input: &DeriveInput, entity: &Entity, access: &Access) -> Option<TokenStream> {
    let named = of_pattern(input, entity, access)?;
    let (vis, lib, owner, params) = (&input.vis, &entity.lib, entity.params.owner(), &entity.params);
    let (declared, written, bounds) = (params.declared(None), params.written(), entity.bounds());
    let name = ident(&input.ident, access);
    let text = name.to_string();
    let doc = format!("What searches by `{}::{}` filter by.", input.ident.unraw(), access.name.unraw());
    let members = fields(entity, access).map(|field| {
        let (Field { ident, vis, attribute, .. }, ty) = (field, stored_type(entity, field));
        let doc = format!("The attribute `{attribute}`.");
        quote! {
            #[doc = #doc]
            #vis #ident: #lib::InlineFilter<#owner, #ty>
        }
    });
    let values = fields(entity, access)
        .map(|Field { ident, attribute, .. }| quote!(#ident: #lib::InlineFilter::__new(#attribute)));
    let shown = fields(entity, access).map(|Field { ident, name, .. }| quote!(.field(#name, &self.#ident)));
    Some(quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        #vis struct #name #declared #written {
            #(#members,)*
        }

        #[automatically_derived]
        impl #declared #lib::Paths for #named #bounds {
            fn __all() -> Self {
                Self { #(#values,)* }
            }
        }

        #[automatically_derived]
        impl #declared #lib::InlineFilters for #named #bounds {
            type Matches = #lib::Matches<#owner>;
        }

        #[automatically_derived]
        impl #declared ::core::fmt::Debug for #named #bounds {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text)#(#shown)*.finish()
            }
        }
    })
}
