//! Tables themselves.

use dynamo_model::request::IndexUpdate;
use dynamo_tests::history::{Allowance, Departure, Step, TableStep};

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
    instead: "never, if an item does not fit it",
    allowance: Allowance::Skip(|step, _| {
        let Step::OfTable(TableStep::Update(change)) = step else { return false };
        change.index_updates.iter().any(|update| matches!(update, IndexUpdate::Create(_)))
    }),
};

pub(super) const THROUGHPUT: Departure = Departure {
    rule: "throughput is given where a table is provisioned, for all of its global indexes, and nowhere else",
    instead: "anywhere",
    allowance: Allowance::Skip(|step, oracle| {
        let Step::OfTable(TableStep::Update(change)) = step else { return false };
        let of_index = |update: &IndexUpdate| matches!(update, IndexUpdate::Throughput(..));
        let gives = change.billing.is_some()
            || change.throughput.is_some()
            || change.index_updates.iter().any(of_index);
        gives && oracle.clone().update_table(change).is_err()
    }),
};

pub(super) const REFUSED_CHANGES: Departure = Departure {
    rule: "changes of tables are refused in the words of the service",
    instead: "in words of its own",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::OfTable(TableStep::Update(_)), Err(refusal), Err(error)) => refusal.kind() == error.kind(),
        _ => false,
    }),
};
