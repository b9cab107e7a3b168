use dynamo_model::expr::{Condition, KeyCondition, Operand, Path, Projection, SortRange};
use dynamo_model::request::{Query, Select};
use dynamo_model::value::{Item, Value};

use super::check_table;
use crate::rules::fixture::{hash_only, table};
use crate::table::Filled;

fn on(key: KeyCondition) -> Query {
    Query::new("shop", key)
}

fn partition() -> KeyCondition {
    KeyCondition::partition("p", "a")
}

fn many() -> KeyCondition {
    KeyCondition::partition("t", "x").with_equal("u", "x")
}

#[track_caller]
fn passes(query: Query) {
    query.check().unwrap();
    check_table(&query, &table()).unwrap();
}

#[track_caller]
fn refused(query: Query, message: &str) {
    let error = query.check().and_then(|()| check_table(&query, &table())).unwrap_err();
    assert!(error.is_validation());
    assert_eq!(error.message(), message);
}

#[test]
fn indexes_have_possible_names() {
    for (name, constraint) in [
        ("no".to_owned(), "Member must have length greater than or equal to 3"),
        ("n".repeat(256), "Member must have length less than or equal to 255"),
        ("a b c".to_owned(), "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
    ] {
        let message = format!(
            "1 validation error detected: Value at 'IndexName' failed to satisfy constraint: {constraint}"
        );
        // It comes before limits, too.
        refused(on(partition()).on_index(name).with_limit(0), &message);
    }
}

#[test]
fn an_index_is_read_once_it_is_filled() {
    let mut filling = table();
    filling.indexes.iter_mut().for_each(|index| index.filled = Filled::nothing());
    let error = check_table(&on(many()).on_index("many"), &filling).unwrap_err();
    assert!(error.is_validation());
    assert_eq!(error.message(), "Cannot read from backfilling global secondary index: many");
    passes(on(many()).on_index("many"));
}

#[test]
fn limits_are_at_least_1() {
    passes(on(partition()).with_limit(1));
    refused(
        on(partition()).with_limit(0),
        "1 validation error detected: Value at 'Limit' failed to satisfy constraint: \
         Member must have value greater than or equal to 1",
    );
}

#[test]
fn select_and_projection_agree() {
    let projected = || on(partition()).with_projection(Projection::from_iter(["x"]));
    passes(projected());
    passes(projected().with_select(Select::SpecificAttributes));
    refused(
        projected().with_select(Select::Count),
        "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get only the Count",
    );
    refused(
        projected().with_select(Select::AllProjectedAttributes),
        "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get \
         ALL_PROJECTED_ATTRIBUTES",
    );
    refused(
        on(partition()).with_select(Select::SpecificAttributes),
        "1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get \
         SPECIFIC_ATTRIBUTES",
    );
    refused(
        on(partition()).with_select(Select::AllProjectedAttributes),
        "1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    );
}

#[test]
fn indexes_exist_and_are_never_consistent() {
    refused(on(partition()).on_index("none"), "The table does not have the specified index: none");
    refused(
        on(KeyCondition::partition("g", "x")).on_index("one").consistent(),
        "Consistent reads are not supported on global secondary indexes",
    );
}

#[test]
fn every_partition_key_attribute_needs_an_equality() {
    refused(on(KeyCondition::partition("s", 1)), "Query condition missed key schema element: p");
    let lacks = |names: &str| {
        format!("HASH key attributes {names} must have equality conditions specified in the query")
    };
    let many = |condition| on(condition).on_index("many");
    let after = || SortRange::Gt("x".into());
    refused(many(KeyCondition::partition("t", "x")), &lacks("u"));
    refused(many(KeyCondition::partition("t", "x").with_range("u", after())), &lacks("u"));
    refused(many(KeyCondition::partition("a", "x")), &lacks("t, u"));
    refused(many(KeyCondition::partition("a", "x").with_range("t", after())), &lacks("u"));
    let two = Condition::gt(Path::attribute("t"), "x").and(Condition::gt(Path::attribute("u"), "x"));
    refused(many(KeyCondition::try_from(two).unwrap()), &lacks("t, u"));
    let ranged = KeyCondition::partition("s", 1).with_range("p", SortRange::Gt("a".into()));
    refused(on(ranged), "Query key condition not supported");
}

#[test]
fn at_most_one_range_fits_a_key() {
    let after = || SortRange::Gt("x".into());
    let written = |condition: Condition| on(KeyCondition::try_from(condition).unwrap());
    let above = |name: &str| Condition::gt(Path::attribute(name), "x");
    refused(written(above("s")), "Query condition missed key schema element: p");
    refused(written(above("s").and(above("p"))), "Query key condition not supported");
    refused(
        on(many().with_range("a", after()).with_range("b", after())).on_index("many"),
        "RANGE key attributes a must have equality conditions specified in the query because a condition is present \
         on key attribute b",
    );
    refused(
        on(partition().with_range("s", SortRange::Gt(1.into())).with_range("s", SortRange::Lt(9.into()))),
        "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
    );
}

#[test]
fn only_key_attributes_take_part() {
    refused(on(partition().with_equal("x", 1)), "Query condition missed key schema element: s");
    refused(
        on(partition().with_equal("s", 1).with_equal("x", 1)),
        "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
    );
}

#[test]
fn operands_have_the_type_and_content_of_keys() {
    refused(
        on(partition().with_range("s", SortRange::BeginsWith("1".into()))),
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
    );
    refused(
        on(KeyCondition::partition("p", "")),
        "One or more parameter values are not valid. \
         The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
    );
    refused(
        on(KeyCondition::partition("p", "x".repeat(2049))),
        "One or more parameter values were invalid: \
         Size of hashkey has exceeded the maximum size limit of2048 bytes",
    );
    let long = vec![0u8; 1025];
    refused(
        on(KeyCondition::partition("g", "x").with_range("h", SortRange::Lt(long.into()))).on_index("one"),
        "One or more parameter values were invalid: \
         Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
    );
}

#[test]
fn sort_key_attributes_are_fixed_from_the_left() {
    let query = |key: KeyCondition| on(key).on_index("many");
    passes(query(many()));
    passes(query(many().with_equal("a", "x").with_range("b", SortRange::Gt("x".into()))));
    passes(query(many().with_equal("b", "x").with_equal("a", "x")));
    refused(
        query(many().with_equal("a", "x").with_equal("c", "x")),
        "RANGE key attributes b must have equality conditions specified in the query because a condition is present \
         on key attribute c",
    );
    refused(
        query(many().with_range("a", SortRange::Gt("x".into())).with_equal("b", "x")),
        "RANGE key attributes a must have equality conditions specified in the query because a condition is present \
         on key attribute b",
    );
}

#[test]
fn filters_leave_the_queried_key_alone() {
    let filter = |name: &str| Condition::exists("x").and(Condition::exists(name));
    refused(
        on(partition()).with_filter(filter("s")),
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: s",
    );
    passes(on(partition()).with_filter(filter("g")));
    passes(on(KeyCondition::partition("g", "x")).on_index("one").with_filter(filter("s")));
    refused(
        on(KeyCondition::partition("g", "x")).on_index("one").with_filter(filter("g")),
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: g",
    );
}

#[test]
fn paths_end_at_key_attributes() {
    refused(
        on(partition()).with_projection(Projection::from_iter([Path::attribute("p").key("x")])),
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: p",
    );
    refused(
        on(partition()).with_filter(Condition::exists(Path::attribute("g").index(0))),
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: g",
    );
}

#[test]
fn a_global_index_gives_only_what_it_holds() {
    let query = || on(many()).on_index("many");
    passes(query().with_filter(Condition::exists("note")));
    passes(query().with_projection(Projection::from_iter(["note", "p", "c"])));
    passes(on(KeyCondition::partition("g", "x")).on_index("one").with_select(Select::AllAttributes));
    refused(
        query().with_select(Select::AllAttributes),
        "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary \
         index many because its projection type is not ALL",
    );
    refused(
        query().with_projection(Projection::from_iter(["y", "note", "x"])),
        "One or more parameter values were invalid: Global secondary index many does not project x, y",
    );
    refused(
        query().with_filter(Condition::eq(Operand::size("x"), 1)),
        "One or more parameter values were invalid: Secondary index many does not project one or more filter \
         attributes: [x]",
    );
}

fn start(p: &str, s: i32) -> Item {
    Item::from_iter([("p", Value::from(p)), ("s", s.into())])
}

#[test]
fn a_start_key_is_exactly_the_keys_of_table_and_index() {
    const INVALID: &str = "The provided starting key is invalid";
    passes(on(partition()).starting_after(start("a", 1)));
    refused(on(partition()).starting_after(Item::from_iter([("p", "a")])), INVALID);
    refused(on(partition()).starting_after(Item::from_iter([("p", "a"), ("s", "1")])), INVALID);
    let mut more = start("a", 1);
    more.insert("x", 1);
    refused(on(partition()).starting_after(more), INVALID);
    let one = || on(KeyCondition::partition("g", "x")).on_index("one");
    let mut both = start("a", 1);
    both.insert("g", "x");
    refused(one().starting_after(both.clone()), INVALID);
    both.insert("h", vec![1u8]);
    passes(one().starting_after(both.clone()));
    let mut other = both.clone();
    other.insert("s", "1");
    refused(one().starting_after(other), INVALID);
    both.insert("h", Vec::<u8>::new());
    refused(
        one().starting_after(both),
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty binary \
         value. Key: h",
    );
}

#[test]
fn a_start_key_lies_within_the_query() {
    let ranged = || on(partition().with_range("s", SortRange::Gt(5.into())));
    refused(
        on(partition()).starting_after(start("b", 1)),
        "The provided starting key is outside query boundaries based on provided conditions",
    );
    passes(ranged().starting_after(start("a", 6)));
    refused(
        ranged().starting_after(start("a", 5)),
        "The provided starting key does not match the range key predicate",
    );
    refused(
        ranged().starting_after(start("b", 6)),
        "The query can return at most one row and cannot be restarted",
    );
    refused(
        on(partition().with_equal("s", 5)).starting_after(start("a", 5)),
        "The query can return at most one row and cannot be restarted",
    );
}

#[test]
fn a_start_of_another_partition_attribute_than_the_last_is_told_apart() {
    let of = |t: &str, u: &str| {
        let key = KeyCondition::partition("t", "x").with_equal("u", "y").with_equal("a", "z");
        let start = [("p", "p"), ("t", t), ("u", u), ("a", "other"), ("b", "b"), ("c", "c")];
        let mut start = Item::from_iter(start);
        start.insert("s", 1);
        Query::new("shop", key).on_index("many").starting_after(start)
    };
    refused(of("q", "y"), "The query can return at most one row and cannot be restarted");
    refused(of("x", "q"), "The provided starting key does not match the range key predicate");
}

#[test]
fn a_partition_of_one_item_is_not_restartable() {
    let query = on(partition()).starting_after(Item::from_iter([("p", "a")]));
    let error = check_table(&query, &hash_only()).unwrap_err();
    assert_eq!(
        error.message(),
        "The provided exclusive start key is invalid: ExclusiveStartKey: {p=AttributeValue: {S:a}}"
    );
}
