//! What DynamoDB Local says, next to what the service says.

/// How messages of the service start, and how DynamoDB Local says the same.
pub(super) const SAYINGS: &[(&str, &str)] = &[
    ("Requested resource not found", "Cannot do operations on a non-existent table"),
    ("Table already exists: ", "Cannot create preexisting table"),
    (
        "One or more parameter values were invalid: Attributes cannot be redefined",
        "invalid attribute, SchemaElement redefined should be of same type as previously defined",
    ),
    // Keys.
    (MISMATCH, "One of the required keys was not given a value"),
    (MISMATCH, "The number of conditions on the keys is invalid"),
    (MISMATCH, "One or more parameter values were invalid: Type mismatch for key"),
    (MISMATCH, "Invalid attribute value type"),
    (MISSING_KEY, "One of the required keys was not given a value"),
    (WRONG_KEY, "One or more parameter values were invalid: Type mismatch for key"),
    (WRONG_KEY, "Invalid attribute value type"),
    (WRONG_INDEX_KEY, "One or more parameter values were invalid: Type mismatch for Index Key"),
    (WRONG_INDEX_KEY, "Invalid attribute value type"),
    ("One or more parameter values were invalid: Size of hashkey", LONG_KEY),
    ("One or more parameter values were invalid: Aggregated size of all range keys", LONG_KEY),
    // Expiry.
    (
        NO_ATTRIBUTE,
        "Names of key attributes and attributes projected into an index must be between 1 and 255 characters",
    ),
    (NO_ATTRIBUTE, "TimeToLive is already disabled"),
    (NO_ATTRIBUTE, "TimeToLive is active on a different AttributeName"),
    // Values and updates.
    ("Number overflow. ", "DynamoDB only supports precision up to 38 digits"),
    ("Number overflow. ", INVALID_PATH),
    (INVALID_PATH, "Item size to update has exceeded the maximum allowed size"),
    ("Key attributes must be scalars", "One or more parameter values were invalid: Cannot update attribute"),
    ("Nesting Levels have exceeded supported limits", "Nesting Levels have exceeded supported limits"),
    (ABSENT, INVALID_PATH),
    (ABSENT, "Item size to update has exceeded the maximum allowed size"),
    (WRONG_TYPE, INVALID_PATH),
    (INVALID_PATH, ABSENT),
    // Queries and scans.
    (
        "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
        "KeyConditionExpressions must only contain one condition per key",
    ),
    ("Query condition missed key schema element: ", "Query condition missed key schema element"),
    ("The number of query conditions", "Query key condition not supported"),
    ("The number of query conditions", "Conditions can be of length 1 or 2 only"),
    ("1 validation error detected: Value at 'Limit'", "Limit must be greater than or equal to 1"),
    ("1 validation error detected: Value '0' at 'limit'", "Limit must be greater than or equal to 1"),
    ("1 validation error detected: Must specify", "Must specify"),
    ("The Segment parameter is zero-based", "1 validation error detected: Value '3' at 'segment'"),
    (
        "1 validation error detected: Value '0' at 'totalSegments'",
        "1 validation error detected: Value '0' at 'segment'",
    ),
    (
        "The provided starting key is outside query boundaries",
        "The provided starting key does not match the range key",
    ),
    ("The provided starting key is invalid", "Type mismatch for attribute to update"),
    ("The provided starting key is invalid", "The provided starting key is invalid"),
    ("The provided starting key is invalid", "Exclusive Start Key must have same size as table's key schema"),
    ("Must specify the AttributesToGet", "Exclusive Start Key must have same size as table's key schema"),
    // Batches.
    (
        "The requestItems parameter is required for BatchWriteItem",
        "BatchWriteItem cannot have a null or no requests set",
    ),
    ("The requestItems parameter is required for BatchGetItem", "BatchGetItem must have some requests set"),
    (
        "1 validation error detected: Value at 'RequestItems.",
        "The list of keys in RequestItems for BatchGetItem",
    ),
    (
        "1 validation error detected: Value at 'RequestItems.",
        "Too many items requested for the BatchGetItem call",
    ),
    (MISMATCH, "The list of keys in RequestItems for BatchGetItem may not contain null or empty values"),
    // Transactions.
    (
        "1 validation error detected: Value '",
        "Value ttttttttttttttttttttttttttttttttttttt at 'clientRequestToken' failed",
    ),
    (REPEATED, ABSENT),
    (REPEATED, WRONG_TYPE),
    (REPEATED, INVALID_PATH),
    ("ReturnValues can only be ALL_OLD or NONE", "Return values set to invalid value"),
];

const NO_ATTRIBUTE: &str = "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName'";
pub(super) const REPEATED: &str = "Transaction request cannot include multiple operations on one item";
/// What it says of keys and items, which it looks at before it looks at some expressions.
pub(super) const OF_ITEMS: &[&str] = &[
    "One of the required keys was not given a value",
    "The number of conditions on the keys is invalid",
    "One or more parameter values were invalid: Type mismatch for",
    "One or more parameter values are not valid",
    "Invalid attribute value type",
    "Item size has exceeded the maximum allowed size",
    LONG_KEY,
];

/// What it says of the index and the key condition of a query.
pub(super) const OF_QUERIES: &[&str] = &[
    "The table does not have the specified index",
    "Query condition missed key schema element",
    "Query key condition not supported",
    "Conditions can be of length 1 or 2 only",
];

/// What the service says of keys that do not fit their table.
pub(super) const OF_KEYS: &[&str] = &[MISMATCH, MISSING_KEY, WRONG_KEY];

const MISMATCH: &str = "The provided key element does not match the schema";
const MISSING_KEY: &str = "One or more parameter values were invalid: Missing the key";
const WRONG_KEY: &str = "One or more parameter values were invalid: Type mismatch for key ";
const WRONG_INDEX_KEY: &str = "One or more parameter values were invalid: Type mismatch for Index Key ";
const LONG_KEY: &str =
    "Hash primary key values must be under 2048 bytes, and range primary key values must be under 1024 bytes";
const ABSENT: &str = "The provided expression refers to an attribute that does not exist in the item";
const WRONG_TYPE: &str = "An operand in the update expression has an incorrect data type";
const INVALID_PATH: &str = "The document path provided in the update expression is invalid for update";
