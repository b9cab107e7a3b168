//! Streams.

use crate::rule::{EMULATED, GUIDE, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "GetShardIterator …\"StreamArn\":\"$none\"…",
        "ResourceNotFoundException: Requested resource not found: Stream: $none not found",
        "ResourceNotFoundException: Stream does not exist",
        EMULATED,
        "a stream that is not there is named",
    ),
    rule(
        "GetRecords …",
        "{…{\"M\":{}}…}",
        "{…{}…}",
        GUIDE,
        "a map without entries has a type in records, too",
    ),
];
