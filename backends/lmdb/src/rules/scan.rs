//! What a scan may ask.

use dynamo_model::request::check::invalid_start;
use dynamo_model::request::{Scan, Segment};
use dynamo_model::{Error, Result};

use super::page::Operation;
use super::{key_paths, page, start_key};
use crate::codec::{key, segment};
use crate::read::Read;
use crate::table::TableDef;

const NO_MATCH: &str =
    "The provided starting key is invalid: The provided key element does not match the schema";

/// Checks the request against its table: index, start key, attributes named.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(request: &Scan, table: &TableDef) -> Result<()> {
    let read = Read::from(request);
    page::check_not_vectors(&read, table, Operation::Scan)?;
    let index = page::index(&read, table)?;
    if let Some(start) = read.start {
        start_key::check_shape(start, table, index, true)?;
        let rows = segment::Rows::of(index.map_or(table.id, |index| index.id), request.segment);
        let position = key::row(table, index, start)?;
        if !position.is_some_and(|key| rows.contain(&key)) {
            return Err(elsewhere(request.segment));
        }
    }
    key_paths::check_projection(read.projection, table)?;
    if let Some(index) = index {
        page::check_projected(&read, table, index)?;
    }
    key_paths::check_condition(read.filter, table)
}

fn elsewhere(segment: Option<Segment>) -> Error {
    let Some(Segment { number, total }) = segment else { return Error::validation(NO_MATCH) };
    invalid_start(Error::validation(format!(
        "Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. \
         TotalSegments: {total} Segment: {number}"
    )))
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::{Condition, Path, Projection};
    use dynamo_model::request::Select;
    use dynamo_model::value::{Item, Value};

    use super::*;
    use crate::rules::fixture::table;

    fn scan() -> Scan {
        Scan::new("shop")
    }

    #[track_caller]
    fn passes(scan: &Scan) {
        scan.check().and_then(|()| check_table(scan, &table())).unwrap();
    }

    #[track_caller]
    fn refused(scan: &Scan, message: &str) {
        let error = scan.check().and_then(|()| check_table(scan, &table())).unwrap_err();
        assert!(error.is_validation());
        assert_eq!(error.message(), message);
    }

    fn start(p: &str) -> Item {
        Item::from_iter([("p", Value::from(p)), ("s", 1.into())])
    }

    #[test]
    fn faults_of_members_are_reported_together() {
        passes(&scan().with_limit(1).in_segment(Segment { number: 0, total: 1_000_000 }));
        refused(
            &scan().with_limit(0),
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: \
             Member must have value greater than or equal to 1",
        );
        refused(
            &scan().with_limit(0).in_segment(Segment { number: 0, total: 1_000_001 }),
            "2 validation errors detected: Value '0' at 'limit' failed to satisfy constraint: \
             Member must have value greater than or equal to 1; \
             Value '1000001' at 'totalSegments' failed to satisfy constraint: \
             Member must have value less than or equal to 1000000",
        );
        refused(
            &Scan::new("a b"),
            "1 validation error detected: Value 'a b' at 'tableName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        );
    }

    #[test]
    fn indexes_have_possible_names() {
        refused(
            &scan().on_index("no"),
            "1 validation error detected: Value 'no' at 'indexName' failed to satisfy constraint: \
             Member must have length greater than or equal to 3",
        );
        refused(
            &scan().on_index("a b c").with_limit(0),
            "2 validation errors detected: Value 'a b c' at 'indexName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; \
             Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
        );
    }

    #[test]
    fn segments_are_counted_from_0() {
        refused(
            &scan().in_segment(Segment { number: 4, total: 4 }),
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: \
             Segment: 4 is not less than TotalSegments: 4",
        );
    }

    #[test]
    fn a_start_key_has_the_shape_of_a_key() {
        passes(&scan().starting_after(start("a")));
        let short = Item::from_iter([("p", "a")]);
        refused(&scan().starting_after(short), NO_MATCH);
        refused(&scan().on_index("one").starting_after(start("a")), "The provided starting key is invalid");
        refused(
            &scan().starting_after(start("")),
            "The provided starting key is invalid: One or more parameter values are not valid. \
             The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
        );
    }

    #[test]
    fn a_start_key_belongs_to_one_segment() {
        let in_segment = |number| scan().in_segment(Segment { number, total: 2 }).starting_after(start("a"));
        let passed: Vec<bool> =
            (0..2).map(|number| check_table(&in_segment(number), &table()).is_ok()).collect();
        assert_eq!(passed.iter().filter(|passed| **passed).count(), 1);
        let wrong = u32::from(passed[0]);
        refused(
            &in_segment(wrong),
            &format!(
                "The provided starting key is invalid: Invalid ExclusiveStartKey. \
                 Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: {wrong}"
            ),
        );
    }

    #[test]
    fn filters_may_name_the_key_but_not_look_into_it() {
        passes(&scan().with_filter(Condition::exists("p")));
        refused(
            &scan().with_filter(Condition::exists(Path::attribute("p").key("x"))),
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: p",
        );
    }

    #[test]
    fn what_is_selected_is_there() {
        refused(
            &scan().with_select(Select::SpecificAttributes),
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
        );
        refused(
            &scan().on_index("many").with_projection(Projection::from_iter(["x"])),
            "One or more parameter values were invalid: Global secondary index many does not project x",
        );
        refused(
            &scan().on_index("one").consistent(),
            "Consistent reads are not supported on global secondary indexes",
        );
    }
}
