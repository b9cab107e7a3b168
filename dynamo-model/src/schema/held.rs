use super::{EntitySchema, FieldPlace, ProjectionSchema, TableSchema};

/// Whether the index that an access pattern reads holds a field, by their places in the entity's schema. Where there is no
/// such index, others say so.
#[doc(hidden)]
#[must_use]
pub const fn is_held(entity: &EntitySchema, access: usize, field: usize, table: &TableSchema) -> bool {
    let (_, accesses) = entity.accesses.split_at(access);
    let (_, fields) = entity.fields.split_at(field);
    if let ([access, ..], [field, ..]) = (accesses, fields)
        && let Some(name) = access.index
        && let Some(index) = table.index(name)
    {
        return match field.place {
            FieldPlace::Ttl => !matches!(index.projection, ProjectionSchema::KeysOnly),
            _ => index.holds(table, field.attribute),
        };
    }
    true
}
