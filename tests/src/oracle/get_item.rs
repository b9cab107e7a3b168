//! `GetItem`.

use dynamo_model::expr::Projection;
use dynamo_model::request::{GetItem, GetItemOutput};

use super::capacity::Consumed;
use super::key::Key;
use super::table::Table;
use super::{Answer, Attributes, Oracle, check, packed, path_rules, projection, size};

const PROJECTION: &str = "ProjectionExpression";

impl Oracle {
    /// Reads an item.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, or there is no such table.
    pub fn get_item(&self, request: &GetItem) -> Answer<GetItemOutput> {
        let key = request.key.to_map();
        check::attributes(&key)?;
        check_projection(request.projection.as_ref())?;
        let table = self.table(&request.table)?;
        let key = table.key.lookup(&key)?;
        check_projection_on(table, request.projection.as_ref())?;
        let mut output = GetItemOutput::default();
        let consumed = Consumed::table_read(stored_size(table, &key), request.consistent_read);
        output.consumed_capacity = consumed.report(&request.table, request.return_capacity);
        output.item = packed(read(table, &key, request.projection.as_ref()));
        Ok(output)
    }
}

/// Checks a projection before its table is known.
pub(super) fn check_projection(projection: Option<&Projection>) -> Answer<()> {
    let paths = || path_rules::of_projection(projection).iter();
    path_rules::refuse_unfit(PROJECTION, paths())?;
    path_rules::refuse_overlaps(PROJECTION, paths())
}

/// Checks a projection against the keys of its table.
pub(super) fn check_projection_on(table: &Table, projection: Option<&Projection>) -> Answer<()> {
    path_rules::refuse_below_keys(table, path_rules::of_projection(projection).iter())
}

/// Returns the size of an item, nothing if there is none.
pub(super) fn stored_size(table: &Table, key: &Key) -> usize {
    table.items.get(key).map_or(0, size::of_item)
}

/// Returns what a read shows of an item.
pub(super) fn read(table: &Table, key: &Key, projection: Option<&Projection>) -> Option<Attributes> {
    table.items.get(key).map(|item| shown(item, projection))
}

/// Returns what a projection leaves of an item.
pub(super) fn shown(item: &Attributes, projection: Option<&Projection>) -> Attributes {
    match projection {
        None => item.clone(),
        Some(projection) => projection::project(item, projection.paths().iter()),
    }
}
