//! Vector indexes: what they are, what of an item is a vector, and how near two vectors are.

mod read;
mod score;

use dynamo_model::request::{IndexProjection, KeySchema, VectorIndex};
use dynamo_model::value::ItemRef;

pub(crate) use self::read::{Unfit, read};
pub(crate) use self::score::Scorer;
use crate::table::{Filled, TableDef};

/// A vector index of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VectorDef {
    /// Prefixes every row of the index; drawn from the same numbers as table ids.
    pub(crate) id: u32,
    pub(crate) definition: VectorIndex,
    pub(crate) filled: Filled,
}

impl VectorDef {
    /// Makes an empty index.
    pub(crate) fn new(definition: &VectorIndex, id: u32) -> Self {
        Self { id, definition: definition.clone(), filled: Filled::nothing() }
    }

    pub(crate) fn name(&self) -> &str {
        &self.definition.name
    }

    /// Whether searches can return an attribute of the items of a table with this key. The vector itself is one of them
    /// whatever else the index holds.
    pub(crate) fn holds(&self, attribute: &str, table: &KeySchema) -> bool {
        let VectorIndex { attribute: vector, schema, projection, .. } = &self.definition;
        let is_key = || table.attributes().chain(schema.attributes()).any(|key| key == attribute);
        let is_included = match projection {
            IndexProjection::All => true,
            IndexProjection::KeysOnly => false,
            IndexProjection::Include(names) => names.iter().any(|name| name == attribute),
        };
        is_included || attribute == vector || is_key()
    }
}

/// Counts an item for what writing it costs: a vector counts four bytes for each of its numbers.
pub(crate) fn written_size(table: &TableDef, item: ItemRef<'_>, mut size: usize) -> usize {
    let mut seen: Vec<&str> = Vec::new();
    for VectorIndex { attribute, dimensions, .. } in table.vectors.iter().map(|index| &index.definition) {
        if seen.contains(&attribute.as_str()) {
            continue;
        }
        seen.push(attribute);
        if let Some(value) = item.get(attribute).filter(|value| read(*value, *dimensions).is_ok()) {
            size = size.saturating_sub(value.size()).saturating_add(elements_size(*dimensions));
        }
    }
    size
}

/// The bytes that so many numbers take in an index.
pub(crate) fn elements_size(dimensions: u32) -> usize {
    usize::try_from(dimensions).unwrap_or(usize::MAX).saturating_mul(size_of::<f32>())
}
