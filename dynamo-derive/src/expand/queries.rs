//! `key(…)`, one method and one type per access pattern, and the chain that names the parts of their keys.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident};

use super::{attributes, inline_filters, unique};
use crate::casing::pascal;
use crate::model::{Access, Entity, Field, Template, distinct};
use crate::syntax::Format;

pub(super) fn queries(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (declared, owner, bounds) = (entity.params.declared(None), entity.params.owner(), entity.bounds());
    let named_type = entity.params.written();
    let key = key(input, entity);
    let unique = unique::methods(input, entity);
    let methods =
        entity.accesses.iter().enumerate().map(|(place, access)| method(input, entity, place, access));
    let index = |(place, access)| index(input, entity, place, access);
    let indexes: Vec<TokenStream> = entity.accesses.iter().enumerate().filter_map(index).collect();
    // Constants have no bounds of their own, as methods have.
    let (indexes, bounded) = match bounds.is_empty() || indexes.is_empty() {
        true => (indexes, None),
        false => (Vec::new(), Some(quote!(impl #declared #owner #bounds { #(#indexes)* }))),
    };
    let common = common_parts(entity);
    let patterns = entity
        .accesses
        .iter()
        .enumerate()
        .map(|(place, access)| pattern(input, entity, place, access, common.is_some()));
    let orders = orders(input, entity, common.as_deref());
    let chain = (!entity.accesses.is_empty()).then(|| chain(input, entity, common.as_deref()));
    quote! {
        impl #declared #owner #named_type {
            #key
            #unique
            #(#methods)*
            #(#indexes)*
        }
        #bounded
        #chain
        #(#patterns)*
        #orders
    }
}

fn key(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (vis, lib, owner) = (&input.vis, &entity.lib, entity.params.owner());
    let places = entity.primary_fields();
    let arguments = arguments(entity, &places);
    let parts = parts(entity, &places);
    let sk = entity.sk.as_ref().map(|sk| format!(", sort key `{}`", sk.text)).unwrap_or_default();
    let doc = format!("Makes the primary key: partition key `{}`{sk}.", entity.pk.text);
    let many = many_arguments(arguments.len());
    let bounds = entity.bounds();
    quote! {
        #[doc = #doc]
        #many
        #vis fn key(#(#arguments),*) -> #lib::Key<#owner> #bounds {
            #lib::Key::__build(&[#(#parts),*])
        }
    }
}

fn method(input: &DeriveInput, entity: &Entity, place: usize, access: &Access) -> TokenStream {
    let (vis, lib, name) = (&input.vis, &entity.lib, &access.name);
    let (chain, pattern) = (chain_ident(&input.ident), pattern_named(&input.ident, entity, access));
    let places = access.partition();
    let arguments = arguments(entity, &places);
    let parts = parts(entity, &places);
    let whence =
        access.index.as_ref().map_or_else(|| "the table".to_owned(), |index| format!("index `{index}`"));
    let sk =
        if access.sk.is_empty() { String::new() } else { format!(", in the order of {}", texts(&access.sk)) };
    // Only the table knows what is a vector index, but no other has patterns without a partition key, or with filters.
    let doc = match (access.pk.is_empty(), access.filter.is_empty()) {
        (true, _) => format!("Searches all of {whence}."),
        (false, false) => format!("Searches {whence} by {}.", texts(&access.pk)),
        (false, true) => format!("Queries {whence} by {}{sk}.", texts(&access.pk)),
    };
    let bounds = entity.bounds();
    quote! {
        #[doc = #doc]
        #vis fn #name(#(#arguments),*) -> #chain<#pattern> #bounds {
            #lib::start(#place, &[#(#parts),*])
        }
    }
}

/// The index that a pattern reads, as a constant.
fn index(input: &DeriveInput, entity: &Entity, place: usize, access: &Access) -> Option<TokenStream> {
    let (vis, lib, owner) = (&input.vis, &entity.lib, entity.params.owner());
    let index = access.index.as_ref()?;
    let pattern = pattern_named(&input.ident, entity, access);
    let name = access.name.unraw().to_string();
    let constant = Ident::new(&name.to_uppercase(), access.name.span());
    let doc = format!("Index `{index}`, for scans of what `{name}` queries, and to read its keys.");
    Some(quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        #vis const #constant: #lib::IndexOf<#owner, #pattern> = #lib::IndexOf::__new(#place);
    })
}

/// The type of queries under construction, whatever their access pattern, with the steps that all patterns have in common.
fn chain(input: &DeriveInput, entity: &Entity, common: Option<&[Part]>) -> TokenStream {
    let (vis, lib, owner, table) = (&input.vis, &entity.lib, entity.params.owner(), &entity.table);
    let bounds = entity.bounds();
    let (pattern, named) = own_params();
    let of_owner = entity.params.declared(Some(quote!(#pattern: #lib::Declared<Entity = #owner>, #named)));
    let chain = chain_ident(&input.ident);
    let steps = common.map(|parts| steps(input, entity, &quote!(#pattern), parts));
    let name = chain.to_string();
    let doc = format!(
        "A query of `{}` by access pattern `P`, with the parts of its sort key named that `N` counts.",
        input.ident.unraw()
    );
    quote! {
        #[doc = #doc]
        #[must_use = "a query does nothing until a database runs it"]
        #vis struct #chain<P, N = #lib::Start>(#lib::Chain<P>, ::core::marker::PhantomData<fn() -> N>);

        impl #of_owner #chain<#pattern, #named> #bounds {
            /// Reads the whole item collection, whatever entities are in it.
            #vis fn collection<__All>(self) -> #lib::Query<__All, #lib::Unbound, #pattern>
            where
                #named: #lib::NothingNamed,
                <#pattern::Reads as #lib::HasPlace>::Whole: #lib::WholeEntities,
                #table: #lib::ClosedBy<__All>,
                __All: #lib::Record<Table = #table>,
            {
                self.0.collection()
            }

            #steps
        }

        #[automatically_derived]
        impl<P: #lib::Declared, N> #lib::ChainOf for #chain<P, N> {
            type Pattern = P;
            type Named = N;

            fn chain(self) -> #lib::Chain<P> {
                self.0
            }

            fn of(chain: #lib::Chain<P>) -> Self {
                Self(chain, ::core::marker::PhantomData)
            }
        }

        #[automatically_derived]
        impl<P, N> ::core::clone::Clone for #chain<P, N> {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0), self.1)
            }
        }

        #[automatically_derived]
        impl<P, N> ::core::fmt::Debug for #chain<P, N> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(#name).field(&self.0).finish()
            }
        }
    }
}

/// An access pattern as a type: what the compiler knows of it, and the steps of its chain unless all patterns have them in
/// common.
fn pattern(
    input: &DeriveInput,
    entity: &Entity,
    place: usize,
    access: &Access,
    in_common: bool,
) -> TokenStream {
    let (vis, lib, owner, params) = (&input.vis, &entity.lib, entity.params.owner(), &entity.params);
    let (declared, bounds) = (params.declared(None), entity.bounds());
    let (chain, ident) = (chain_ident(&input.ident), pattern_ident(&input.ident, access));
    let pattern = pattern_named(&input.ident, entity, access);
    let doc = format!("The access pattern `{}::{}`.", input.ident.unraw(), access.name.unraw());
    let output = match &access.view {
        Some(view) => quote!(#lib::Views<#view>),
        None => quote!(#lib::Entities),
    };
    let reads = reads(entity, access);
    let filters = inline_filters::definition(input, entity, access);
    let attributes = inline_filters::of_pattern(input, entity, access)
        .unwrap_or_else(|| attributes::seen_in(input, entity, &pattern));
    let index_parts = index_parts(entity, access, &pattern);
    let keys = attributes::keys_of(entity, place, access, &pattern);
    let held = attributes::held_by(entity, place, access, &pattern);
    let parts = if in_common { Vec::new() } else { parts_named(access) };
    let steps = (!parts.is_empty()).then(|| {
        let (_, named) = own_params();
        let steps = steps(input, entity, &pattern, &parts);
        let declared = params.declared(Some(quote!(#named)));
        quote! {
            impl #declared #chain<#pattern, #named> #bounds {
                #steps
            }
        }
    });
    let sharded = access.pk.iter().any(Template::is_sharded);
    let sharded = sharded.then(|| quote!(impl #declared #lib::Sharded for #pattern #bounds {}));
    // A type without values cannot have parameters that it does not use.
    let definition = match params.is_empty() {
        true => quote!(enum #ident {}),
        false => {
            let written = params.written();
            quote!(struct #ident #declared(::core::marker::PhantomData<fn() -> #owner>) #written;)
        }
    };
    quote! {
        #[doc = #doc]
        #[allow(missing_debug_implementations, missing_copy_implementations, dead_code)]
        #vis #definition

        #[automatically_derived]
        #[allow(unused_qualifications)]
        impl #declared #lib::PatternType for #pattern #bounds {
            type As = #lib::Says<#owner, #output, #reads, #attributes>;
            const ACCESS: usize = #place;
        }

        #filters
        #index_parts
        #steps
        #keys
        #held
        #sharded
    }
}

/// The parts of sort keys that are one attribute with several to name, which can be ranges together: said of all patterns at
/// once where they have them in common, as the compiler then has less to keep.
fn orders(input: &DeriveInput, entity: &Entity, common: Option<&[Part]>) -> TokenStream {
    let is_one_attribute = |access: &&Access| access.sk.len() == 1;
    let (pattern, named) = own_params();
    if let Some(parts) = common.filter(|_| entity.accesses.iter().all(|access| is_one_attribute(&access))) {
        let (lib, owner) = (&entity.lib, entity.params.owner());
        let declared =
            entity.params.declared(Some(quote!(#pattern: #lib::Declared<Entity = #owner>, #named)));
        return order(input, entity, &declared, &quote!(#pattern), parts).unwrap_or_default();
    }
    let declared = entity.params.declared(Some(quote!(#named)));
    let one_by_one = entity.accesses.iter().filter(is_one_attribute).filter_map(|access| {
        let pattern = pattern_named(&input.ident, entity, access);
        order(input, entity, &declared, &pattern, &parts_named(access))
    });
    one_by_one.collect()
}

fn order(
    input: &DeriveInput,
    entity: &Entity,
    declared: &TokenStream,
    pattern: &TokenStream,
    parts: &[Part],
) -> Option<TokenStream> {
    if parts.len() < 2 {
        return None;
    }
    let (lib, chain, bounds) = (&entity.lib, chain_ident(&input.ident), entity.bounds());
    let (_, named) = own_params();
    let parts = parts.iter().rev().fold(quote!(()), |behind, part| {
        let ty = entity.fields.get(part.place).map(|field| &field.ty);
        let part = part.written.in_order();
        quote!((#lib::#part<#ty>, #behind))
    });
    Some(quote!(impl #declared #lib::SortsBy<#parts> for #chain<#pattern, #named> #bounds {}))
}

/// The types of the parts of a key in an index: of all, and of those of the partition key and of the sort key.
fn index_parts(entity: &Entity, access: &Access, pattern: &TokenStream) -> Option<TokenStream> {
    access.index.as_ref()?;
    let (lib, declared, bounds) = (&entity.lib, entity.params.declared(None), entity.bounds());
    let tuple = |places: Vec<usize>| {
        let types = places.into_iter().filter_map(|place| entity.fields.get(place)).map(|field| &field.ty);
        quote!((#(#types,)*))
    };
    let sort = distinct(access.sk.iter().flat_map(Template::fields));
    let (all, partition, sort) = (tuple(access.fields()), tuple(access.partition()), tuple(sort));
    Some(quote! {
        impl #declared #lib::IndexParts<#all, #partition, #sort> for #pattern #bounds {}
    })
}

/// What a pattern reads.
fn reads(entity: &Entity, access: &Access) -> TokenStream {
    let (lib, table) = (&entity.lib, &entity.table);
    let Some(index) = &access.index else { return quote!(#lib::OnTable) };
    // Only the table knows which of its indexes are local or of vectors, and what they hold.
    let place = quote!(<#table as #lib::Table>::__LAYOUT.place_of(#index));
    let reads = quote_spanned!(access.index_span=> <#table as #lib::HasIndex<{ #place }>>::Reads);
    if access.hydrate { quote!(<#reads as #lib::HasPlace>::Hydrated) } else { reads }
}

/// A part of a sort key as a chain names it.
struct Part {
    /// The place of its field.
    place: usize,
    written: Written,
    /// Where it is written.
    span: Span,
}

/// How a part is written, as far as the order of its text is concerned.
#[derive(Clone, Copy, PartialEq)]
enum Written {
    /// At the end of the key, or with spaces behind it: in the order of its text.
    Last,
    /// With more of the key behind it.
    Inner,
    /// With what sorts before every digit, or is the smallest, before it: digits are in order.
    PaddedLeft,
    /// With anything else behind it.
    PaddedRight,
    Unpadded,
    /// With a sign, or with anything else before it.
    Loose,
}

impl Written {
    fn of(sk: &Template, place: usize) -> Self {
        match sk.format(place) {
            Format::Unpadded => Self::Unpadded,
            Format::Padded { fill: b' '..=b'0', left: true, .. } => Self::PaddedLeft,
            Format::Padded { fill: b' ', left: false, .. } => Self::Last,
            Format::Padded { left: false, .. } => Self::PaddedRight,
            Format::Signed(_) | Format::Padded { .. } => Self::Loose,
            _ if sk.ends_with(place) => Self::Last,
            _ => Self::Inner,
        }
    }

    /// What a condition on it must be, besides one on its type.
    fn condition_kind(self) -> Option<Ident> {
        match self {
            Self::Last => None,
            Self::Inner => Some(format_ident!("InnerKind")),
            Self::PaddedLeft => Some(format_ident!("PaddedKind")),
            Self::PaddedRight => Some(format_ident!("PrefixKind")),
            Self::Unpadded => Some(format_ident!("UnpaddedKind")),
            Self::Loose => Some(format_ident!("EqualityKind")),
        }
    }

    /// What it is in a range over several parts.
    fn in_order(self) -> Ident {
        match self {
            Self::Last => format_ident!("LastPart"),
            Self::Inner => format_ident!("InnerPart"),
            Self::PaddedLeft => format_ident!("PaddedPart"),
            Self::PaddedRight | Self::Unpadded | Self::Loose => format_ident!("LoosePart"),
        }
    }
}

/// The parts that queries by a pattern name, in order.
fn parts_named(access: &Access) -> Vec<Part> {
    let part = |(place, template): (usize, &Template)| Part {
        place,
        written: Written::of(template, place),
        span: template.span,
    };
    access.open().into_iter().map(part).collect()
}

/// The parts that queries by every pattern name, if there are several and the parts are the same: one method of each part
/// then serves all patterns, and the compiler checks it once.
fn common_parts(entity: &Entity) -> Option<Vec<Part>> {
    let (first, others) = entity.accesses.split_first().filter(|(_, others)| !others.is_empty())?;
    let parts = parts_named(first);
    let is_same = |(one, other): (&Part, &Part)| one.place == other.place && one.written == other.written;
    let has_same = |other: Vec<Part>| other.len() == parts.len() && parts.iter().zip(&other).all(is_same);
    others.iter().all(|access| has_same(parts_named(access))).then_some(parts)
}

fn steps(input: &DeriveInput, entity: &Entity, pattern: &TokenStream, parts: &[Part]) -> TokenStream {
    let step = |(named, part): (usize, &Part)| {
        // Where the part is written that comes before, which is the one to name if another is not the next.
        let before = named.checked_sub(1).and_then(|before| parts.get(before)).unwrap_or(part);
        let is_last = named + 1 == parts.len();
        step(input, entity, pattern, (named, before.span), part, is_last)
    };
    parts.iter().enumerate().map(step).collect()
}

fn step(
    input: &DeriveInput,
    entity: &Entity,
    pattern: &TokenStream,
    (named, written): (usize, Span),
    part: &Part,
    is_last: bool,
) -> TokenStream {
    let (vis, lib) = (&input.vis, &entity.lib);
    let chain = chain_ident(&input.ident);
    let place = part.place;
    let Some(Field { ident, ty, name, .. }) = entity.fields.get(place) else { return TokenStream::new() };
    let (_, so_far) = own_params();
    let counts = Ident::new(&lib.to_string(), lib.span().located_at(written));
    let at = so_far.span().located_at(written);
    let before = (0..named)
        .fold(quote_spanned!(at=> #counts::Start), |before, _| quote_spanned!(at=> #counts::After<#before>));
    let is_next = quote_spanned!(at=> #counts::NextIs<#before>);
    let doc = format!("Names `{name}`: a value, or a range or prefix, behind which no part is named.");
    let bound = part.written.condition_kind().map(|kind| quote!(__Condition::Kind: #lib::#kind<#ty>,));
    let next = quote!(#chain<#pattern, #lib::After<#so_far>>);
    let (step, becomes) = match is_last {
        true => (quote!(last), quote!(#lib::LastStep<#pattern, #next, __Condition::Kind>)),
        false => {
            (quote!(inner), quote!(#lib::InnerStep<#next, #chain<#pattern, #lib::Ended>, __Condition::Kind>))
        }
    };
    quote! {
        #[doc = #doc]
        #vis fn #ident<__Condition: #lib::PartCondition<#ty>>(
            self,
            #ident: __Condition,
        ) -> #becomes
        where
            #so_far: #is_next,
            #bound
        {
            self.0.#step(#place, #ident)
        }
    }
}

/// The parameters of a chain, under names that no type of the user's has.
fn own_params() -> (Ident, Ident) {
    (format_ident!("__Pattern"), format_ident!("__Named"))
}

fn texts(templates: &[Template]) -> String {
    templates.iter().map(|template| format!("`{}`", template.text)).collect::<Vec<_>>().join(", ")
}

fn chain_ident(owner: &Ident) -> Ident {
    format_ident!("{}Chain", owner.unraw())
}

/// The type of a pattern, with the parameters of its entity.
pub(super) fn pattern_named(owner: &Ident, entity: &Entity, access: &Access) -> TokenStream {
    let (pattern, named) = (pattern_ident(owner, access), entity.params.named(None));
    quote!(#pattern #named)
}

fn pattern_ident(owner: &Ident, access: &Access) -> Ident {
    format_ident!(
        "{}{}Pattern",
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
    let lib = &entity.lib;
    let fields = places.iter().filter_map(|place| entity.fields.get(*place));
    fields.map(|Field { ident, ty, .. }| quote!(#ident: impl #lib::PartArg<#ty>)).collect()
}

fn parts(entity: &Entity, places: &[usize]) -> Vec<TokenStream> {
    let lib = &entity.lib;
    let fields = places.iter().filter_map(|place| Some((place, entity.fields.get(*place)?)));
    fields.map(|(place, Field { ident, ty, .. })| quote!(#lib::named::<#ty>(#place, &#ident))).collect()
}
