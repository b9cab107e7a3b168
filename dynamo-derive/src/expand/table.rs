use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Path};

use super::members::Members;
use super::table_keys::Keys;
use super::{closing, indexes, stand_in, vectors};
use crate::diag::Diagnostics;
use crate::syntax::{self, RawDeclared, RawIndex, RawProjection, RawTable};

/// Expands `#[derive(Table)]`, or into every mistake found and a stand-in.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    if let Some(first) = input.generics.params.first() {
        diag.error(first.span(), "a table cannot be generic\nhelp: remove the parameters; its entities may have some, and a variant names one form of them");
    }
    let expanded = match syntax::table(input, &diag) {
        Some(RawDeclared::Table(raw)) => Some(declared(input, &raw, &diag)),
        Some(RawDeclared::Closing(raw)) => Some(closing::closing(input, &raw, &diag)),
        None => None,
    };
    match (diag.finish(), expanded) {
        (None, Some(expanded)) => expanded,
        (errors, _) => {
            let stand_in = stand_in::table(input);
            quote!(#errors #stand_in)
        }
    }
}

fn declared(input: &DeriveInput, raw: &RawTable, diag: &Diagnostics) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let keys = Keys::resolve(raw, diag);
    vectors::check(raw, &keys, diag);
    let members = raw.members.as_ref().map(|raw| Members::resolve(raw, diag));
    let krate = raw.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let table = syn::parse_quote!(#ident);
    let schema = schema(ident, &table, raw, &keys, members.as_ref());
    let name = raw.name.value();
    let doc = format!("Makes a handle to table `{name}` on a backend.");
    let schema_of = quote!(<#ident as __d::Table>::SCHEMA);
    let layout = quote!(<#ident as __d::Table>::__LAYOUT);
    let indexes = indexes::of_table(ident, raw);
    let lists = match &members {
        Some(members) => members.lists(ident),
        None => quote!(impl<__E> __d::Lists<__E> for #ident {}),
    };
    let members =
        members.map(|members| members.record(ident, &table, &schema_of, &layout, raw.ttl.is_some()));
    let included = includes(raw)
        .then(|| quote_spanned!(ident.span()=> const _: () = __d::refuse(__d::check_included(#schema_of));));
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
                #schema
            }

            #indexes
            #lists
            #members
            #included
        };
    }
}

/// Whether some index holds attributes by name: how many these are, the fields of the entities decide, too.
fn includes(raw: &RawTable) -> bool {
    let indexes = raw.indexes.iter().map(|index| &index.projection);
    let vectors = raw.vectors.iter().map(|index| &index.projection);
    indexes.chain(vectors).any(|projection| matches!(projection, Some(RawProjection::Include(_))))
}

/// The constants that say what the table is.
fn schema(
    ident: &Ident,
    table: &Path,
    raw: &RawTable,
    keys: &Keys,
    members: Option<&Members<'_>>,
) -> TokenStream {
    let rust_name = ident.unraw().to_string();
    let name = &raw.name;
    let key = keys.table.tokens();
    let indexes = raw.indexes.iter().zip(&keys.indexes).map(|(index, key)| {
        let RawIndex { name, local, .. } = index;
        let (key, projection) = (key.tokens(), projection(index.projection.as_ref()));
        quote! {
            __d::IndexSchema {
                name: #name,
                key: #key,
                projection: #projection,
                local: #local,
                vector: __d::None,
            }
        }
    });
    let indexes = indexes.chain(vectors::schemas(raw, keys));
    let entity_type = option(keys.entity_type.as_ref());
    let ttl = option(raw.ttl.as_ref());
    let adopts = raw.adopt.is_some();
    let (managed, revision) = (keys.managed(), &keys.revision);
    let (entities, overlaps) =
        members.map_or_else(|| (quote!(&[]), quote!(&[])), |members| members.schemas(table));
    let collections = members.map_or_else(|| quote!(&[]), |members| members.collections(table));
    let outlines = members.map_or_else(|| quote!(&[]), |members| members.outlines(table));
    // A layout says so itself.
    let (open, declares_revision) = (members.is_none(), raw.revision.is_some());
    let revised = match open {
        true => quote!(#declares_revision),
        false => quote!(__d::have_revisions(#outlines)),
    };
    let declared = quote! {{
        const REVISED: bool = #revised;
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
            entities: #outlines,
            collections: &[],
            open: #open,
            overlaps: #overlaps,
        }
    }};
    if open {
        return quote!(const SCHEMA: &'static __d::TableSchema = #declared;);
    }
    quote! {
        const SCHEMA: &'static __d::TableSchema =
            &__d::TableSchema {
                entities: #entities,
                collections: #collections,
                ..*<Self as __d::Table>::__LAYOUT
            };
        const __LAYOUT: &'static __d::TableSchema = #declared;
    }
}

pub(super) fn projection(raw: Option<&RawProjection>) -> TokenStream {
    match raw {
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
