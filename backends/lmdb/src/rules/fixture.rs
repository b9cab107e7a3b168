//! A table to check requests against.

use dynamo_model::request::{CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema};

use crate::table::TableDef;

/// Makes the table of a request.
pub(super) fn created(request: &CreateTable) -> TableDef {
    let mut next = 0;
    let mut draw = || {
        next += 1;
        next
    };
    TableDef::new(request, &mut draw, 0, String::new())
}

/// A table with the key `p` (S), `s` (N) and two indexes: `one` on `g` (S), `h` (B), and `many` on
/// `t`, `u` (S), then `a`, `b`, `c` (S), which holds `note` besides its keys.
pub(super) fn table() -> TableDef {
    created(&request())
}

/// The request that makes [`table`].
pub(super) fn request() -> CreateTable {
    let many = KeySchema::new("t").with_partition("u").with_sort("a").with_sort("b").with_sort("c");
    let note = IndexProjection::Include(vec!["note".to_owned()]);
    let request = CreateTable::new("shop", KeySchema::new("p").with_sort("s"))
        .with_attribute("p", KeyKind::S)
        .with_attribute("s", KeyKind::N)
        .with_attribute("g", KeyKind::S)
        .with_attribute("h", KeyKind::B)
        .with_global_index(IndexDefinition::new("one", KeySchema::new("g").with_sort("h")))
        .with_global_index(IndexDefinition::new("many", many).with_projection(note));
    ["t", "u", "a", "b", "c"]
        .into_iter()
        .fold(request, |request, name| request.with_attribute(name, KeyKind::S))
}

/// A table with the key `p` (S) alone.
pub(super) fn hash_only() -> TableDef {
    created(&CreateTable::new("shop", KeySchema::new("p")).with_attribute("p", KeyKind::S))
}
