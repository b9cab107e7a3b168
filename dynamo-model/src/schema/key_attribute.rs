use super::{EntitySchema, TableSchema};

/// Whether a field is stored as a key attribute of what an access pattern reads, by their places in the entity's schema.
#[doc(hidden)]
#[must_use]
pub const fn is_stored_as_key(
    entity: &EntitySchema,
    access: usize,
    field: usize,
    table: &TableSchema,
) -> bool {
    let (_, rest) = entity.accesses.split_at(access);
    let [access, ..] = rest else { return false };
    let key = match access.index {
        None => table.key,
        Some(name) => match table.index(name) {
            Some(index) => index.key,
            None => return false,
        },
    };
    is_stored_as(entity, field, key.pk.name)
        || match key.sk {
            Some(sk) => is_stored_as(entity, field, sk.name),
            None => false,
        }
}

const fn is_stored_as(entity: &EntitySchema, field: usize, attribute: &str) -> bool {
    match entity.stored_as(attribute) {
        Some((place, _)) => place == field,
        None => false,
    }
}
