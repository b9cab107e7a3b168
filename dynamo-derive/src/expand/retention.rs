//! What an entity knows about how long its items stay.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use crate::model::Entity;
use crate::retention::{Retention, TtlRule};

/// The entity's `Retention`, if items do not simply stay.
pub(super) fn schema(retention: &Retention) -> Option<TokenStream> {
    let (expiry, hide_expired) = (expiry(retention), retention.hide_expired.is_some());
    if expiry.is_none() && retention.deleted.is_none() && !hide_expired {
        return None;
    }
    let deleted = match &retention.deleted {
        Some(deleted) => {
            let field = deleted.field;
            quote!(__d::Some(#field))
        }
        None => quote!(__d::None),
    };
    let expiry = match expiry {
        Some(expiry) => quote!(__d::Some(__d::Expiry::#expiry)),
        None => quote!(__d::None),
    };
    Some(quote!(__d::Retention { expiry: #expiry, deleted: #deleted, hide_expired: #hide_expired }))
}

fn expiry(retention: &Retention) -> Option<TokenStream> {
    if let Some(ttl) = &retention.ttl {
        return Some(match (&ttl.rule, ttl.field) {
            (TtlRule::Own, field) => quote!(At(#field)),
            (TtlRule::AfterWrite(seconds), _) => quote!(AfterWrite(#seconds)),
            (TtlRule::AfterField { field, seconds }, _) => {
                quote!(AfterField { field: #field, seconds: #seconds })
            }
        });
    }
    let deleted = retention.deleted.as_ref()?;
    let ((_, seconds), field) = (deleted.expire_after?, deleted.field);
    Some(quote!(AfterField { field: #field, seconds: #seconds }))
}

/// Gives access to the fields that hold times.
pub(super) fn time(entity: &Entity) -> Option<TokenStream> {
    let fields = entity.retention.times();
    let arms = fields.iter().filter_map(|place| {
        let field = entity.fields.get(*place)?;
        let (ident, ty) = (&field.ident, &field.ty);
        let value = match field.option {
            true => quote!(entity.#ident.as_ref()),
            false => quote!(__d::Some(&entity.#ident)),
        };
        // A type that a macro has filled in may know no names of ours.
        let seconds = quote!(|entity| __d::seconds_of::<#ty>(#value));
        Some(quote_spanned! {ty.span()=>
            #place => __d::Some(__d::TimeField::of::<#ty>(#seconds)),
        })
    });
    (!fields.is_empty()).then(|| {
        quote! {
            fn __time(field: usize) -> __d::Option<__d::TimeField<Self>> {
                match field {
                    #(#arms)*
                    _ => __d::None,
                }
            }
        }
    })
}

/// Lets the entity be softly deleted.
pub(super) fn soft_delete(entity: &Entity) -> Option<TokenStream> {
    let (declared, owner, bounds) = (entity.params.declared(None), entity.params.owner(), entity.bounds());
    entity.retention.deleted.as_ref().map(|_| {
        quote! {
            impl #declared __d::SoftDelete for #owner #bounds {}
        }
    })
}

/// Checks what the table has to do with it.
pub(super) fn check(entity: &Entity) -> Option<TokenStream> {
    let table = &entity.table;
    let schema = entity.schema(&quote!(__d::Entity));
    entity.retention.span().map(|span| {
        quote_spanned! {span=>
            const _: () = if let __d::Some(mistake) = __d::check_retention(
                #schema,
                <#table as __d::Table>::SCHEMA,
            ) {
                ::core::panic!("{}", mistake.as_str())
            };
        }
    })
}
