use dynamo_model::expr::{Condition, Path, Projection, SetOperand, Update};
use dynamo_model::request::{
    DeleteItem, GetItem, IndexDefinition, KeySchema, PutItem, ReturnValues, UpdateItem,
};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Error, Result};

use super::fixture::{created, request, table};
use super::{delete, get, put, update};

const NO_MATCH: &str = "The provided key element does not match the schema";
const EMPTY_SET: &str =
    "1 validation error detected: One or more parameter values were invalid: An string set  may not be empty";

fn key() -> Item {
    Item::from_iter([("p", Value::from("a")), ("s", 1.into())])
}

fn with(name: &str, value: impl Into<Value>) -> Item {
    let mut item = key();
    item.insert(name, value);
    item
}

fn put(item: Item) -> Result<()> {
    let request = PutItem::new("shop", item);
    request.check()?;
    put::check_table(request.item.view(), None, &table())
}

fn get(key: Item) -> Result<()> {
    let request = GetItem::new("shop", key);
    request.check()?;
    get::check_table(request.key.view(), request.projection.as_ref(), &table())
}

fn update(update: Update) -> Result<()> {
    let request = UpdateItem::new("shop", key()).with_update(update);
    request.check()?;
    update::check_table(request.key.view(), &request.update, None, &table())
}

#[track_caller]
fn refused(outcome: Result<()>, message: &str) {
    assert_eq!(outcome.as_ref().map_err(Error::message), Err(message));
}

#[test]
fn an_item_to_put_has_its_keys_with_their_types() {
    assert!(put(key()).is_ok());
    refused(
        put(Item::from_iter([("p", "a")])),
        "One or more parameter values were invalid: Missing the key s in the item",
    );
    refused(
        put(with("s", "1")),
        "One or more parameter values were invalid: Type mismatch for key s expected: N actual: S",
    );
    refused(
        put(with("p", "")),
        "One or more parameter values are not valid. \
         The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
    );
    refused(
        put(with("p", "x".repeat(2049))),
        "One or more parameter values were invalid: \
         Size of hashkey has exceeded the maximum size limit of2048 bytes",
    );
    assert!(put(with("p", "x".repeat(2048))).is_ok());
}

#[test]
fn index_keys_may_be_absent_but_not_wrong() {
    assert!(put(with("g", "x")).is_ok());
    refused(
        put(with("g", Value::Null)),
        "One or more parameter values were invalid: \
         Type mismatch for Index Key g Expected: S Actual: NULL IndexName: one",
    );
    refused(
        put(with("h", Vec::<u8>::new())),
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. \
         The AttributeValue for a key attribute cannot contain an empty binary value. IndexName: one, IndexKey: h",
    );
    refused(
        put(with("h", vec![0u8; 1025])),
        "One or more parameter values were invalid: \
         Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
    );
    let mut sum = with("a", "x".repeat(512));
    sum.insert("b", "x".repeat(512));
    assert!(put(sum.clone()).is_ok());
    sum.insert("c", "x");
    assert!(put(sum).is_err());
}

#[test]
fn a_put_is_checked_in_the_services_order() {
    let request = || PutItem::new("shop", with("x", Value::Ss([].into()))).returning(ReturnValues::AllNew);
    refused(request().check(), EMPTY_SET);
    let mut request = request();
    request.item = with("x", "x".repeat(409_600));
    refused(request.check(), "1 validation error detected: ReturnValues can only be ALL_OLD or NONE");
    request.return_values = ReturnValues::AllOld;
    request.condition = Some(Condition::lt(Path::attribute("x"), true));
    refused(request.check(), "Item size has exceeded the maximum allowed size");
    request.item = key();
    refused(
        request.check(),
        "1 validation error detected: Invalid ConditionExpression: Incorrect operand type for operator or function; \
         operator or function: <, operand type: BOOL",
    );
    request.table = "".into();
    assert!(request.check().unwrap_err().message().contains("'TableName'"));
}

#[test]
fn a_lookup_key_is_exactly_the_primary_key() {
    assert!(get(key()).is_ok());
    refused(get(Item::from_iter([("p", "a")])), NO_MATCH);
    refused(get(with("s", "1")), NO_MATCH);
    refused(get(with("x", 1)), NO_MATCH);
    refused(
        get(with("p", "")),
        "One or more parameter values are not valid. \
         The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
    );
    assert!(get(with("p", "x".repeat(2049))).unwrap_err().message().contains("of2048 bytes"));
}

#[test]
fn reads_report_faults_bare_and_writes_in_an_envelope() {
    let bad = || with("x", Value::Ss([].into()));
    refused(get(bad()), EMPTY_SET.strip_prefix("1 validation error detected: ").unwrap());
    refused(DeleteItem::new("shop", bad()).check(), EMPTY_SET);
    refused(UpdateItem::new("shop", bad()).check(), EMPTY_SET);
}

#[test]
fn a_projection_does_not_look_into_keys() {
    let request =
        GetItem::new("shop", key()).with_projection(Projection::from_iter([Path::attribute("s").index(0)]));
    refused(
        get::check_table(request.key.view(), request.projection.as_ref(), &table()),
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: s",
    );
}

#[test]
fn a_delete_returns_nothing_or_the_old_item() {
    let request = DeleteItem::new("shop", key());
    assert!(request.clone().returning(ReturnValues::AllOld).check().is_ok());
    refused(
        request.clone().returning(ReturnValues::UpdatedOld).check(),
        "1 validation error detected: ReturnValues can only be ALL_OLD or NONE",
    );
    let nested = request.with_condition(Condition::exists(Path::attribute("p").key("x")));
    assert!(
        delete::check_table(nested.key.view(), nested.condition.as_ref(), &table())
            .unwrap_err()
            .message()
            .ends_with("Key: p")
    );
}

#[test]
fn updates_leave_the_primary_key_alone() {
    refused(
        update(Update::new().set("p", "a")),
        "One or more parameter values were invalid: Cannot update attribute p. This attribute is part of the key",
    );
    refused(
        update(Update::new().remove(Path::attribute("p").key("x"))),
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: p",
    );
    refused(
        update(Update::new().set("x", Path::attribute("g").key("y"))),
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: g",
    );
    assert!(update(Update::new().set("g", "a").set("x", Path::attribute("p"))).is_ok());
}

#[test]
fn an_update_answers_for_the_index_keys_it_writes() {
    let old = key();
    let result =
        |update: Update, new: Item| update::check_result(&update, Some(old.view()), new.view(), &table());
    refused(
        result(Update::new().set("g", 1), with("g", 1)),
        "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: one",
    );
    refused(
        result(Update::new().set("g", SetOperand::if_not_exists("x", "y")), with("g", 1)),
        "The update expression attempted to update the secondary index key to unsupported type",
    );
    refused(
        result(Update::new().set("g", ""), with("g", "")),
        "One or more parameter values are not valid. The update expression attempted to update a secondary index key \
         to a value that is not supported. \
         The AttributeValue for a key attribute cannot contain an empty string value.",
    );
    refused(
        result(Update::new().set("g", "long"), with("g", "x".repeat(2049))),
        "The update expression attempted to update the secondary index key beyond allowed size limits.",
    );
    assert!(result(Update::new().set("x", 1), with("g", 1)).is_ok());
}

#[test]
fn a_key_that_is_too_long_for_an_index_makes_no_new_item() {
    let inverse = IndexDefinition::new("inverse", KeySchema::new("s").with_sort("p"));
    let table = created(&request().with_global_index(inverse));
    let long = with("p", "x".repeat(1025));
    let check = |old| update::check_result(&Update::new(), old, long.view(), &table);
    assert!(check(None).unwrap_err().message().contains("beyond allowed size limits"));
    assert!(check(Some(long.view())).is_ok());
}

#[test]
fn an_update_makes_no_item_too_large_or_too_deep() {
    let large = Update::new().set("x", "x");
    refused(
        update::check_result(&large, Some(key().view()), with("x", "x".repeat(409_600)).view(), &table()),
        "Item size to update has exceeded the maximum allowed size",
    );
    let deep = (0..32).fold(Value::Null, |inner, _| Value::L(vec![inner]));
    let nested = Update::new().set(Path::attribute("x").index(0), "deep");
    assert!(
        update::check_result(&nested, Some(key().view()), with("x", deep).view(), &table())
            .unwrap_err()
            .message()
            .starts_with("Nesting Levels have exceeded supported limits")
    );
}
