use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::model::{Entity, Field};
use crate::syntax::{Rule, RuleKind};

/// Checks the fields that have rules.
pub(super) fn check(entity: &Entity) -> Option<TokenStream> {
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
    let Field { place, ident, ty, .. } = field;
    // Only what can be assigned is ever read out of an update.
    let check = if field.plain_serde || field.set { quote!(check) } else { quote!(check_entity) };
    let of =
        if field.option { quote!(__entity.#ident.as_ref()) } else { quote!(__d::Some(&__entity.#ident)) };
    let rules = field.rules.iter().map(|rule| self::rule(ty, rule));
    quote! {
        #place => source.#check::<#ty>(#place, |__entity| #of, &[#(#rules),*]),
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
