//! Where DynamoDB Local, of May 2026, is known to contradict the service.

mod items;
mod legacy;
mod queries;
mod seldom;
mod streams;
mod tables;
mod transactions;

use serde_json::Value;

use crate::coverage::Coverage;
use crate::rule::{Rule, explains};

/// What the service says, what DynamoDB Local says, and who says so of the service.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    let all =
        [items::RULES, legacy::RULES, queries::RULES, streams::RULES, tables::RULES, transactions::RULES];
    all.into_iter().flatten()
}

/// Whether a difference has a reason.
pub(crate) fn is_known(asked: &str, here: &str, there: &str, coverage: &mut Coverage) -> bool {
    here == there || explains(rules().chain(seldom::RULES), [asked, here, there], coverage)
}

/// Whether there is a reason for a table to hold other items after a request that was answered alike.
pub(crate) fn is_known_state(asked: &str, here: &str, there: &str) -> bool {
    // An action that is not said is PUT, as AWS documents it; DynamoDB Local does nothing then.
    if asked.contains("AttributeUpdates") && asked.contains(r#"":{"Value":"#) {
        return true;
    }
    // Where an update only removes from an item that is not there, the service makes none, as tests of Alternator have it;
    // DynamoDB Local makes one of its key.
    let (ours, theirs) = (items(here), items(there));
    let added: Vec<&Value> = theirs.iter().filter(|item| !ours.contains(item)).collect();
    let is_key = |item: &&Value| item.as_object().is_some_and(|item| item.len() == 2);
    asked.contains("Update") && ours.len() + added.len() == theirs.len() && added.iter().all(is_key)
}

fn items(scanned: &str) -> Vec<Value> {
    let scanned: Value = serde_json::from_str(scanned).unwrap_or_default();
    scanned["Items"].as_array().cloned().unwrap_or_default()
}
