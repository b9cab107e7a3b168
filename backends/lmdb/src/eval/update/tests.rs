use std::collections::BTreeSet;

use dynamo_model::expr::{Path, SetOperand, SetValue, Update};
use dynamo_model::request::ReturnValues;
use dynamo_model::value::{Item, Value};

use super::apply;
use crate::eval::returned;

const PATH_ERROR: &str = "The document path provided in the update expression is invalid for update";
const TYPE_ERROR: &str = "An operand in the update expression has an incorrect data type";
const MISSING: &str = "The provided expression refers to an attribute that does not exist in the item";

fn at(text: &str) -> Path {
    let mut parts = text.split('.');
    let mut path = Path::attribute(parts.next().unwrap());
    for part in parts {
        path = match part.parse() {
            Ok(index) => path.index(index),
            Err(_) => path.key(part),
        };
    }
    path
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::M(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn list<V: Into<Value>, const N: usize>(elements: [V; N]) -> Value {
    Value::L(elements.into_iter().map(Into::into).collect())
}

fn set<const N: usize>(members: [&str; N]) -> Value {
    Value::Ss(members.into_iter().map(str::to_owned).collect())
}

fn stored() -> Item {
    Item::from_iter([
        ("p", Value::from("a")),
        ("x", map([("y", 1.into())])),
        ("l", list(["a", "b", "c"])),
        ("s", set(["m", "n"])),
    ])
}

fn key() -> Item {
    Item::from_iter([("p", "a")])
}

fn updated(update: &Update) -> Item {
    apply(update, Some(stored().view()), key().view()).unwrap().unwrap()
}

#[track_caller]
fn becomes(update: Update, name: &str, expected: impl Into<Value>) {
    let mut item = stored();
    item.insert(name, expected);
    assert_eq!(updated(&update), item, "{update:?}");
}

#[track_caller]
fn unchanged(update: Update) {
    assert_eq!(updated(&update), stored(), "{update:?}");
}

#[track_caller]
fn refused(update: Update, message: &str) {
    let error = apply(&update, Some(stored().view()), key().view()).unwrap_err();
    assert!(error.is_validation());
    assert_eq!(error.message(), message, "{update:?}");
}

fn new() -> Update {
    Update::new()
}

#[test]
fn list_indexes_mean_the_list_before_the_update() {
    becomes(new().set(at("l.1"), "Z").remove(at("l.0")), "l", list(["Z", "c"]));
    becomes(new().remove(at("l.0")).remove(at("l.1")), "l", list(["c"]));
    becomes(new().remove(at("l.0")).remove(at("l.1")).remove(at("l.2")), "l", list::<Value, 0>([]));
}

#[test]
fn indexes_past_the_end_append_in_index_order() {
    becomes(new().set(at("l.9"), "9").set(at("l.8"), "8"), "l", list(["a", "b", "c", "8", "9"]));
    becomes(new().set(at("l.9"), "9").remove(at("l.0")), "l", list(["b", "c", "9"]));
    becomes(new().set(at("l.3"), "d").remove(at("l.7")), "l", list(["a", "b", "c", "d"]));
}

#[test]
fn add_reaches_nested_places_and_appends_past_the_end() {
    let expected = list([Value::from("a"), "b".into(), "c".into(), 1.into()]);
    becomes(new().add(at("l.9"), 1), "l", expected);
    becomes(new().add(at("x.z"), 1), "x", map([("y", 1.into()), ("z", 1.into())]));
    becomes(new().add(at("x.y"), 2), "x", map([("y", 3.into())]));
}

#[test]
fn removing_what_is_not_there_changes_nothing() {
    unchanged(new().remove(at("l.7")));
    unchanged(new().remove(at("x.z")));
    unchanged(new().remove("nope"));
    unchanged(new().delete(at("x.z"), set(["m"])));
    unchanged(new().delete("nope", set(["m"])));
}

#[test]
fn a_missing_or_wrong_parent_is_a_path_error() {
    for target in ["q.z", "x.y.z", "x.0", "l.z", "l.9.z"] {
        refused(new().remove(at(target)), PATH_ERROR);
        refused(new().set(at(target), 1), PATH_ERROR);
        refused(new().add(at(target), 1), PATH_ERROR);
        refused(new().delete(at(target), set(["m"])), PATH_ERROR);
    }
}

#[test]
fn operands_of_the_wrong_type_are_refused() {
    refused(new().add(at("l.0"), 1), TYPE_ERROR);
    refused(new().add("s", 1), TYPE_ERROR);
    refused(new().add("s", Value::Ns(BTreeSet::from([1.into()]))), TYPE_ERROR);
    refused(new().delete("p", set(["m"])), TYPE_ERROR);
    refused(new().set("q", SetValue::Add(at("p").into(), 1.into())), TYPE_ERROR);
    refused(new().set("q", SetValue::Operand(SetOperand::list_append(at("p"), list([1])))), TYPE_ERROR);
}

#[test]
fn arithmetic_reads_paths_constants_and_fallbacks() {
    becomes(new().set("q", SetValue::Add(at("x.y").into(), 5.into())), "q", 6);
    becomes(new().set("q", SetValue::Subtract(at("x.y").into(), 5.into())), "q", -4);
    let counter = SetValue::Add(SetOperand::if_not_exists(at("x.y"), 5), 5.into());
    becomes(new().set("q", counter), "q", 6);
    refused(new().set("q", SetValue::Add(at("nope").into(), 5.into())), MISSING);
}

#[test]
fn arithmetic_beyond_38_digits_overflows() {
    let huge = Value::N("1e50".parse().unwrap());
    refused(
        new().set("q", SetValue::Add(huge.into(), 1.into())),
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
    );
}

#[test]
fn list_append_joins_lists_of_any_origin() {
    let fallback = SetOperand::if_not_exists("nope", Value::L(Vec::new()));
    becomes(new().set("q", SetOperand::list_append(fallback, list([1]))), "q", list([1]));
    becomes(new().set("l", SetOperand::list_append(list(["z"]), at("l"))), "l", list(["z", "a", "b", "c"]));
}

#[test]
fn fallbacks_nest() {
    let inner = SetOperand::if_not_exists("b", "e");
    becomes(new().set("q", SetOperand::if_not_exists("a", inner)), "q", "e");
}

#[test]
fn right_hand_sides_read_the_old_item() {
    let update = new().set("q", SetOperand::list_append(at("l"), list(["d"]))).set("l", at("q"));
    refused(update, MISSING);
    let update = new().set("y", at("x.y")).set(at("x.y"), 2);
    let mut expected = stored();
    expected.insert("y", 1);
    expected.insert("x", map([("y", 2.into())]));
    assert_eq!(updated(&update), expected);
}

#[test]
fn sets_unite_subtract_and_disappear_when_empty() {
    becomes(new().add("s", set(["n", "o"])), "s", set(["m", "n", "o"]));
    becomes(new().add("t", set(["n"])), "t", set(["n"]));
    becomes(new().delete("s", set(["n", "z"])), "s", set(["m"]));
    let emptied = updated(&new().delete("s", set(["m", "n"])));
    assert!(!emptied.contains("s"));
}

#[test]
fn a_missing_item_is_created_by_sets_adds_and_empty_updates_only() {
    let create = |update: Update| apply(&update, None, key().view());
    assert_eq!(create(new()).unwrap(), Some(key()));
    let expected = Item::from_iter([("p", Value::from("a")), ("n", 1.into())]);
    assert_eq!(create(new().set("n", 1)).unwrap().as_ref(), Some(&expected));
    assert_eq!(create(new().add("n", 1).remove(at("x.y"))).unwrap().as_ref(), Some(&expected));
    let copied = create(new().set("copy", at("p"))).unwrap().unwrap();
    assert_eq!(copied.get("copy"), copied.get("p"), "the key is there before the item");
    assert_eq!(create(new().remove("n").delete(at("x.y"), set(["m"]))).unwrap(), None);
    assert_eq!(create(new().remove(at("x.0"))).unwrap(), None);
    assert_eq!(create(new().set(at("x.y"), 1)).unwrap_err().message(), PATH_ERROR);
}

#[test]
fn updated_values_hold_the_named_paths_and_nothing_around_them() {
    let update = new().set(at("x.z"), 2).set(at("x.y"), 1).set(at("l.2"), "C").remove(at("l.0")).set("q", 1);
    let (old, new) = (stored(), updated(&update));
    let answer = |values| returned(values, &update, Some(old.view()), Some(new.view())).unwrap();
    let expected = Item::from_iter([("x", map([("y", 1.into())])), ("l", list(["a", "c"]))]);
    assert_eq!(answer(ReturnValues::UpdatedOld), expected);
    // The list is ["b", "C"] now: index 0 holds what moved up, index 2 is gone.
    let expected = Item::from_iter([
        ("x", map([("y", 1.into()), ("z", 2.into())])),
        ("l", list(["b"])),
        ("q", 1.into()),
    ]);
    assert_eq!(answer(ReturnValues::UpdatedNew), expected);
    assert_eq!(answer(ReturnValues::AllOld), old);
    assert_eq!(answer(ReturnValues::AllNew), new);
}

#[test]
fn nothing_to_return_is_no_attributes() {
    let update = new().remove("s").set(at("l.7"), "d");
    let (old, after) = (stored(), updated(&update));
    let answer = |values, old| returned(values, &update, old, Some(after.view()));
    assert_eq!(answer(ReturnValues::UpdatedNew, Some(old.view())), None);
    assert_eq!(answer(ReturnValues::UpdatedOld, None), None);
    assert_eq!(answer(ReturnValues::AllOld, None), None);
    assert_eq!(answer(ReturnValues::None, Some(old.view())), None);
}

#[test]
fn untouched_attributes_keep_their_bytes_and_places() {
    let update = new().set("x", 1);
    let item = updated(&update);
    let names: Vec<&str> = item.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["p", "x", "l", "s"]);
}
