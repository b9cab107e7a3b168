//! The struct of typed attribute paths that closures see as `o`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident, Type};

use super::paths::inside_flattened;
use super::queries::{many_arguments, pattern_named};
use crate::groups::{Alone, Groups};
use crate::model::{Access, Entity, Field};
use crate::syntax::TimeFormat;

pub(super) fn ident(entity: &Ident) -> Ident {
    format_ident!("{}Attributes", entity.unraw())
}

/// The fields that have a typed path: stored, and stored as their own type says or as a set.
fn pathed(entity: &Entity) -> impl Iterator<Item = (usize, &Field)> {
    entity.fields.iter().enumerate().filter(|(_, field)| field.has_path())
}

pub(super) fn definition(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (vis, lib, params) = (&input.vis, &entity.lib, &entity.params);
    let (name, owner) = (ident(&input.ident), params.owner());
    let text = name.to_string();
    let doc = format!(
        "The typed paths of the attributes of `{}`, as conditions and updates see them.",
        input.ident.unraw()
    );
    let groups = Groups::of(entity);
    let fields = pathed(entity).map(|(place, field)| {
        let Field { ident, vis, attribute, .. } = field;
        let role = role(input, entity, &groups, place);
        let role = if entity.in_some_constraint(place) { quote!(#lib::Unique<#role>) } else { role };
        let ty = stored_type(entity, field);
        let seen = seen(entity, place).map(|seen| quote!(, #seen));
        let doc = match field.ttl {
            true => "The time an item expires, in the attribute that the table's `ttl` names.".to_owned(),
            false => format!("The attribute `{attribute}`."),
        };
        quote! {
            #[doc = #doc]
            #vis #ident: #lib::Attr<#owner, #ty, #role #seen>
        }
    });
    let values = pathed(entity).map(|(_, field)| {
        let Field { ident, attribute, .. } = field;
        match field.ttl {
            true => quote!(#ident: #lib::Attr::__ttl()),
            false => quote!(#ident: #lib::Attr::new(#attribute)),
        }
    });
    let spread = || entity.fields.iter().filter(|field| field.is_spread());
    let spread_fields = spread().map(|field| {
        let Field { ident, vis, ty, name, .. } = field;
        let doc = format!("The attributes that are fields of `{name}`.");
        let inside = inside_flattened(&quote!(#lib), field, &quote!(#lib::Anywhere));
        let inside = inside.map(|inside| quote!(, #inside));
        quote! {
            #[doc = #doc]
            #vis #ident: #lib::Flattened<#owner, #ty #inside>
        }
    });
    let spread_values = spread().map(|field| &field.ident);
    let pattern = depends_on_pattern(entity).then(|| quote!(__Pattern));
    let default = pattern.as_ref().map(|pattern| quote!(#pattern = #lib::Anywhere));
    let lasting = pattern.as_ref().map(|pattern| quote!(#pattern: 'static));
    let (declared, of_any) = (params.declared(default), params.declared(pattern.clone()));
    let (of_lasting, named, written) = (params.declared(lasting), params.named(pattern), params.written());
    // Without a path, nothing else would use the parameters.
    let is_unused = !params.is_empty() && pathed(entity).next().is_none() && spread().next().is_none();
    let marker = is_unused.then(|| quote!(__entity: ::core::marker::PhantomData<fn() -> #owner>));
    let marked = is_unused.then(|| quote!(__entity: ::core::marker::PhantomData));
    let of_accesses = entity.accesses.iter().map(|access| (&access.name, groups.of_access(entity, access)));
    let computed = entity.fields.iter().filter(|field| field.computed.is_some());
    let of_computed = computed.map(|field| (&field.ident, groups.of_computed(entity, field.place)));
    let (together, names): (Vec<TokenStream>, Vec<Option<TokenStream>>) = of_accesses
        .chain(of_computed)
        .filter_map(|(name, places)| together(input, entity, name, &places))
        .unzip();
    let names: Vec<TokenStream> = names.into_iter().flatten().collect();
    let named_together = (!names.is_empty()).then(|| {
        quote! {
            const __TOGETHER: &'static [(&'static str, &'static [&'static str])] = &[#(#names),*];
        }
    });
    let (own, own_named, bounds) = (params.declared(None), params.named(None), entity.bounds());
    let together = (!together.is_empty()).then(|| {
        quote! {
            #[allow(dead_code, private_bounds, private_interfaces)]
            impl #own #name #own_named #bounds {
                #(#together)*
            }
        }
    });
    quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        #vis struct #name #declared #written {
            #(#fields,)*
            #(#spread_fields,)*
            #marker
        }

        #[automatically_derived]
        impl #of_lasting #lib::Paths for #name #named #bounds {
            #named_together

            fn __all() -> Self {
                Self { #(#values,)* #(#spread_values: #lib::Flattened::new(),)* #marked }
            }
        }

        #[automatically_derived]
        impl #of_any ::core::fmt::Debug for #name #named #bounds {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #lib::debug::<#owner>(f, #text)
            }
        }

        #together
    }
}

/// The type of a field, and how it is stored if it is not as that type says.
pub(super) fn stored_type(entity: &Entity, field: &Field) -> TokenStream {
    let (lib, ty) = (&entity.lib, &field.ty);
    match field.time {
        Some(TimeFormat::Text(digits)) => quote!(#lib::StoredTime<#ty, #lib::AsText<#digits>>),
        Some(TimeFormat::Number(digits)) => quote!(#lib::StoredTime<#ty, #lib::AsNumber<#digits>>),
        None if field.set => quote!(#lib::AsSet<#ty>),
        None if field.ttl => quote!(#lib::Seconds<#ty>),
        // Seconds are stored, and in order, as numbers are anywhere, and compare with these.
        None if field.is_kept_in_order() && !is_number(ty) => quote!(#lib::Moment<#ty>),
        None => quote!(#ty),
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("u64") || path.path.is_ident("i64"))
}

/// The method that sets together what cannot be set alone; and its name, with those of its fields, if an update can set them.
fn together(
    input: &DeriveInput,
    entity: &Entity,
    name: &Ident,
    places: &[usize],
) -> Option<(TokenStream, Option<TokenStream>)> {
    let fields: Vec<&Field> = places.iter().filter_map(|place| entity.fields.get(*place)).collect();
    if fields.is_empty() || fields.iter().any(|field| entity.is_fixed(field.place)) {
        return None;
    }
    let settable = fields.iter().all(|field| is_settable(entity, field));
    let (vis, lib, owner) = (&input.vis, &entity.lib, entity.params.owner());
    let arguments = fields.iter().map(|field| {
        let (Field { ident, ty, option, .. }, stored) = (field, stored_type(entity, field));
        match option {
            true => quote!(#ident: ::core::option::Option<#ty>),
            false => quote!(#ident: impl #lib::AttrArg<#stored>),
        }
    });
    let steps = fields.iter().filter(|_| settable).map(|field| {
        let Field { place, ident, option, attribute, key_only, .. } = field;
        let (ty, stored) = (stored_type(entity, field), !key_only);
        match (entity.in_some_key(*place), option) {
            (true, true) => quote!(.__optional::<#ty>(#attribute, #stored, &#ident)),
            (true, false) => quote!(.__field::<#ty>(#attribute, #stored, &#ident)),
            (false, true) => quote!(.__optional_input::<#ty>(#attribute, &#ident)),
            (false, false) => quote!(.__input::<#ty>(#attribute, &#ident)),
        }
    });
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let doc = format!("Sets `{}` together, and the keys made of them.", names.join("`, `"));
    let text = name.unraw().to_string();
    // The lifetime puts the complaint off until the method is called.
    let refused = if !settable {
        Some(quote!(&'__a #lib::Joint: #lib::SetTogether))
    } else if places.iter().any(|place| entity.in_some_constraint(*place)) {
        Some(quote!(#lib::Unique<&'__a #lib::Joint>: #lib::Unguarded))
    } else {
        None
    };
    let (lifetime, this, bound) = match refused {
        Some(refused) => (quote!(<'__a>), quote!(&'__a self), quote!(where #refused)),
        None => (TokenStream::new(), quote!(&self), TokenStream::new()),
    };
    let doc =
        if settable { quote!(#[doc = #doc]) } else { quote!(#[doc(hidden)] #[allow(unused_variables)]) };
    // `self` is one more.
    let many = many_arguments(fields.len() + 1);
    let method = quote! {
        #doc
        #many
        #vis fn #name #lifetime (#this, #(#arguments),*) -> #lib::Change<#owner> #bound {
            #lib::Change::__nothing() #(#steps)*
        }
    };
    Some((method, settable.then(|| quote!((#text, &[#(#names),*])))))
}

/// Whether an update can set a field together with others. A field that serde stores in another form it cannot, as only the
/// whole struct knows the form; nor one that the primary key follows from, nor the time of creation, which only the stored item
/// knows.
fn is_settable(entity: &Entity, field: &Field) -> bool {
    field.plain_serde && !entity.is_fixed(field.place) && field.managed.is_none()
}

/// The role of a field that is set together with others, which says by the method of which access pattern.
fn together_role(input: &DeriveInput, entity: &Entity, groups: &Groups, place: usize) -> TokenStream {
    let lib = &entity.lib;
    let of_pattern = entity.accesses.iter().find(|access| {
        let places = groups.of_access(entity, access);
        let mut fields = places.iter().filter_map(|place| entity.fields.get(*place));
        places.contains(&place) && fields.all(|field| is_settable(entity, field))
    });
    match of_pattern.map(|access| pattern_named(&input.ident, entity, access)) {
        Some(pattern) => quote!(#lib::IndexKeyPart<#pattern>),
        None => quote!(#lib::Joint),
    }
}

/// Whether filters see other attributes in one access pattern than in another: the service takes no filter on the key
/// attributes of what a query reads, and an index that is read as views may hold some attributes only.
fn depends_on_pattern(entity: &Entity) -> bool {
    pathed(entity).any(|(place, _)| entity.may_be_key_attribute(place) || has_views(entity))
}

fn has_views(entity: &Entity) -> bool {
    entity.accesses.iter().any(reads_views)
}

fn reads_views(access: &Access) -> bool {
    access.index.is_some() && access.view.is_some()
}

/// The mark of an attribute that filters do not see in every access pattern.
fn seen(entity: &Entity, place: usize) -> Option<TokenStream> {
    let lib = &entity.lib;
    let key = entity.may_be_key_attribute(place).then(|| quote!(#lib::KeyAttributeOf<__Pattern, #place>));
    if !has_views(entity) {
        return key;
    }
    let seen = key.unwrap_or_else(|| quote!(#lib::Anywhere));
    Some(quote!(#lib::HeldBy<__Pattern, #place, #seen>))
}

/// The type of the attributes as a filter on a query by a pattern sees them.
pub(super) fn seen_in(input: &DeriveInput, entity: &Entity, pattern: &TokenStream) -> TokenStream {
    let name = ident(&input.ident);
    let pattern = depends_on_pattern(entity).then_some(pattern);
    let named = entity.params.named(pattern.cloned());
    quote!(#name #named)
}

/// Says of each attribute that may be a key attribute whether it is one of what a pattern reads.
pub(super) fn keys_of(entity: &Entity, place: usize, access: &Access, pattern: &TokenStream) -> TokenStream {
    let (lib, table, bounds) = (&entity.lib, &entity.table, entity.bounds());
    let (schema, declared) = (entity.schema(&quote!(#lib::Entity)), entity.params.declared(None));
    let made_alone = |field| access.templates().any(|template| template.only_field() == Some(field));
    let fields = pathed(entity).map(|(field, _)| field).filter(|field| entity.may_be_key_attribute(*field));
    fields
        .map(|field| {
            // Only the table knows the names of its key attributes.
            let is_key = if made_alone(field) {
                quote! {{
                    #lib::is_stored_as_key(
                        #schema,
                        #place,
                        #field,
                        <#table as #lib::Table>::__LAYOUT,
                    )
                }}
            } else {
                quote!(false)
            };
            quote! {
                #[automatically_derived]
                #[allow(unused_qualifications)]
                impl #declared #lib::KeysOf<#field> for #pattern #bounds {
                    type Answer = #lib::IsKey<#is_key>;
                }
            }
        })
        .collect()
}

/// Says of each attribute whether the index that a pattern reads holds it: all of them, unless the pattern returns views.
pub(super) fn held_by(entity: &Entity, place: usize, access: &Access, pattern: &TokenStream) -> TokenStream {
    if !has_views(entity) {
        return TokenStream::new();
    }
    let (lib, table, bounds) = (&entity.lib, &entity.table, entity.bounds());
    let declared = entity.params.declared(None);
    if !reads_views(access) {
        let of_any = entity.params.declared(Some(quote!(const __FIELD: usize)));
        return quote! {
            #[automatically_derived]
            impl #of_any #lib::HoldsField<__FIELD> for #pattern #bounds {
                type Answer = #lib::InIndex<true>;
            }
        };
    }
    let schema = entity.schema(&quote!(#lib::Entity));
    let of_field = |(field, _): (usize, &Field)| {
        quote! {
            #[automatically_derived]
            #[allow(unused_qualifications)]
            impl #declared #lib::HoldsField<#field> for #pattern #bounds {
                type Answer = #lib::InIndex<{
                    #lib::is_held(#schema, #place, #field, <#table as #lib::Table>::SCHEMA)
                }>;
            }
        }
    };
    pathed(entity).map(of_field).collect()
}

fn role(input: &DeriveInput, entity: &Entity, groups: &Groups, place: usize) -> TokenStream {
    let lib = &entity.lib;
    let Some(field) = entity.fields.get(place) else { return TokenStream::new() };
    let in_group = groups.has(place);
    let (role, settable) = if field.managed.is_some() {
        (quote!(#lib::Kept), false)
    } else if field.computed.is_some() {
        (quote!(#lib::Computed), false)
    } else if entity.is_fixed(place) {
        (quote!(#lib::PrimaryKeyPart), false)
    } else if entity.retention.computes(place) {
        (quote!(#lib::Computed), false)
    } else if in_group && !groups.is_alone(place) {
        match Groups::is_set_alone(entity, place) {
            Alone::Yes => (index_key(entity, field), true),
            Alone::No => (together_role(input, entity, groups, place), false),
            Alone::TableSays => {
                let together = together_role(input, entity, groups, place);
                (role_by_table(entity, place, field.option, &together), true)
            }
        }
    } else if entity.in_some_key(place) {
        (index_key(entity, field), true)
    } else if in_group || entity.retention.source() == Some(place) {
        let role = if field.option { quote!(OptionalInput) } else { quote!(Input) };
        (quote!(#lib::#role), true)
    } else {
        let role = if field.optional { quote!(Optional) } else { quote!(Plain) };
        (quote!(#lib::#role), true)
    };
    if settable && !field.rules.is_empty() { quote!(#lib::Constrained<#role>) } else { role }
}

fn index_key(entity: &Entity, field: &Field) -> TokenStream {
    let lib = &entity.lib;
    let role = match field.option {
        true => quote!(OptionalIndexKey),
        false if is_only_key_attribute(entity, field.place) => quote!(OwnIndexKey),
        false => quote!(IndexKey),
    };
    quote!(#lib::#role)
}

/// Whether all that is made of a field are key attributes that it is itself.
fn is_only_key_attribute(entity: &Entity, place: usize) -> bool {
    let mut templates = entity.templates().filter(|template| template.has(place));
    templates.all(|template| template.own)
        && entity.computed_from(place).next().is_none()
        && entity.retention.source() != Some(place)
}

/// The role of a field that can be set alone if the table's key attributes are what the fields are stored as.
fn role_by_table(entity: &Entity, place: usize, option: bool, together: &TokenStream) -> TokenStream {
    let (lib, table) = (&entity.lib, &entity.table);
    let schema = entity.schema(&quote!(#lib::Entity));
    quote! {
        <#lib::KeyRole<{
            #lib::is_set_alone(
                #schema,
                #place,
                <#table as #lib::Table>::__LAYOUT,
            )
        }, #option, #together> as #lib::HasRole>::Role
    }
}
