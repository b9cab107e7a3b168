//! What vector indexes compare and filter by.

use std::fmt;

use super::cells::{code, section};
use super::declared;
use crate::schema::TableSchema;

pub(super) fn write(text: &mut String, table: &TableSchema) -> fmt::Result {
    let rows = table.indexes.iter().filter_map(|index| {
        let vector = index.vector.as_ref()?;
        let compared = format!("{} of {} numbers", vector.distance.as_str(), vector.dimensions);
        let (pk, filters) = (declared(index.key.pk), declared(vector.filters));
        let held = table.held(Some(index.name));
        Some([code(index.name), code(vector.attribute), compared, pk, filters, held])
    });
    let rows: Vec<[String; 6]> = rows.collect();
    section(
        text,
        "Vector indexes",
        ["", "vectors", "compared by", "partition key", "filters", "holds"],
        &rows,
    )
}
