use std::sync::OnceLock;

use super::{Entity, Table};
use crate::schema::shares_range;

/// Where an entity keeps what [`shared`] has found.
#[doc(hidden)]
pub type SharedRanges = OnceLock<Box<[bool]>>;

/// For each access pattern of an entity, whether items of other entities may lie in its key range. It looks at every entity
/// of the table, so the program does it once, and not the compiler.
#[doc(hidden)]
pub fn shared<E: Entity>(found: &'static SharedRanges) -> &'static [bool] {
    found.get_or_init(|| {
        let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
        schema.accesses.iter().map(|access| shares_range(schema, access, table)).collect()
    })
}
