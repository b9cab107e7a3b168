//! How the newer wording differs from the older one: the same things are wrong, and the exceptions are the same.

use crate::coverage::Coverage;
use crate::rule::{CAPTURED, Rule, VERIFIED, explains, rule};

/// What the newer layer says before most of what is wrong with a write of one item.
const ENVELOPE: &str = "1 validation error detected: ";

/// The older wording, and the newer one without its envelope.
pub(crate) const RULES: &[Rule] = &[
    rule(
        "…",
        "ValidationException: ExpressionAttributeValues contains invalid value: … for key :…",
        "ValidationException: …",
        CAPTURED,
        "it is not said of which placeholder a value is",
    ),
    rule(
        "…",
        "ValidationException: One or more parameter values were invalid: Input collection […] contains duplicates.",
        "ValidationException: One or more parameter values were invalid: Input collection [\"…\"] contains duplicates.",
        CAPTURED,
        "members of a set are quoted, and sorted up to the repeated one",
    ),
    rule(
        "…",
        "ValidationException: Input collection contains duplicates",
        "ValidationException: One or more parameter values were invalid: Input collection contains duplicates.",
        CAPTURED,
        "sets of numbers that repeat one are told as other sets are",
    ),
    rule(
        "BatchGetItem …",
        "ValidationException: 1 validation error detected: Value '[]' at 'requestItems.….member.keys' failed to satisfy constraint: …",
        "ValidationException: 1 validation error detected: Value at 'RequestItems.….member.Keys' failed to satisfy constraint: …",
        CAPTURED,
        "members are called as requests call them, and not shown",
    ),
    rule(
        "Query …",
        "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: …",
        "ValidationException: 1 validation error detected: Value at 'Limit' failed to satisfy constraint: …",
        CAPTURED,
        "members are called as requests call them, and not shown",
    ),
    rule(
        "Query …",
        "ValidationException: Conditions can be of length 1 or 2 only",
        "ValidationException: The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
        CAPTURED,
        "conditions are counted against the key",
    ),
    rule(
        "Query …",
        "ValidationException: … specify the … when choosing to get …",
        "ValidationException: 1 validation error detected: … specify the … when choosing to get …",
        VERIFIED,
        "what a query cannot select is told in an envelope",
    ),
    rule(
        "Query …",
        "ValidationException: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        "ValidationException: 1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        VERIFIED,
        "what a query cannot select is told in an envelope",
    ),
];

/// Whether the newer wording is one of the older.
pub(crate) fn is_known(asked: &str, classic: &str, current: &str, coverage: &mut Coverage) -> bool {
    let bare = current.replacen(ENVELOPE, "", 1);
    let current = if is_enveloped(asked) { &bare } else { current };
    classic == current || explains(RULES, [asked, classic, current], coverage)
}

/// Whether an operation is one whose faults are put into an envelope.
fn is_enveloped(asked: &str) -> bool {
    ["PutItem ", "UpdateItem ", "DeleteItem "].iter().any(|operation| asked.starts_with(operation))
}
