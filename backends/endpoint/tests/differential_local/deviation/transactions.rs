//! Transactions.

use crate::rule::{ALTERNATOR, CAPTURED, GUIDE, Rule, UNKNOWN, rule};

const CANCELLED: &str = "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons […ValidationError…] / …";

pub(super) const RULES: &[Rule] = &[
    rule(
        "TransactWriteItems {\"TransactItems\":[]}",
        "ValidationException: 1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: …",
        "ValidationException: Value [] at 'transactItems' failed to satisfy constraint: …",
        CAPTURED,
        "actions are one at the least, and faults of members have an envelope",
    ),
    rule(
        "TransactGetItems {\"TransactItems\":[]}",
        "ValidationException: 1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: …",
        "ValidationException: Value null at 'transactItems' failed to satisfy constraint: …",
        CAPTURED,
        "reads are one at the least, and faults of members have an envelope",
    ),
    rule(
        "TransactGetItems …",
        CANCELLED,
        "TransactionCanceledException: The number of conditions on the keys is invalid",
        CAPTURED,
        "what is wrong with a key is the reason of its read",
    ),
    rule(
        "TransactGetItems …",
        CANCELLED,
        "TransactionCanceledException: One or more parameter values were invalid: Type mismatch for key",
        CAPTURED,
        "what is wrong with a key is the reason of its read",
    ),
    rule(
        "TransactGetItems …",
        CANCELLED,
        "ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
        CAPTURED,
        "what is wrong with a key is the reason of its read",
    ),
    rule(
        "TransactGetItems …",
        "ValidationException: Invalid ProjectionExpression: …",
        "TransactionCanceledException: …",
        CAPTURED,
        "expressions are checked before keys are looked at",
    ),
    rule(
        "TransactWriteItems …",
        CANCELLED,
        "TransactionCanceledException: … / ConditionalCheckFailed: …",
        UNKNOWN,
        "whether conditions are evaluated beside an action that cannot be done",
    ),
    rule(
        "TransactWriteItems …",
        CANCELLED,
        "ValidationException: … expression …",
        ALTERNATOR,
        "an update that cannot be applied cancels the transaction",
    ),
    rule(
        "Transact…",
        CANCELLED,
        "ValidationException: …key…",
        CAPTURED,
        "a key that does not match the schema cancels the transaction",
    ),
    rule(
        "TransactWriteItems …",
        CANCELLED,
        "TransactionCanceledException: … / ValidationError: One or more parameter values were invalid: Type mismatch for …ey",
        CAPTURED,
        "the reason names the key of another type",
    ),
    rule(
        "Transact…",
        "ValidationException: Transaction request cannot include multiple operations on one item",
        "TransactionCanceledException: …",
        GUIDE,
        "actions on one item are refused before conditions are evaluated",
    ),
    rule(
        "Transact…",
        "ValidationException: Transaction request cannot include multiple operations on one item",
        "ValidationException: …",
        GUIDE,
        "actions on one item are refused before anything is evaluated",
    ),
    rule(
        "Transact…",
        "ValidationException: Invalid …Expression: …",
        "ValidationException: Transaction request cannot include multiple operations on one item",
        CAPTURED,
        "actions are checked one by one before items are found to come twice",
    ),
];
