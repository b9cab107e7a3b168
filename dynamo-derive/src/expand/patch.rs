use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident};

use super::stand_in;
use crate::diag::Diagnostics;
use crate::model::option_inner;
use crate::syntax::{self, RawPartial, RawPartialField};

/// Expands `#[derive(Patch)]`, or into every mistake found and a stand-in.
pub(crate) fn patch(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    let raw = syntax::patch(input, &diag);
    if let Some(patch) = &raw {
        fields_may_stay(patch, &diag);
    }
    match (diag.finish(), raw) {
        (None, Some(patch)) => expand(&input.ident, &patch),
        (errors, _) => {
            let stand_in = stand_in::patch(input);
            quote!(#errors #stand_in)
        }
    }
}

/// A field that is always there would be written by every patch.
fn fields_may_stay(patch: &RawPartial, diag: &Diagnostics) {
    for field in patch.fields.iter().filter(|field| option_inner(&field.ty).is_none()) {
        let message = "a patch leaves alone what is `None`, and this field is always there\nhelp: make it an `Option` of the entity's type";
        diag.push(syn::Error::new_spanned(&field.ty, message));
    }
}

fn expand(ident: &Ident, patch: &RawPartial) -> TokenStream {
    let of = &patch.of;
    let krate = patch.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let changes = patch.fields.iter().map(change);
    quote! {
        #[allow(unused_qualifications)]
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Patch for #ident {
                type Entity = #of;

                fn change(&self) -> __d::Change<#of> {
                    let attributes = <#of as __d::Entity>::attributes();
                    __d::Change::__all([#(#changes),*])
                }
            }
        };
    }
}

/// The change of one field; of an `Option` of an `Option`, the inner one says whether it is removed. What cannot be changed
/// so is an error at the field's type.
fn change(field: &RawPartialField) -> TokenStream {
    let RawPartialField { ident, ty, .. } = field;
    let name = field.field();
    // A type that a macro has filled in may know no names of ours.
    let (attributes, value) = (quote!(attributes), quote!(value));
    let new = option_inner(ty).and_then(option_inner).map_or_else(
        || quote_spanned!(ty.span()=> #attributes.#name.to(#value)),
        |_| {
            let (to, removed) =
                (quote_spanned!(ty.span()=> to(#value)), quote_spanned!(ty.span()=> removed()));
            quote! {
                match value {
                    __d::Some(value) => attributes.#name.#to,
                    __d::None => attributes.#name.#removed,
                }
            }
        },
    );
    quote!(self.#ident.as_ref().map(|value| #new))
}
