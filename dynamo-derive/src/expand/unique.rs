//! What an entity says of its unique values.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Path};

use super::queries::many_arguments;
use super::schema::written;
use super::spread::of_users;
use crate::model::{Entity, Field};
use crate::unique::Unique;

/// The entity's `UniqueSchema`s.
pub(super) fn schemas(entity: &Entity) -> Option<TokenStream> {
    let all: Vec<TokenStream> = entity
        .unique
        .iter()
        .map(|unique| {
            let (name, prefix) = (&unique.name, format!("UNIQUE#{}.{}#", entity.tag, unique.name));
            let parts = parts(entity, unique).map(|(place, field, normalize)| {
                let ty = &field.ty;
                let text = match normalize {
                    [first, ..] if builtin(first).is_none() => quote!(true),
                    _ => quote_spanned!(ty.span()=> <#ty as __d::UniqueValue>::TEXT),
                };
                let normalize = normalize.iter().map(written);
                quote!(__d::UniquePart { field: #place, text: #text, normalize: &[#(#normalize),*] })
            });
            quote!(__d::UniqueSchema { name: #name, prefix: #prefix, parts: &[#(#parts),*] })
        })
        .collect();
    (!all.is_empty()).then(|| quote!(&[#(#all),*]))
}

/// That nothing of the entity is unique.
pub(super) fn without_unique(entity: &Entity) -> Option<TokenStream> {
    entity.unique.is_empty().then(|| {
        let (declared, owner, bounds) =
            (entity.params.declared(None), entity.params.owner(), entity.bounds());
        let without_unique = of_users("WithoutUnique", &owner);
        quote! {
            impl #declared #without_unique for #owner #bounds {}
        }
    })
}

/// The method that makes the texts by which values are compared.
pub(super) fn values(entity: &Entity) -> Option<TokenStream> {
    let all = entity.unique.iter().map(|unique| {
        let texts = parts(entity, unique).map(|(_, field, normalize)| {
            let Field { ident, option, ty, .. } = field;
            // A type that a macro has filled in may know no names of ours.
            let value = quote!(__value);
            let text = match is_made(normalize) {
                true => value,
                false => quote_spanned!(ty.span()=> <#ty as __d::UniqueValue>::__text(#value)),
            };
            let text = normalized(&format_ident!("__d"), text, normalize);
            match option {
                true => quote!(self.#ident.as_ref().map(|__value| #text)),
                false => quote!(__d::Some({ let __value = &self.#ident; #text })),
            }
        });
        quote!(__d::list([#(#texts),*]))
    });
    (!entity.unique.is_empty()).then(|| {
        quote! {
            fn __unique(&self) -> __d::Vec<__d::Vec<__d::Option<__d::String>>> {
                __d::list([#(#all),*])
            }
        }
    })
}

/// The methods that name a value of each constraint.
pub(super) fn methods(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (vis, lib, owner, bounds) = (&input.vis, &entity.lib, entity.params.owner(), entity.bounds());
    let all = entity.unique.iter().enumerate().map(|(place, unique)| {
        let name = format_ident!("unique_{}", unique.ident.unraw(), span = unique.ident.span());
        let (arguments, texts): (Vec<_>, Vec<_>) =
            parts(entity, unique).map(|(_, field, normalize)| argument(lib, field, normalize)).unzip();
        let doc = format!("Names a value of unique `{}`, for `get_unique`.", unique.name);
        let many = many_arguments(arguments.len());
        quote! {
            #[doc = #doc]
            #[allow(dead_code, unused_qualifications)]
            #many
            #vis fn #name(#(#arguments),*) -> #lib::UniqueKey<#owner> #bounds {
                #lib::UniqueKey::__build(#place, #lib::list([#(#texts),*]))
            }
        }
    });
    all.collect()
}

/// The argument that is the value of a field, and its text.
fn argument(lib: &Ident, field: &Field, normalize: &[Path]) -> (TokenStream, TokenStream) {
    let Field { ident, ty, .. } = field;
    if is_made(normalize) {
        let text = normalized(lib, quote!(__value), normalize);
        let text = quote!({
            let __value: &#ty = &::core::convert::Into::into(#ident);
            #text
        });
        return (quote!(#ident: impl ::core::convert::Into<#ty>), text);
    }
    let text = quote!(#lib::text_of::<#ty>(&#ident));
    (quote!(#ident: impl #lib::PartArg<#ty>), normalized(lib, text, normalize))
}

/// Checks each constraint against the table, at what the user wrote.
pub(super) fn checks(entity: &Entity) -> TokenStream {
    let table = &entity.table;
    let schema = entity.schema(&quote!(__d::Entity));
    let all = entity.unique.iter().enumerate().map(|(place, unique)| {
        quote_spanned! {unique.span=>
            const _: () = if let __d::Some(mistake) = __d::check_unique(
                #schema,
                #place,
                <#table as __d::Table>::SCHEMA,
            ) {
                ::core::panic!("{}", mistake.as_str())
            };
        }
    });
    quote!(#(#all)*)
}

/// The fields of a constraint, with what normalises each.
fn parts<'e>(entity: &'e Entity, unique: &'e Unique) -> impl Iterator<Item = (usize, &'e Field, &'e [Path])> {
    unique
        .fields
        .iter()
        .zip(&unique.normalize)
        .filter_map(|(place, normalize)| Some((*place, entity.fields.get(*place)?, normalize.as_slice())))
}

/// Whether a function of the entity's makes the text of a value, and not its type.
fn is_made(normalize: &[Path]) -> bool {
    normalize.first().is_some_and(|first| builtin(first).is_none())
}

/// Normalises a text; or a reference to a value, if the first function takes that.
fn normalized(lib: &Ident, value: TokenStream, normalize: &[Path]) -> TokenStream {
    let mut is_text = !is_made(normalize);
    normalize.iter().fold(value, |value, next| {
        let value = if std::mem::replace(&mut is_text, true) { quote!(&#value) } else { value };
        match builtin(next) {
            Some(name) => quote!(#lib::#name(#value)),
            None => quote!(#next(#value)),
        }
    })
}

/// The library's own function of this name.
fn builtin(path: &Path) -> Option<&Ident> {
    path.get_ident().filter(|name| *name == "lowercase" || *name == "trim")
}
