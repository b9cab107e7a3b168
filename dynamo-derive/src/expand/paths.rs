//! Structs of the typed paths of fields that stand side by side.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Path, Visibility};

use crate::model::Field;
use crate::syntax::TimeFormat;

/// Declares such a struct; what its paths inherit from around it is the parameter `__In`.
pub(super) fn definition(
    vis: &Visibility,
    krate: &Path,
    name: &Ident,
    doc: &str,
    fields: &[Field],
) -> TokenStream {
    let definitions = fields.iter().map(|field| {
        let Field { ident, vis, attribute, name, .. } = field;
        let path = path(krate, field);
        let doc = match field.flattened {
            true => format!("The entries that are fields of `{name}`."),
            false => format!("The entry `{attribute}`."),
        };
        quote! {
            #[doc = #doc]
            #vis #ident: #path,
        }
    });
    // Without a path, nothing else would use the parameters.
    let marker =
        fields.is_empty().then(|| quote!(__entity: ::core::marker::PhantomData<fn() -> (__E, __In)>));
    opened(vis, krate, name, doc, &quote!({ #(#definitions)* #marker }))
}

/// Declares a struct of paths, whose fields follow.
fn opened(vis: &Visibility, krate: &Path, name: &Ident, doc: &str, fields: &TokenStream) -> TokenStream {
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #[allow(dead_code)]
        #vis struct #name<__E, __In: #krate::typed::Inside = #krate::typed::InParts> #fields
    }
}

/// The type that the path of a field is of.
pub(super) fn ty(krate: &Path, Field { ty, set, time, .. }: &Field) -> TokenStream {
    let typed = quote!(#krate::typed);
    match time {
        Some(TimeFormat::Text(digits)) => quote!(#typed::StoredTime<#ty, #typed::AsText<#digits>>),
        Some(TimeFormat::Number(digits)) => quote!(#typed::StoredTime<#ty, #typed::AsNumber<#digits>>),
        None if *set => quote!(#typed::AsSet<#ty>),
        None => quote!(#ty),
    }
}

/// The type of the path of a field.
fn path(krate: &Path, field: &Field) -> TokenStream {
    let (Field { optional, rules, .. }, ty) = (field, ty(krate, field));
    if field.flattened {
        let inside =
            inside_flattened(&quote!(#krate::typed), field, &quote!(<__In as #krate::typed::Inside>::Seen));
        let inside = inside.unwrap_or_else(|| quote!(__In));
        return quote!(#krate::typed::Flattened<__E, #ty, #inside>);
    }
    let role = if *optional { quote!(Optional) } else { quote!(Plain) };
    let role = quote!(#krate::typed::#role);
    let role = if rules.is_empty() { role } else { quote!(#krate::typed::Constrained<#role>) };
    let inside = quote!(<__In as #krate::typed::Inside>);
    quote!(#krate::typed::Attr<__E, #ty, #inside::Role<#role>, #inside::Seen>)
}

/// What the paths below a flattened field inherit, if not what the field does itself: whether an `Option` is there depends on
/// all of its entries, so that none is written by itself.
pub(super) fn inside_flattened(lib: &TokenStream, field: &Field, seen: &TokenStream) -> Option<TokenStream> {
    let Field { ty, option, .. } = field;
    option.then(|| quote!(#lib::AsWhole<::core::option::Option<#ty>, #seen>))
}

/// Makes such a struct at a place.
pub(super) fn value(name: &Ident, fields: &[Field], place: &TokenStream) -> TokenStream {
    let values = fields.iter().map(|Field { ident, attribute, flattened, .. }| match flattened {
        true => quote!(#ident: __d::Flattened::__at(#place),),
        false => quote!(#ident: __d::Attr::__inside(#place, #attribute),),
    });
    let marker = fields.is_empty().then(|| quote!(__entity: ::core::marker::PhantomData));
    quote!(#name { #(#values)* #marker })
}

/// Declares the same of fields without names, all of which have a path.
pub(super) fn tuple(
    vis: &Visibility,
    krate: &Path,
    name: &Ident,
    doc: &str,
    fields: &[Field],
) -> TokenStream {
    let definitions = fields.iter().map(|field| {
        let (vis, doc) = (&field.vis, format!("The element at place {}.", field.place));
        let path = path(krate, field);
        quote!(#[doc = #doc] #vis #path)
    });
    let marker = fields.is_empty().then(|| quote!(::core::marker::PhantomData<fn() -> (__E, __In)>));
    opened(vis, krate, name, doc, &quote!((#(#definitions),* #marker);))
}

/// Makes such a struct of what stands in an entry.
pub(super) fn elements(name: &Ident, fields: &[Field], entry: &str) -> TokenStream {
    let values = fields.iter().map(|field| {
        let place = u32::try_from(field.place).unwrap_or(u32::MAX);
        quote!(__d::Attr::__element(&__place, #entry, #place))
    });
    let marker = fields.is_empty().then(|| quote!(::core::marker::PhantomData));
    quote!(#name(#(#values),* #marker))
}
