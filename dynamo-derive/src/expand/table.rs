use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Type};

use super::stand_in;
use super::table_keys::Keys;
use crate::diag::Diagnostics;
use crate::suggest::nearest;
use crate::syntax::{self, RawIndex, RawProjection, RawTable};

/// Expands `#[derive(Table)]`, or into every mistake found and a stand-in.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    if let Some(first) = input.generics.params.first() {
        diag.error(first.span(), "a table cannot be generic");
    }
    let raw = syntax::table(input, &diag);
    let keys = raw.as_ref().map(|raw| Keys::resolve(raw, &diag));
    let overlaps = raw.as_ref().map(|raw| overlaps(raw, &diag)).unwrap_or_default();
    match (diag.finish(), &raw, keys) {
        (None, Some(raw), Some(keys)) => expand(input, raw, &keys, &overlaps),
        (errors, ..) => {
            let stand_in = stand_in::table(input);
            quote!(#errors #stand_in)
        }
    }
}

/// Finds the entities of acknowledged pairs, which are named by variant or by type.
fn overlaps<'r>(raw: &'r RawTable, diag: &Diagnostics) -> Vec<(&'r Type, &'r Type)> {
    let find = |name: &Ident| {
        let found =
            raw.variants.iter().find(|variant| variant.ident == *name || is_called(&variant.ty, name));
        if found.is_none() {
            let names: Vec<String> =
                raw.variants.iter().map(|variant| variant.ident.unraw().to_string()).collect();
            let near = nearest(&name.to_string(), names.iter().map(String::as_str));
            let help = near.map(|near| format!("\nhelp: did you mean `{near}`?")).unwrap_or_default();
            diag.error(name.span(), format_args!("the table has no entity `{name}`{help}"));
        }
        found.map(|variant| &variant.ty)
    };
    raw.overlaps.iter().filter_map(|(first, second)| find(first).zip(find(second))).collect()
}

fn is_called(ty: &Type, name: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == *name))
}

fn expand(input: &DeriveInput, raw: &RawTable, keys: &Keys, overlaps: &[(&Type, &Type)]) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let krate = raw.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let schema = schema(ident, raw, keys, overlaps);
    let (variants, types): (Vec<_>, Vec<_>) = raw.variants.iter().map(|v| (&v.ident, &v.ty)).unzip();
    let places = 0..variants.len();
    let member_checks = raw.variants.iter().map(|variant| {
        let ty = &variant.ty;
        quote_spanned!(ty.span()=> const _: () = __d::is_entity_of::<#ident, #ty>();)
    });
    let check = quote_spanned! {ident.span()=>
        const _: () = if let __d::Some(mistake) = __d::check_table(<#ident as __d::Table>::SCHEMA) {
            ::core::panic!("{}", mistake.as_str())
        };
    };
    let name = raw.name.value();
    let doc = format!("Makes a handle to table `{name}` on a backend.");
    quote! {
        impl #ident {
            #[doc = #doc]
            #vis fn on(backend: impl #krate::backend::IntoBackend) -> #krate::Db<#ident> {
                #krate::Db::new(#krate::backend::IntoBackend::into_backend(backend))
            }
        }

        #[allow(unused_qualifications, long_running_const_eval, clippy::panic)]
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Table for #ident {
                const SCHEMA: &'static __d::TableSchema = #schema;
            }

            #[automatically_derived]
            impl __d::Record for #ident {
                type Table = #ident;

                fn from_item(item: __d::ItemRef<'_>) -> __d::Result<Self> {
                    match __d::identify(<Self as __d::Table>::SCHEMA, item)? {
                        #(#places => __d::Record::from_item(item).map(Self::#variants),)*
                        _ => __d::unreachable_entity(<Self as __d::Table>::SCHEMA),
                    }
                }

                fn to_item(&self) -> __d::Result<__d::Item> {
                    match self {
                        #(Self::#variants(entity) => __d::Record::to_item(entity),)*
                    }
                }

                fn __guards(&self) -> __d::Result<__d::Option<__d::Guards>> {
                    match self {
                        #(Self::#variants(entity) => __d::Record::__guards(entity),)*
                    }
                }

                fn __upkeep(&self) -> __d::Option<__d::Upkeep> {
                    match self {
                        #(Self::#variants(entity) => __d::Record::__upkeep(entity),)*
                    }
                }
            }

            #(
                #[automatically_derived]
                impl __d::From<#types> for #ident {
                    fn from(entity: #types) -> Self {
                        Self::#variants(entity)
                    }
                }
            )*

            #(#member_checks)*

            #check
        };
    }
}

fn schema(ident: &Ident, raw: &RawTable, keys: &Keys, overlaps: &[(&Type, &Type)]) -> TokenStream {
    let rust_name = ident.unraw().to_string();
    let name = &raw.name;
    let key = keys.table.tokens();
    let indexes = raw.indexes.iter().zip(&keys.indexes).map(|(index, key)| {
        let RawIndex { name, local, .. } = index;
        let (key, projection) = (key.tokens(), projection(index));
        quote!(__d::IndexSchema { name: #name, key: #key, projection: #projection, local: #local })
    });
    let entity_type = option(keys.entity_type.as_ref());
    let ttl = option(raw.ttl.as_ref());
    let adopts = raw.adopt.is_some();
    let (managed, revision) = (keys.managed(), &keys.revision);
    let types: Vec<&Type> = raw.variants.iter().map(|variant| &variant.ty).collect();
    let overlaps = overlaps.iter().map(|(first, second)| {
        quote!((<#first as __d::Entity>::SCHEMA.rust_name, <#second as __d::Entity>::SCHEMA.rust_name))
    });
    quote! {{
        const REVISED: bool = __d::have_revisions(&[#(<#types as __d::Entity>::SCHEMA),*]);
        &__d::TableSchema {
            rust_name: #rust_name,
            name: #name,
            key: #key,
            indexes: &[#(#indexes),*],
            entity_type: #entity_type,
            ttl: #ttl,
            adopts: #adopts,
            revision: if REVISED { __d::Some(#revision) } else { __d::None },
            managed: if REVISED { &[#(#managed,)* #revision] } else { &[#(#managed),*] },
            entities: &[#(<#types as __d::Entity>::SCHEMA),*],
            overlaps: &[#(#overlaps),*],
        }
    }}
}

fn projection(index: &RawIndex) -> TokenStream {
    match &index.projection {
        None | Some(RawProjection::All) => quote!(__d::ProjectionSchema::All),
        Some(RawProjection::KeysOnly) => quote!(__d::ProjectionSchema::KeysOnly),
        Some(RawProjection::Include(names)) => quote!(__d::ProjectionSchema::Include(&[#(#names),*])),
    }
}

fn option<T: quote::ToTokens>(value: Option<&T>) -> TokenStream {
    match value {
        Some(value) => quote!(__d::Some(#value)),
        None => quote!(__d::None),
    }
}
