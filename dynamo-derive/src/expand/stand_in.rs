//! What a declaration with mistakes expands to besides them, so that the compiler does not add that the traits are
//! missing. The library knows a stand-in by its empty key or name and checks nothing about it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput};

use super::indexes;
use crate::diag::Diagnostics;
use crate::params::Params;
use crate::syntax::path_in;

/// Stands in for an entity. Without a table or with lifetimes there can be none.
pub(super) fn entity(input: &DeriveInput) -> Option<TokenStream> {
    let table = path_in(input, "entity", "table").filter(|_| input.generics.lifetimes().next().is_none())?;
    let krate = path_in(input, "entity", "crate").unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let name = input.ident.unraw().to_string();
    let params = Params::of(input, &Diagnostics::default());
    let (owner, declared, bounds) = (params.owner(), params.declared(None), params.bounds(&krate, &table));
    Some(quote! {
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl #declared __d::Entity for #owner #bounds {
                type __Of = #table;
                type Attributes = ();
                type __Itself = Self;
                const SCHEMA: &'static __d::EntitySchema =
                    &__d::entity(#name, "", #name, __d::template("", &[]), __d::None);

                fn __shared() -> &'static [bool] {
                    &[]
                }
            }

            impl #declared __d::Upsertable for #owner #bounds {}

            impl #declared __d::WithoutUnique for #owner #bounds {}

            #[automatically_derived]
            impl #declared __d::FilteredAs for #owner #bounds {
                type Entity = Self;
            }

            impl #declared __d::FieldTypes<__d::Unknown, __d::Unknown> for #owner #bounds {}
        };
    })
}

/// Stands in for a view. Without its entity or with generics there can be none.
pub(super) fn projection(input: &DeriveInput) -> Option<TokenStream> {
    let of = path_in(input, "projection", "of").filter(|_| input.generics.params.is_empty())?;
    let krate = path_in(input, "projection", "crate").unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let (ident, name) = (&input.ident, input.ident.unraw().to_string());
    Some(quote! {
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Projection for #ident {
                type Entity = #of;
                const SCHEMA: &'static __d::ViewSchema = &__d::ViewSchema { rust_name: #name, fields: &[] };
            }

            #[automatically_derived]
            impl __d::FilteredAs for #ident {
                type Entity = #of;
            }

            #[automatically_derived]
            impl __d::Readable for #ident {
                type Table = <#of as __d::Record>::Table;

                fn __read(_answer: __d::Answered<'_>) -> __d::Result<Self> {
                    __d::not_compiled(#name)
                }
            }
        };
    })
}

/// Stands in for a patch. Without its entity or with generics there can be none.
pub(super) fn patch(input: &DeriveInput) -> Option<TokenStream> {
    let of = path_in(input, "patch", "of").filter(|_| input.generics.params.is_empty())?;
    let krate = path_in(input, "patch", "crate").unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let ident = &input.ident;
    Some(quote! {
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Patch for #ident {
                type Entity = #of;

                fn change(&self) -> __d::Change<#of> {
                    __d::Change::__nothing()
                }
            }
        };
    })
}

/// Stands in for a collection. Without its table or with generics there can be none.
pub(super) fn collection(input: &DeriveInput) -> Option<TokenStream> {
    let table = path_in(input, "collection", "table").filter(|_| input.generics.params.is_empty())?;
    let krate = path_in(input, "collection", "crate").unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let (ident, name) = (&input.ident, input.ident.unraw().to_string());
    Some(quote! {
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Collection for #ident {
                type Table = #table;
                const SCHEMA: &'static __d::CollectionSchema = &__d::CollectionSchema {
                    rust_name: #name,
                    path: "",
                    access: __d::access(#name, __d::None, &[], &[]),
                    members: &[],
                    views: &[],
                    other: false,
                };
                const __ASKED: &'static [fn(
                    __d::Option<&__d::IndexSchema>,
                    bool,
                ) -> __d::Option<__d::expr::Projection>] = &[];
            }

            #[automatically_derived]
            impl __d::Readable for #ident {
                type Table = #table;

                fn __read(_answer: __d::Answered<'_>) -> __d::Result<Self> {
                    __d::not_compiled(#name)
                }
            }
        };
    })
}

/// Stands in for a table, or for an enum of all the entities of one.
pub(super) fn table(input: &DeriveInput) -> Option<TokenStream> {
    let krate = path_in(input, "table", "crate").unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let (ident, vis) = (&input.ident, &input.vis);
    let of = path_in(input, "table", "of").filter(|_| matches!(input.data, Data::Enum(_)));
    let declared = of.is_none().then(|| declared(input));
    let table = of.unwrap_or_else(|| syn::parse_quote!(#ident));
    input.generics.params.is_empty().then(|| {
        quote! {
            impl #ident {
                #vis fn on(backend: impl #krate::backend::IntoBackend) -> #krate::Db<#table> {
                    #krate::Db::new(#krate::backend::IntoBackend::into_backend(backend))
                }
            }

            const _: () = {
                use #krate::__private as __d;

                #declared

                impl __d::ClosedBy<#ident> for #table {}

                impl __d::WithoutUnique for #ident {}

                #[automatically_derived]
                impl __d::Record for #ident {
                    type Table = #table;

                    fn from_item(_item: __d::ItemRef<'_>) -> __d::Result<Self> {
                        __d::unreachable_entity(<Self as __d::Record>::__TABLE)
                    }

                    fn to_item(&self) -> __d::Result<__d::Item> {
                        __d::unreachable_entity(<Self as __d::Record>::__TABLE)
                    }
                }
            };
        }
    })
}

fn declared(input: &DeriveInput) -> TokenStream {
    let (ident, name) = (&input.ident, input.ident.unraw().to_string());
    let indexes = indexes::of_any(ident);
    quote! {
        #indexes

        impl<__E> __d::Lists<__E> for #ident {}

        #[automatically_derived]
        impl __d::Table for #ident {
            const SCHEMA: &'static __d::TableSchema = &__d::TableSchema {
                rust_name: #name,
                name: "",
                key: __d::KeyAttributes { pk: &[], sk: &[] },
                indexes: &[],
                entity_type: __d::None,
                adopts: false,
                revision: __d::None,
                ttl: __d::None,
                managed: &[],
                entities: &[],
                collections: &[],
                open: false,
                overlaps: &[],
            };
        }
    }
}
