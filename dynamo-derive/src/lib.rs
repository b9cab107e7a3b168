//! Derive macros for single-table DynamoDB models; use them through `dynamo-model`, which re-exports them.
//!
//! Each derive runs in three steps: `syntax` reads the attributes as written and collects every mistake, `model`
//! resolves names and templates into plain data, `expand` writes the code. What needs more than one type at once
//! (indexes, collisions between entities) is checked by `const fn`s of `dynamo-model` that the code calls.

mod casing;
mod computed;
mod diag;
mod expand;
mod field;
mod groups;
mod itself;
mod managed;
mod model;
mod params;
mod resolve;
mod retention;
mod revisions;
mod roundtrip;
mod suggest;
mod syntax;
mod times;
mod unique;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[doc = include_str!("../docs/table.md")]
#[proc_macro_derive(Table, attributes(table, index, vector_index))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::table(&input).into()
}

#[doc = include_str!("../docs/entity.md")]
#[proc_macro_derive(Entity, attributes(entity, access, attr))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::entity(&input).into()
}

#[doc = include_str!("../docs/projection.md")]
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::projection(&input).into()
}

#[doc = include_str!("../docs/patch.md")]
#[proc_macro_derive(Patch, attributes(patch))]
pub fn derive_patch(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::patch(&input).into()
}

#[doc = include_str!("../docs/collection.md")]
#[proc_macro_derive(Collection, attributes(collection))]
pub fn derive_collection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::collection(&input).into()
}

#[doc = include_str!("../docs/document.md")]
#[proc_macro_derive(Document, attributes(document, attr))]
pub fn derive_document(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::document(&input).into()
}

#[doc = include_str!("../docs/key_part.md")]
#[proc_macro_derive(KeyPart, attributes(key_part))]
pub fn derive_key_part(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::key_part(&input).into()
}
