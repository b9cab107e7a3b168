use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput};

use super::{spread, tagged, types};
use crate::diag::Diagnostics;
use crate::model::Field;
use crate::roundtrip;
use crate::syntax::{self, RawDocument};

/// Expands `#[derive(Document)]`, or into every mistake found.
pub(crate) fn document(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    if let Data::Enum(data) = &input.data {
        let raw = syntax::tagged(input, data, &diag);
        roundtrip::check_enum(&input.ident, &raw, &diag);
        return diag.finish().unwrap_or_else(|| tagged::tagged(input, &raw));
    }
    let lowered = syntax::document(input, &diag).map(|raw| {
        let fields = Field::all(&raw.fields, &raw.serde);
        roundtrip::check(&input.ident, &raw.serde, &raw.fields, &fields, &diag);
        (raw, fields)
    });
    match (diag.finish(), lowered) {
        (None, Some((raw, fields))) => expand(input, raw, fields),
        (errors, _) => errors.unwrap_or_default(),
    }
}

fn expand(input: &DeriveInput, raw: RawDocument, fields: Vec<Field>) -> TokenStream {
    let (vis, owner) = (&input.vis, &input.ident);
    let krate = raw.krate.unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let paths = format_ident!("{}Paths", owner.unraw());
    let doc = format!("The typed paths of the fields of `{}`, inside an entity `E`.", owner.unraw());
    let described = types::document(owner, &fields);
    let spread = spread::document(owner, &raw.serde, &fields);
    let fields: Vec<Field> = fields.into_iter().filter(Field::has_path).collect();
    let definitions = fields.iter().map(|Field { ident, vis, ty, attribute, optional, set, .. }| {
        let ty = if *set { quote!(#krate::typed::AsSet<#ty>) } else { quote!(#ty) };
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

                fn __attributes<__E: 'static>(__place: &__d::Base) -> #paths<__E> {
                    #paths { #(#values)* #marker_value }
                }
            }

            #described

            #spread
        };
    }
}
