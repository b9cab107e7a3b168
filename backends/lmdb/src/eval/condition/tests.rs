use std::collections::BTreeSet;

use dynamo_model::expr::{Condition, Operand, Path};
use dynamo_model::value::{Item, ItemRef, Number, Value, ValueKind};

use super::matches;

fn numbers(texts: &[&str]) -> Value {
    Value::Ns(texts.iter().map(|text| number(text)).collect())
}

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

fn path(name: &str) -> Operand {
    Path::attribute(name).into()
}

fn item() -> Item {
    Item::from_iter([
        ("s", Value::from("😀é")),
        ("n", Value::from(123)),
        ("ns", numbers(&["1", "2"])),
        ("l", Value::L(Vec::new())),
        ("nul", Value::Null),
        ("b", Value::B(vec![1, 2, 3])),
        ("tags", Value::Ss(BTreeSet::from([String::new(), "x".to_owned()]))),
        ("list", Value::from(vec![Value::from("a"), Value::from(vec![Value::from(1)])])),
        ("m", Value::M([("k".to_owned(), Value::from("v"))].into())),
    ])
}

#[track_caller]
fn holds(condition: Condition) {
    assert!(matches(&condition, item().view()), "{condition:?}");
    assert!(!matches(&!condition.clone(), item().view()), "NOT {condition:?}");
}

#[track_caller]
fn fails(condition: Condition) {
    assert!(!matches(&condition, item().view()), "{condition:?}");
    assert!(matches(&!condition.clone(), item().view()), "NOT {condition:?}");
}

#[test]
fn size_counts_utf16_units_bytes_and_members() {
    for (name, size) in [("s", 3), ("l", 0), ("ns", 2), ("b", 3), ("tags", 2), ("list", 2), ("m", 1)] {
        holds(Condition::eq(Operand::size(name), size));
    }
}

#[test]
fn what_has_no_size_equals_nothing() {
    for name in ["n", "nul", "nope"] {
        fails(Condition::eq(Operand::size(name), 1));
        fails(Condition::lt(Operand::size(name), 1_000_000));
        holds(Condition::ne(Operand::size(name), 1));
    }
}

#[test]
fn constants_have_a_size_and_a_type() {
    let sized = |value: Value| Operand::SizeOfValue(value);
    holds(Condition::eq(sized("😀é".into()), Operand::size("s")));
    let ten_kinds = [
        (Value::from("ab"), Some(2)),
        (Value::from(5), None),
        (Value::B(vec![0; 3]), Some(3)),
        (Value::from(true), None),
        (Value::Null, None),
        (Value::L(vec![Value::Null]), Some(1)),
        (Value::M([("k".to_owned(), Value::Null)].into()), Some(1)),
        (Value::Ss(BTreeSet::from(["x".to_owned()])), Some(1)),
        (numbers(&["1", "2"]), Some(2)),
        (Value::Bs(BTreeSet::from([vec![1]])), Some(1)),
    ];
    for (value, size) in ten_kinds {
        holds(Condition::Type(value.clone().into(), value.kind()));
        match size {
            Some(size) => holds(Condition::eq(sized(value), size)),
            None => holds(Condition::ne(sized(value.clone()), sized(value))),
        }
    }
    fails(Condition::Type(Operand::from("x"), ValueKind::N));
    holds(Condition::Type(Operand::size("s"), ValueKind::N));
}

#[test]
fn numbers_compare_by_value_everywhere() {
    holds(Condition::contains(path("ns"), number("1.0")));
    holds(Condition::eq(path("ns"), numbers(&["2.0", "1"])));
    holds(Condition::eq(path("n"), number("1.23e2")));
    holds(Condition::is_in(path("n"), [Value::from("x"), Value::N(number("1.23e2"))]));
}

#[test]
fn types_never_mix() {
    fails(Condition::eq(path("n"), "123"));
    holds(Condition::ne(path("n"), "123"));
    fails(Condition::lt(path("n"), "5"));
    fails(Condition::ge(path("n"), "5"));
    fails(Condition::lt(path("nul"), 5));
    fails(Condition::between(path("n"), "1", "9"));
    fails(Condition::begins_with(path("b"), "x"));
    fails(Condition::contains(path("ns"), "1"));
}

#[test]
fn null_is_a_value_and_equals_itself() {
    holds(Condition::eq(path("nul"), Value::Null));
    holds(Condition::exists("nul"));
    holds(Condition::has_type("nul", ValueKind::Null));
    fails(Condition::has_type("nope", ValueKind::Null));
}

#[test]
fn absent_operands_are_unequal_to_everything_even_each_other() {
    fails(Condition::eq(path("nope"), path("nope2")));
    holds(Condition::ne(path("nope"), path("nope2")));
    holds(!Condition::eq(path("nope"), 1));
    holds(Condition::ne(path("nope"), 1));
    for op in [Condition::lt, Condition::le, Condition::gt, Condition::ge] {
        fails(op(path("nope"), Operand::from(1)));
    }
    fails(Condition::between(path("nope"), 1, 2));
    fails(Condition::is_in(path("nope"), [1]));
    fails(Condition::begins_with(path("nope"), ""));
    fails(Condition::contains(path("nope"), ""));
}

#[test]
fn between_includes_both_ends() {
    for (low, high, inside) in [(123, 123, true), (100, 122, false), (124, 200, false), (1, 123, true)] {
        assert_eq!(
            matches(&Condition::between(path("n"), low, high), item().view()),
            inside,
            "{low}..{high}"
        );
    }
}

#[test]
fn contains_looks_into_strings_binaries_sets_and_lists() {
    holds(Condition::contains(path("s"), "é"));
    holds(Condition::contains(path("s"), ""));
    holds(Condition::contains(path("b"), vec![2u8, 3]));
    holds(Condition::contains(path("b"), Vec::<u8>::new()));
    fails(Condition::contains(path("b"), vec![1u8, 3]));
    holds(Condition::contains(path("tags"), ""));
    holds(Condition::contains(path("list"), vec![Value::from(1)]));
    fails(Condition::contains(path("list"), 1));
    fails(Condition::contains(path("m"), "k"));
    fails(Condition::contains(path("n"), 1));
}

#[test]
fn constants_may_be_looked_into_as_well() {
    let words = Value::Ss(BTreeSet::from(["😀é".to_owned()]));
    holds(Condition::contains(words, path("s")));
    holds(Condition::contains(vec![Value::from(123)], path("n")));
    holds(Condition::contains(numbers(&["123"]), path("n")));
    fails(Condition::contains(numbers(&["1"]), path("s")));
}

#[test]
fn begins_with_compares_prefixes_of_strings_and_binaries() {
    holds(Condition::begins_with(path("s"), "😀"));
    holds(Condition::begins_with(path("b"), vec![1u8, 2]));
    fails(Condition::begins_with(path("b"), vec![2u8]));
}

#[test]
fn paths_reach_into_maps_and_lists_only() {
    holds(Condition::eq(Path::attribute("m").key("k"), "v"));
    holds(Condition::eq(Path::attribute("list").index(1).index(0), 1));
    holds(Condition::not_exists(Path::attribute("list").index(2)));
    holds(Condition::not_exists(Path::attribute("list").key("k")));
    holds(Condition::not_exists(Path::attribute("m").index(0)));
    holds(Condition::not_exists(Path::attribute("s").key("k")));
}

#[test]
fn connectives_are_two_valued() {
    let yes = || Condition::exists("n");
    let no = || Condition::exists("nope");
    holds(yes().and(yes()));
    fails(yes().and(no()));
    holds(no().or(yes()));
    fails(no().or(no()));
}

#[test]
fn a_missing_item_has_no_attributes() {
    let missing = ItemRef::default();
    assert!(matches(&Condition::not_exists("pk"), missing));
    assert!(!matches(&Condition::exists("pk"), missing));
    assert!(matches(&Condition::ne(path("pk"), "a"), missing));
}
