//! The fields of a view: where they are in the entity, and that they are there, in the same types.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Ident, Type};

use crate::model::option_inner;
use crate::syntax::{RawPartialField, RawPlaceStep};

/// A field of a view, found in its entity.
pub(super) struct Viewed {
    /// The constants that find and check it. Each is spanned to what the user wrote.
    pub(super) checks: TokenStream,
    /// Its place in the schema.
    pub(super) place: TokenStream,
}

/// Finds a field of an entity. The constants are named after the view's field, as messages show them.
pub(super) fn viewed(of: &TokenStream, field: &RawPartialField) -> Viewed {
    let (source, below) = (field.field(), field.below());
    let name = source.unraw().to_string();
    let ty = Inner::of(&field.ty);
    let root = format_ident!("field_{}", field.ident.unraw(), span = Span::call_site());
    let optional = if below.is_empty() { ty.is_optional() } else { quote!(__d::None) };
    let find = quote_spanned! {source.span()=>
        const #root: usize = match __d::viewed_field(<#of as __d::Entity>::SCHEMA, #name, #optional) {
            __d::Ok(place) => place,
            __d::Err(mistake) => ::core::panic!("{}", mistake.as_str()),
        };
    };
    let entitys = quote_spanned! {source.span()=>
        __d::field_of::<#of, { #root / 64 }, { #root / 8 % 8 }, { #root % 8 }, _, _, _>()
    };
    // What is in a field that is not there is of any type.
    let mut way = Way { root: root.clone(), found: entitys, finds: find, steps: Vec::new() };
    for (nth, step) in below.iter().enumerate() {
        let is_last = nth + 1 == below.len();
        way.go(nth, step, if is_last { ty.is_optional() } else { quote!(__d::None) });
    }
    let Way { found, finds, steps, .. } = way;
    let views = ty.ty;
    let compare = quote_spanned! {views.span()=>
        const _: () = __d::views(#found, __d::Typed::<_, #views>::named());
    };
    Viewed {
        checks: quote!(#finds #compare),
        place: quote!(__d::ViewField { place: #root, below: &[#(#steps),*] }),
    }
}

/// The way from a field into what it holds.
struct Way {
    root: Ident,
    /// The type that it has led to.
    found: TokenStream,
    finds: TokenStream,
    steps: Vec<TokenStream>,
}

impl Way {
    fn go(&mut self, nth: usize, step: &RawPlaceStep, optional: TokenStream) {
        let found = &self.found;
        match step {
            RawPlaceStep::Index(index, span) => {
                self.found = quote_spanned!(*span=> __d::element(#found));
                self.steps.push(quote!(__d::ViewStep::Index(#index)));
            }
            RawPlaceStep::Key(key) => {
                self.found = quote_spanned!(key.span()=> __d::entry(#found));
                self.steps.push(quote!(__d::ViewStep::Key(#key)));
            }
            RawPlaceStep::Field(field) => {
                let name = field.unraw().to_string();
                let inside = format_ident!("{}_{}", self.root, nth + 1);
                let document = quote_spanned!(field.span()=> __d::document(#found));
                self.finds.extend(quote_spanned! {field.span()=>
                    const #inside: (usize, &__d::FieldSchema) =
                        match __d::find_inside(#document, #name, #optional) {
                            __d::Ok(found) => found,
                            __d::Err(mistake) => ::core::panic!("{}", mistake.as_str()),
                        };
                });
                self.found = quote_spanned! {field.span()=>
                    __d::inside::<{ #inside.0 / 64 }, { #inside.0 / 8 % 8 }, { #inside.0 % 8 }, _, _, _, _, _>(#document)
                };
                self.steps.push(quote!(__d::ViewStep::Field(#inside.1)));
            }
        }
    }
}

/// The type of a view's field, without the `Option` around it.
struct Inner<'t> {
    ty: &'t Type,
    optional: bool,
}

impl<'t> Inner<'t> {
    fn of(ty: &'t Type) -> Self {
        let inner = option_inner(ty);
        Self { ty: inner.unwrap_or(ty), optional: inner.is_some() }
    }

    fn is_optional(&self) -> TokenStream {
        let optional = self.optional;
        quote!(__d::Some(#optional))
    }
}
