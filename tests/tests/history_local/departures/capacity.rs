//! What requests consume. Where DynamoDB Local counts otherwise, everything but the count is compared.

use dynamo_model::request::{ConsumedCapacity, Write};
use dynamo_tests::history::{Allowance, Departure, Reply, Step};

pub(super) const READS: Departure = Departure {
    rule: "a read is charged by the entries read, one unit at least",
    instead: "nothing for an empty page, and whole items for entries of an index",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::Query(query), Ok(expected @ Reply::Page(page)), Ok(found)) => {
            (query.index.is_some() || page.scanned_count == 0) && uncharged(expected) == uncharged(found)
        }
        (Step::Scan(scan), Ok(expected @ Reply::Page(page)), Ok(found)) => {
            (scan.index.is_some() || page.scanned_count == 0) && uncharged(expected) == uncharged(found)
        }
        _ => false,
    }),
};

pub(super) const BATCHES: Departure = Departure {
    rule: "what is not there costs as much as a small item",
    instead: "nothing in a batch of reads, twice as much in a batch of deletes",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::BatchGet(request), Ok(expected @ Reply::BatchGet(output)), Ok(found)) => {
            let asked: usize = request.tables.values().map(|wanted| wanted.keys.len()).sum();
            let read: usize = output.items.values().map(Vec::len).sum();
            read < asked && uncharged(expected) == uncharged(found)
        }
        (Step::BatchWrite(request), Ok(expected), Ok(found)) => {
            let deletes = |write: &Write| matches!(write, Write::Delete(_));
            request.tables.values().flatten().any(deletes) && uncharged(expected) == uncharged(found)
        }
        _ => false,
    }),
};

pub(super) const TRANSACTIONS: Departure = Departure {
    rule: "a transaction is charged twice for the table and once for its indexes, and told whether it reads or writes",
    instead: "twice for both, and nothing for checks, without a word",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::TransactWrite(_) | Step::TransactGet(_), Ok(expected), Ok(found)) => {
            uncharged(expected) == uncharged(found)
        }
        _ => false,
    }),
};

pub(super) const INDEX_WRITES: Departure = Departure {
    rule: "an index is charged for items it holds",
    instead: "for those with some of several key attributes too",
    allowance: Allowance::Forgive(|_, expected, found| match (expected, found) {
        (Ok(expected), Ok(found)) => is_charged_for_more(expected, found),
        _ => false,
    }),
};

/// Whether a write is answered as it must be, but charged for more in indexes.
pub(super) fn is_charged_for_more(expected: &Reply, found: &Reply) -> bool {
    let more = |(expected, found): (&ConsumedCapacity, &ConsumedCapacity)| {
        expected.table == found.table && expected.total <= found.total
    };
    let (charged, charges) = (reports(expected), reports(found));
    charged.len() == charges.len()
        && std::iter::zip(&charged, &charges).all(more)
        && uncharged(expected) == uncharged(found)
}

pub(super) const UNASKED: Departure = Departure {
    rule: "capacity is reported if it is asked for",
    instead: "reported for deletes of what is not there, in any case",
    allowance: Allowance::Forgive(|_, expected, found| match (expected, found) {
        (Ok(Reply::Delete(expected)), Ok(Reply::Delete(found))) => {
            expected.attributes.is_none()
                && found.attributes.is_none()
                && expected.consumed_capacity.is_none()
        }
        _ => false,
    }),
};

pub(super) const COLLECTIONS: Departure = Departure {
    rule: "writes to tables with local indexes report the sizes of item collections if asked",
    instead: "nothing",
    allowance: Allowance::Forgive(|_, expected, found| match (expected, found) {
        (Ok(expected), Ok(found)) => unmeasured(expected) == *found,
        _ => false,
    }),
};

/// Leaves out what the units of transactions pay for, which DynamoDB Local does not say.
pub(super) fn without_kinds(reports: &[ConsumedCapacity]) -> Vec<ConsumedCapacity> {
    let without = |mut report: ConsumedCapacity| {
        report.kind = None;
        report
    };
    reports.iter().cloned().map(without).collect()
}

fn unmeasured(reply: &Reply) -> Reply {
    let mut reply = reply.clone();
    match &mut reply {
        Reply::Put(output) => output.collection_metrics = None,
        Reply::Update(output) => output.collection_metrics = None,
        Reply::Delete(output) => output.collection_metrics = None,
        Reply::BatchWrite(output) => output.collection_metrics.clear(),
        Reply::TransactWrite(output) => output.collection_metrics.clear(),
        _ => {}
    }
    reply
}

/// Returns what single writes and batches of them report.
fn reports(reply: &Reply) -> Vec<ConsumedCapacity> {
    let one = |report: &Option<ConsumedCapacity>| report.iter().cloned().collect();
    match reply {
        Reply::Put(output) => one(&output.consumed_capacity),
        Reply::Update(output) => one(&output.consumed_capacity),
        Reply::Delete(output) => one(&output.consumed_capacity),
        Reply::BatchWrite(output) => output.consumed_capacity.clone(),
        _ => Vec::new(),
    }
}

/// Leaves out what DynamoDB Local counts and names in its own way, and of a table what it does not keep, or keeps too long.
pub(super) fn uncharged(reply: &Reply) -> Reply {
    let mut reply = unmeasured(reply);
    match &mut reply {
        Reply::Get(output) => output.consumed_capacity = None,
        Reply::Put(output) => output.consumed_capacity = None,
        Reply::Update(output) => output.consumed_capacity = None,
        Reply::Delete(output) => output.consumed_capacity = None,
        Reply::Page(page) => page.consumed_capacity = None,
        Reply::BatchGet(output) => output.consumed_capacity.clear(),
        Reply::BatchWrite(output) => output.consumed_capacity.clear(),
        Reply::TransactGet(output) => output.consumed_capacity.clear(),
        Reply::TransactWrite(output) => output.consumed_capacity.clear(),
        Reply::Table(table) => {
            table.class = None;
            (table.decreases_today, table.warm_throughput) = (0, None);
            // It keeps the stream of a table that had the name before.
            if table.stream.is_none() {
                (table.latest_stream_arn, table.latest_stream_label) = (None, None);
            }
            for index in table.global_indexes.iter_mut().chain(&mut table.local_indexes) {
                (index.item_count, index.size_bytes) = (0, 0);
                (index.decreases_today, index.warm_throughput) = (0, None);
            }
        }
        Reply::UpdateTimeToLive(_)
        | Reply::TimeToLive(_)
        | Reply::Records(_)
        | Reply::Swept(_)
        | Reply::Other
        | Reply::Names(_)
        | Reply::Tags(_)
        | Reply::Done => {}
    }
    reply
}
