//! Reads and writes of one item and of batches.

use crate::rule::{ALTERNATOR, CAPTURED, EMULATED, MODEL, Rule, UNKNOWN, rule};

const SCHEMA: &str = "ValidationException: The provided key element does not match the schema";

pub(super) const RULES: &[Rule] = &[
    // Values.
    rule(
        "…",
        "ValidationException: …The parameter cannot be converted to a numeric value: x…",
        "ValidationException: …A value provided cannot be converted into a number…",
        CAPTURED,
        "a text that is no number is shown",
    ),
    rule(
        "…",
        "ValidationException: …Attempting to store more than 38 significant digits in a Number…",
        "ValidationException: …DynamoDB only supports precision up to 38 digits…",
        CAPTURED,
        "numbers of too many digits are told so",
    ),
    rule(
        "…",
        "ValidationException: …Input collection […] contains duplicates.…",
        "ValidationException: …Input collection […] contains duplicates…",
        CAPTURED,
        "the sentence ends in a full stop",
    ),
    // Keys.
    rule(
        "…",
        SCHEMA,
        "ValidationException: The number of conditions on the keys is invalid",
        CAPTURED,
        "a key with an attribute too few or too many does not match the schema",
    ),
    rule(
        "…",
        SCHEMA,
        "ValidationException: One or more parameter values were invalid: Type mismatch for key",
        CAPTURED,
        "a key of another type does not match the schema",
    ),
    rule(
        "BatchWriteItem …",
        SCHEMA,
        "ValidationException: One of the required keys was not given a value",
        CAPTURED,
        "a batch does not name the key attribute that an item lacks",
    ),
    rule(
        "PutItem …",
        "ValidationException: One or more parameter values were invalid: Missing the key s in the item",
        "ValidationException: One of the required keys was not given a value",
        EMULATED,
        "a put names the key attribute that its item lacks",
    ),
    rule(
        "PutItem …",
        "ValidationException: One or more parameter values were invalid: Type mismatch for key s expected: N actual: S",
        "ValidationException: One or more parameter values were invalid: Type mismatch for key",
        CAPTURED,
        "a put names the key attribute of another type",
    ),
    rule(
        "…",
        "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: byG",
        "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key",
        EMULATED,
        "an index key of another type is named",
    ),
    rule(
        "…",
        "ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. … IndexName: byG, IndexKey: g",
        "ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. … IndexName: byL, IndexKey: g",
        UNKNOWN,
        "which of two indexes is named that have the key alike",
    ),
    // Expressions.
    rule(
        "…Item …",
        "ValidationException: Invalid …Expression: …",
        "ValidationException: …key…",
        EMULATED,
        "expressions are checked before the table and its keys are looked at",
    ),
    rule(
        "PutItem …",
        "ValidationException: Invalid …Expression: …",
        "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key",
        EMULATED,
        "expressions are checked before the table and its keys are looked at",
    ),
    rule(
        "…",
        "ValidationException: Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: […], path two: […]",
        "ValidationException: Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: […], path two: […]",
        ALTERNATOR,
        "the two paths are those that overlap",
    ),
    rule(
        "UpdateItem …",
        "ValidationException: The provided expression refers to an attribute that does not exist in the item",
        "ValidationException: The document path provided in the update expression is invalid for update",
        UNKNOWN,
        "which of two faulty clauses is told",
    ),
    rule(
        "UpdateItem …REMOVE …",
        "{…}",
        "ValidationException: The document path provided in the update expression is invalid for update",
        ALTERNATOR,
        "from an item that is not there, anything may be removed",
    ),
    // What writes return.
    rule(
        "…Item …\"ReturnValues\":\"ALL_NEW\"…",
        "ValidationException: ReturnValues can only be ALL_OLD or NONE",
        "ValidationException: Return values set to invalid value",
        CAPTURED,
        "puts and deletes say what they can return",
    ),
    rule(
        "UpdateItem …\"ReturnValues\":\"UPDATED_OLD\"…",
        "{…}",
        "{\"Attributes\":{…}}",
        CAPTURED,
        "of what an update has changed, the paths are returned that it names",
    ),
    rule(
        "UpdateItem …\"ReturnValues\":\"UPDATED_NEW\"…",
        "{…}",
        "{\"Attributes\":{…}}",
        CAPTURED,
        "of what an update has changed, the paths are returned that it names",
    ),
    // Batches.
    rule(
        "BatchGetItem …",
        "ValidationException: 1 validation error detected: Value '[]' at 'requestItems.differential.member.keys' failed to satisfy constraint: …",
        "ValidationException: The list of keys in RequestItems for BatchGetItem is required: differential has empty list",
        MODEL,
        "keys are one at the least",
    ),
    rule(
        "BatchWriteItem …",
        "ValidationException: 1 validation error detected: Value '{differential=[]}' at 'requestItems' failed to satisfy constraint: …",
        "ValidationException: The batch write request list for a table cannot be null or empty: differential",
        CAPTURED,
        "writes are one at the least",
    ),
];
