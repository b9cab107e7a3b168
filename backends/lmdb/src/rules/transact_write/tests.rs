use dynamo_model::expr::{Condition, Path, Update};
use dynamo_model::request::{Action, TransactWrite, TransactWriteItems};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Error, Result};

use super::{check_targets, check_written};
use crate::rules::fixture::table;

fn key(s: u32) -> Item {
    Item::from_iter([("p", Value::from("a")), ("s", s.into())])
}

fn with(name: &str, value: impl Into<Value>) -> Item {
    let mut item = key(1);
    item.insert(name, value);
    item
}

fn on(action: Action) -> TransactWrite {
    TransactWrite::new("shop", action)
}

fn all(writes: impl IntoIterator<Item = TransactWrite>) -> TransactWriteItems {
    TransactWriteItems::new(writes)
}

fn targets(writes: impl IntoIterator<Item = TransactWrite>) -> Result<()> {
    let (request, table) = (all(writes), table());
    check_targets(&request, request.writes.iter().map(|write| (&*write.table == "shop").then_some(&table)))
}

#[track_caller]
fn refused(outcome: Result<()>, message: &str) {
    assert_eq!(outcome.as_ref().map_err(Error::message), Err(message));
}

#[test]
fn a_transaction_has_1_to_100_actions() {
    assert!(all((0..100).map(|s| on(Action::Put(key(s))))).check().is_ok());
    refused(
        all([]).check(),
        "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: \
         Member must have length greater than or equal to 1",
    );
    refused(
        all((0..101).map(|s| on(Action::Delete(key(s))))).check(),
        "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: \
         Member must have length less than or equal to 100",
    );
}

#[test]
fn tokens_have_1_to_36_characters() {
    let with_token = |token: &str| all([on(Action::Put(key(1)))]).with_token(token).check();
    assert!(with_token(&"ä".repeat(36)).is_ok());
    let long = "t".repeat(37);
    refused(
        with_token(&long),
        &format!(
            "1 validation error detected: Value '{long}' at 'clientRequestToken' failed to satisfy constraint: \
             Member must have length less than or equal to 36"
        ),
    );
    assert!(with_token("").is_err());
}

#[test]
fn updates_and_checks_have_their_expressions() {
    refused(
        all([on(Action::Update(key(1), Update::new())), on(Action::Check(key(2)))]).check(),
        "2 validation errors detected: Value null at 'transactItems.1.member.update.updateExpression' failed to \
         satisfy constraint: Member must not be null; \
         Value null at 'transactItems.2.member.conditionCheck.conditionExpression' failed to satisfy constraint: \
         Member must not be null",
    );
    refused(
        all([TransactWrite::new("", Action::Delete(key(1)))]).check(),
        "1 validation error detected: Value '' at 'transactItems.1.member.delete.tableName' failed to satisfy \
         constraint: Member must have length greater than or equal to 3",
    );
}

#[test]
fn the_first_action_with_a_fault_decides() {
    let bad_condition =
        || on(Action::Delete(key(1))).with_condition(Condition::lt(Path::attribute("x"), true));
    let bad_item = || on(Action::Put(with("x", Value::Ss([].into()))));
    let operand = "Invalid ConditionExpression: Incorrect operand type for operator or function; \
                   operator or function: <, operand type: BOOL";
    let set = "One or more parameter values were invalid: An string set  may not be empty";
    refused(all([bad_condition(), bad_item()]).check(), operand);
    refused(all([bad_item(), bad_condition()]).check(), set);
    refused(
        all([on(Action::Put(with("x", "x".repeat(409_600))))]).check(),
        "Item size has exceeded the maximum allowed size",
    );
}

#[test]
fn all_actions_together_have_4_megabytes() {
    let large = |s: u32| {
        let mut item = key(s);
        item.insert("x", "x".repeat(400_000));
        on(Action::Put(item))
    };
    assert!(all((0..10).map(large)).check().is_ok());
    assert_eq!(
        all((0..11).map(large)).check().unwrap_err().message(),
        "Transaction payload size cannot exceed 4MB. Payload Size: : \
         Transaction payload size cannot exceed 4MB. Payload Size: 4400065"
    );
    let update = |s: u32| on(Action::Update(key(s), Update::new().set("x", "x".repeat(400_000))));
    assert!(all((0..11).map(update)).check().is_err());
}

#[test]
fn an_item_comes_once_whatever_is_done_to_it() {
    let twice = "Transaction request cannot include multiple operations on one item";
    refused(targets([on(Action::Put(with("x", 1))), on(Action::Check(key(1)))]), twice);
    let elsewhere = |s| TransactWrite::new("unknown", Action::Delete(key(s)));
    refused(targets([elsewhere(1), elsewhere(1)]), twice);
    assert!(targets([on(Action::Put(key(1))), on(Action::Delete(key(2))), elsewhere(1)]).is_ok());
    let keyless = || on(Action::Put(Item::from_iter([("p", "a")])));
    assert!(targets([keyless(), keyless()]).is_ok(), "each fails on its own");
}

#[test]
fn no_key_is_empty() {
    let table = table();
    let empty = Item::from_iter([("p", Value::from("")), ("s", 1.into())]);
    for action in [Action::Put(empty.clone()), Action::Delete(empty)] {
        refused(
            check_written(&on(action), &table),
            "One or more parameter values are not valid. \
             The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
        );
    }
    let error = check_written(&on(Action::Put(with("g", ""))), &table).unwrap_err();
    assert!(error.message().ends_with("IndexName: one, IndexKey: g"), "{error}");
    assert!(check_written(&on(Action::Put(with("g", 1))), &table).is_ok(), "types are for later");
}
