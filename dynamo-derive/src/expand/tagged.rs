use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident};

use super::{rules, spread, types, variants};
use crate::casing::Casing;
use crate::syntax::{RawTagged, RawVariant, Style};

/// The variants of an enum without their data, and how they are stored.
pub(super) fn tagged(input: &DeriveInput, raw: &RawTagged) -> TokenStream {
    let (vis, owner) = (&input.vis, &input.ident);
    let krate = raw.krate.clone().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let tags = variants::tags(owner);
    let stored: Vec<&RawVariant> = raw.variants.iter().filter(|variant| variant.is_tagged()).collect();
    // What is read as the variant for every other name is stored under that name, so no condition finds it by one.
    let (other, asked): (Vec<&RawVariant>, Vec<&RawVariant>) =
        stored.iter().copied().partition(|variant| variant.serde.other);
    let names: Vec<&Ident> = asked.iter().map(|variant| &variant.ident).collect();
    let docs = names.iter().map(|name| format!("`{}::{}`.", owner.unraw(), name.unraw()));
    let forms = asked.iter().map(|variant| form(raw, variant));
    let described = types::tagged(owner, raw, &stored);
    let spread = spread::tagged(owner, raw, &stored);
    let ruled = rules::ruled(owner, &variants::rules(raw));
    let (paths, document) = variants::paths(input, raw, &krate, &stored).unzip();
    let mut doc = format!("The variants of `{}`, without their data, for conditions.", owner.unraw());
    for RawVariant { ident, .. } in other {
        doc.push_str(&format!("\n\n`{}` is not among them: it is read from every name that no other variant has, which no condition can say; ask for the others, and negate it.", ident.unraw()));
    }
    quote! {
        #[doc = #doc]
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
            ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash,
        )]
        #[allow(dead_code)]
        #vis enum #tags {
            #(#[doc = #docs] #names,)*
        }

        #paths

        #[allow(unused_qualifications)]
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Tagged for #owner {
                type Tag = #tags;

                fn __tag(variant: #tags) -> (__d::TagForm, &'static str) {
                    match variant {
                        #(#tags::#names => #forms,)*
                    }
                }
            }

            #described

            #spread

            #ruled

            #document
        };
    }
}

fn form(raw: &RawTagged, variant: &RawVariant) -> TokenStream {
    let name = variant.stored(raw);
    let form = match &raw.serde.tag {
        Some(tag) => quote!(Inside(#tag)),
        None if variant.style != Style::Unit => quote!(Entry),
        None => quote!(Name),
    };
    quote!((__d::TagForm::#form, #name))
}

impl RawVariant {
    /// The name that is stored.
    pub(super) fn stored(&self, raw: &RawTagged) -> String {
        let name = self.ident.unraw().to_string();
        let renamed = raw.serde.rename_all.map(|casing| casing.variant(&name));
        self.serde.rename.clone().or(renamed).unwrap_or(name)
    }

    /// What the method is called that leads to what it holds.
    pub(super) fn way(&self) -> String {
        format!("as_{}", Casing::Snake.variant(&self.ident.unraw().to_string()))
    }

    /// Whether serde stores the variant, and its name with it.
    fn is_tagged(&self) -> bool {
        !self.serde.skip && !self.serde.untagged
    }
}
