//! Where DynamoDB Local is known to contradict the service: it is a build of 2020.

/// What the service says, how it begins in DynamoDB Local, and why the latter is wrong.
const SAYINGS: &[(&str, &str, &str)] = &[
    (
        "ValidationException: ReturnValues can only be ALL_OLD or NONE",
        "ValidationException: Return values set to invalid value",
        "words of its own",
    ),
    (
        "ValidationException: One or more parameter values were invalid: Missing the key ",
        "ValidationException: One of the required keys was not given a value",
        "words of its own",
    ),
    (
        "ValidationException: The provided key element does not match the schema",
        "ValidationException: The number of conditions on the keys is invalid",
        "words of its own",
    ),
    (
        "ValidationException: 1 validation error detected: Value '[]' at 'requestItems.",
        "ValidationException: The list of keys in RequestItems for BatchGetItem is required",
        "words of its own",
    ),
    (
        "ValidationException: 1 validation error detected: Value '{",
        "ValidationException: The batch write request list for a table cannot be null or empty",
        "words of its own",
    ),
    (
        "ValidationException: 1 validation error detected: Value '0' at 'limit'",
        "ValidationException: Limit must be greater than or equal to 1",
        "words of its own",
    ),
    (
        "ValidationException: 1 validation error detected: Value '[]' at 'transactItems'",
        "ValidationException: Value ",
        "no envelope for faults of members",
    ),
    (
        "ValidationException: Invalid UpdateExpression: Two document paths ",
        "ValidationException: Invalid UpdateExpression: Two document paths ",
        "the second path named is another one than overlaps",
    ),
    (
        "TransactionCanceledException: ",
        "ValidationException: ",
        "what is wrong with an item of a transaction is a fault of the request",
    ),
    (
        "ValidationException: Transaction request cannot include multiple operations on one item",
        "TransactionCanceledException: ",
        "conditions are evaluated before items are found to come twice",
    ),
    (
        "ValidationException: Invalid ProjectionExpression: ",
        "ValidationException: Transaction request cannot include multiple operations on one item",
        "actions are checked one by one before items are found to come twice",
    ),
    (
        "ValidationException: ",
        "ConditionalCheckFailedException: ",
        "paths and keys are checked after conditions",
    ),
    (
        "ValidationException: The provided expression refers to an attribute that does not exist in the item",
        "ValidationException: The document path provided in the update expression is invalid for update",
        "targets are looked for before operands",
    ),
    (
        "ValidationException: The provided expression refers to an attribute that does not exist in the item",
        "ValidationException: An operand in the update expression has an incorrect data type",
        "of two faulty clauses, it is not known which one the service reports",
    ),
    (
        "ValidationException: An operand in the update expression has an incorrect data type",
        "ValidationException: The document path provided in the update expression is invalid for update",
        "targets are looked for before operands",
    ),
    (
        "{",
        "ValidationException: The document path provided in the update expression is invalid for update",
        "what is to be removed from an item that is not there need not be there",
    ),
    (
        "ValidationException: One or more parameter values were invalid: Secondary index ",
        "{",
        "filters of scans may name what an index does not hold",
    ),
    (
        "ValidationException: ",
        "ValidationException: The table does not have the specified index",
        "indexes are looked for before expressions are read",
    ),
    (
        "ValidationException: ExpressionAttributeValues contains invalid value: ",
        "ValidationException: ExpressionAttributeValues contains invalid value: ",
        "of two faults in one value, it is not known which one the service reports",
    ),
    (
        "ValidationException: One or more parameter values were invalid: Input collection ",
        "ValidationException: One or more parameter values were invalid: An string set ",
        "of two faulty values, it is not known which one the service reports",
    ),
    (
        "ValidationException: A value provided cannot be converted into a number",
        "ValidationException: One or more parameter values were invalid: An string set ",
        "of two faulty values, it is not known which one the service reports",
    ),
    (
        "ValidationException: One or more parameter values were invalid: Null attribute value types ",
        "ValidationException: One or more parameter values were invalid: An string set ",
        "of two faulty values, it is not known which one the service reports",
    ),
    (
        "ValidationException: One or more parameter values were invalid: Global secondary index byG does not project",
        "ValidationException: One or more parameter values were invalid: Secondary index byG does not project",
        "filters are looked at before projections",
    ),
    (
        "ValidationException: One or more parameter values were invalid: Global secondary index byG does not project",
        "ValidationException: One or more parameter values were invalid: Global secondary index byG does not project",
        "attributes are listed in an order of its own",
    ),
];

/// Whether a difference has a reason. DynamoDB Local also ends some messages early, or goes on behind the end.
pub(crate) fn is_known(operation: &str, here: &str, there: &str) -> bool {
    let here = here.replace("The parameter cannot be converted to a numeric value: x", NO_NUMBER);
    let there = there
        .replace(", typeSet: ALLOWED_FOR_ADD_OPERAND", "")
        .replace(", typeSet: ALLOWED_FOR_DELETE_OPERAND", "")
        .replace("contains duplicates", "contains duplicates.");
    let (unlisted, one) = (there.replace(['[', ']'], ""), here.replace(['[', ']'], ""));
    here == there
        || unlisted == one
        // It shows bytes as its program does.
        || there.contains("java.nio.HeapByteBuffer")
        || there.starts_with("ValidationException: ") && here.starts_with(&there)
        || operation == "TransactWriteItems"
            && [&*here, &*there].iter().all(|said| said.starts_with("Validation"))
        || SAYINGS.iter().any(|(service, local, _)| here.starts_with(service) && there.starts_with(local))
}

const NO_NUMBER: &str = "A value provided cannot be converted into a number";
