//! What a table's record has of a vector index.

use dynamo_model::Result;
use dynamo_model::request::{Distance, SearchSchema, VectorIndex};
use serde::{Deserialize, Serialize};

use super::damaged;
use super::record::{FilledRecord, included, projection};
use crate::vector::VectorDef;

#[derive(Serialize, Deserialize)]
pub(super) struct VectorRecord {
    id: u32,
    name: String,
    attribute: String,
    dimensions: u32,
    distance: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    partition: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    filters: Vec<String>,
    /// Absent: all attributes. Empty: keys only.
    include: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    filled: Option<FilledRecord>,
}

impl VectorRecord {
    pub(super) fn of(index: &VectorDef) -> Self {
        let definition = &index.definition;
        Self {
            id: index.id,
            name: definition.name.clone(),
            attribute: definition.attribute.clone(),
            dimensions: definition.dimensions,
            distance: definition.distance.as_str().to_owned(),
            partition: definition.schema.partition().first().cloned(),
            filters: definition.schema.filters().to_vec(),
            include: included(&definition.projection),
            filled: FilledRecord::of(&index.filled),
        }
    }

    pub(super) fn into_vector(self) -> Result<VectorDef> {
        let distance = Distance::parse(&self.distance).ok_or_else(damaged)?;
        let schema = self.partition.into_iter().fold(SearchSchema::new(), SearchSchema::with_partition);
        let schema = self.filters.into_iter().fold(schema, SearchSchema::with_filter);
        let definition = VectorIndex::new(self.name, self.attribute, self.dimensions, distance)
            .with_schema(schema)
            .with_projection(projection(self.include));
        Ok(VectorDef { id: self.id, definition, filled: FilledRecord::into_filled(self.filled) })
    }
}
