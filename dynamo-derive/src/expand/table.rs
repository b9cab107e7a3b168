use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Type};

use super::stand_in;
use crate::diag::Diagnostics;
use crate::suggest::nearest;
use crate::syntax::{self, RawIndex, RawKey, RawProjection, RawTable};

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

/// A key attribute with its defaults filled in.
#[derive(Clone)]
struct Key {
    name: String,
    kind: Ident,
    span: Span,
}

struct Keys {
    pk: Key,
    sk: Option<Key>,
    indexes: Vec<(Key, Option<Key>)>,
    entity_type: Option<String>,
    revision: String,
}

impl Keys {
    fn resolve(raw: &RawTable, diag: &Diagnostics) -> Self {
        let pk = Key::of(raw.pk.as_ref(), || "pk".to_owned(), raw.name.span());
        let sk = Key::optional(raw.sk.as_ref(), || "sk".to_owned(), raw.name.span());
        let indexes: Vec<_> = raw
            .indexes
            .iter()
            .map(|index| {
                let pk = if index.local {
                    pk.clone()
                } else {
                    Key::of(index.pk.as_ref(), || format!("{}pk", index.name), index.span)
                };
                (pk, Key::optional(index.sk.as_ref(), || format!("{}sk", index.name), index.span))
            })
            .collect();
        let entity_type = match &raw.entity_type {
            None => Some("_type".to_owned()),
            Some(named) => named.as_ref().map(syn::LitStr::value),
        };
        let revision = raw.revision.as_ref().map_or_else(|| "_rev".to_owned(), syn::LitStr::value);
        let keys = Self { pk, sk, indexes, entity_type, revision };
        keys.one_type_each(diag);
        if let Some(span) = raw.adopt.filter(|_| keys.entity_type.is_none()) {
            diag.error(
                span,
                "without an entity type every item is known by its primary key\nhelp: remove `adopt`",
            );
        }
        if let Some(revision) =
            raw.revision.as_ref().filter(|revision| keys.entity_type == Some(revision.value()))
        {
            diag.error(revision.span(), "the entity type and the revision need an attribute each");
        }
        index_names_differ(&raw.indexes, diag);
        if keys.sk.is_none() {
            local_indexes_have_an_order_to_change(&raw.indexes, diag);
        }
        keys
    }

    fn all(&self) -> impl Iterator<Item = &Key> {
        let indexes = self.indexes.iter().flat_map(|(pk, sk)| std::iter::once(pk).chain(sk));
        std::iter::once(&self.pk).chain(&self.sk).chain(indexes)
    }

    // An attribute has one type, whichever keys it is part of.
    fn one_type_each(&self, diag: &Diagnostics) {
        for (place, key) in self.all().enumerate() {
            if let Some(before) = self.all().take(place).find(|b| b.name == key.name && b.kind != key.kind) {
                diag.error(
                    key.span,
                    format_args!(
                        "key attribute `{}` is of type {} in another key and {} here\nhelp: an attribute has one type; use another attribute or the same type",
                        key.name, before.kind, key.kind
                    ),
                );
            }
            if self.revision == key.name {
                diag.error(
                    key.span,
                    format_args!(
                        "`{}` is both a key attribute and the revision\nhelp: name another attribute, as in `revision = \"revision\"`",
                        key.name
                    ),
                );
            }
            if self.entity_type.as_deref() == Some(&key.name) {
                diag.error(
                    key.span,
                    format_args!(
                        "`{}` is both a key attribute and the entity type\nhelp: name another attribute, as in `entity_type = \"type\"`",
                        key.name
                    ),
                );
            }
        }
    }

    /// Every attribute the library writes by itself, each once.
    fn managed(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.all().map(|key| key.name.as_str()).chain(self.entity_type.as_deref()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

impl Key {
    fn of(raw: Option<&RawKey>, default: impl FnOnce() -> String, span: Span) -> Self {
        let kind = raw.and_then(|raw| raw.kind.clone()).unwrap_or_else(|| Ident::new("S", Span::call_site()));
        match raw {
            Some(raw) => Self { name: raw.name.value(), kind, span: raw.name.span() },
            None => Self { name: default(), kind, span },
        }
    }

    fn optional(raw: Option<&Option<RawKey>>, default: impl FnOnce() -> String, span: Span) -> Option<Self> {
        match raw {
            Some(None) => None,
            Some(Some(raw)) => Some(Self::of(Some(raw), default, span)),
            None => Some(Self::of(None, default, span)),
        }
    }

    fn tokens(&self) -> TokenStream {
        let Self { name, kind, .. } = self;
        let kind = Ident::new(&kind.to_string(), Span::call_site());
        quote!(__d::KeyAttribute::new(#name, __d::KeyKind::#kind))
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

fn index_names_differ(indexes: &[RawIndex], diag: &Diagnostics) {
    for (place, index) in indexes.iter().enumerate() {
        if indexes.iter().take(place).any(|before| before.name == index.name) {
            diag.error(
                index.span,
                format_args!("a second index `{}`\nhelp: give one of them another name", index.name),
            );
        }
    }
}

fn local_indexes_have_an_order_to_change(indexes: &[RawIndex], diag: &Diagnostics) {
    for index in indexes.iter().filter(|index| index.local) {
        diag.error(
            index.span,
            "a table without a sort key has no local index\nhelp: give the table a sort key, or remove `local`",
        );
    }
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
    let key = pair(&keys.pk, keys.sk.as_ref());
    let indexes = raw.indexes.iter().zip(&keys.indexes).map(|(index, (pk, sk))| {
        let RawIndex { name, local, .. } = index;
        let (key, projection) = (pair(pk, sk.as_ref()), projection(index));
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

fn pair(pk: &Key, sk: Option<&Key>) -> TokenStream {
    let pk = pk.tokens();
    let sk = match sk {
        Some(sk) => {
            let sk = sk.tokens();
            quote!(__d::Some(#sk))
        }
        None => quote!(__d::None),
    };
    quote!(__d::KeyPair { pk: #pk, sk: #sk })
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
