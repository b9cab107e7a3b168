use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident};

use super::stand_in;
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
    let places: Vec<Ident> = view.fields.iter().map(place).collect();
    let checks = view.fields.iter().zip(&places).map(|(field, place)| check(&of, field, place));
    let reads = view.fields.iter().enumerate().map(|(nth, field)| {
        let ident = &field.ident;
        let how = if option_inner(&field.ty).is_some() { quote!(optional) } else { quote!(required) };
        quote!(#ident: viewed.#how(#nth)?)
    });
    quote! {
        #[allow(non_upper_case_globals, unused_qualifications, long_running_const_eval, clippy::panic)]
        const _: () = {
            use #krate::__private as __d;

            #(#checks)*

            #[automatically_derived]
            impl __d::Projection for #ident {
                type Entity = #of;
                const SCHEMA: &'static __d::ViewSchema =
                    &__d::ViewSchema { rust_name: #rust_name, fields: &[#(#places),*] };
            }

            #[automatically_derived]
            impl __d::FilteredAs for #ident {
                type Entity = #of;
            }

            #[automatically_derived]
            impl __d::Readable for #ident {
                type Table = <#of as __d::Record>::Table;
                const __ONLY: __d::Option<&'static __d::EntitySchema> = __d::Some(<#of as __d::Entity>::SCHEMA);

                fn __projection(
                    index: __d::Option<&__d::IndexSchema>,
                    keys: bool,
                ) -> __d::Option<__d::expr::Projection> {
                    __d::asked::<Self>(index, keys)
                }

                fn __read(item: __d::ItemRef<'_>, index: __d::Option<&__d::IndexSchema>) -> __d::Result<Self> {
                    let viewed = __d::Viewed::of::<Self>(item, index)?;
                    __d::Ok(Self { #(#reads,)* })
                }
            }
        };
    }
}

/// The constant that holds the place of a field in the entity. Messages show it.
fn place(field: &RawPartialField) -> Ident {
    format_ident!("field_{}", field.ident.unraw(), span = Span::call_site())
}

/// Finds a field in the entity, which must have it, and in the same type. Each check is spanned to what the user wrote.
fn check(of: &TokenStream, field: &RawPartialField, place: &Ident) -> TokenStream {
    let source = field.field();
    let name = source.unraw().to_string();
    let inner = option_inner(&field.ty);
    let optional = inner.is_some();
    let ty = inner.unwrap_or(&field.ty);
    let find = quote_spanned! {source.span()=>
        const #place: usize = match __d::viewed_field(<#of as __d::Entity>::SCHEMA, #name, #optional) {
            __d::Ok(place) => place,
            __d::Err(mistake) => ::core::panic!("{}", mistake.as_str()),
        };
    };
    let compare = quote_spanned! {ty.span()=>
        const _: () = __d::views(
            __d::field_of::<#of, { #place / 64 }, { #place / 8 % 8 }, { #place % 8 }, _, _, _>(),
            __d::Typed::<_, #ty>::named(),
        );
    };
    quote!(#find #compare)
}
