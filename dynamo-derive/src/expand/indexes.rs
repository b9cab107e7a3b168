//! What queries by the indexes of a table read: the entities ask for it by the names of indexes, and only the table knows.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use crate::syntax::{RawIndex, RawProjection, RawTable};

/// The number that stands for the name of an index in types (64-bit FNV-1a).
pub(super) fn number(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |number, byte| {
        (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Says of each index what a query by it reads. Where it is the same of all, it is said of any name: that there is such
/// an index is checked in any case, with a better message.
pub(super) fn of_table(ident: &Ident, raw: &RawTable) -> TokenStream {
    let are_alike = raw.indexes.iter().all(|index| !index.local && is_whole(index));
    if are_alike {
        return of_any(ident);
    }
    let each = raw.indexes.iter().map(|index| {
        let RawIndex { name, .. } = index;
        let number = number(name);
        quote! {
            #[automatically_derived]
            impl __d::HasIndex<#number> for #ident {
                type Reads = __d::IndexIs<{ <#ident as __d::Table>::SCHEMA.qualities(#name) }>;
            }
        }
    });
    quote!(#(#each)*)
}

/// Of any name, that queries read global indexes that hold whole items.
pub(super) fn of_any(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl<const __NAME: u64> __d::HasIndex<__NAME> for #ident {
            type Reads = __d::IndexIs<2>;
        }
    }
}

fn is_whole(index: &RawIndex) -> bool {
    matches!(index.projection, None | Some(RawProjection::All))
}
