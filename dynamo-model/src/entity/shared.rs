use crate::schema::{EntitySchema, TableSchema, shares_range};

/// For each access pattern of an entity, whether items of other entities may lie in its key range.
#[doc(hidden)]
#[must_use]
pub const fn shared<const N: usize>(entity: &EntitySchema, table: &TableSchema) -> [bool; N] {
    let mut found = [false; N];
    let mut accesses = entity.accesses;
    let mut flags: &mut [bool] = &mut found;
    while let ([access, rest @ ..], [flag, tail @ ..]) = (accesses, flags) {
        *flag = shares_range(entity, access, table);
        accesses = rest;
        flags = tail;
    }
    found
}
