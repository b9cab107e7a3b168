use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Ident, Path};

use super::types;
use crate::model::{Entity, Field};
use crate::syntax::{Rule, RuleKind, TimeFormat};

/// Checks the fields of an entity that have rules, what is inside fields, and several fields together.
pub(super) fn check(entity: &Entity) -> TokenStream {
    let own = own(entity);
    let inside = inside(entity);
    let verdict = entity.check.as_ref().map(verdict);
    quote!(#own #inside #verdict)
}

fn own(entity: &Entity) -> Option<TokenStream> {
    let ruled = entity.fields.iter().filter(|field| !field.rules.is_empty());
    let arms: Vec<TokenStream> = ruled.map(arm).collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn __check(field: usize, source: __d::Source<'_, Self>) -> __d::Result<()> {
                match field {
                    #(#arms)*
                    _ => __d::Ok(()),
                }
            }
        }
    })
}

fn arm(field: &Field) -> TokenStream {
    let Field { place, ty, .. } = field;
    // Only what can be assigned is ever read out of an update.
    let check = if field.is_read_alone() { quote!(check) } else { quote!(check_entity) };
    let of = of_struct(field);
    let rules = field.rules.iter().map(|rule| self::rule(ty, rule));
    quote! {
        #place => source.#check::<#ty>(#place, #of, &[#(#rules),*]),
    }
}

/// Keys and what the library keeps have no rules inside.
fn inside(entity: &Entity) -> Option<TokenStream> {
    let may_be_ruled = |field: &&Field| {
        let is_kept = field.managed.is_some() || field.ttl;
        !is_kept && !entity.in_some_key(field.place)
    };
    let steps = entity.fields.iter().filter(may_be_ruled).filter_map(|field| {
        // What an entity holds of a computed field is not what is stored.
        let of = if field.computed.is_some() { quote!(|_| __d::None) } else { of_struct(field) };
        step_inside(field, &way(field), &of, &beside(field, &entity.fields))
    });
    let steps: Vec<TokenStream> = steps.collect();
    (!steps.is_empty()).then(|| {
        quote! {
            const __RULES_INSIDE: bool = true;

            fn __check_inside(__checked: __d::Checked<'_, Self>) -> __d::Checking {
                use __d::Unruled as _;
                #(#steps)*
                __d::Ok(())
            }
        }
    })
}

/// Asks a function about several fields together.
fn verdict(function: &Path) -> TokenStream {
    // Resolved here, and blamed there.
    let this = Ident::new("self", Span::call_site().located_at(function.span()));
    let refused = quote_spanned!(function.span()=> __d::refused(#function(#this)));
    quote! {
        const __HAS_VERDICT: bool = true;

        fn __verdict(&self) -> __d::Option<__d::String> {
            #refused
        }
    }
}

/// Checks the rules of the fields of a document, and what is inside them.
pub(super) fn of_document(fields: &[Field]) -> Vec<TokenStream> {
    let of_field = |field| {
        let inside = step_inside(field, &way(field), &of_struct(field), &beside(field, fields));
        own_rules(field, &way(field), &of_struct(field)).into_iter().chain(inside)
    };
    fields.iter().flat_map(of_field).collect()
}

/// Checks a field that is reached by a way, against its own rules and those inside.
pub(super) fn steps(field: &Field, way: &TokenStream, of: &TokenStream) -> Vec<TokenStream> {
    let inside = step_inside(field, way, of, &quote!(__checked));
    own_rules(field, way, of).into_iter().chain(inside).collect()
}

fn own_rules(field: &Field, way: &TokenStream, of: &TokenStream) -> Option<TokenStream> {
    let ty = &field.ty;
    let check = if field.is_read_alone() { quote!(field) } else { quote!(whole_field) };
    let rules: Vec<TokenStream> = field.rules.iter().map(|rule| self::rule(ty, rule)).collect();
    let (check, counted) = match field.time {
        Some(TimeFormat::Number(digits)) => (quote!(counted_field), Some(quote!(#digits,))),
        _ => (check, None),
    };
    (!rules.is_empty()).then(|| quote!(__checked.#check::<#ty>(#counted #way, #of, &[#(#rules),*])?;))
}

/// Checks what is inside a field, if its type may be one with rules.
fn step_inside(
    field: &Field,
    way: &TokenStream,
    of: &TokenStream,
    checked: &TokenStream,
) -> Option<TokenStream> {
    let ty = &field.ty;
    let is_stored = field.present || field.flattened;
    let may_be_ruled = is_stored && types::names_some(ty);
    may_be_ruled.then(|| quote!(<__d::Probe<#ty>>::inside(#checked, #way, #of)?;))
}

/// What is checked of a field: what its struct stores itself is no entry of a map that is flattened beside it.
fn beside(field: &Field, fields: &[Field]) -> TokenStream {
    if !field.flattened {
        return quote!(__checked);
    }
    let own = fields.iter().filter(|other| other.present).map(|other| &other.attribute);
    quote!(__checked.beside(&[#(#own),*]))
}

/// The implementation for a document or enum.
pub(super) fn ruled(owner: &Ident, steps: &[TokenStream]) -> TokenStream {
    let check = (!steps.is_empty()).then(|| {
        quote! {
            const RULED: bool = true;

            fn __check(__checked: __d::Checked<'_, Self>) -> __d::Checking {
                use __d::Unruled as _;
                #(#steps)*
                __d::Ok(())
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl __d::Ruled for #owner {
            #check
        }
    }
}

/// The way to a field from where its struct stands.
fn way(field: &Field) -> TokenStream {
    let attribute = &field.attribute;
    if field.flattened { quote!(&[]) } else { quote!(&[__d::Hop::Key(#attribute)]) }
}

fn of_struct(field: &Field) -> TokenStream {
    let ident = &field.ident;
    match field.option {
        true => quote!(|__whole| __whole.#ident.as_ref()),
        false => quote!(|__whole| __d::Some(&__whole.#ident)),
    }
}

/// A rule as a function, spanned to what the user wrote.
fn rule(ty: &syn::Type, rule: &Rule) -> TokenStream {
    let text = rule.text.rsplit(" = ").next().unwrap_or_default();
    match &rule.kind {
        RuleKind::Range(range) => {
            quote_spanned!(rule.span=> |__value: &#ty| __d::out_of_range::<#ty>(__value, &(#range), #text))
        }
        RuleKind::Length(range) => {
            quote_spanned!(rule.span=> |__value: &#ty| __d::wrong_length::<#ty>(__value, &(#range), #text))
        }
        RuleKind::Check(function) => {
            quote_spanned!(rule.span=> |__value: &#ty| __d::refused(#function(__value)))
        }
        RuleKind::Generated => quote_spanned!(rule.span=> __d::not_generated::<#ty>),
    }
}
