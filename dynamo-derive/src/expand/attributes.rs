//! The struct of typed attribute paths that closures see as `o`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident};

use crate::groups::Groups;
use crate::model::{Access, Entity, Field};

pub(super) fn ident(entity: &Ident) -> Ident {
    format_ident!("{}Attributes", entity.unraw())
}

/// The fields that have a typed path: stored, and stored as their own type says or as a set.
fn pathed(entity: &Entity) -> impl Iterator<Item = (usize, &Field)> {
    entity.fields.iter().enumerate().filter(|(_, field)| field.has_path())
}

pub(super) fn definition(input: &DeriveInput, entity: &Entity) -> TokenStream {
    let (vis, krate, owner) = (&input.vis, &entity.krate, &input.ident);
    let name = ident(owner);
    let doc = format!(
        "The typed paths of the attributes of `{}`, as conditions and updates see them.",
        owner.unraw()
    );
    let groups = Groups::of(entity);
    let fields = pathed(entity).map(|(place, field)| {
        let Field { ident, vis, ty, attribute, .. } = field;
        let role = role(entity, &groups, place);
        let ty = match (field.set, field.ttl) {
            (true, _) => quote!(#krate::typed::AsSet<#ty>),
            (_, true) => quote!(#krate::typed::Seconds<#ty>),
            _ => quote!(#ty),
        };
        let seen = entity
            .may_be_key_attribute(place)
            .then(|| quote!(, #krate::typed::KeyAttributeOf<__Pattern, #place>));
        let doc = match field.ttl {
            true => "The time an item expires, in the attribute that the table's `ttl` names.".to_owned(),
            false => format!("The attribute `{attribute}`."),
        };
        quote! {
            #[doc = #doc]
            #vis #ident: #krate::typed::Attr<#owner, #ty, #krate::typed::#role #seen>
        }
    });
    let values = pathed(entity).map(|(_, field)| {
        let Field { ident, attribute, .. } = field;
        match field.ttl {
            true => quote!(#ident: #krate::typed::Attr::__ttl()),
            false => quote!(#ident: #krate::typed::Attr::new(#attribute)),
        }
    });
    let (declared, named) = if depends_on_pattern(entity) {
        (quote!(<__Pattern = #krate::paging::Anywhere>), quote!(<__Pattern>))
    } else {
        (TokenStream::new(), TokenStream::new())
    };
    let together: Vec<TokenStream> =
        entity.accesses.iter().filter_map(|access| together(input, entity, &groups, access)).collect();
    let together = (!together.is_empty()).then(|| {
        quote! {
            #[allow(dead_code)]
            impl #name {
                #(#together)*
            }
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #[allow(dead_code)]
        #vis struct #name #declared {
            #(#fields,)*
        }

        impl #named #name #named {
            fn __all() -> Self {
                Self { #(#values,)* }
            }
        }

        #together
    }
}

/// The method that sets together what cannot be set alone. A field that serde stores in another form has none: only the
/// whole struct knows the form.
fn together(input: &DeriveInput, entity: &Entity, groups: &Groups, access: &Access) -> Option<TokenStream> {
    let places = groups.of_access(access);
    let fields: Vec<&Field> = places.iter().filter_map(|place| entity.fields.get(*place)).collect();
    if fields.is_empty() || fields.iter().any(|field| !field.plain_serde) {
        return None;
    }
    let (vis, krate, owner, name) = (&input.vis, &entity.krate, &input.ident, &access.name);
    let arguments = fields.iter().map(|Field { ident, ty, option, .. }| match option {
        true => quote!(#ident: ::core::option::Option<#ty>),
        false => quote!(#ident: impl #krate::typed::AttrArg<#ty>),
    });
    let steps = fields.iter().map(|Field { ident, ty, option, attribute, key_only, .. }| {
        let stored = !key_only;
        let step = if *option { quote!(__optional) } else { quote!(__field) };
        quote!(.#step::<#ty>(#attribute, #stored, &#ident))
    });
    let names: Vec<String> = fields.iter().map(|field| format!("`{}`", field.name)).collect();
    let doc = format!("Sets {} together, and the keys made of them.", names.join(", "));
    Some(quote! {
        #[doc = #doc]
        #vis fn #name(&self, #(#arguments),*) -> #krate::typed::Change<#owner> {
            #krate::typed::Change::__nothing() #(#steps)*
        }
    })
}

/// Whether filters see other attributes in one access pattern than in another: the service takes no filter on the key
/// attributes of what a query reads.
fn depends_on_pattern(entity: &Entity) -> bool {
    pathed(entity).any(|(place, _)| entity.may_be_key_attribute(place))
}

/// The type of the attributes as a filter on a query by pattern `chain` sees them.
pub(super) fn seen_in(input: &DeriveInput, entity: &Entity, chain: &Ident) -> TokenStream {
    let name = ident(&input.ident);
    if depends_on_pattern(entity) { quote!(#name<#chain<0>>) } else { quote!(#name) }
}

/// Says of each attribute that may be a key attribute whether it is one of what a pattern reads.
pub(super) fn keys_of(
    input: &DeriveInput,
    entity: &Entity,
    place: usize,
    access: &Access,
    chain: &Ident,
) -> TokenStream {
    let (krate, owner, table) = (&entity.krate, &input.ident, &entity.table);
    let made_alone = |field| {
        let mut templates = std::iter::once(&access.pk).chain(&access.sk);
        templates.any(|template| template.only_field() == Some(field))
    };
    let fields = pathed(entity).map(|(field, _)| field).filter(|field| entity.may_be_key_attribute(*field));
    fields
        .map(|field| {
            // Only the table knows the names of its key attributes.
            let is_key = if made_alone(field) {
                quote! {{
                    #krate::schema::is_stored_as_key(
                        <#owner as #krate::Entity>::SCHEMA,
                        #place,
                        #field,
                        <#table as #krate::Table>::SCHEMA,
                    )
                }}
            } else {
                quote!(false)
            };
            quote! {
                #[automatically_derived]
                #[allow(unused_qualifications)]
                impl #krate::typed::KeysOf<#field> for #chain<0> {
                    type Answer = #krate::typed::IsKey<#is_key>;
                }
            }
        })
        .collect()
}

fn role(entity: &Entity, groups: &Groups, place: usize) -> TokenStream {
    let field = entity.fields.get(place);
    if entity.in_primary_key(place) {
        quote!(PrimaryKeyPart)
    } else if entity.in_some_key(place) {
        match field.is_some_and(|field| field.option) {
            _ if !groups.is_alone(place) => quote!(IndexKeyPart),
            true => quote!(OptionalIndexKey),
            false => quote!(IndexKey),
        }
    } else if entity.retention.computes(place) {
        quote!(Computed)
    } else if entity.retention.source() == Some(place) {
        if field.is_some_and(|field| field.option) {
            quote!(OptionalExpirySource)
        } else {
            quote!(ExpirySource)
        }
    } else if field.is_some_and(|field| field.optional) {
        quote!(Optional)
    } else {
        quote!(Plain)
    }
}
