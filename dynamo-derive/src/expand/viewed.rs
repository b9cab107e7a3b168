//! The fields of a view: where they are in the entity, and that they are there, in the same types.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use super::schema::written;
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
    let inner = option_inner(&field.ty);
    let (views, optional, whole) = (inner.unwrap_or(&field.ty), inner.is_some(), below.is_empty());
    let root = place_of(field);
    let finds = quote_spanned! {source.span()=>
        const #root: usize = match __d::viewed_field(<#of as __d::Entity>::SCHEMA, #name, #optional, #whole) {
            __d::Ok(place) => place,
            __d::Err(mistake) => ::core::panic!("{}", mistake.as_str()),
        };
    };
    // What is in a field that is not there is of any type.
    let found = quote_spanned! {source.span()=>
        __d::field_of::<#of, { #root / 64 }, { #root / 8 % 8 }, { #root % 8 }, _, _, _>()
    };
    let mut way = Way { root: root.clone(), optional, written: name, found, finds, steps: Vec::new() };
    let mut rest = below;
    while let [step, next @ ..] = rest {
        way.go(step, next.first());
        rest = next;
    }
    let Way { found, finds, steps, .. } = way;
    let compare = quote_spanned! {views.span()=>
        const _: () = __d::views(#found, __d::Typed::<_, #views>::named());
    };
    Viewed {
        checks: quote!(#finds #compare),
        place: quote!(__d::ViewField { place: #root, below: &[#(#steps),*] }),
    }
}

/// The constant that says where a field is in the entity.
pub(super) fn place_of(field: &RawPartialField) -> Ident {
    format_ident!("field_{}", field.ident.unraw(), span = Span::call_site())
}

/// The way from a field into what it holds.
struct Way {
    root: Ident,
    /// Whether the view does without what is not there.
    optional: bool,
    /// As the user wrote it.
    written: String,
    /// The type that it has led to.
    found: TokenStream,
    finds: TokenStream,
    steps: Vec<TokenStream>,
}

impl Way {
    fn go(&mut self, step: &RawPlaceStep, next: Option<&RawPlaceStep>) {
        let (found, optional, whole) = (&self.found, self.optional, next.is_none());
        match step {
            RawPlaceStep::Index(index, span) => {
                let at = &self.written;
                let list = quote_spanned!(*span=> __d::listed(#found));
                let find = quote_spanned!(*span=> __d::find_element(#list, #index, #optional, #at));
                let element = quote_spanned!(*span=> __d::element(#list));
                self.find(*span, &find, format!("[{index}]"));
                self.found = element;
            }
            RawPlaceStep::Text(name) => {
                let map = quote_spanned!(name.span()=> __d::mapped(#found));
                let entry = quote_spanned!(name.span()=> __d::named_by_text(#map, #name));
                self.enter(name.span(), &map, &entry, &written(name));
            }
            RawPlaceStep::Key(key) => {
                let map = quote_spanned!(key.span()=> __d::mapped(#found));
                let entry = quote_spanned! {key.span()=>
                    __d::EntryName::OfKey(|| {
                        static NAME: __d::OnceLock<__d::String> = __d::OnceLock::new();
                        NAME.get_or_init(|| __d::named_by_key(#map, #key))
                    })
                };
                self.enter(key.span(), &map, &entry, &written(key));
            }
            RawPlaceStep::Field(field) => {
                let name = field.unraw().to_string();
                let document = quote_spanned!(field.span()=> __d::document(#found));
                let find =
                    quote_spanned!(field.span()=> __d::find_inside(#document, #name, #optional, #whole));
                let place = self.find(field.span(), &find, format!(".{name}"));
                self.found = inside(field.span(), &place, &document);
            }
            RawPlaceStep::Place(number, span) => {
                let document = quote_spanned!(*span=> __d::document(#found));
                let find = quote_spanned!(*span=> __d::find_place(#document, #number, #whole));
                let place = self.find(*span, &find, format!(".{number}"));
                self.found = inside(*span, &place, &document);
            }
            RawPlaceStep::Variant(way) => {
                let name = way.unraw().to_string();
                let (follows, go_on) = match next {
                    Some(RawPlaceStep::Field(_) | RawPlaceStep::Variant(_)) => ("Field", "fields_of"),
                    Some(RawPlaceStep::Place(..)) => ("Place", "fields_of"),
                    Some(_) => ("Element", "value_of"),
                    None => ("Nothing", "value_of"),
                };
                let [follows, go_on] = [follows, go_on].map(|name| Ident::new(name, way.span()));
                let document = quote_spanned!(way.span()=> __d::document(#found));
                let find = quote_spanned! {way.span()=>
                    __d::find_variant(#document, #name, __d::Next::#follows, #optional)
                };
                let place = self.find(way.span(), &find, format!(".{name}()"));
                let held = inside(way.span(), &place, &document);
                self.found = quote_spanned!(way.span()=> __d::#go_on(#held));
            }
        }
    }

    /// Goes to an entry of a map.
    fn enter(&mut self, span: Span, map: &TokenStream, name: &TokenStream, written: &str) {
        let optional = self.optional;
        let at = format!("{}[{written}]", self.written);
        let find = quote_spanned!(span=> __d::find_entry(#map, #name, #optional, #at));
        let entry = quote_spanned!(span=> __d::entry(#map));
        self.find(span, &find, format!("[{written}]"));
        self.found = entry;
    }

    /// Adds the constant of a step, a place and the step itself, and returns its name.
    fn find(&mut self, span: Span, find: &TokenStream, written: String) -> Ident {
        let name = format_ident!("{}_{}", self.root, self.steps.len() + 1);
        self.finds.extend(quote_spanned! {span=>
            const #name: (usize, __d::ViewStep) = match #find {
                __d::Ok(found) => found,
                __d::Err(mistake) => ::core::panic!("{}", mistake.as_str()),
            };
        });
        self.steps.push(quote!(#name.1));
        self.written.push_str(&written);
        name
    }
}

/// The type of what is at a place inside a document or enum.
fn inside(span: Span, place: &Ident, document: &TokenStream) -> TokenStream {
    // The numbers are none that the user wrote, as those at `span` may be.
    let places = quote!({ #place.0 / 64 }, { #place.0 / 8 % 8 }, { #place.0 % 8 });
    quote_spanned!(span=> __d::inside::<#places, _, _, _, _, _>(#document))
}
