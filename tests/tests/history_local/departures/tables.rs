//! Tables themselves.

use std::collections::BTreeSet;

use dynamo_model::request::{
    AttributeDefinition, BillingMode, IndexUpdate, KeySchema, TableDescription, TableName,
};
use dynamo_tests::history::{Allowance, Departure, Step, TableStep};
use dynamo_tests::oracle::Oracle;

pub(super) const CHANGES_OF_CLASS: Departure = Departure {
    rule: "the class of a table can change",
    instead: "there is nothing to change",
    allowance: Allowance::Skip(
        |step, _| matches!(step, Step::OfTable(TableStep::Update(change)) if change.class.is_some()),
    ),
};

pub(super) const TAGS: Departure = Departure {
    rule: "tables can be tagged",
    instead: "they cannot",
    allowance: Allowance::Skip(|step, _| {
        let Step::OfTable(step) = step else { return false };
        matches!(step, TableStep::Tag(..) | TableStep::Untag(..) | TableStep::ListTags(_))
    }),
};

pub(super) const ADDED_INDEXES: Departure = Departure {
    rule: "an index added to a table becomes active, whatever items are there",
    instead: "never, if an item does not fit it: whoever waits for it waits forever",
    allowance: Allowance::Skip(|step, oracle| {
        let Step::OfTable(TableStep::Update(change)) = step else { return false };
        let adds = change.index_updates.iter().any(|update| matches!(update, IndexUpdate::Create(_)));
        let mut changed = oracle.clone();
        adds && changed.update_table(change).is_ok() && changed.has_misfits(&change.table)
    }),
};

pub(super) const DELETED_INDEXES: Departure = Departure {
    rule: "an index that is deleted is gone soon",
    instead: "it may stay forever if every attribute of its key is in another key, too",
    allowance: Allowance::Skip(|step, oracle| {
        let Step::OfTable(TableStep::Update(change)) = step else { return false };
        oracle.describe_table(&change.table).is_ok_and(|table| {
            change
                .index_updates
                .iter()
                .any(|update| matches!(update, IndexUpdate::Delete(name) if is_covered(name, &table)))
        })
    }),
};

pub(super) const REDEFINITIONS: Departure = Departure {
    rule: "an attribute that is defined keeps its type, whatever a change says of it",
    instead: "the change is refused if it says anything else",
    allowance: Allowance::Skip(|step, oracle| {
        let Step::OfTable(TableStep::Update(change)) = step else { return false };
        oracle.describe_table(&change.table).is_ok_and(|table| {
            let differs = |one: &AttributeDefinition, other: &AttributeDefinition| {
                one.name == other.name && one.kind != other.kind
            };
            table.attributes.iter().any(|known| change.attributes.iter().any(|given| differs(known, given)))
        })
    }),
};

pub(super) const THROUGHPUT: Departure = Departure {
    rule: "throughput is given where a table is provisioned, for all of its global indexes, and nowhere else",
    instead: "anywhere",
    allowance: Allowance::Skip(|step, oracle| {
        let Step::OfTable(TableStep::Update(change)) = step else { return false };
        let of_index = |update: &IndexUpdate| match update {
            IndexUpdate::Throughput(..) => true,
            IndexUpdate::Create(index) => index.throughput.is_some() || is_provisioned(oracle, &change.table),
            _ => false,
        };
        let gives = change.billing.is_some()
            || change.throughput.is_some()
            || change.index_updates.iter().any(of_index);
        gives && oracle.clone().update_table(change).is_err()
    }),
};

pub(super) const REFUSED_DEFINITIONS: Departure = Departure {
    rule: "tables and changes of them are refused in the words of the service",
    instead: "in words of its own",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::CreateTable(_) | Step::OfTable(TableStep::Update(_)), Err(refusal), Err(error)) => {
            refusal.kind() == error.kind()
        }
        _ => false,
    }),
};

fn is_provisioned(oracle: &Oracle, table: &TableName) -> bool {
    oracle.describe_table(table).is_ok_and(|table| matches!(table.billing, BillingMode::Provisioned(_)))
}

/// Whether every attribute of the key of an index is in that of the table or of another index.
fn is_covered(index: &str, table: &TableDescription) -> bool {
    let indexes = || table.global_indexes.iter().chain(&table.local_indexes).map(|index| &index.definition);
    let Some(index) = indexes().find(|one| one.name == index) else { return false };
    let others = indexes().filter(|other| other.name != index.name).map(|other| &other.key);
    let others: BTreeSet<&str> = others.chain([&table.key]).flat_map(KeySchema::attributes).collect();
    index.key.attributes().all(|name| others.contains(name))
}
