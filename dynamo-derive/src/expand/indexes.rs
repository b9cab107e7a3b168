//! What queries by the indexes of a table read: the entities ask for it, and only the table knows.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use crate::syntax::{RawIndex, RawProjection, RawTable, RawVector};

/// Says of each index, by its place, what a query by it reads. Where it is the same of all, it is said of any place.
pub(super) fn of_table(ident: &Ident, raw: &RawTable) -> TokenStream {
    let are_alike = raw.indexes.iter().all(|index| !index.local && is_whole(index));
    if are_alike && raw.vectors.is_empty() {
        return of_any(ident);
    }
    let reads = |place: usize, reads: TokenStream| {
        quote! {
            #[automatically_derived]
            impl __d::HasIndex<#place> for #ident {
                type Reads = __d::#reads;
            }
        }
    };
    let each = raw.indexes.iter().enumerate().map(|(place, RawIndex { name, .. })| {
        reads(place, quote!(IndexIs<{ <#ident as __d::Table>::SCHEMA.qualities(#name) }>))
    });
    let places = raw.indexes.len()..;
    let vectors = places.zip(&raw.vectors).map(|(place, RawVector { dimensions, .. })| {
        let dimensions = usize::try_from(*dimensions).unwrap_or(usize::MAX);
        reads(place, quote!(OnVectorIndex<#dimensions>))
    });
    // Where there is no such index, its check says so, and the compiler has nothing to add.
    let none = reads(raw.indexes.len() + raw.vectors.len(), quote!(IndexIs<2>));
    quote!(#(#each)* #(#vectors)* #none)
}

/// Of any place, that queries read global indexes that hold whole items.
pub(super) fn of_any(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl<const __PLACE: usize> __d::HasIndex<__PLACE> for #ident {
            type Reads = __d::IndexIs<2>;
        }
    }
}

fn is_whole(index: &RawIndex) -> bool {
    matches!(index.projection, None | Some(RawProjection::All))
}
