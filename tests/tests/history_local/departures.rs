//! What DynamoDB Local, build 3.3.1, does and says otherwise than the service.

mod capacity;
mod errors;
mod expiry;
mod reads;
mod sayings;
mod streams;
mod writes;

use dynamo_tests::history::Departure;

/// Every known departure.
pub(crate) const ALL: &[Departure] = &[
    writes::REMOVING_CREATES,
    writes::REMOVING_BELOW_NOTHING,
    writes::EMPTY_TOKENS,
    writes::UPDATED_VALUES,
    writes::DELETING_STATUS,
    reads::MEGABYTE,
    reads::SEGMENTS_OF_INDEXES,
    reads::LAST_KEY,
    reads::RESTART,
    reads::START_AT_THE_END,
    reads::EMPTY_PROJECTION,
    reads::UNPROJECTED,
    reads::SIZES_OF_INDEXES,
    capacity::READS,
    capacity::BATCHES,
    capacity::TRANSACTIONS,
    capacity::INDEX_WRITES,
    capacity::UNASKED,
    errors::WORDING,
    errors::ENVELOPE,
    errors::ORDER,
    errors::CANCELLED,
    errors::CANCELLED_READS,
    errors::REASONS,
    errors::TOO_LARGE,
    expiry::SPACING,
    streams::MEGABYTE,
    streams::EMPTY_MAPS,
    streams::FORMER_NAMES,
    streams::FIRST_RECORDS,
];
