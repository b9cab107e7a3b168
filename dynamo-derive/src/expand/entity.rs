use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident};

use super::{attributes, queries, schema};
use crate::diag::Diagnostics;
use crate::model::Entity;
use crate::syntax;

/// Expands `#[derive(Entity)]`, or into every mistake found.
pub(crate) fn entity(input: &DeriveInput) -> TokenStream {
    let diag = Diagnostics::default();
    let lowered = syntax::entity(input, &diag).and_then(|raw| Entity::lower(&input.ident, raw, &diag));
    match (diag.finish(), lowered) {
        (None, Some(entity)) => expand(input, &entity),
        (errors, _) => errors.unwrap_or_default(),
    }
}

fn expand(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (ident, krate, table) = (&input.ident, &entity.krate, &entity.table);
    let attributes_ident = attributes::ident(ident);
    let attributes_struct = attributes::definition(input, entity);
    let attributes_value = attributes::value(input, entity);
    let schema = schema::schema(ident, entity);
    let accesses = entity.accesses.len();
    let part = part(entity);
    let restore = restore(entity);
    let queries = queries::queries(input, entity);
    // The check belongs to the table named by the user, so its error points there.
    let check = quote_spanned! {table.span()=>
        const _: () = __d::check_entity(
            <#ident as __d::Entity>::SCHEMA,
            <#table as __d::Table>::SCHEMA,
        );
    };
    quote! {
        #attributes_struct
        #queries
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Entity for #ident {
                type Attributes = #attributes_ident;
                const SCHEMA: &'static __d::EntitySchema = #schema;
                const ATTRIBUTES: Self::Attributes = #attributes_value;
                const SHARED: &'static [bool] = &__d::shared::<#accesses>(
                    Self::SCHEMA,
                    <#table as __d::Table>::SCHEMA,
                );
                #part
                #restore
            }

            #[automatically_derived]
            impl __d::Record for #ident {
                type Table = #table;

                fn from_item(item: __d::ItemRef<'_>) -> __d::Result<Self> {
                    __d::decode(item)
                }

                fn to_item(&self) -> __d::Result<__d::Item> {
                    __d::encode(self)
                }
            }

            #[allow(long_running_const_eval)]
            #check
        };
    }
}

/// Hands out the fields that keys are made of.
fn part(entity: &Entity) -> TokenStream {
    let arms = entity.fields.iter().enumerate().filter(|(place, _)| entity.in_some_key(*place)).map(
        |(place, field)| {
            let ident: &Ident = &field.ident;
            let value = if field.option {
                quote_spanned!(field.ty.span()=> self.#ident.as_ref().map(|part| part as &dyn __d::ErasedPart))
            } else {
                quote_spanned!(field.ty.span()=> __d::Some(&self.#ident))
            };
            quote!(#place => #value,)
        },
    );
    quote! {
        fn __part(&self, field: usize) -> __d::Option<&dyn __d::ErasedPart> {
            match field {
                #(#arms)*
                _ => __d::None,
            }
        }
    }
}

/// Reads the fields back that live in keys only.
fn restore(entity: &Entity) -> TokenStream {
    let arms = entity.fields.iter().enumerate().filter(|(_, field)| field.key_only).map(|(place, field)| {
        let (ty, attribute) = (&field.ty, &field.attribute);
        quote!(#place => __d::restore::<#ty>(#attribute, key, extra),)
    });
    let arms: Vec<TokenStream> = arms.collect();
    let (key, extra) =
        if arms.is_empty() { (quote!(_key), quote!(_extra)) } else { (quote!(key), quote!(extra)) };
    quote! {
        fn __restore(
            field: usize,
            #key: __d::ValueRef<'_>,
            #extra: &mut __d::ItemBuilder,
        ) -> __d::Result<bool> {
            match field {
                #(#arms)*
                _ => __d::Ok(false),
            }
        }
    }
}
