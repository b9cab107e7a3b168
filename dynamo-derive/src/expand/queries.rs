//! `key(…)`, and one method and one chain type per access pattern.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident};

use super::attributes;
use crate::casing::pascal;
use crate::model::{Access, Entity, Field, Template};
use crate::syntax::Format;

pub(super) fn queries(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (declared, owner, bounds) = (entity.params.declared(None), entity.params.owner(), entity.bounds());
    let key = key(input, entity);
    let methods =
        entity.accesses.iter().enumerate().map(|(place, access)| method(input, entity, place, access));
    let chains =
        entity.accesses.iter().enumerate().map(|(place, access)| chain(input, entity, place, access));
    quote! {
        impl #declared #owner #bounds {
            #key
            #(#methods)*
        }
        #(#chains)*
    }
}

fn key(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (vis, krate, owner) = (&input.vis, &entity.krate, entity.params.owner());
    let places = entity.primary_fields();
    let arguments = arguments(entity, &places);
    let parts = parts(entity, &places);
    let sk = entity.sk.as_ref().map(|sk| format!(", sort key `{}`", sk.text)).unwrap_or_default();
    let doc = format!("Makes the primary key: partition key `{}`{sk}.", entity.pk.text);
    let many = many_arguments(arguments.len());
    quote! {
        #[doc = #doc]
        #many
        #vis fn key(#(#arguments),*) -> #krate::entity::Key<#owner> {
            #krate::entity::Key::__build(&[#(#parts),*])
        }
    }
}

fn method(input: &DeriveInput, entity: &Entity, place: usize, access: &Access) -> TokenStream {
    let (vis, krate, name) = (&input.vis, &entity.krate, &access.name);
    let chain = chain_ident(&input.ident, access);
    let first = first(entity);
    let places = access.partition();
    let arguments = arguments(entity, &places);
    let parts = parts(entity, &places);
    let whence =
        access.index.as_ref().map_or_else(|| "the table".to_owned(), |index| format!("index `{index}`"));
    let sk =
        if access.sk.is_empty() { String::new() } else { format!(", in the order of {}", texts(&access.sk)) };
    let doc = format!("Queries {whence} by {}{sk}.", texts(&access.pk));
    let index = index(input, entity, place, access);
    quote! {
        #[doc = #doc]
        #vis fn #name(#(#arguments),*) -> #chain #first {
            #chain(#krate::query::Chain::start(#place, &[#(#parts),*]))
        }
        #index
    }
}

/// The index that a pattern reads, as a constant. A scan returns whole entities, which the index of views may not hold.
fn index(input: &DeriveInput, entity: &Entity, place: usize, access: &Access) -> Option<TokenStream> {
    let (vis, krate, owner) = (&input.vis, &entity.krate, entity.params.owner());
    let index = access.index.as_ref()?;
    if access.view.is_some() {
        return None;
    }
    let (chain, first) = (chain_ident(&input.ident, access), first(entity));
    let name = access.name.unraw().to_string();
    let constant = Ident::new(&name.to_uppercase(), access.name.span());
    let doc = format!("Index `{index}`, for scans of what `{name}` queries.");
    Some(quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        #vis const #constant: #krate::scan::IndexOf<#owner, #chain #first> = #krate::scan::IndexOf::__new(#place);
    })
}

fn chain(input: &DeriveInput, entity: &Entity, place: usize, access: &Access) -> TokenStream {
    let (vis, krate, owner, table) = (&input.vis, &entity.krate, entity.params.owner(), &entity.table);
    let (chain, params, bounds) = (chain_ident(&input.ident, access), &entity.params, entity.bounds());
    let (declared, named) =
        (params.declared(Some(quote!(const NAMED: usize))), params.named(Some(quote!(NAMED))));
    let (first, written) = (first(entity), params.written());
    let ended = Ended::of(&owner, access, &chain);
    let Ended { output, end, .. } = &ended;
    let whole = match &access.index {
        Some(index) => quote!(<#table as #krate::Table>::SCHEMA.reads_whole(#index)),
        None => quote!(true),
    };
    let open = access.open();
    let steps = open.iter().enumerate().map(|(named, (place, template))| {
        step(input, entity, &ended, named, *place, bound(template, *place))
    });
    let doc = format!(
        "A query by `{}::{}`, with the first `NAMED` parts of its sort key named.",
        input.ident.unraw(),
        access.name.unraw()
    );
    let (derived, copied) = copied(entity, &chain);
    let pattern = pattern(input, entity, place, access, &chain);
    let sharded = access.pk.iter().any(Template::is_sharded);
    let sharded = sharded.then(|| {
        let of_owner = params.declared(None);
        quote!(#[automatically_derived] impl #of_owner #krate::query::Sharded for #chain #first #bounds {})
    });
    quote! {
        #[doc = #doc]
        #derived
        #[must_use = "a query does nothing until a database runs it"]
        #vis struct #chain #declared(#krate::query::Chain<#owner>) #written;

        #copied

        impl #declared #chain #named #bounds {
            #(#steps)*

            /// Reads the whole item collection, whatever entities are in it.
            #vis fn collection<__All>(self) -> #krate::query::Query<__All, #krate::builder::Unbound, #chain #first>
            where
                #krate::query::Reads<NAMED, { #whole }>: #krate::query::Collects,
                #table: #krate::entity::ClosedBy<__All>,
                __All: #krate::Record<Table = #table>,
            {
                self.0.collection()
            }
        }

        impl #declared #krate::query::IntoQuery for #chain #named #bounds {
            type Output = #output;
            type Pattern = #chain #first;

            fn into_query(self) -> #krate::query::Query<#output, #krate::builder::Unbound, #chain #first> {
                self.0.#end()
            }
        }

        #pattern
        #sharded
    }
}

/// What the compiler knows of a pattern: where it reads, and what a filter can name there.
fn pattern(
    input: &DeriveInput,
    entity: &Entity,
    place: usize,
    access: &Access,
    chain: &Ident,
) -> TokenStream {
    let (krate, table) = (&entity.krate, &entity.table);
    let (declared, first, bounds) = (entity.params.declared(None), first(entity), entity.bounds());
    let attributes = attributes::seen_in(input, entity, chain);
    let keys = attributes::keys_of(entity, place, access, chain);
    let reads = match &access.index {
        None => quote!(#krate::paging::OnTable),
        Some(_) if access.hydrate => quote!(#krate::paging::OnHydratedIndex),
        // Only the table knows which of its indexes are local.
        Some(index) => quote! {
            <#krate::paging::IndexIsLocal<{
                <#table as #krate::Table>::SCHEMA.is_local(#index)
            }> as #krate::paging::HasPlace>::Place
        },
    };
    quote! {
        #[automatically_derived]
        #[allow(unused_qualifications)]
        impl #declared #krate::query::AccessPattern for #chain #first #bounds {
            type Place = #reads;
            type Attributes = #attributes;

            fn attributes() -> Self::Attributes {
                <#attributes>::__all()
            }
        }

        #keys
    }
}

/// A chain's type, what its query returns, and the library's method that ends it.
struct Ended<'e> {
    chain: &'e Ident,
    output: TokenStream,
    end: TokenStream,
}

impl<'e> Ended<'e> {
    fn of(owner: &TokenStream, access: &Access, chain: &'e Ident) -> Self {
        let (output, end) = match &access.view {
            Some(view) => (quote!(#view), quote_spanned!(view.span()=> view)),
            None => (quote!(#owner), quote!(query)),
        };
        Self { chain, output, end }
    }
}

fn step(
    input: &DeriveInput,
    entity: &Entity,
    ended: &Ended<'_>,
    named: usize,
    place: usize,
    bound: Option<Ident>,
) -> TokenStream {
    let (vis, krate) = (&input.vis, &entity.krate);
    let Ended { chain, output, end } = ended;
    let Some(Field { ident, ty, name, .. }) = entity.fields.get(place) else { return TokenStream::new() };
    let next = named + 1;
    let (next, first) = (entity.params.named(Some(quote!(#next))), first(entity));
    let doc = format!("Names `{name}`: a value, or a range or prefix that ends the chain.");
    let bound = bound.map(|bound| quote!(__Condition::Kind: #krate::key::#bound<#ty>,));
    quote! {
        #[doc = #doc]
        #vis fn #ident<__Condition: #krate::key::PartCondition<#ty>>(
            self,
            #ident: __Condition,
        ) -> <__Condition::Kind as #krate::key::Kind>::Pick<
            #chain #next,
            #krate::query::Query<#output, #krate::builder::Unbound, #chain #first>,
        >
        where
            #krate::query::Named<NAMED>: #krate::query::NextIs<#named>,
            #bound
        {
            let bounds = #krate::key::PartCondition::bounds(&#ident);
            <__Condition::Kind as #krate::key::Kind>::pick(
                self.0.then(#place, bounds),
                #chain::#next,
                #krate::query::Chain::#end,
            )
        }
    }
}

/// What a condition on a field must be, besides one on its type.
fn bound(sk: &Template, place: usize) -> Option<Ident> {
    match sk.format(place) {
        Format::Unpadded => Some(format_ident!("UnpaddedKind")),
        _ if sk.ends_with(place) => None,
        _ => Some(format_ident!("InnerKind")),
    }
}

/// What names a chain of which no part is named yet.
fn first(entity: &Entity) -> TokenStream {
    entity.params.named(Some(quote!(0)))
}

/// Makes a chain `Clone` and `Debug`, whatever the parameters of its entity are.
fn copied(entity: &Entity, chain: &Ident) -> (Option<TokenStream>, Option<TokenStream>) {
    let params = &entity.params;
    if params.is_empty() {
        return (Some(quote!(#[derive(::core::clone::Clone, ::core::fmt::Debug)])), None);
    }
    let declared = params.declared(Some(quote!(const NAMED: usize)));
    let (named, written) = (params.named(Some(quote!(NAMED))), params.written());
    let name = chain.to_string();
    let copied = quote! {
        #[automatically_derived]
        impl #declared ::core::clone::Clone for #chain #named #written {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        #[automatically_derived]
        impl #declared ::core::fmt::Debug for #chain #named #written {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(#name).field(&self.0).finish()
            }
        }
    };
    (None, Some(copied))
}

fn texts(templates: &[Template]) -> String {
    templates.iter().map(|template| format!("`{}`", template.text)).collect::<Vec<_>>().join(", ")
}

fn chain_ident(owner: &Ident, access: &Access) -> Ident {
    format_ident!(
        "{}{}Query",
        owner.unraw(),
        pascal(&access.name.unraw().to_string()),
        span = access.name.span()
    )
}

/// How long a list of arguments is, is the entity's.
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    (count > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

fn arguments(entity: &Entity, places: &[usize]) -> Vec<TokenStream> {
    let krate = &entity.krate;
    let fields = places.iter().filter_map(|place| entity.fields.get(*place));
    fields.map(|Field { ident, ty, .. }| quote!(#ident: impl #krate::key::PartArg<#ty>)).collect()
}

fn parts(entity: &Entity, places: &[usize]) -> Vec<TokenStream> {
    let krate = &entity.krate;
    let fields = places.iter().filter_map(|place| Some((place, entity.fields.get(*place)?)));
    fields
        .map(|(place, Field { ident, ty, .. })| quote!((#place, #krate::key::PartArg::<#ty>::part(&#ident))))
        .collect()
}
