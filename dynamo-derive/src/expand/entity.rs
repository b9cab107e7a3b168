use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Type};

use super::{attributes, computed, queries, retention, rules, schema, spread, stand_in, types, unique};
use crate::diag::Diagnostics;
use crate::itself;
use crate::model::{Access, Entity, Field, LeftOut};
use crate::syntax::{self, TimeFormat};

/// Expands `#[derive(Entity)]`, or into every mistake found and a stand-in.
pub(crate) fn entity(input: &DeriveInput) -> TokenStream {
    let (input, diag) = (&*itself::named(input), Diagnostics::default());
    let lowered = syntax::entity(input, &diag).and_then(|raw| Entity::lower(input, raw, &diag));
    match (diag.finish(), lowered) {
        (None, Some(entity)) => expand(input, &entity),
        (errors, _) => {
            let stand_in = stand_in::entity(input);
            quote!(#errors #stand_in)
        }
    }
}

fn expand(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (ident, krate, lib, table) = (&input.ident, &entity.krate, &entity.lib, &entity.table);
    let (params, owner, bounds) = (&entity.params, entity.params.owner(), entity.bounds());
    let (declared, named) = (params.declared(None), params.named(None));
    let attributes_ident = attributes::ident(ident);
    let attributes_struct = attributes::definition(input, entity);
    let (constant, schema) = schema(ident, entity);
    let outline = schema::outline(ident, entity);
    let listed = entity.params.arguments();
    let key_parts = key_parts(entity);
    let part = part(entity);
    let part_type = part_type(entity);
    let check = rules::check(entity);
    let compute = computed::compute(entity);
    let unique = unique::values(entity);
    let unique_checks = unique::checks(entity);
    let (stamp, in_order) = (stamps(entity), times_in_order(entity));
    let left_out = left_out(entity);
    let time = retention::time(entity);
    let soft_delete = retention::soft_delete(entity);
    let upsertable = spread::upsertable(entity);
    let without_unique = unique::without_unique(entity);
    let queries = queries::queries(input, entity);
    let checks = checks(entity);
    let (upgrade, upgradable) = upgrade(entity).unzip();
    let field_types = types::field_types(&entity.fields);
    quote! {
        use #krate::__private as #lib;

        #constant
        #attributes_struct
        #queries
        #[allow(unused_qualifications, long_running_const_eval, clippy::panic)]
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl #declared __d::Entity for #owner #bounds {
                type __Of = #table;
                type Attributes = #attributes_ident #named;
                type __Itself = Self;
                const SCHEMA: &'static __d::EntitySchema = #schema;
                #outline
                #listed
                fn __shared() -> &'static [bool] {
                    static FOUND: __d::SharedRanges = __d::SharedRanges::new();
                    __d::shared::<Self>(&FOUND)
                }

                #upgrade
                #part
                #part_type
                #check
                #compute
                #unique
                #stamp
                #in_order
                #left_out
                #time
            }

            impl #declared __d::FieldTypes<__d::Known, #field_types> for #owner #bounds {}

            #upgradable

            #key_parts

            #soft_delete

            #upsertable

            #without_unique

            #[automatically_derived]
            impl #declared __d::FilteredAs for #owner #bounds {
                type Entity = Self;
            }

            #checks
            #unique_checks
        };
    }
}

/// The schema, and the constant that holds it of a generic entity.
fn schema(ident: &Ident, entity: &Entity) -> (Option<TokenStream>, TokenStream) {
    let (krate, schema) = (&entity.krate, schema::schema(ident, entity));
    match entity.params.constant() {
        None => (None, schema),
        Some(constant) => {
            let declared = quote! {
                #[allow(non_upper_case_globals, unused_qualifications)]
                const #constant: &#krate::schema::EntitySchema = {
                    use #krate::__private as __d;
                    #schema
                };
            };
            (Some(declared), quote!(#constant))
        }
    }
}

/// The steps from older revisions, and that there are any.
fn upgrade(entity: &Entity) -> Option<(TokenStream, TokenStream)> {
    let steps =
        entity.revisions.as_ref().map(|revisions| &revisions.steps).filter(|steps| !steps.is_empty())?;
    let constant = quote!(const __UPGRADE: &'static [__d::UpgradeStep] = &[#(#steps),*];);
    let (declared, owner, bounds) = (entity.params.declared(None), entity.params.owner(), entity.bounds());
    let upgradable = quote! {
        impl #declared __d::Upgradable for #owner #bounds {}
    };
    Some((constant, upgradable))
}

/// Checks the entity against its table. Each check is spanned to what the user wrote, so its error points there.
fn checks(entity: &Entity) -> TokenStream {
    let (table, owner) = (&entity.table, entity.params.owner());
    let schema = entity.schema(&quote!(__d::Entity));
    let is_generic = !entity.params.is_empty();
    let fits = match is_generic {
        false => quote_spanned!(table.span()=> __d::entity_fits::<#owner>()),
        true => quote_spanned!(table.span()=> __d::form_fits::<#table>(#schema)),
    };
    let of_key = quote_spanned!(table.span()=> const _: () = #fits;);
    let of_access = |(place, access): (usize, &Access)| {
        let fits = match is_generic {
            false => quote_spanned!(access.index_span=> __d::access_fits::<#owner>(#place)),
            true => quote_spanned!(access.index_span=> __d::access_of_form_fits::<#table>(#schema, #place)),
        };
        quote_spanned!(access.index_span=> const _: () = #fits;)
    };
    let of_accesses = entity.accesses.iter().enumerate().map(of_access);
    let of_view = |(place, access): (usize, &Access)| {
        let view = access.view.as_ref()?;
        Some(quote_spanned! {view.span()=>
            const _: () = if let __d::Some(mistake) = __d::check_view(
                #schema,
                #place,
                <#table as __d::Table>::SCHEMA,
                <#view as __d::Shows<#owner>>::SHOWN,
            ) {
                ::core::panic!("{}", mistake.as_str())
            };
        })
    };
    let of_views = entity.accesses.iter().enumerate().filter_map(of_view);
    let of_retention = retention::check(entity);
    // What depends on a parameter is known of no form yet.
    let is_known = |field: &&Field| field.is_spread() && entity.params.in_type(&field.ty).is_none();
    let flattened: Vec<&Field> = entity.fields.iter().filter(is_known).collect();
    let of_flattened = types::flattened_fits(
        &flattened,
        |span, flattened| quote_spanned!(span=> __d::flattened_fits::<#table>(#schema, #flattened)),
    );
    quote!(#of_key #(#of_accesses)* #(#of_views)* #of_retention #of_flattened)
}

/// Says what the parts of the primary key are.
fn key_parts(entity: &Entity) -> TokenStream {
    let types = entity
        .primary_fields()
        .into_iter()
        .filter_map(|place| entity.fields.get(place))
        .map(|field| &field.ty);
    let (declared, owner, bounds) = (entity.params.declared(None), entity.params.owner(), entity.bounds());
    quote! {
        impl #declared __d::KeyParts<(#(#types,)*)> for #owner #bounds {}
    }
}

/// Hands out the fields that keys are made of, and those that say how a time is stored.
fn part(entity: &Entity) -> Option<TokenStream> {
    let is_part = |field: &&Field| entity.in_some_key(field.place) || field.time.is_some();
    let arms = entity.fields.iter().filter(is_part).map(|field| {
        let (place, ident, ty) = (field.place, &field.ident, &field.ty);
        let (part, erased) = match field.time {
            None => (quote!(KeyPart), quote!(__erased)),
            Some(TimeFormat::Text(_)) => (quote!(TimePart), quote!(__as_time)),
            Some(TimeFormat::Number(_)) => (quote!(PointInTime), quote!(__as_point)),
        };
        // A type that a macro has filled in may know no names of ours; so below.
        let held = if field.option { quote!(self.#ident.as_ref()?) } else { quote!(&self.#ident) };
        let value = quote_spanned!(ty.span()=> <#ty as __d::#part>::#erased(#held));
        quote!(#place => #value,)
    });
    let arms: Vec<TokenStream> = arms.collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn __part(&self, field: usize) -> __d::Option<&dyn __d::ErasedPart> {
                __d::Some(match field {
                    #(#arms)*
                    _ => return __d::None,
                })
            }
        }
    })
}

/// Says of what types the fields are that are read back from keys: those of the primary key, and those that live in keys
/// only or may, of an index that lacks their attributes.
fn part_type(entity: &Entity) -> Option<TokenStream> {
    let in_key = |field: &&Field| entity.in_some_key(field.place);
    let (whole, in_key_only): (Vec<&Field>, Vec<&Field>) =
        entity.fields.iter().filter(in_key).partition(|field| field.plain_serde);
    let in_key_only = in_key_only.into_iter().filter(|field| entity.in_primary_key(field.place));
    let arm = |method: &Ident, (ty, places): (&Type, Vec<usize>)| {
        let part = quote_spanned!(ty.span()=> <#ty as __d::KeyPart>::#method());
        quote!(#(#places)|* => __d::Some(#part),)
    };
    let (of_whole, of_others) = (format_ident!("__part_type"), format_ident!("__part_type_in_key"));
    let arms = by_type(whole.into_iter()).into_iter().map(|group| arm(&of_whole, group));
    let others = by_type(in_key_only).into_iter().map(|group| arm(&of_others, group));
    let arms: Vec<TokenStream> = arms.chain(others).collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn __part_type(field: usize) -> __d::Option<&'static __d::PartType> {
                match field {
                    #(#arms)*
                    _ => __d::None,
                }
            }
        }
    })
}

/// The places of fields by their types: what is the same for all of a type is then said, and checked by the compiler, once.
fn by_type<'e>(fields: impl Iterator<Item = &'e Field>) -> Vec<(&'e Type, Vec<usize>)> {
    let mut found: Vec<(String, (&Type, Vec<usize>))> = Vec::new();
    for Field { place, ty, .. } in fields {
        let text = quote!(#ty).to_string();
        match found.iter_mut().find(|(known, _)| *known == text) {
            Some((_, (_, places))) => places.push(*place),
            None => found.push((text, (ty, vec![*place]))),
        }
    }
    found.into_iter().map(|(_, group)| group).collect()
}

/// Makes the times of writes that the library keeps in fields.
fn stamps(entity: &Entity) -> Option<TokenStream> {
    // A type that a macro has filled in may know no names of ours.
    let time = quote!(time);
    let times = entity.fields.iter().enumerate().filter(|(_, field)| field.is_time());
    let stamps = times.map(|(place, field)| {
        let ty = &field.ty;
        let stamp = if entity.in_some_key(place) { quote!(__key_stamp) } else { quote!(__stamp) };
        quote_spanned!(ty.span()=> #place => <#ty as __d::Timestamp>::#stamp(#time).map(__d::Some),)
    });
    let stamps: Vec<TokenStream> = stamps.collect();
    (!stamps.is_empty()).then(|| {
        quote! {
            fn __stamp(field: usize, time: __d::SystemTime) -> __d::Result<__d::Option<__d::Stamp>> {
                match field {
                    #(#stamps)*
                    _ => __d::Ok(__d::None),
                }
            }
        }
    })
}

/// Makes what is stored of the times that the library keeps.
fn times_in_order(entity: &Entity) -> Option<TokenStream> {
    let times = entity.fields.iter().enumerate().filter(|(_, field)| field.is_kept_in_order());
    let arms = times.map(|(place, Field { ident, ty, option, .. })| {
        // Were it called by its path, another type would be told once more, at the derive.
        let ordered = quote_spanned!(ty.span()=> <#ty as __d::Timestamp>::__time_in_order);
        let time = match option {
            true => quote!(self.#ident.as_ref().and_then(ordered)),
            false => quote!(ordered(&self.#ident)),
        };
        quote! {
            #place => {
                let ordered: fn(&#ty) -> _ = #ordered;
                #time
            }
        }
    });
    let arms: Vec<TokenStream> = arms.collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn __time_in_order(&self, field: usize) -> __d::Option<__d::Value> {
                match field {
                    #(#arms)*
                    _ => __d::None,
                }
            }
        }
    })
}

/// Says which fields serde leaves out, if something flattened could come under their names.
fn left_out(entity: &Entity) -> Option<TokenStream> {
    if !entity.fields.iter().any(|field| field.flattened) {
        return None;
    }
    let own = entity.fields.iter().filter(|field| !field.flattened);
    let arms = own.filter_map(|Field { place, ident, left_out, .. }| {
        let is_left_out = match left_out.as_ref()? {
            LeftOut::Always => quote!(true),
            LeftOut::If(function) => {
                // A path that a macro has filled in may know no names of ours.
                let held = quote!(self.#ident);
                quote_spanned!(function.span()=> #function(&#held))
            }
        };
        Some(quote!(#place => #is_left_out,))
    });
    let arms: Vec<TokenStream> = arms.collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn __left_out(&self, field: usize) -> bool {
                match field {
                    #(#arms)*
                    _ => false,
                }
            }
        }
    })
}
