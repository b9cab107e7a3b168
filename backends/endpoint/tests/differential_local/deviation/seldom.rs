//! What the requests of the first seeds do not lead to, and those of others may.

use crate::rule::{ALTERNATOR, EMULATED, MODEL, Rule, UNKNOWN, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "UpdateItem …",
        "ValidationException: The document path provided in the update expression is invalid for update",
        "ValidationException: An operand in the update expression has an incorrect data type",
        UNKNOWN,
        "which of two faulty clauses is told",
    ),
    rule(
        "UpdateItem …\"ReturnValues\":\"ALL_NEW\"…",
        "{}",
        "{\"Attributes\":{\"p\":{\"S\":\"…\"},\"s\":{\"N\":\"…\"}}}",
        ALTERNATOR,
        "an update that only removes makes no item",
    ),
    rule(
        "CreateTable …",
        "ValidationException: One or more parameter values were invalid: Duplicate index name: …",
        "ValidationException: …ndices … …ame name…",
        EMULATED,
        "a name that two indexes have is shown",
    ),
    rule(
        "UpdateTable …{\"Create\":{…",
        "ValidationException: One or more parameter values were invalid: …",
        "ValidationException: Attempting to create an index which already exists",
        EMULATED,
        "what is wrong with a request comes before what there is",
    ),
    rule(
        "UpdateTable …{\"Update\":{…",
        "ValidationException: 1 validation error detected: Value '0' at '….provisionedThroughput.readCapacityUnits' failed to satisfy constraint: …",
        "InternalFailure: …",
        MODEL,
        "throughput is 1 at the least",
    ),
    rule(
        "UpdateTimeToLive …",
        "ValidationException: Time to live has been modified multiple times within a fixed interval",
        "…",
        ALTERNATOR,
        "time to live is changed once in a while",
    ),
    rule(
        "TransactWriteItems …REMOVE …",
        "{}",
        "ValidationException: The document path provided in the update expression is invalid for update",
        ALTERNATOR,
        "from an item that is not there, anything may be removed",
    ),
];
