use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Data, DataEnum, DeriveInput, Fields, Ident, Path, Type};

use super::{schema, types};
use crate::diag::Diagnostics;
use crate::model::bare;
use crate::roundtrip;
use crate::syntax::{ContainerSerde, FieldSerde, Slot, unknown};

/// Expands `#[derive(KeyPart)]` for a newtype or an enum without data.
pub(crate) fn key_part(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    let KeyPartAttrs { krate, generate } = KeyPartAttrs::of(input, &diag);
    if !input.generics.params.is_empty() {
        diag.error(
            input.ident.span(),
            "a key part cannot be generic\nhelp: derive `KeyPart` for a newtype of a concrete type",
        );
    }
    let body = match &input.data {
        Data::Struct(data) => {
            is_written_as_what_it_holds(input, &data.fields, &diag);
            newtype(&input.ident, &data.fields, generate, &diag)
        }
        Data::Enum(data) => labels(input, data, &diag),
        Data::Union(_) => {
            diag.error(input.ident.span(), "a union cannot be a key part\nhelp: make it a newtype such as `struct OrderId(String)`, or an enum without data");
            None
        }
    };
    match (diag.finish(), body) {
        (None, Some(body)) => quote! {
            #[allow(unused_qualifications)]
            const _: () = {
                use #krate::__private as __d;
                #body
            };
        },
        (errors, _) => errors.unwrap_or_default(),
    }
}

/// What `#[key_part(…)]` says.
struct KeyPartAttrs {
    krate: Path,
    /// Where `generate` stands.
    generate: Option<Span>,
}

impl KeyPartAttrs {
    fn of(input: &DeriveInput, diag: &Diagnostics) -> Self {
        let (mut krate, mut generate) = (Slot::new("crate"), Slot::new("generate"));
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("key_part")) {
            diag.take(attribute.parse_nested_meta(|meta| {
                let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
                match meta.path.get_ident().map(Ident::to_string).as_deref() {
                    Some("crate") => krate.set(at, meta.value()?.call(Path::parse_mod_style)?),
                    Some("generate") => generate.set(at, at),
                    _ => Err(unknown(&meta, &["generate", "crate"])),
                }
            }));
        }
        let krate = krate.take().unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
        let generate = generate.take();
        if let (Some(span), Data::Enum(_)) = (generate, &input.data) {
            diag.error(span, "only a newtype of an id can be generated\nhelp: remove `generate`");
        }
        Self { krate, generate }
    }
}

/// The attribute, which serde writes, is compared by what the part is, and read back from a key that was made of it.
fn is_written_as_what_it_holds(input: &DeriveInput, fields: &Fields, diag: &Diagnostics) {
    let name = input.ident.unraw();
    let held = fields.iter().next();
    if let Some(field) = held
        && let Some(form) = FieldSerde::of(&field.attrs).form
    {
        let message = format!(
            "a key part is what it holds, and serde's `{form}` makes something else of it\nhelp: remove `{form}`, or write `{name}` by hand: implement `KeyPart` for it; an attribute alone has another form by `{form}` on the entity's field"
        );
        diag.push(syn::Error::new_spanned(&field.ty, message));
    }
    let Some(into) = ContainerSerde::of(&input.attrs).into else { return };
    if into.parse::<Type>().ok().map(schema::written) != held.map(|field| schema::written(bare(&field.ty))) {
        let message = format!(
            "a key part is what it holds, and serde's `into` stores it as something else\nhelp: remove `into`, or write `{name}` by hand: implement `KeyPart` for it"
        );
        diag.push(syn::Error::new_spanned(into, message));
    }
}

/// A newtype is the part inside it.
fn newtype(
    ident: &Ident,
    fields: &Fields,
    generate: Option<Span>,
    diag: &Diagnostics,
) -> Option<TokenStream> {
    let (Fields::Unnamed(unnamed), 1) = (fields, fields.len()) else {
        diag.error(
            ident.span(),
            "a key part is a newtype such as `struct OrderId(String)`, or an enum without data\nhelp: name the fields of a larger struct in the key template instead",
        );
        return None;
    };
    let ty = &unnamed.unnamed.first()?.ty;
    let markers = markers(ident, ty);
    let described = types::part(ident, &types::newtype(fields, diag));
    let length = is_named(ty, "String").then(|| {
        quote! {
            #[automatically_derived]
            impl __d::Length for #ident {
                fn length(&self) -> usize {
                    __d::Length::length(&self.0)
                }
            }
        }
    });
    let generate = generate.map(|_| {
        let id = quote_spanned!(ty.span()=> <#ty as __d::Generate>);
        quote! {
            #[automatically_derived]
            impl __d::DerivedId for #ident {
                fn generate() -> Self {
                    Self(#id::generate())
                }

                fn is_nil(&self) -> bool {
                    #id::is_nil(&self.0)
                }
            }
        }
    });
    let part = quote_spanned!(ty.span()=> <#ty as __d::KeyPart>);
    let order = quote_spanned!(ty.span()=> #part::Order);
    Some(quote! {
        #[automatically_derived]
        impl __d::KeyPart for #ident {
            type Order = #order;
            const SHAPE: __d::Shape = #part::SHAPE;

            fn write(&self, key: &mut __d::String) {
                #part::write(&self.0, key);
            }

            fn read(text: &str) -> __d::Option<Self> {
                #part::read(text).map(Self)
            }

            fn number(&self) -> __d::Option<__d::Number> {
                #part::number(&self.0)
            }

            fn from_number(number: __d::Number) -> __d::Option<Self> {
                #part::from_number(number).map(Self)
            }

            fn binary(&self) -> __d::Option<__d::Cow<'_, [u8]>> {
                #part::binary(&self.0)
            }

            fn from_binary(bytes: &[u8]) -> __d::Option<Self> {
                #part::from_binary(bytes).map(Self)
            }

            #described
        }

        impl __d::DerivedPart for #ident {}

        #markers
        #length
        #generate
    })
}

fn is_named(ty: &Type, name: &str) -> bool {
    matches!(bare(ty), Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
}

/// What conditions and updates can say of a newtype: what they can say of the type inside it.
fn markers(ident: &Ident, inner: &Type) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __d::Newtype for #ident {
            type Inner = #inner;
        }

        #[automatically_derived]
        impl __d::ComparedAs for #ident {
            type Inner = #inner;
        }
    }
}

/// An enum is the text serde stores it as, so that an attribute and a key part look alike.
fn labels(input: &DeriveInput, data: &DataEnum, diag: &Diagnostics) -> Option<TokenStream> {
    let ident = &input.ident;
    let texts = texts(input, data, diag)?;
    // A text that begins another sorts by what follows it in the key, which need not be its own order.
    let ordered = texts.windows(2).all(|pair| matches!(pair, [a, b] if a < b && !b.starts_with(a.as_str())));
    let order = if ordered { quote!(Ordered) } else { quote!(Unordered) };
    // Stored as text, an enum compares as its texts do: only where that is the order of its variants is it allowed.
    let comparable = ordered.then(|| {
        quote! {
            #[automatically_derived]
            impl __d::ComparedAs for #ident {
                type Inner = __d::String;
            }

            impl __d::Reversible for #ident {}
        }
    });
    let variants: Vec<&Ident> = data.variants.iter().map(|variant| &variant.ident).collect();
    let all = texts.concat();
    let described = types::part(ident, &types::labels(&variants, &texts));
    Some(quote! {
        #[automatically_derived]
        impl __d::KeyPart for #ident {
            type Order = __d::#order;
            const SHAPE: __d::Shape = __d::Shape::over(__d::Bytes::of(#all));

            fn write(&self, key: &mut __d::String) {
                key.push_str(match self {
                    #(Self::#variants => #texts,)*
                });
            }

            fn read(text: &str) -> __d::Option<Self> {
                match text {
                    #(#texts => __d::Some(Self::#variants),)*
                    _ => __d::None,
                }
            }

            #described
        }

        impl __d::DerivedPart for #ident {}

        #comparable
    })
}

fn texts(input: &DeriveInput, data: &DataEnum, diag: &Diagnostics) -> Option<Vec<String>> {
    let serde = ContainerSerde::of(&input.attrs);
    roundtrip::check_names(&input.ident, &serde, diag);
    if let Some(form) = &serde.other_form {
        diag.error(input.ident.span(), format_args!("an enum in a key is the names of its variants, and serde's `{form}` stores it as something else\nhelp: remove `{form}`, and name variants with `#[serde(rename = \"…\")]`; or write `{}` by hand: implement `KeyPart` for it", input.ident.unraw()));
    }
    if data.variants.is_empty() {
        diag.error(input.ident.span(), "an enum without variants has no value to be a key part\nhelp: give it one, or derive `KeyPart` for a newtype such as `struct OrderId(String)`");
        return None;
    }
    let mut texts: Vec<String> = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            diag.error(
                variant.ident.span(),
                format_args!("variant `{}` has data, which has no place in a key\nhelp: name the data's fields in the key template instead", variant.ident),
            );
        }
        let name = variant.ident.unraw().to_string();
        let renamed = serde.rename_all.map(|casing| casing.variant(&name));
        let of_variant = FieldSerde::of(&variant.attrs);
        roundtrip::check_variant(&variant.ident, &of_variant, diag);
        if of_variant.other {
            diag.error(
                variant.ident.span(),
                format_args!("variant `{}` is read from every text that no other variant has, and a key could not say from which: writing what was read would move the item\nhelp: remove `#[serde(other)]`; or remove `#[derive(KeyPart)]`, and make keys of other fields", variant.ident.unraw()),
            );
        }
        let text = of_variant.rename.or(renamed).unwrap_or(name);
        if text.is_empty() {
            diag.error(
                variant.ident.span(),
                "the key text of a variant needs at least one character\nhelp: give it another serde name",
            );
        }
        if texts.contains(&text) {
            diag.error(
                variant.ident.span(),
                format_args!(
                    "\"{text}\" is the key text of another variant\nhelp: give one of them another serde name"
                ),
            );
        }
        texts.push(text);
    }
    Some(texts)
}
