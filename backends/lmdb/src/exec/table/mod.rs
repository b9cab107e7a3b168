//! Operations on tables themselves.

mod create;
mod delete;
mod describe;
mod expiry;
mod list;
mod tags;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use describe::describe;
pub(crate) use expiry::{describe_expiry, update_expiry};
pub(crate) use list::list;
pub(crate) use tags::{list_tags, tag, untag};
pub(crate) use update::update;

use dynamo_model::request::{IndexUpdate, TableDescription, UpdateTable, VectorIndexUpdate};

use crate::store::Catalog;

/// Names the index that a change of a table adds.
pub(crate) fn added_index(request: &UpdateTable) -> Option<String> {
    let index = request.index_updates.iter().find_map(|update| match update {
        IndexUpdate::Create(index) => Some(&index.name),
        _ => None,
    });
    let vectors = request.vector_index_updates.iter().find_map(|update| match update {
        VectorIndexUpdate::Create(index) => Some(&index.name),
        _ => None,
    });
    index.or(vectors).cloned()
}

/// Whether an index added to a table is filled, or has gone.
pub(crate) fn is_filled(catalog: &Catalog, begun: &TableDescription, index: &str) -> bool {
    let same = catalog.tables().get(&*begun.table).filter(|table| table.uuid == begun.id);
    same.and_then(|table| table.filling().find(|(name, _)| *name == index))
        .is_none_or(|(_, filled)| filled.is_whole())
}
