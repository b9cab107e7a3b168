use super::{EntitySchema, KeyAttribute, TableSchema};

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
    is_stored_as_one(entity, field, key.pk) || is_stored_as_one(entity, field, key.sk)
}

const fn is_stored_as_one(entity: &EntitySchema, field: usize, attributes: &[KeyAttribute]) -> bool {
    let mut rest = attributes;
    while let [attribute, tail @ ..] = rest {
        if let Some((place, _)) = entity.stored_as(attribute.name)
            && place == field
        {
            return true;
        }
        rest = tail;
    }
    false
}
