//! What is inside the variants of an enum: its typed paths and its rules.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident, Path};

use super::{paths, rules};
use crate::model::Field;
use crate::syntax::{RawTagged, RawVariant, Style};

/// The steps that check the rules of all variants.
pub(super) fn rules(raw: &RawTagged) -> Vec<TokenStream> {
    let variants = raw.variants.iter().filter(|variant| !variant.serde.skip);
    variants.flat_map(|variant| rules_of(raw, variant)).collect()
}

fn rules_of(raw: &RawTagged, variant: &RawVariant) -> Vec<TokenStream> {
    let name = &variant.ident;
    let entry = if variant.serde.untagged { None } else { entry(raw, variant) };
    let entry = entry.map(|entry| quote!(__d::Hop::Key(#entry),));
    let steps = fields(variant).into_iter().enumerate().flat_map(|(place, field)| {
        let Field { ident, attribute, flattened, option, .. } = &field;
        let index = u32::try_from(place).unwrap_or(u32::MAX);
        let step = match variant.style {
            Style::Struct if !flattened => quote!(__d::Hop::Key(#attribute)),
            Style::Tuple => quote!(__d::Hop::Index(#index)),
            _ => TokenStream::new(),
        };
        let place = syn::Index::from(place);
        let held = if variant.style == Style::Struct { quote!(#ident) } else { quote!(#place) };
        let value = if *option { quote!(__value.as_ref()) } else { quote!(__d::Some(__value)) };
        let of = quote! {
            |__whole| match __whole {
                Self::#name { #held: __value, .. } => #value,
                #[allow(unreachable_patterns)]
                _ => __d::None,
            }
        };
        rules::steps(&field, &quote!(&[#entry #step]), &of)
    });
    steps.collect()
}

fn fields(variant: &RawVariant) -> Vec<Field> {
    Field::all(&variant.fields, &variant.container)
}

/// The entry that holds what a variant holds; its tag may stand among that instead.
fn entry(raw: &RawTagged, variant: &RawVariant) -> Option<String> {
    match (&raw.serde.tag, &raw.serde.content) {
        (Some(_), content) => content.clone(),
        (None, _) => Some(variant.stored(raw)),
    }
}

/// The structs of the paths of each variant, and what leads to them; nothing of an enum whose variants hold nothing.
pub(super) fn paths(
    input: &DeriveInput,
    raw: &RawTagged,
    krate: &Path,
    stored: &[&RawVariant],
) -> Option<(TokenStream, TokenStream)> {
    let (vis, owner) = (&input.vis, &input.ident);
    let with_data = stored.iter().filter(|variant| variant.style != Style::Unit && !variant.serde.with);
    let variants: Vec<Variant> = with_data.filter_map(|one| Variant::of(input, raw, krate, one)).collect();
    if variants.is_empty() {
        return None;
    }
    let name = format_ident!("{}Paths", owner.unraw());
    let doc = format!("The typed paths of the variants of `{}`, inside an entity `E`.", owner.unraw());
    let definitions = variants.iter().map(|variant| &variant.definition);
    let tags = tags(owner);
    let methods = variants.iter().map(|Variant { name: variant, method, doc, path, value, .. }| {
        quote! {
            #[doc = #doc]
            #[must_use]
            #vis fn #method(&self) -> #path {
                use #krate::__private as __d;

                let __place = self.place.of::<#owner>(#tags::#variant);
                #value
            }
        }
    });
    let declared = quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #vis struct #name<__E, __In: #krate::typed::Inside = #krate::typed::InParts> {
            place: #krate::typed::Base,
            entity: ::core::marker::PhantomData<fn() -> (__E, __In)>,
        }

        #[allow(dead_code, unused_qualifications)]
        impl<__E: 'static, __In: #krate::typed::Inside> #name<__E, __In> {
            #(#methods)*
        }

        #(#definitions)*
    };
    let document = quote! {
        #[automatically_derived]
        impl __d::Document for #owner {
            type Attributes<__E: 'static, __In: __d::Inside> = #name<__E, __In>;

            fn __attributes<__E: 'static, __In: __d::Inside>(__place: &__d::Base) -> #name<__E, __In> {
                #name { place: ::core::clone::Clone::clone(__place), entity: ::core::marker::PhantomData }
            }
        }
    };
    Some((declared, document))
}

/// The enum of the variants without what they hold.
pub(super) fn tags(owner: &Ident) -> Ident {
    format_ident!("{}Tag", owner.unraw())
}

/// A variant that holds something.
struct Variant {
    name: Ident,
    method: Ident,
    doc: String,
    /// The type of what leads to what it holds, how that is made, and what has to be declared for it.
    path: TokenStream,
    value: TokenStream,
    definition: TokenStream,
}

impl Variant {
    /// Nothing of one that a function of the user stores.
    fn of(input: &DeriveInput, raw: &RawTagged, krate: &Path, variant: &RawVariant) -> Option<Self> {
        let (vis, owner, name) = (&input.vis, &input.ident, variant.ident.unraw().to_string());
        let entry = entry(raw, variant);
        let fields: Vec<Field> = fields(variant)
            .into_iter()
            .map(|field| Field { vis: vis.clone(), ..field })
            .filter(Field::leads_on)
            .collect();
        // What is written is the whole enum: the variant may be another one by then.
        let seen = quote!(<__In as #krate::typed::Inside>::Seen);
        let inside = quote!(#krate::typed::AsWhole<#owner, #seen>);
        let ident = format_ident!("{}As{}Paths", owner.unraw(), name);
        let doc = format!("The typed paths of what `{}::{name}` holds, inside an entity `E`.", owner.unraw());
        let (path, value, definition) = match (variant.style, &entry) {
            (Style::Newtype, Some(entry)) => {
                let ty = fields.first().map(|field| paths::ty(krate, field))?;
                let path = quote!(#krate::typed::Attr<__E, #ty, #krate::typed::Within<#owner>, #seen>);
                (path, quote!(__d::Attr::__inside(&__place, #entry)), TokenStream::new())
            }
            (Style::Newtype, None) => {
                let ty = &fields.first().filter(|field| field.plain_serde)?.ty;
                let path = quote!(#krate::typed::Flattened<__E, #ty, #inside>);
                (path, quote!(__d::Flattened::__at(&__place)), TokenStream::new())
            }
            // Places would not be what they are in the enum.
            (Style::Tuple, Some(_)) if fields.len() < variant.fields.len() => return None,
            (Style::Tuple, Some(entry)) => {
                let definition = paths::tuple(vis, krate, &ident, &doc, &fields);
                (quote!(#ident<__E, #inside>), paths::elements(&ident, &fields, entry), definition)
            }
            _ => {
                let place = match &entry {
                    Some(entry) => quote!(&__place.below(#entry)),
                    None => quote!(&__place),
                };
                let definition = paths::definition(vis, krate, &ident, &doc, &fields);
                (quote!(#ident<__E, #inside>), paths::value(&ident, &fields, &place), definition)
            }
        };
        let doc = format!(
            "What `{}::{name}` holds. Of an item with another variant nothing is there, and every condition on it is false: `missing` and `ne`, too.",
            owner.unraw()
        );
        Some(Self {
            name: variant.ident.clone(),
            method: format_ident!("{}", variant.way()),
            doc,
            path,
            value,
            definition,
        })
    }
}
