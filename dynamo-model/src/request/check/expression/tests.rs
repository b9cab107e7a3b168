use std::collections::BTreeSet;

use crate::expr::parse::Parser;
use crate::expr::{Condition, KeyCondition, Operand, Path, Projection, SortRange, Update};
use crate::value::Value;

use super::Expressions;

fn path(name: &str) -> Operand {
    Path::attribute(name).into()
}

fn of_condition(condition: &Condition) -> Result<(), String> {
    outcome(Expressions { condition: Some(condition), ..Expressions::default() })
}

fn outcome(expressions: Expressions<'_>) -> Result<(), String> {
    expressions.check().map_err(|error| error.message().to_owned())
}

#[track_caller]
fn refused(outcome: Result<(), String>, message: &str) {
    assert_eq!(outcome.unwrap_err(), message);
}

#[test]
fn constants_are_checked_like_stored_values() {
    let empty = Value::Ss(BTreeSet::new());
    refused(
        of_condition(&Condition::eq(path("a"), empty)),
        "One or more parameter values were invalid: An string set  may not be empty",
    );
    let nested = |levels: usize| (1..levels).fold(Value::Null, |inner, _| Value::L(vec![inner]));
    assert_eq!(of_condition(&Condition::eq(path("a"), nested(32))), Ok(()));
    refused(
        of_condition(&Condition::eq(path("a"), nested(33))),
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported \
         limit",
    );
    refused(
        of_condition(&Condition::exists("")),
        "ExpressionAttributeNames contains invalid value: Empty attribute name",
    );
}

/// Each counts with its placeholder, like `#n0` or `:v0`, and a name counts once.
#[test]
fn names_and_constants_have_two_megabytes_each_and_together() {
    const MOST: usize = 2 << 20;
    let of_constants = |bytes: usize| {
        let third = Condition::eq(path("a"), "x".repeat(bytes / 3));
        let rest = Condition::eq(path("a"), "x".repeat(bytes - 2 * (bytes / 3)));
        let update = Update::new().set("a", "x".repeat(bytes / 3));
        let (update, condition, filter) = (Some(&update), Some(&third), Some(&rest));
        outcome(Expressions { update, condition, filter, ..Expressions::default() })
    };
    assert_eq!(of_constants(MOST - 13), Ok(()));
    let both = "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size";
    refused(of_constants(MOST - 12), both);
    refused(of_constants(MOST - 8), "ExpressionAttributeValues exceeds max size");
    let name = |number: u32| Path::attribute(format!("{number:065535}"));
    let projection = |count| (0..count).map(name).collect::<Projection>();
    let of_projection =
        |projection| outcome(Expressions { projection: Some(&projection), ..Expressions::default() });
    refused(of_projection(projection(32)), "ExpressionAttributeNames exceeds max size");
    // It has a limit of its own, for which a name counts each time.
    let too_large = "Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size;";
    refused(of_projection(projection(31)), too_large);
    refused(of_projection((0..40).map(|index| name(0).index(index)).collect()), too_large);
}

#[test]
fn what_was_parsed_has_been_measured_by_its_placeholders() {
    let values = [(":v".to_owned(), Value::from("x".repeat(400_000)))];
    let mut parser = Parser::new(None, Some(values.into())).unwrap();
    let update = parser.update("SET a = :v, b = :v").unwrap();
    let [condition, filter] = [0, 1].map(|_| parser.condition("a = :v OR b = :v").unwrap());
    let written = Some(parser.finish().unwrap());
    let all = |written| {
        let (update, condition, filter) = (Some(&update), Some(&condition), Some(&filter));
        outcome(Expressions { update, condition, filter, written, ..Expressions::default() })
    };
    assert_eq!(all(written), Ok(()));
    refused(all(None), "ExpressionAttributeValues exceeds max size");
}

/// Each is faulty; taking away the first leaves the next to be reported.
#[test]
fn expressions_come_in_the_order_of_the_service_and_are_called_by_name() {
    let same = Condition::eq(path("a"), path("a"));
    let update = Update::new().set("a", 1).remove("a");
    let projection = Projection::from_iter(["a", "a"]);
    let key_condition = KeyCondition::partition("p", "a").with_range("s", SortRange::Gt(Value::Null));
    let mut all = Expressions {
        update: Some(&update),
        condition: Some(&same),
        filter: Some(&same),
        projection: Some(&projection),
        key_condition: Some(&key_condition),
        ..Expressions::default()
    };
    let mut starts = |name: &str, without: fn(&mut Expressions<'_>)| {
        let message = outcome(all).unwrap_err();
        assert!(message.starts_with(&format!("Invalid {name}Expression: ")), "{message}");
        without(&mut all);
    };
    starts("Update", |all| all.update = None);
    starts("Condition", |all| all.condition = None);
    starts("KeyCondition", |all| all.key_condition = None);
    starts("Filter", |all| all.filter = None);
    starts("Projection", |all| all.projection = None);
    assert_eq!(outcome(all), Ok(()));
}

/// Its length counts as it was written, and placeholders are longer than these names.
#[test]
fn what_was_parsed_is_not_measured_again() {
    // None of these is reserved.
    let second = || ('0'..='9').chain(['_', 'z']);
    let first = ('a'..='z').chain('A'..='Z');
    let names: Vec<String> = first.flat_map(|one| second().map(move |two| format!("{one}{two}"))).collect();
    let text = names[..602].join(",");
    assert_eq!(text.len(), 1805);
    let mut parser = Parser::new(None, None).unwrap();
    let projection = parser.projection(&text).unwrap();
    let written = Some(parser.finish().unwrap());
    assert_eq!(
        outcome(Expressions { projection: Some(&projection), written, ..Expressions::default() }),
        Ok(())
    );
    let built = outcome(Expressions { projection: Some(&projection), ..Expressions::default() });
    assert!(built.unwrap_err().starts_with(
        "Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size; expression size: "
    ));
}
