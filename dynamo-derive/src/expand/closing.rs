use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::DeriveInput;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use super::members::Members;
use crate::diag::Diagnostics;
use crate::syntax::RawClosing;

/// An enum of all the entities of a layout.
pub(super) fn closing(input: &DeriveInput, raw: &RawClosing, diag: &Diagnostics) -> TokenStream {
    let (ident, vis, of) = (&input.ident, &input.vis, &raw.of);
    let krate = raw.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let rust_name = ident.unraw().to_string();
    let members = Members::resolve(&raw.members, diag);
    let ((entities, overlaps), collections) = (members.schemas(of), members.collections(of));
    let schema = quote!(<#ident>::SCHEMA);
    let record = members.record(ident, of, &schema, &schema, true);
    let is_layout = quote_spanned! {of.span()=>
        const _: () = if let __d::Some(mistake) = __d::check_layout(<#of as __d::Table>::SCHEMA) {
            ::core::panic!("{}", mistake.as_str())
        };
    };
    quote! {
        #[allow(unused_qualifications)]
        impl #ident {
            /// The table with all its entities.
            #vis const SCHEMA: &'static #krate::schema::TableSchema = {
                use #krate::__private as __d;
                &<#of as __d::Table>::SCHEMA.closed(#rust_name, #entities, #overlaps, #collections)
            };

            /// Makes a handle to the table on a backend.
            #vis fn on(backend: impl #krate::backend::IntoBackend) -> #krate::Db<#of> {
                #krate::Db::new(#krate::backend::IntoBackend::into_backend(backend))
            }
        }

        #[allow(unused_qualifications, long_running_const_eval, clippy::panic)]
        const _: () = {
            use #krate::__private as __d;

            #is_layout
            #record
        };
    }
}
