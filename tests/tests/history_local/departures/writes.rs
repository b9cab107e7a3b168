//! What writes do.

use dynamo_model::ErrorKind;
use dynamo_model::expr::Update;
use dynamo_model::request::{Action, GetItem, ReturnValues, TableName, TableStatus, TransactWrite};
use dynamo_model::value::Item;
use dynamo_tests::history::{Allowance, Departure, Reply, Step};
use dynamo_tests::oracle::{Oracle, Refusal};

use super::capacity::{is_charged_for_more, uncharged};

pub(super) const REMOVING_CREATES: Departure = Departure {
    rule: "an update of REMOVE and DELETE alone creates no item",
    instead: "creates one that has nothing but its key",
    allowance: Allowance::Skip(|step, oracle| {
        updates(step).into_iter().any(|(table, key, update)| {
            let only_takes = update.sets().is_empty() && update.adds().is_empty() && !update.is_empty();
            only_takes && is_missing(oracle, table, key)
        })
    }),
};

pub(super) const REMOVING_BELOW_NOTHING: Departure = Departure {
    rule: "removing below what a missing item lacks is no mistake",
    instead: "an invalid document path",
    allowance: Allowance::Skip(|step, oracle| {
        updates(step).into_iter().any(|(table, key, update)| {
            update.removes().iter().any(|path| !path.rest().is_empty()) && is_missing(oracle, table, key)
        })
    }),
};

pub(super) const EMPTY_TOKENS: Departure = Departure {
    rule: "a token has 1 to 36 characters",
    instead: "an empty one is as good as any other",
    allowance: Allowance::Skip(
        |step, _| matches!(step, Step::TransactWrite(request) if request.token.as_deref() == Some("")),
    ),
};

pub(super) const UPDATED_VALUES: Departure = Departure {
    rule: "UPDATED_OLD and UPDATED_NEW return the paths touched",
    instead: "whole attributes",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::Update(request), Ok(Reply::Update(expected)), Ok(Reply::Update(found))) => {
            let values = request.return_values;
            let below = request.update.targets().any(|path| !path.rest().is_empty());
            let mut whole = expected.clone();
            whole.attributes.clone_from(&found.attributes);
            below
                && matches!(values, ReturnValues::UpdatedOld | ReturnValues::UpdatedNew)
                && is_charged_for_more(&Reply::Update(whole), &Reply::Update(found.clone()))
        }
        _ => false,
    }),
};

pub(super) const UPDATES_BESIDE_LOCAL_INDEXES: Departure = Departure {
    rule: "an update must suit the local indexes: the types of their keys, and the size of item and entries",
    instead: "it need not",
    allowance: Allowance::Skip(|step, oracle| {
        let updates = match step {
            Step::Update(_) => true,
            Step::TransactWrite(request) => {
                request.writes.iter().any(|write| matches!(write.action, Action::Update(..)))
            }
            _ => false,
        };
        let has_local =
            |table| oracle.describe_table(table).is_ok_and(|table| !table.local_indexes.is_empty());
        let refused = |refusal: Refusal| refusal.kind() != ErrorKind::ConditionFailed;
        updates && step.tables().iter().any(has_local) && step.expect(&mut oracle.clone()).is_err_and(refused)
    }),
};

pub(super) const DELETING_STATUS: Departure = Departure {
    rule: "a table that is deleted is DELETING",
    instead: "says that it is ACTIVE",
    allowance: Allowance::Forgive(|step, expected, found| match (step, expected, found) {
        (Step::DeleteTable(_), Ok(Reply::Table(expected)), Ok(Reply::Table(found))) => {
            let mut expected = expected.clone();
            expected.status = TableStatus::Active;
            uncharged(&Reply::Table(expected)) == uncharged(&Reply::Table(found.clone()))
        }
        _ => false,
    }),
};

fn updates(step: &Step) -> Vec<(&TableName, &Item, &Update)> {
    match step {
        Step::Update(request) => vec![(&request.table, &request.key, &request.update)],
        Step::TransactWrite(request) => request.writes.iter().filter_map(update_of).collect(),
        _ => Vec::new(),
    }
}

fn update_of(write: &TransactWrite) -> Option<(&TableName, &Item, &Update)> {
    match &write.action {
        Action::Update(key, update) => Some((&write.table, key, update)),
        _ => None,
    }
}

fn is_missing(oracle: &Oracle, table: &TableName, key: &Item) -> bool {
    let found = oracle.get_item(&GetItem::new(table.clone(), key.clone()));
    found.is_ok_and(|output| output.item.is_none())
}
