//! Queries and scans.

use crate::rule::{ALTERNATOR, CAPTURED, EMULATED, MODEL, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "Query …\"Limit\":0…",
        "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: …",
        "ValidationException: Limit must be greater than or equal to 1",
        MODEL,
        "a limit is 1 at the least",
    ),
    rule(
        "…",
        "ValidationException: One or more parameter values were invalid: Global secondary index byG does not project …",
        "ValidationException: One or more parameter values were invalid: Global secondary index byG does not project […]",
        EMULATED,
        "attributes that an index lacks are listed without brackets, by name",
    ),
    rule(
        "Scan …",
        "ValidationException: One or more parameter values were invalid: Secondary index … does not project one or more filter attributes: […]",
        "{…}",
        ALTERNATOR,
        "filters of scans, too, name only what the index holds",
    ),
    rule(
        "Query …",
        "ValidationException: Invalid KeyConditionExpression: …",
        "ValidationException: Invalid FilterExpression: …",
        EMULATED,
        "the key condition of a query is read before its filter",
    ),
    rule(
        "Query …",
        "ValidationException: Invalid KeyConditionExpression: …",
        "ValidationException: Invalid ProjectionExpression: …",
        EMULATED,
        "the key condition of a query is read before its projection",
    ),
    rule(
        "Scan …\"IndexName\":\"none\"…",
        "ValidationException: Invalid …Expression: …",
        "ValidationException: The table does not have the specified index: none",
        CAPTURED,
        "expressions are checked before the table and its indexes are looked at",
    ),
];
