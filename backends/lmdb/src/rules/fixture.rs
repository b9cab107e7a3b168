//! A table to check requests against.

use dynamo_model::request::{AttributeDefinition, IndexProjection, KeyKind, KeySchema};

use crate::table::{IndexDef, TableDef};

/// A table with the key `p` (S), `s` (N) and two indexes: `one` on `g` (S), `h` (B), and `many` on
/// `t`, `u` (S), then `a`, `b`, `c` (S), which holds `note` besides its keys.
pub(super) fn table() -> TableDef {
    let kinds = [("p", KeyKind::S), ("s", KeyKind::N), ("g", KeyKind::S), ("h", KeyKind::B)];
    let strings = ["t", "u", "a", "b", "c"].map(|name| (name, KeyKind::S));
    let define = |(name, kind): (&str, KeyKind)| AttributeDefinition { name: name.to_owned(), kind };
    let many = KeySchema::new("t").with_partition("u").with_sort("a").with_sort("b").with_sort("c");
    TableDef {
        key: KeySchema::new("p").with_sort("s"),
        attributes: kinds.into_iter().chain(strings).map(define).collect(),
        indexes: vec![
            IndexDef {
                name: "one".to_owned(),
                key: KeySchema::new("g").with_sort("h"),
                projection: IndexProjection::All,
            },
            IndexDef {
                name: "many".to_owned(),
                key: many,
                projection: IndexProjection::Include(vec!["note".to_owned()]),
            },
        ],
    }
}

/// A table with the key `p` (S) alone.
pub(super) fn hash_only() -> TableDef {
    TableDef { key: KeySchema::new("p"), indexes: Vec::new(), ..table() }
}
