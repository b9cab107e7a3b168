//! `Self` in the types of fields, which means another type where these types are written out.

use std::borrow::Cow;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{Data, DeriveInput, Fields};

use crate::params::mentions;

/// The input with its own name for `Self`.
pub(crate) fn named(input: &DeriveInput) -> Cow<'_, DeriveInput> {
    let says_self = |fields: &Fields| fields.iter().any(|field| mentions(field.ty.to_token_stream(), "Self"));
    let is_said = match &input.data {
        Data::Struct(data) => says_self(&data.fields),
        Data::Enum(data) => data.variants.iter().any(|variant| says_self(&variant.fields)),
        Data::Union(_) => false,
    };
    if !is_said {
        return Cow::Borrowed(input);
    }
    let (ident, (_, params, _)) = (&input.ident, input.generics.split_for_impl());
    let own = quote!(#ident #params);
    let mut input = input.clone();
    match &mut input.data {
        Data::Struct(data) => name_in(&mut data.fields, &own),
        Data::Enum(data) => data.variants.iter_mut().for_each(|variant| name_in(&mut variant.fields, &own)),
        Data::Union(_) => {}
    }
    Cow::Owned(input)
}

fn name_in(fields: &mut Fields, own: &TokenStream) {
    for field in fields.iter_mut() {
        if let Ok(ty) = syn::parse2(instead(field.ty.to_token_stream(), own)) {
            field.ty = ty;
        }
    }
}

fn instead(tokens: TokenStream, own: &TokenStream) -> TokenStream {
    let one = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == "Self" => own.clone(),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), instead(group.stream(), own));
            inner.set_span(group.span());
            TokenTree::from(inner).into()
        }
        other => other.into(),
    };
    tokens.into_iter().map(one).collect::<Vec<TokenStream>>().into_iter().collect()
}
