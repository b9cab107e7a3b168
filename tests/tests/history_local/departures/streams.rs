//! What is read of streams.

use dynamo_model::expr::{SetOperand, SetValue, Update};
use dynamo_model::request::{Action, StreamUpdate, StreamView, TableName, UpdateTable, Write};
use dynamo_model::value::{Item, Value};
use dynamo_tests::history::{Allowance, Departure, Reply, Step, StreamStep, TableStep};
use dynamo_tests::oracle::Oracle;

use super::capacity::uncharged;

const ANSWER_BYTES: u64 = 1_048_576;

pub(super) const MEGABYTE: Departure = Departure {
    rule: "an answer holds no more than a megabyte of records",
    instead: "more",
    allowance: Allowance::Forgive(|_, expected, found| match (expected, found) {
        (Ok(Reply::Records(expected)), Ok(Reply::Records(found))) => {
            let one_more = found.records.iter().take(expected.records.len() + 1);
            let bytes: u64 = one_more.map(|record| record.size_bytes).sum();
            found.records.starts_with(&expected.records) && bytes > ANSWER_BYTES
        }
        _ => false,
    }),
};

pub(super) const EMPTY_MAPS: Departure = Departure {
    rule: "an image may have an empty map",
    instead: "the answer is no JSON that the SDK can read, so that the stream cannot be read any more",
    allowance: Allowance::Skip(|step, oracle| match step {
        // Items may have empty maps already.
        Step::OfTable(TableStep::Update(UpdateTable {
            stream: Some(StreamUpdate::Enable(view)), ..
        })) => has_images(*view),
        _ => may_empty_a_map(step).into_iter().any(|table| records_images(oracle, &table)),
    }),
};

pub(super) const FORMER_NAMES: Departure = Departure {
    rule: "a table that never had a stream names none",
    instead: "the last one of a former table with its name",
    allowance: Allowance::Forgive(|_, expected, found| match (expected, found) {
        (Ok(Reply::Table(expected)), Ok(Reply::Table(found))) => {
            let [expected, found] = [expected, found].map(|table| uncharged(&Reply::Table(table.clone())));
            expected == found
        }
        _ => false,
    }),
};

pub(super) const FIRST_RECORDS: Departure = Departure {
    rule: "an iterator for the records of an empty shard leads to the first that comes",
    instead: "it leads to what is trimmed once there is one",
    allowance: Allowance::Forgive(|step, expected, found| {
        let is_kept = matches!(step, Step::Stream(StreamStep::GoOn(..)));
        let is_trimmed = found.as_ref().is_err_and(|error| error.is_trimmed_data());
        is_kept && matches!(expected, Ok(Reply::Other)) && is_trimmed
    }),
};

fn has_images(view: StreamView) -> bool {
    view.has_old() || view.has_new()
}

fn records_images(oracle: &Oracle, table: &TableName) -> bool {
    let open = oracle.streams().into_iter().filter(|stream| stream.is_open());
    open.filter(|stream| stream.table() == table).any(|stream| has_images(stream.view()))
}

/// Returns the tables whose items may have an empty map afterwards.
fn may_empty_a_map(step: &Step) -> Vec<TableName> {
    let mut tables = Vec::new();
    match step {
        Step::Put(request) if has_empty_map(&request.item) => tables.push(request.table.clone()),
        Step::Update(request) if makes_empty_map(&request.update) => tables.push(request.table.clone()),
        Step::BatchWrite(request) => {
            let is_put = |write: &Write| matches!(write, Write::Put(item) if has_empty_map(item));
            let empty = request.tables.iter().filter(|(_, writes)| writes.iter().any(is_put));
            tables.extend(empty.map(|(table, _)| table.clone()));
        }
        Step::TransactWrite(request) => {
            let empty = request.writes.iter().filter(|write| match &write.action {
                Action::Put(item) => has_empty_map(item),
                Action::Update(_, update) => makes_empty_map(update),
                _ => false,
            });
            tables.extend(empty.map(|write| write.table.clone()));
        }
        _ => {}
    }
    tables
}

fn has_empty_map(item: &Item) -> bool {
    item.to_map().values().any(is_or_has_empty_map)
}

/// Taking something out of a map counts, too: it may be the last entry.
fn makes_empty_map(update: &Update) -> bool {
    let sets = update.sets().iter().any(|set| match &set.value {
        SetValue::Operand(operand) => brings_empty_map(operand),
        _ => false,
    });
    sets || update.removes().iter().any(|path| !path.rest().is_empty())
}

fn brings_empty_map(operand: &SetOperand) -> bool {
    match operand {
        SetOperand::Path(_) => false,
        SetOperand::Value(value) => is_or_has_empty_map(value),
        SetOperand::IfNotExists(_, fallback) => brings_empty_map(fallback),
        SetOperand::ListAppend(first, second) => brings_empty_map(first) || brings_empty_map(second),
    }
}

fn is_or_has_empty_map(value: &Value) -> bool {
    match value {
        Value::M(entries) => entries.is_empty() || entries.values().any(is_or_has_empty_map),
        Value::L(elements) => elements.iter().any(is_or_has_empty_map),
        _ => false,
    }
}
