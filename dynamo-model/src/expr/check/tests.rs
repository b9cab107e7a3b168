use std::collections::BTreeSet;

use crate::Error;
use crate::expr::{
    Condition, KeyCondition, Operand, Path, Projection, SetOperand, SetValue, SortRange, Update, Written,
};
use crate::value::Value;

fn path(name: &str) -> Operand {
    Path::attribute(name).into()
}

fn of_condition(condition: &Condition) -> Result<(), String> {
    outcome(condition.check(None))
}

fn of_update(update: &Update) -> Result<(), String> {
    outcome(update.check(None))
}

fn of_projection<P: Into<Path>, const N: usize>(paths: [P; N]) -> Result<(), String> {
    outcome(Projection::from_iter(paths).check(None))
}

fn of_range(range: SortRange) -> Result<(), String> {
    outcome(KeyCondition::partition("p", "a").with_range("s", range).check(None))
}

fn outcome(checked: crate::Result<()>) -> Result<(), String> {
    checked.map_err(|error: Error| error.message().to_owned())
}

#[track_caller]
fn refused(outcome: Result<(), String>, message: &str) {
    assert_eq!(outcome.unwrap_err(), message);
}

#[test]
fn constants_that_can_never_be_ordered_are_refused() {
    let list = Value::L(Vec::new());
    refused(
        of_condition(&Condition::lt(path("l"), list.clone())),
        "Incorrect operand type for operator or function; \
         operator or function: <, operand type: L",
    );
    refused(
        of_condition(&Condition::between(path("l"), true, false)),
        "Incorrect operand type for operator or function; \
         operator or function: BETWEEN, operand type: BOOL",
    );
    refused(
        of_condition(&Condition::begins_with(path("l"), 1)),
        "Incorrect operand type for operator or function; \
         operator or function: begins_with, operand type: N",
    );
    assert_eq!(of_condition(&Condition::eq(path("l"), list.clone())), Ok(()));
    assert_eq!(of_condition(&Condition::contains(path("l"), list)), Ok(()));
}

#[test]
fn constants_without_a_size_are_refused() {
    for (value, kind) in [(Value::from(1), "N"), (true.into(), "BOOL"), (Value::Null, "NULL")] {
        refused(
            of_condition(&Condition::lt(Operand::SizeOfValue(value), path("a"))),
            &format!(
                "Incorrect operand type for operator or function; \
                 operator or function: size, operand type: {kind}"
            ),
        );
    }
    assert_eq!(of_condition(&Condition::lt(Operand::SizeOfValue("x".into()), path("a"))), Ok(()));
    assert!(of_condition(&Condition::begins_with(Operand::SizeOfValue("x".into()), path("a"))).is_err());
}

#[test]
fn between_needs_bounds_of_one_type_in_order() {
    refused(
        of_condition(&Condition::between(path("n"), 5, 2)),
        "The BETWEEN operator requires upper bound to be greater than or equal to lower \
         bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:2}",
    );
    refused(
        of_condition(&Condition::between(path("n"), "a", 1)),
        "The BETWEEN operator requires same data type for lower and upper bounds; \
         lower bound operand: AttributeValue: {S:a}, upper bound operand: AttributeValue: {N:1}",
    );
    refused(
        of_range(SortRange::Between("b".into(), "a".into())),
        "The BETWEEN operator requires upper bound to be greater than or equal to \
         lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}",
    );
    assert_eq!(of_condition(&Condition::between(path("n"), 2, 2)), Ok(()));
    assert_eq!(of_condition(&Condition::between(path("n"), path("low"), 2)), Ok(()));
}

#[test]
fn the_first_operand_differs_from_the_others() {
    let nested = || Operand::Path(Path::attribute("a").key("b").index(1));
    refused(
        of_condition(&Condition::eq(nested(), nested())),
        "The first operand must be distinct from the remaining operands for this \
         operator or function; operator: =, first operand: [a, b, [1]]",
    );
    let list = vec![Operand::from(1), path("a")];
    refused(
        of_condition(&Condition::In { operand: path("a"), list }),
        "The first operand must be distinct from the remaining operands for this \
         operator or function; operator: IN, first operand: [a]",
    );
    assert_eq!(of_condition(&Condition::eq(Operand::size("a"), path("a"))), Ok(()));
}

#[test]
fn in_takes_100_operands_the_left_one_counted() {
    assert_eq!(of_condition(&Condition::is_in(path("a"), 0..99)), Ok(()));
    refused(
        of_condition(&Condition::is_in(path("a"), 0..100)),
        "The IN operator is provided with too many operands; number of operands: 101",
    );
    assert!(of_condition(&Condition::is_in(path("a"), Vec::<Value>::new())).is_err());
}

/// Joins this many `attribute_exists(a)`: twice as many operators, less one.
fn chain(terms: usize) -> Condition {
    (1..terms).fold(Condition::exists("a"), |chain, _| chain.and(Condition::exists("a")))
}

#[test]
fn a_condition_has_300_operators_at_most() {
    let comparisons =
        (1..150).fold(Condition::eq(path("a"), 1), |chain, _| chain.and(Condition::eq(path("a"), 1)));
    assert_eq!(of_condition(&!comparisons.clone()), Ok(()));
    refused(of_condition(&!!comparisons), "The expression contains too many operators; operator count: 301");
    let sized = Condition::eq(Operand::size("a"), Operand::size("b"));
    let many = (1..75).fold(sized.clone(), |chain, _| chain.and(sized.clone()));
    assert_eq!(of_condition(&!many.clone()), Ok(()));
    assert!(of_condition(&!!many).is_err());
    let constant = Condition::eq(Operand::SizeOfValue("a".into()), Operand::SizeOfValue("b".into()));
    let many = (1..75).fold(constant.clone(), |chain, _| chain.and(constant.clone()));
    assert!(of_condition(&!!many).is_err());
}

#[test]
fn the_written_expression_has_4096_bytes_at_most() {
    // `attribute_exists(#n0)` takes 21 bytes and ` AND ` five, the list 596.
    let list = || Condition::is_in(path("a"), 0..99);
    assert_eq!(of_condition(&chain(134).and(list())), Ok(()));
    refused(
        of_condition(&chain(135).and(list())),
        "Expression size has exceeded the maximum allowed size; expression size: 4101",
    );
    let wide = (0..900).fold(Update::new(), |update, n| update.remove(format!("a{n}").as_str()));
    refused(of_update(&wide), "Expression size has exceeded the maximum allowed size;");
}

#[test]
fn trees_of_any_depth_are_refused_without_recursion() {
    let deep = (0..100_000).fold(SetOperand::from(0), |inner, _| SetOperand::if_not_exists("a", inner));
    let update = Update::new().set("b", deep);
    refused(of_update(&update), "Expression size has exceeded the maximum allowed size;");
    // Dropping such a tree recurses, in code that is not the engine's.
    std::mem::forget(update);
}

#[test]
fn paths_have_32_elements_at_most() {
    let deep = |depth: usize| (1..depth).fold(Path::attribute("a"), |path, _| path.key("b"));
    assert_eq!(of_condition(&Condition::exists(deep(32))), Ok(()));
    refused(
        of_condition(&Condition::exists(deep(33))),
        "The document path has too many nesting levels; nesting levels: 33",
    );
    assert!(of_update(&Update::new().set("x", deep(33))).unwrap_err().contains("nesting levels: 33"));
    assert!(of_projection([deep(33)]).unwrap_err().contains("nesting levels: 33"));
}

#[test]
fn a_list_index_ends_where_the_parser_ends_it() {
    let at = |index: u32| Path::attribute("a").index(index).key("b");
    let largest = i32::MAX.unsigned_abs();
    assert_eq!(of_condition(&Condition::exists(at(largest))), Ok(()));
    assert_eq!(of_update(&Update::new().set(at(largest), at(largest - 1))), Ok(()));
    assert_eq!(of_projection([at(largest)]), Ok(()));
    let says = |index: u32| format!("List index is not within the allowable range; index: [{index}]");
    let (first, second) = (at(largest + 1), at(u32::MAX));
    let condition = Condition::exists(first.clone()).and(Condition::exists(second.clone()));
    assert_eq!(of_condition(&condition), Err(says(largest + 1)));
    assert_eq!(of_update(&Update::new().set(first.clone(), second.clone())), Err(says(largest + 1)));
    let read_first = Update::new().set("x", second.clone()).remove(first.clone());
    assert_eq!(of_update(&read_first), Err(says(u32::MAX)));
    assert_eq!(of_projection([first, second]), Err(says(largest + 1)));
}

#[test]
fn projected_paths_neither_overlap_nor_conflict() {
    let a = || Path::attribute("a");
    refused(
        of_projection([a().key("b").key("c"), a().key("x"), a().key("b")]),
        "Two document paths overlap with each other; must remove or rewrite one of \
         these paths; path one: [a, b, c], path two: [a, b]",
    );
    refused(
        of_projection([a().key("b"), a().index(1)]),
        "Two document paths conflict with each other; must remove or rewrite one of \
         these paths; path one: [a, b], path two: [a, [1]]",
    );
    assert_eq!(of_projection([a().key("b"), a().key("c"), Path::attribute("b")]), Ok(()));
    refused(of_projection::<Path, 0>([]), "The expression can not be empty;");
}

#[test]
fn sections_of_an_update_do_not_share_targets() {
    refused(
        of_update(&Update::new().set("a", 1).remove(Path::attribute("a").key("b"))),
        "Two document paths overlap with each other; must remove or rewrite one of \
         these paths; path one: [a], path two: [a, b]",
    );
    assert!(of_update(&Update::new().add("a", 1).set("a", 1)).is_err());
    assert_eq!(
        of_update(&Update::new().set("a", Path::attribute("b")).set("b", Path::attribute("a"))),
        Ok(())
    );
}

#[test]
fn add_takes_numbers_and_sets_delete_sets_only() {
    let tags = Value::Ss(BTreeSet::from(["x".to_owned()]));
    assert_eq!(of_update(&Update::new().add("a", 1).add("b", tags.clone()).delete("c", tags)), Ok(()));
    refused(
        of_update(&Update::new().add("a", "x")),
        "Incorrect operand type for operator or function; \
         operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
    );
    refused(
        of_update(&Update::new().delete("a", 1)),
        "Incorrect operand type for operator or function; \
         operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
    );
}

#[test]
fn operands_of_assignments_fit_their_operator() {
    refused(
        of_update(&Update::new().set("a", SetValue::Add(Path::attribute("a").into(), "x".into()))),
        "Incorrect operand type for operator or function; \
         operator or function: +, operand type: S",
    );
    refused(
        of_update(&Update::new().set("a", SetOperand::list_append(Path::attribute("a"), 1))),
        "Incorrect operand type for operator or function; \
         operator or function: list_append, operand type: N",
    );
    let list = || SetOperand::from(Value::L(Vec::new()));
    let nested = SetOperand::list_append(list(), SetOperand::list_append(list(), list()));
    refused(
        of_update(&Update::new().set("a", nested)),
        "The function is not allowed to be used this way in an expression; \
         function: list_append",
    );
    let fallback = SetOperand::if_not_exists("a", SetOperand::list_append(list(), list()));
    assert!(of_update(&Update::new().set("a", fallback)).is_err());
}

#[test]
fn an_update_has_any_number_of_clauses_that_fit() {
    let many = (0..301).fold(Update::new(), |update, n| update.remove(format!("a{n}").as_str()));
    assert_eq!(of_update(&many), Ok(()));
}

#[test]
fn a_key_attribute_has_one_condition() {
    let twice = KeyCondition::partition("p", "a").with_equal("s", 1).with_range("s", SortRange::Gt(1.into()));
    refused(outcome(twice.check(None)), "KeyConditionExpressions must only contain one condition per key");
}

#[test]
fn ranges_need_operands_with_an_order() {
    refused(
        of_range(SortRange::Ge(Value::Null)),
        "Incorrect operand type for operator or function; \
         operator or function: >=, operand type: NULL",
    );
    refused(
        of_range(SortRange::BeginsWith(1.into())),
        "Incorrect operand type for operator or function; \
         operator or function: begins_with, operand type: N",
    );
}

/// Whoever says that a tree was written spares it the measuring, and nothing else.
#[test]
fn what_is_known_to_be_written_is_checked_all_the_same() {
    let written = Some(Written::new(false));
    let paths = |count: u32| Projection::from_iter((0..count).map(|n| Path::attribute(format!("a{n}"))));
    assert!(paths(900).check(None).unwrap_err().message().contains("expression size: "));
    assert_eq!(outcome(paths(900).check(written)), Ok(()));
    let same = Condition::eq(path("a"), path("a"));
    assert_eq!(outcome(same.check(written)), of_condition(&same));
    let deep = (0..100_000).fold(SetOperand::from(0), |inner, _| SetOperand::if_not_exists("a", inner));
    let update = Update::new().set("b", deep);
    refused(
        outcome(update.check(written)),
        "The expression contains too many operators; operator count: 301",
    );
    std::mem::forget(update);
    let deep = (0..100_000).fold(Condition::exists("a"), |inner, _| !inner);
    refused(outcome(deep.check(written)), "The expression contains too many operators; operator count: 301");
    std::mem::forget(deep);
}

/// Sums count, and so do functions.
#[test]
fn an_update_has_300_operators_at_most() {
    let written = Some(Written::new(false));
    let sum = |left: SetOperand| SetValue::Add(left, 1.into());
    let sums = (0..298).fold(Update::new(), |update, n| {
        update.set(format!("a{n}").as_str(), sum(Path::attribute("b").into()))
    });
    let defaulted = |update: Update, name: &str| update.set(name, sum(SetOperand::if_not_exists("b", 0)));
    assert_eq!(outcome(defaulted(sums.clone(), "x").check(written)), Ok(()));
    refused(
        outcome(defaulted(defaulted(sums, "x"), "y").check(written)),
        "The expression contains too many operators; operator count: 301",
    );
}

/// The same as for a text that is parsed: `#n0 = :v0` has nine bytes, and the name one.
#[test]
fn an_expression_stays_below_a_megabyte_when_placeholders_are_replaced() {
    const MEGABYTE: usize = 1024 * 1024;
    let too_large = "Expression size has exceeded the maximum allowed size;";
    let condition = |bytes: usize| Condition::eq(path("a"), "x".repeat(bytes));
    assert_eq!(of_condition(&condition(MEGABYTE - 10)), Ok(()));
    refused(of_condition(&condition(MEGABYTE - 9)), too_large);
    let update = |bytes: usize| Update::new().set("a", "x".repeat(bytes)).add("b", 1);
    assert_eq!(of_update(&update(MEGABYTE - 100)), Ok(()));
    refused(of_update(&update(MEGABYTE)), too_large);
    let name = |last: char| Path::attribute("n".repeat(MEGABYTE / 2 - 20)).key(last);
    assert_eq!(of_projection([name('a'), name('b')]), Ok(()));
    refused(of_projection([name('a'), name('b'), name('c')]), too_large);
    assert_eq!(of_range(SortRange::Gt("x".repeat(MEGABYTE - 100).into())), Ok(()));
    refused(of_range(SortRange::Gt("x".repeat(MEGABYTE).into())), too_large);
    let written = Written::new(false);
    assert!(condition(MEGABYTE).check(Some(written)).is_ok());
}
