//! What an entity says of its unique values.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Ident, Path};

use super::schema::written;
use crate::model::{Entity, Field};
use crate::unique::Unique;

/// The entity's `UniqueSchema`s.
pub(super) fn schemas(entity: &Entity) -> TokenStream {
    let all = entity.unique.iter().map(|unique| {
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
    });
    quote!(&[#(#all),*])
}

/// The method that makes the texts by which values are compared.
pub(super) fn values(entity: &Entity) -> Option<TokenStream> {
    let all = entity.unique.iter().map(|unique| {
        let texts = parts(entity, unique).map(|(_, field, normalize)| {
            let Field { ident, option, .. } = field;
            let text = text(field, normalize);
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
    let last = unique.fields.last().copied();
    unique.fields.iter().filter_map(move |place| {
        let normalize = if Some(*place) == last { unique.normalize.as_slice() } else { &[] };
        Some((*place, entity.fields.get(*place)?, normalize))
    })
}

/// The text of `__value`, a reference to what the field holds.
fn text(field: &Field, normalize: &[Path]) -> TokenStream {
    let ty = &field.ty;
    // A type that a macro has filled in may know no names of ours.
    let value = quote!(__value);
    let Some((first, rest)) = normalize.split_first() else {
        return quote_spanned!(ty.span()=> <#ty as __d::UniqueValue>::__text(#value));
    };
    let text = match builtin(first) {
        Some(name) => quote_spanned!(ty.span()=> __d::#name(&<#ty as __d::UniqueValue>::__text(#value))),
        None => quote!(#first(__value)),
    };
    rest.iter().fold(text, |text, next| match builtin(next) {
        Some(name) => quote!(__d::#name(&#text)),
        None => quote!(#next(&#text)),
    })
}

/// The library's own function of this name.
fn builtin(path: &Path) -> Option<&Ident> {
    path.get_ident().filter(|name| *name == "lowercase" || *name == "trim")
}
