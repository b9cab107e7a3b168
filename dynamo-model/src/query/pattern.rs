use crate::entity::{Entity, Table};
use crate::schema::{AccessSchema, IndexSchema, KeyPair};

/// An access pattern resolved against its table: where it reads and with which keys.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    access: &'static AccessSchema,
    index: Option<&'static IndexSchema>,
    key: KeyPair,
    shared: bool,
}

impl Pattern {
    /// Resolves the access pattern at `place` in the entity's schema.
    #[doc(hidden)]
    #[must_use]
    pub fn of<E: Entity>(place: usize) -> Option<Self> {
        let table = <E::Table as Table>::SCHEMA;
        let access = E::SCHEMA.accesses.get(place)?;
        let (index, key) = match access.index {
            Some(name) => {
                let index = table.index(name)?;
                (Some(index), index.key)
            }
            None => (None, table.key),
        };
        Some(Self { access, index, key, shared: E::SHARED.get(place).copied().unwrap_or(true) })
    }

    /// Returns the pattern as it was declared.
    #[must_use]
    pub fn access(&self) -> &'static AccessSchema {
        self.access
    }

    /// Returns the index it reads; `None` for the table itself.
    #[must_use]
    pub fn index(&self) -> Option<&'static IndexSchema> {
        self.index
    }

    /// Returns the key attributes it reads by.
    #[must_use]
    pub fn key(&self) -> &KeyPair {
        &self.key
    }

    /// Whether items of other entities may lie in the same key range.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.shared
    }
}
