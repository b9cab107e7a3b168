//! Tables and indexes as the engine knows them.

use dynamo_model::request::{
    AttributeDefinition, BillingMode, CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema,
};

/// A table: its definition and the numbers its rows are stored under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableDef {
    /// Prefixes every row of the table; never used again after the table is gone.
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) key: KeySchema,
    pub(crate) attributes: Vec<AttributeDefinition>,
    pub(crate) indexes: Vec<IndexDef>,
    pub(crate) billing: BillingMode,
    /// Milliseconds since 1970.
    pub(crate) created_at: u64,
    /// Tells this table from others of the same name, before or after.
    pub(crate) uuid: String,
}

/// A global secondary index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IndexDef {
    /// Prefixes every row of the index; drawn from the same numbers as table ids.
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) key: KeySchema,
    pub(crate) projection: IndexProjection,
}

impl TableDef {
    /// Makes a table of a checked request, drawing ids from `next_id`.
    pub(crate) fn new(request: &CreateTable, next_id: &mut u32, created_at: u64, uuid: String) -> Self {
        let mut draw = || {
            let id = *next_id;
            *next_id = next_id.saturating_add(1);
            id
        };
        Self {
            id: draw(),
            name: request.table.to_string(),
            key: request.key.clone(),
            attributes: request.attributes.clone(),
            indexes: request.global_indexes.iter().map(|index| IndexDef::new(index, draw())).collect(),
            billing: request.billing,
            created_at,
            uuid,
        }
    }

    /// Returns the type of a key attribute.
    pub(crate) fn kind(&self, attribute: &str) -> Option<KeyKind> {
        self.attributes.iter().find(|known| known.name == attribute).map(|known| known.kind)
    }

    /// Returns an index by name.
    pub(crate) fn index(&self, name: &str) -> Option<&IndexDef> {
        self.indexes.iter().find(|index| index.name == name)
    }
}

impl IndexDef {
    fn new(definition: &IndexDefinition, id: u32) -> Self {
        Self {
            id,
            name: definition.name.clone(),
            key: definition.key.clone(),
            projection: definition.projection.clone(),
        }
    }
}
