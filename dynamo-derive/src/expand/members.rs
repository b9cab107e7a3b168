use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Ident, Path, PathArguments, Type};

use super::schema::written;
use super::types;
use crate::diag::Diagnostics;
use crate::model::bare;
use crate::suggest::{code, instead};
use crate::syntax::{RawEntityVariant, RawMembers};

/// The entities of a table that lists them.
pub(super) struct Members<'r> {
    variants: &'r [RawEntityVariant],
    overlaps: Vec<(&'r Type, &'r Type)>,
    collections: &'r [Path],
}

impl<'r> Members<'r> {
    /// Finds the entities of acknowledged pairs, which are named by variant or by type.
    pub(super) fn resolve(raw: &'r RawMembers, diag: &Diagnostics) -> Self {
        listed_once(&raw.variants, diag);
        let find = |name: &Ident| {
            let found =
                raw.variants.iter().find(|variant| variant.ident == *name || is_called(&variant.ty, name));
            if found.is_none() {
                let names: Vec<String> =
                    raw.variants.iter().map(|variant| variant.ident.unraw().to_string()).collect();
                let help = instead(&name.to_string(), names.iter().map(String::as_str), code);
                diag.error(name.span(), format_args!("the table has no entity `{name}`\nhelp: {help}"));
            }
            found.map(|variant| &variant.ty)
        };
        let overlaps = raw.overlaps.iter().filter_map(|(first, second)| find(first).zip(find(second)));
        Self { variants: &raw.variants, overlaps: overlaps.collect(), collections: &raw.collections }
    }

    /// The collections that are listed.
    pub(super) fn collections(&self, table: &Path) -> TokenStream {
        let listed = self
            .collections
            .iter()
            .map(|path| quote_spanned!(path.span()=> <#path as __d::CollectionOf<#table>>::LISTED));
        quote!(&[#(#listed),*])
    }

    /// A constant of each entity.
    fn each(&self, table: &Path, constant: &str) -> Vec<TokenStream> {
        self.variants.iter().map(|variant| of_entity(&variant.ty, table, constant)).collect()
    }

    /// The entities as constants, and the pairs of them whose keys may coincide.
    pub(super) fn schemas(&self, table: &Path) -> (TokenStream, TokenStream) {
        let schemas = self.variants.iter().map(|variant| listed(&variant.ty, table));
        let overlaps = self.overlaps.iter().map(|(first, second)| {
            let [first, second] = [first, second].map(|ty| of_entity(ty, table, "SCHEMA"));
            quote!((#first.rust_name, #second.rust_name))
        });
        (quote!(&[#(#schemas),*]), quote!(&[#(#overlaps),*]))
    }

    /// No more of the entities than tells them apart, which changes of their fields do not change.
    pub(super) fn outlines(&self, table: &Path) -> TokenStream {
        let outlines = self.each(table, "OUTLINE");
        quote!(&[#(#outlines),*])
    }

    /// What tells the forms of generic entities that the table has from those that it has not.
    pub(super) fn lists(&self, ident: &Ident) -> TokenStream {
        let types = self.variants.iter().map(|variant| &variant.ty);
        quote!(#(impl __d::Lists<#types> for #ident {})*)
    }

    /// What makes the enum the sum of the entities of a table, and the checks of these against each other.
    pub(super) fn record(
        &self,
        ident: &Ident,
        table: &Path,
        schema: &TokenStream,
        outline: &TokenStream,
        expires: bool,
    ) -> TokenStream {
        let (variants, types): (Vec<_>, Vec<_>) = self.variants.iter().map(|v| (&v.ident, &v.ty)).unzip();
        let (reads, writes) = (self.each(table, "READ"), self.each(table, "WRITE"));
        let (guards, upkeep) = (self.each(table, "GUARDS"), self.each(table, "UPKEEP"));
        let places = 0..variants.len();
        let make = self.variants.iter().map(RawEntityVariant::make);
        let from = self.variants.iter().map(RawEntityVariant::make);
        let checks = checks(ident, schema, outline, expires);
        quote! {
            #[automatically_derived]
            impl __d::Record for #ident {
                type Table = #table;
                const __TABLE: &'static __d::TableSchema = #schema;

                fn from_item(item: __d::ItemRef<'_>) -> __d::Result<Self> {
                    match __d::identify(<Self as __d::Record>::__TABLE, item)? {
                        #(#places => (#reads)(item).map(#make),)*
                        _ => __d::unreachable_entity(<Self as __d::Record>::__TABLE),
                    }
                }

                fn to_item(&self) -> __d::Result<__d::Item> {
                    match self {
                        #(Self::#variants(entity) => (#writes)(entity),)*
                    }
                }

                fn __guards(&self) -> __d::Result<__d::Option<__d::Guards>> {
                    match self {
                        #(Self::#variants(entity) => (#guards)(entity),)*
                    }
                }

                fn __upkeep(&self) -> __d::Option<__d::Upkeep> {
                    match self {
                        #(Self::#variants(entity) => (#upkeep)(entity),)*
                    }
                }
            }

            impl __d::WithoutUnique for #ident {}

            impl __d::ClosedBy<#ident> for #table {}

            #(
                #[automatically_derived]
                impl __d::From<#types> for #ident {
                    fn from(entity: #types) -> Self {
                        (#from)(entity)
                    }
                }
            )*

            #checks
        }
    }
}

impl RawEntityVariant {
    /// What makes the variant of an entity.
    fn make(&self) -> TokenStream {
        let ident = &self.ident;
        match self.boxed {
            true => quote!(|__entity| Self::#ident(__d::Box::new(__entity))),
            false => quote!(Self::#ident),
        }
    }
}

/// An entity under two variants would be read as either. Behind an alias only the compiler sees that it is one.
fn listed_once(variants: &[RawEntityVariant], diag: &Diagnostics) {
    let texts: Vec<String> = variants.iter().map(|variant| written(bare(&variant.ty))).collect();
    for (place, (variant, text)) in variants.iter().zip(&texts).enumerate() {
        if texts.iter().take(place).any(|before| before == text) {
            let message = format!(
                "`{text}` is listed twice\nhelp: remove it here: a table has one variant for each entity"
            );
            diag.push(syn::Error::new_spanned(&variant.ty, message));
        }
    }
}

/// Entities are told apart by their outlines, which is then not done again when their fields change. The compiler
/// finds out that outlines are as they were only by evaluating them, which has to come first.
fn checks(ident: &Ident, schema: &TokenStream, outline: &TokenStream, expires: bool) -> TokenStream {
    let all = quote_spanned! {ident.span()=>
        const _: bool = #outline.open;
        const _: () = __d::refuse(__d::check_told_apart(#outline));
        const _: () = __d::refuse(__d::check_guards(#outline));
    };
    let expiry = expires
        .then(|| quote_spanned!(ident.span()=> const _: () = __d::refuse(__d::check_expiry(#schema));));
    quote!(#all #expiry)
}

/// The schema of an entity, with the types that are arguments of it: it cannot ask them itself how they are stored.
fn listed(ty: &Type, table: &Path) -> TokenStream {
    let schema = of_entity(ty, table, "SCHEMA");
    let Type::Path(path) = bare(ty) else { return schema };
    let Some(PathArguments::AngleBracketed(arguments)) =
        path.path.segments.last().map(|last| &last.arguments)
    else {
        return schema;
    };
    let types = types::named_by_all(types::types_of(arguments, false));
    quote! {
        const {
            &__d::EntitySchema {
                arguments: __d::Arguments { types: #types, ..#schema.arguments },
                ..*#schema
            }
        }
    }
}

/// A constant of a member of a collection.
pub(super) fn of_member(ty: &Type, table: &Path, constant: &str) -> TokenStream {
    let constant = format_ident!("{constant}", span = ty.span());
    quote_spanned!(ty.span()=> <#ty as __d::MemberOf<#table>>::#constant)
}

/// A constant of an entity of a table. What is no entity is told so where it is written, and once, as every constant is
/// named alike.
pub(super) fn of_entity(ty: &Type, table: &Path, constant: &str) -> TokenStream {
    let constant = format_ident!("{constant}", span = ty.span());
    quote_spanned!(ty.span()=> <#ty as __d::IsOf<#table>>::#constant)
}

fn is_called(ty: &Type, name: &Ident) -> bool {
    matches!(bare(ty), Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == *name))
}
