use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident};

use super::stand_in;
use super::viewed::{Viewed, place_of, viewed};
use crate::diag::Diagnostics;
use crate::model::option_inner;
use crate::syntax::{self, RawPartial, RawPartialField};

/// Expands `#[derive(Projection)]`, or into every mistake found and a stand-in.
pub(crate) fn projection(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    let raw = syntax::projection(input, &diag);
    match (diag.finish(), raw) {
        (None, Some(view)) => expand(&input.ident, &view),
        (errors, _) => {
            let stand_in = stand_in::projection(input);
            quote!(#errors #stand_in)
        }
    }
}

fn expand(ident: &Ident, view: &RawPartial) -> TokenStream {
    let of = &view.of;
    let krate = view.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let rust_name = ident.unraw().to_string();
    // What is no entity is told so once.
    let of = quote_spanned!(of.span()=> <#of as __d::IsEntity>::Entity);
    let found =
        view.fields.iter().map(|field| viewed(&of, field)).map(|Viewed { checks, place }| (checks, place));
    let (checks, places): (Vec<_>, Vec<_>) = found.unzip();
    let reads = view.fields.iter().enumerate().map(|(nth, field)| {
        let ident = &field.ident;
        let how = if option_inner(&field.ty).is_some() { quote!(optional) } else { quote!(required) };
        quote!(#ident: viewed.#how(#nth)?)
    });
    let parts = parts(&view.fields);
    quote! {
        #[allow(
            non_upper_case_globals, unused_imports, unused_qualifications, long_running_const_eval, clippy::panic
        )]
        const _: () = {
            use #krate::__private as __d;

            #(#checks)*

            #[automatically_derived]
            impl __d::Projection for #ident {
                type Entity = #of;
                const SCHEMA: &'static __d::ViewSchema =
                    &__d::ViewSchema { rust_name: #rust_name, fields: &[#(#places),*] };

                #parts
            }

            #[automatically_derived]
            impl __d::FilteredAs for #ident {
                type Entity = #of;
            }

            #[automatically_derived]
            impl __d::Readable for #ident {
                type Table = <#of as __d::Record>::Table;
                const __ONLY: __d::Option<&'static __d::EntitySchema> = __d::Some(<#of as __d::Entity>::SCHEMA);
                const __VIEW: __d::Option<&'static __d::ViewSchema> =
                    __d::Some(<Self as __d::Projection>::SCHEMA);

                fn __projection(
                    index: __d::Option<&__d::IndexSchema>,
                    keys: bool,
                ) -> __d::Option<__d::expr::Projection> {
                    static OF_TABLE: __d::AskedOfTable = __d::AskedOfTable::new();
                    OF_TABLE.or_of::<Self>(index, keys)
                }

                fn __read(answer: __d::Answered<'_>) -> __d::Result<Self> {
                    let viewed = __d::Viewed::of::<Self>(answer)?;
                    __d::Ok(Self { #(#reads,)* })
                }
            }
        };
    }
}

/// Hands out the fields that are whole ones of the entity, as parts of its keys. That those of keys are parts is checked there.
fn parts(fields: &[RawPartialField]) -> Option<TokenStream> {
    let whole = fields.iter().filter(|field| field.below().is_empty());
    let parts: Vec<_> = whole
        .map(|field| {
            let (ident, place) = (&field.ident, place_of(field));
            let held = match option_inner(&field.ty) {
                Some(_) => quote!(self.#ident.as_ref()?),
                None => quote!(&self.#ident),
            };
            quote! {
                if field == #place {
                    return __d::Part(#held).erased();
                }
            }
        })
        .collect();
    (!parts.is_empty()).then(|| {
        quote! {
            fn __part(&self, field: usize) -> __d::Option<&dyn __d::ErasedPart> {
                use __d::NoPart as _;

                #(#parts)*
                __d::None
            }
        }
    })
}
