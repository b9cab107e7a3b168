use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Type};

use super::{members, schema, stand_in};
use crate::diag::Diagnostics;
use crate::field::unboxed;
use crate::model::{inner, option_inner};
use crate::suggest::nearest;
use crate::syntax::{self, Format, RawCollection, RawMember, RawPart, RawPiece, RawTemplate, parse_template};

/// Expands `#[derive(Collection)]`, or into every mistake found and a stand-in.
pub(crate) fn collection(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    let raw = syntax::collection(input, &diag);
    let templates = raw.as_ref().and_then(|raw| templates(raw, &diag));
    match (diag.finish(), &raw, templates) {
        (None, Some(raw), Some(templates)) => expand(input, raw, &templates),
        (errors, ..) => {
            let stand_in = stand_in::collection(input);
            quote!(#errors #stand_in)
        }
    }
}

/// What makes an attribute of the partition key.
struct Template {
    text: String,
    pieces: Vec<Piece>,
}

/// A piece of a template: a literal, or a part by its place.
enum Piece {
    Literal(String),
    Part(usize, Format),
    Shard(u32),
}

fn templates(raw: &RawCollection, diag: &Diagnostics) -> Option<Vec<Template>> {
    let names: Vec<String> = raw.parts.iter().map(|part| part.ident.unraw().to_string()).collect();
    // All of them first, so that every mistake is found.
    let templates: Vec<Option<Template>> = raw.pk.iter().map(|pk| template(pk, &names, diag)).collect();
    let templates: Vec<Template> = templates.into_iter().collect::<Option<_>>()?;
    for (place, part) in raw.parts.iter().enumerate() {
        let mut pieces = templates.iter().flat_map(|template| &template.pieces);
        if !pieces.any(|piece| matches!(piece, Piece::Part(named, _) if *named == place)) {
            let name = part.ident.unraw();
            diag.error(
                part.ident.span(),
                format_args!(
                    "`pk` does not name `{name}`\nhelp: write `{{{name}}}` there, or remove it here"
                ),
            );
        }
    }
    Some(templates)
}

fn template(raw: &RawTemplate, names: &[String], diag: &Diagnostics) -> Option<Template> {
    let (text, pieces) = match raw {
        RawTemplate::Text(literal) => (literal.value(), diag.take(parse_template(literal))?),
        RawTemplate::Field(ident) => {
            let name = ident.unraw().to_string();
            (format!("{{{name}}}"), vec![RawPiece::Field(name, Format::Own)])
        }
    };
    let find = |name: &String| {
        let found = names.iter().position(|known| known == name);
        if found.is_none() {
            let help = match nearest(name, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None => format!("say its type with `of({name}: …)`"),
            };
            diag.error(raw.span(), format_args!("`{name}` is no part of the partition key\nhelp: {help}"));
        }
        found
    };
    let pieces = pieces.into_iter().map(|piece| match piece {
        RawPiece::Literal(text) => Some(Piece::Literal(text)),
        RawPiece::Shard(count) => Some(Piece::Shard(count)),
        RawPiece::Field(name, format) => find(&name).map(|place| Piece::Part(place, format)),
    });
    let pieces: Vec<Option<Piece>> = pieces.collect();
    Some(Template { text, pieces: pieces.into_iter().collect::<Option<_>>()? })
}

fn expand(input: &DeriveInput, raw: &RawCollection, templates: &[Template]) -> TokenStream {
    let (ident, table) = (&input.ident, &raw.table);
    let krate = raw.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let of = of(input, raw, templates, &krate);
    let schema = schema(input, raw, templates);
    let read = if raw.grouped { grouped(input, raw) } else { interleaved(input, raw) };
    let place = place(raw);
    let asked = entities(raw).map(|member| members::of_member(entity(raw, member), table, "ASKED"));
    let checks = checks(input, raw);
    let mut pieces = templates.iter().flat_map(|template| &template.pieces);
    let sharded = pieces.any(|piece| matches!(piece, Piece::Shard(_)));
    let sharded = sharded.then(|| quote!(impl __d::Sharded for #ident {}));
    quote! {
        #of

        #[allow(unused_qualifications, long_running_const_eval, clippy::panic)]
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Collection for #ident {
                type Table = #table;
                const SCHEMA: &'static __d::CollectionSchema = #schema;
                const __ASKED: &'static [fn(
                    __d::Option<&__d::IndexSchema>,
                    bool,
                ) -> __d::Option<__d::expr::Projection>] = &[#(#asked),*];
            }

            #[automatically_derived]
            impl __d::AccessPattern for #ident {
                type Place = #place;
                type Attributes = ();
            }

            #sharded
            #read
            #checks
        };
    }
}

/// `of(…)`, which makes the query or read.
fn of(input: &DeriveInput, raw: &RawCollection, templates: &[Template], krate: &syn::Path) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let (made, make) = match raw.grouped {
        true => (quote!(#krate::builder::GetCollection<#ident>), quote!(grouped)),
        false => (quote!(#krate::query::Query<#ident, #krate::builder::Unbound, #ident>), quote!(collection)),
    };
    let arguments =
        raw.parts.iter().map(|RawPart { ident, ty }| quote!(#ident: impl #krate::key::PartArg<#ty>));
    let parts =
        raw.parts.iter().enumerate().map(
            |(place, RawPart { ident, ty })| quote!((#place, #krate::key::PartArg::<#ty>::part(&#ident))),
        );
    let whence = match &raw.index {
        Some((index, _)) => format!("index `{index}`"),
        None => "the table".to_owned(),
    };
    let texts: Vec<String> = templates.iter().map(|template| format!("`{}`", template.text)).collect();
    let doc = format!("Reads the items of {whence} under {}.", texts.join(", "));
    quote! {
        impl #ident {
            #[doc = #doc]
            #vis fn of(#(#arguments),*) -> #made {
                #krate::query::#make(&[#(#parts),*])
            }
        }
    }
}

/// Where it reads.
fn place(raw: &RawCollection) -> TokenStream {
    let table = &raw.table;
    match &raw.index {
        None => quote!(__d::OnTable),
        // Only the table knows which of its indexes are local, and whether all of an item is there.
        Some((index, _)) => quote! {
            <__d::IndexIs<{
                let table = <#table as __d::Table>::SCHEMA;
                (table.is_local(#index) && !table.is_hydrated(#index)) as u8
            }> as __d::HasPlace>::Place
        },
    }
}

fn schema(input: &DeriveInput, raw: &RawCollection, templates: &[Template]) -> TokenStream {
    let rust_name = input.ident.unraw().to_string();
    let index = match &raw.index {
        Some((index, _)) => quote!(__d::Some(#index)),
        None => quote!(__d::None),
    };
    let pk = templates.iter().enumerate().map(|(nth, Template { text, pieces })| {
        let alone = alone(raw, nth, pieces, &index);
        let pieces = pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(text) => Some(quote!(__d::Piece::Literal(#text))),
            Piece::Shard(count) => Some(schema::shard(*count)),
            Piece::Part(..) if alone.is_some() => alone.clone(),
            Piece::Part(place, format) => raw.parts.get(*place).map(|part| field_part(*place, part, *format)),
        });
        quote!(__d::template(#text, &[#(#pieces),*]))
    });
    let members = entities(raw).map(|member| members::of_member(entity(raw, member), &raw.table, "SCHEMA"));
    let views = entities(raw).map(|member| members::of_member(entity(raw, member), &raw.table, "VIEW"));
    let other = raw.members.iter().any(|member| member.other);
    quote! {
        &__d::CollectionSchema {
            rust_name: #rust_name,
            path: ::core::concat!(::core::module_path!(), "::", #rust_name),
            access: __d::AccessSchema {
                name: #rust_name,
                index: #index,
                pk: &[#(#pk),*],
                sk: &[],
                own: &[],
                project: &[],
                filter: &[],
                view: __d::None,
                hydrate: false,
            },
            members: &[#(#members),*],
            views: &[#(#views),*],
            other: #other,
        }
    }
}

/// A part that is a key attribute by itself, and says not how it is written: the entities may.
fn alone(raw: &RawCollection, nth: usize, pieces: &[Piece], index: &TokenStream) -> Option<TokenStream> {
    let [Piece::Part(place, Format::Own)] = pieces else { return None };
    let RawPart { ident, ty } = raw.parts.get(*place)?;
    let first = members::of_member(entity(raw, entities(raw).next()?), &raw.table, "SCHEMA");
    let name = ident.unraw().to_string();
    let shape = quote_spanned!(ty.span()=> <#ty as __d::KeyPart>::SHAPE);
    Some(quote!(__d::part_alone((#place, #name, #shape), #index, #nth, #first)))
}

fn field_part(place: usize, RawPart { ident, ty }: &RawPart, format: Format) -> TokenStream {
    schema::field_part(place, &ident.unraw().to_string(), ty, format, false, false)
}

/// An enum reads item by item.
fn interleaved(input: &DeriveInput, raw: &RawCollection) -> TokenStream {
    let (ident, table) = (&input.ident, &raw.table);
    let arms = entities(raw).enumerate().map(|(place, RawMember { ident, ty, .. })| {
        let (ty, boxed) = unboxed(ty);
        let read = members::of_member(ty, table, "READ");
        let boxed = boxed.then(|| quote!(.map(__d::Box::new)));
        quote!(__d::Some(#place) => (#read)(answer)#boxed.map(Self::#ident),)
    });
    let rest = match raw.members.iter().find(|member| member.other) {
        Some(RawMember { ident, ty, .. }) => {
            let take = quote_spanned!(ty.span()=> <#ty as __d::OtherItem>::TAKE);
            quote!(_ => __d::Ok(Self::#ident((#take)(answer.item))),)
        }
        None => quote!(_ => __d::unreachable_member(<Self as __d::Collection>::SCHEMA),),
    };
    quote! {
        #[automatically_derived]
        impl __d::Readable for #ident {
            type Table = #table;
            const __TABLE: &'static __d::TableSchema = <Self as __d::Collection>::__TABLE;

            fn __projection(
                index: __d::Option<&__d::IndexSchema>,
                keys: bool,
            ) -> __d::Option<__d::expr::Projection> {
                __d::asked_of_members::<Self>(index, keys)
            }

            fn __read(answer: __d::Answered<'_>) -> __d::Result<Self> {
                match __d::member::<Self>(answer)? {
                    #(#arms)*
                    #rest
                }
            }
        }
    }
}

/// A struct reads all items at once.
fn grouped(input: &DeriveInput, raw: &RawCollection) -> TokenStream {
    let ident = &input.ident;
    let mut places = 0_usize..;
    // A type that a macro has filled in may know no names of ours.
    let found = quote!(members);
    let fields = raw.members.iter().map(|member| {
        let RawMember { ident, ty, other } = member;
        if *other {
            let take = quote_spanned!(ty.span()=> <#ty as __d::OtherItems>::TAKE);
            return quote!(#ident: (#take)(&members));
        }
        let place = places.next();
        let how = match How::of(ty) {
            (How::One, _) => quote!(one),
            (How::Optional, _) => quote!(optional),
            (How::Many, _) => quote!(many),
        };
        let read = members::of_member(entity(raw, member), &raw.table, "READ");
        quote_spanned!(ty.span()=> #ident: #found.#how(#place, #read)?)
    });
    quote! {
        #[automatically_derived]
        impl __d::Grouped for #ident {
            fn __group(members: __d::Members) -> __d::Result<Self> {
                __d::Ok(Self { #(#fields,)* })
            }
        }
    }
}

/// Checks the index and each member against the table, where the user named them.
fn checks(input: &DeriveInput, raw: &RawCollection) -> TokenStream {
    let (ident, table) = (&input.ident, &raw.table);
    let of_index = raw.index.as_ref().map(|(_, span)| {
        quote_spanned! {*span=>
            const _: () = if let __d::Some(mistake) = __d::check_collection(
                <#ident as __d::Collection>::SCHEMA,
                <#table as __d::Table>::SCHEMA,
            ) {
                ::core::panic!("{}", mistake.as_str())
            };
        }
    });
    let mut seen = Vec::new();
    let of_members = entities(raw).enumerate().map(|(place, member)| {
        let ty = entity(raw, member);
        // A second member of a type is reported as what it is, and not as a second impl.
        let written = quote!(#ty).to_string();
        let is_first = !seen.contains(&written);
        seen.push(written);
        let has_member = is_first.then(|| {
            quote_spanned! {ty.span()=>
                #[automatically_derived]
                impl __d::HasMember<#ty> for #ident {
                    type __Keys = <__d::KeysOfMember<{
                        __d::keys_of_member(<#ident as __d::Collection>::SCHEMA, #place)
                    }> as __d::HasKeys>::Keys;
                }
            }
        });
        quote_spanned! {ty.span()=>
            #has_member

            const _: () = if let __d::Some(mistake) = __d::check_member(
                <#ident as __d::Collection>::SCHEMA,
                #place,
                <#table as __d::Table>::SCHEMA,
            ) {
                ::core::panic!("{}", mistake.as_str())
            };
        }
    });
    let listed = (!raw.unlisted).then(|| {
        quote_spanned! {ident.span()=>
            const _: () = __d::refuse(__d::check_listed_collection(
                <#ident as __d::Collection>::SCHEMA,
                <#table as __d::Table>::SCHEMA,
            ));
        }
    });
    quote!(#of_index #listed #(#of_members)*)
}

fn entities(raw: &RawCollection) -> impl Iterator<Item = &RawMember> {
    raw.members.iter().filter(|member| !member.other)
}

/// The entity of a member: of a variant, what may be in a box; of a struct's field, what the `Option` or `Vec` holds.
fn entity<'r>(raw: &RawCollection, member: &'r RawMember) -> &'r Type {
    if raw.grouped { How::of(&member.ty).1 } else { unboxed(&member.ty).0 }
}

/// How many items of an entity a field takes.
enum How {
    One,
    Optional,
    Many,
}

impl How {
    fn of(ty: &Type) -> (Self, &Type) {
        if let Some(inner) = option_inner(ty) {
            return (Self::Optional, inner);
        }
        match inner(ty, "Vec") {
            Some(inner) => (Self::Many, inner),
            None => (Self::One, ty),
        }
    }
}
