//! What reads return.

use dynamo_model::request::TableName;
use dynamo_tests::history::{Allowance, Departure, Reply, Step};
use dynamo_tests::oracle::Oracle;

use super::capacity::{uncharged, without_kinds};

const MEGABYTE_BYTES: u64 = 1_048_576;

pub(super) const MEGABYTE: Departure = Departure {
    rule: "a page ends after 1 MB of entries was read, whatever a filter keeps",
    instead: "counts what the filter keeps, and whole items for entries of an index",
    allowance: Allowance::Skip(|step, oracle| match step {
        Step::Query(query) => {
            (query.index.is_some() || query.filter.is_some()) && is_large(oracle, &query.table)
        }
        Step::Scan(scan) => (scan.index.is_some() || scan.filter.is_some()) && is_large(oracle, &scan.table),
        _ => false,
    }),
};

pub(super) const SEGMENTS_OF_INDEXES: Departure = Departure {
    rule: "segments split the partitions of what is scanned",
    instead: "those of the table, for an index too",
    allowance: Allowance::Skip(
        |step, _| matches!(step, Step::Scan(scan) if scan.index.is_some() && scan.segment.is_some()),
    ),
};

pub(super) const LAST_KEY: Departure = Departure {
    rule: "a page that reached its limit has a LastEvaluatedKey, even if nothing follows",
    instead: "none, if the last item meets the end of the key condition",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::Query(query), Ok(Reply::Page(expected)), Ok(Reply::Page(found))) => {
            let mut ended = expected.clone();
            ended.last_evaluated_key = None;
            query.limit.is_some_and(|limit| limit as usize == expected.scanned_count) && ended == *found
        }
        _ => false,
    }),
};

pub(super) const FILTERED_SCANS: Departure = Departure {
    rule: "filters name what an index holds, in scans too",
    instead: "anything, in scans",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::Scan(_), Err(refusal), Ok(_)) => {
            refusal.messages().iter().any(|message| message.contains("does not project one or more filter"))
        }
        _ => false,
    }),
};

pub(super) const RESTART: Departure = Departure {
    rule: "a query of one whole key cannot be restarted",
    instead: "an empty page",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::Query(_), Err(refusal), Ok(Reply::Page(page))) => {
            let cannot = |message: &&str| {
                message.starts_with("The query can return at most one row")
                    || message.starts_with("The provided exclusive start key is invalid")
            };
            refusal.messages().iter().any(cannot) && page.scanned_count == 0
        }
        _ => false,
    }),
};

pub(super) const EMPTY_PROJECTION: Departure = Departure {
    rule: "a read of a transaction that shows nothing of an item has no Item",
    instead: "an empty Item",
    allowance: Allowance::Forgive(|_, expected, found| match (expected, found) {
        (Ok(Reply::TransactGet(expected)), Ok(Reply::TransactGet(found))) => {
            let shown = |items: &[Option<dynamo_model::value::Item>]| -> Vec<_> {
                items.iter().map(|item| item.clone().filter(|item| !item.is_empty())).collect()
            };
            without_kinds(&expected.consumed_capacity) == found.consumed_capacity
                && expected.items == shown(&found.items)
        }
        _ => false,
    }),
};

pub(super) const UNPROJECTED: Departure = Departure {
    rule: "a filter names only what the index holds",
    instead: "scans of some indexes take any filter",
    allowance: Allowance::Forgive(|step, expected, found| {
        let says = |text: &&str| text.contains("does not project one or more filter attributes");
        let is_refused = expected.as_ref().is_err_and(|refusal| refusal.messages().iter().any(says));
        matches!(step, Step::Scan(_)) && is_refused && matches!(found, Ok(Reply::Page(_)))
    }),
};

pub(super) const SIZES_AND_CLASSES: Departure = Departure {
    rule: "an index has the size of its entries, and a table its class",
    instead: "that of the table, and none",
    allowance: Allowance::Forgive(|_, expected, found| match (expected, found) {
        (Ok(expected @ Reply::Table(_)), Ok(found @ Reply::Table(_))) => {
            uncharged(expected) == uncharged(found)
        }
        _ => false,
    }),
};

pub(super) const START_AT_THE_END: Departure = Departure {
    rule: "a start key lies anywhere in the range of the key condition",
    instead: "before its last value, in the direction of the query",
    allowance: Allowance::Forgive(|_, expected, found| match (expected, found) {
        (Ok(Reply::Page(_)), Err(error)) => {
            error.is_validation()
                && error.message() == "The provided starting key does not match the range key predicate"
        }
        _ => false,
    }),
};

fn is_large(oracle: &Oracle, table: &TableName) -> bool {
    oracle.describe_table(table).is_ok_and(|description| description.size_bytes >= MEGABYTE_BYTES)
}
