//! The parameters that expressions have replaced.

use crate::rule::{EMULATED, GUIDE, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "…\"AttributesToGet\":[\"y\",\"x\",\"y\"]…",
        "ValidationException: One or more parameter values were invalid: Duplicate value in attribute name: y",
        "ValidationException: …",
        EMULATED,
        "an attribute that is to be read twice is named, before indexes are looked at",
    ),
    rule(
        "…Item …",
        "ValidationException: One or more parameter values were invalid: …",
        "ConditionalCheckFailedException: The conditional request failed",
        EMULATED,
        "conditions are evaluated once all of a request is known to be right",
    ),
    rule(
        "UpdateItem …",
        "ValidationException: One or more parameter values were invalid: … is not supported for the type …",
        "ValidationException: One or more parameter values were invalid: … is not supported for the type …",
        EMULATED,
        "types are called as values call them",
    ),
    rule(
        "UpdateItem …",
        "ValidationException: One or more parameter values were invalid: … is not supported for the type …",
        "ValidationException: Type mismatch for attribute to update",
        EMULATED,
        "actions are checked before what is there",
    ),
    rule(
        "UpdateItem …\"AttributeUpdates\":{…\"g\":…",
        "…",
        "ValidationException: Updates on index keys must be of the same data type as the key attribute",
        EMULATED,
        "an index key of another type is told as puts tell it, once there is one",
    ),
    rule(
        "UpdateItem …\"AttributeUpdates\":{…\"g\":…",
        "ValidationException: One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. …",
        "ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. …",
        EMULATED,
        "updates tell an empty index key in words of their own",
    ),
    rule(
        "UpdateItem {\"AttributeUpdates\":{…\":{\"Value\":…",
        "{…}",
        "{…}",
        GUIDE,
        "an action that is not said is PUT",
    ),
    rule(
        "Scan …CONTAINS…",
        "ValidationException: One or more parameter values were invalid: ComparisonOperator …CONTAINS is not valid for BOOL AttributeValue type",
        "{…}",
        EMULATED,
        "nothing contains a flag",
    ),
    rule(
        "Query …",
        "ValidationException: …",
        "ValidationException: One or more parameter values were invalid: Secondary index … does not project one or more filter attributes: […]",
        EMULATED,
        "what is wrong with a request comes before what an index holds",
    ),
    rule(
        "Query …",
        "ValidationException: Query condition missed key schema element: …",
        "ValidationException: Query condition missed key schema element",
        EMULATED,
        "the key attribute is named that a query does not say",
    ),
    rule(
        "Query …",
        "ValidationException: Attempted conditional constraint is not an indexable operation",
        "ValidationException: Only scalar types can be used as Range Key values",
        EMULATED,
        "no key is found by whether it is there",
    ),
    rule(
        "Query …",
        "ValidationException: Attempted conditional constraint is not an indexable operation",
        "ValidationException: Query key condition not supported",
        EMULATED,
        "no key is found by what it is not",
    ),
    rule(
        "Query …",
        "ValidationException: Attempted conditional constraint is not an indexable operation",
        "ValidationException: One or more parameter values were invalid: Condition parameter type does not match schema type",
        EMULATED,
        "operators are looked at before values",
    ),
    rule(
        "Query …",
        "ValidationException: Attempted conditional constraint is not an indexable operation",
        "InternalFailure: …",
        EMULATED,
        "no key is found by what it is not",
    ),
];
