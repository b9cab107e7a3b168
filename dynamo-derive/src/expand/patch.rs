use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Path};

use super::stand_in;
use crate::diag::Diagnostics;
use crate::model::option_inner;
use crate::suggest::{code, instead};
use crate::syntax::{self, RawPartial, RawPartialField, RawTogether};

/// Expands `#[derive(Patch)]`, or into every mistake found and a stand-in.
pub(crate) fn patch(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    let raw = syntax::patch(input, &diag);
    let lowered = raw.as_ref().map(|patch| {
        fields_may_stay(patch, &diag);
        (patch, Together::all(patch, &diag))
    });
    match (diag.finish(), lowered) {
        (None, Some((patch, together))) => expand(&input.ident, patch, &together),
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

/// Fields that are set by one method.
struct Together<'r> {
    method: &'r Ident,
    fields: Vec<&'r RawPartialField>,
}

impl<'r> Together<'r> {
    /// Resolves the names of all, recording every mistake.
    fn all(patch: &'r RawPartial, diag: &Diagnostics) -> Vec<Self> {
        let mut seen: Vec<(&Ident, &Ident)> = Vec::new();
        let mut find = |method: &'r Ident, name: &'r Ident| {
            let found = patch.fields.iter().find(|field| field.ident.unraw() == name.unraw());
            if found.is_none() {
                let names: Vec<String> =
                    patch.fields.iter().map(|field| field.ident.unraw().to_string()).collect();
                let help = instead(&name.unraw().to_string(), names.iter().map(String::as_str), code);
                diag.error(
                    name.span(),
                    format_args!("the patch has no field `{}`\nhelp: {help}", name.unraw()),
                );
            }
            if let Some((_, before)) = seen.iter().find(|(field, _)| *field == name) {
                diag.error(name.span(), format_args!("field `{name}` is set by `{before}` already\nhelp: name it once: `{before}` makes everything anew that is made of it"));
            }
            seen.push((name, method));
            found
        };
        let resolved = patch.together.iter().map(|RawTogether { method, fields }| Self {
            method,
            fields: fields.iter().filter_map(|name| find(method, name)).collect(),
        });
        resolved.collect()
    }

    fn has(&self, field: &RawPartialField) -> bool {
        self.fields.iter().any(|other| other.ident == field.ident)
    }

    /// The change of all, if the patch has all; an error, if it has some.
    fn change(&self, patch: &Ident) -> TokenStream {
        let Self { method, fields } = self;
        let names: Vec<String> = fields.iter().map(|field| field.ident.unraw().to_string()).collect();
        let values: Vec<Ident> = names.iter().map(|name| format_ident!("__{name}")).collect();
        let idents: Vec<&Ident> = fields.iter().map(|field| &field.ident).collect();
        let arguments = fields.iter().zip(&values).map(|(field, value)| match is_removable(field) {
            true => quote!(::core::clone::Clone::clone(#value)),
            false => quote!(#value),
        });
        let (none, patch) = (values.iter().map(|_| quote!(__d::None)), patch.unraw().to_string());
        let written = method.unraw().to_string();
        quote! {
            match (#(self.#idents.as_ref(),)*) {
                (#(__d::Some(#values),)*) => __d::Some(attributes.#method(#(#arguments),*)),
                (#(#none,)*) => __d::None,
                _ => __d::Some(__d::Change::__apart(
                    #patch,
                    #written,
                    &[#((#names, self.#idents.is_some())),*],
                )),
            }
        }
    }

    /// Checks that the method sets the fields, in their order: they may be of one type.
    fn check(&self, patch: &Ident, of: &Path) -> TokenStream {
        let Self { method, fields } = self;
        let (patch, written) = (patch.unraw().to_string(), method.unraw().to_string());
        let names = fields.iter().map(|field| field.field().unraw().to_string());
        quote_spanned! {method.span()=>
            const _: () = __d::refuse(__d::check_together(
                <#of as __d::Entity>::SCHEMA,
                <<#of as __d::Entity>::Attributes as __d::Paths>::__TOGETHER,
                #patch,
                #written,
                &[#(#names),*],
            ));
        }
    }
}

fn expand(ident: &Ident, patch: &RawPartial, together: &[Together<'_>]) -> TokenStream {
    let of = &patch.of;
    let krate = patch.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let alone = patch.fields.iter().filter(|field| !together.iter().any(|together| together.has(field)));
    let changes = together.iter().map(|together| together.change(ident)).chain(alone.map(change));
    let checks = together.iter().map(|together| together.check(ident, of));
    quote! {
        #[allow(unused_qualifications)]
        const _: () = {
            use #krate::__private as __d;

            #(#checks)*

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

/// Whether it says of what an item may lack whether it goes.
fn is_removable(field: &RawPartialField) -> bool {
    option_inner(&field.ty).and_then(option_inner).is_some()
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
