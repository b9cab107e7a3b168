use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::DeriveInput;
use syn::ext::IdentExt as _;

use crate::diag::Diagnostics;
use crate::model::Field;
use crate::syntax::{self, RawDocument};

/// Expands `#[derive(Document)]`, or into every mistake found.
pub(crate) fn document(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    let raw = syntax::document(input, &diag);
    match (diag.finish(), raw) {
        (None, Some(raw)) => expand(input, raw),
        (errors, _) => errors.unwrap_or_default(),
    }
}

fn expand(input: &DeriveInput, raw: RawDocument) -> TokenStream {
    let (vis, owner) = (&input.vis, &input.ident);
    let krate = raw.krate.unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let paths = format_ident!("{}Paths", owner.unraw());
    let doc = format!("The typed paths of the fields of `{}`, inside an entity `E`.", owner.unraw());
    let fields: Vec<Field> =
        Field::all(&raw.fields, &raw.serde).into_iter().filter(Field::has_path).collect();
    let definitions = fields.iter().map(|Field { ident, vis, ty, attribute, optional, .. }| {
        let role = if *optional { quote!(Optional) } else { quote!(Plain) };
        let doc = format!("The entry `{attribute}`.");
        quote! {
            #[doc = #doc]
            #vis #ident: #krate::typed::Attr<__E, #ty, #krate::typed::#role>,
        }
    });
    let values = fields
        .iter()
        .map(|Field { ident, attribute, .. }| quote!(#ident: __d::Attr::__inside(__place, #attribute),));
    // Without a path, nothing else would use the parameter.
    let (marker, marker_value) = if fields.is_empty() {
        (
            quote!(__entity: ::core::marker::PhantomData<fn() -> __E>),
            quote!(__entity: ::core::marker::PhantomData),
        )
    } else {
        (TokenStream::new(), TokenStream::new())
    };
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #[allow(dead_code)]
        #vis struct #paths<__E> {
            #(#definitions)*
            #marker
        }

        #[allow(unused_qualifications)]
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Document for #owner {
                type Attributes<__E: 'static> = #paths<__E>;

                fn __attributes<__E: 'static>(__place: &__d::Path) -> #paths<__E> {
                    #paths { #(#values)* #marker_value }
                }
            }
        };
    }
}
