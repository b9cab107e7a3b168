//! Conditions that cannot make sense are refused before anything is looked up.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Path, Projection, SetValue, Update};
use dynamo_model::request::{DeleteItem, GetItem, Scan, UpdateItem};
use dynamo_model::value::Value;

use crate::kit::{item, key, list, map, nested, refused, strings};
use crate::{Target, TestTable};

fn path(name: &str) -> Path {
    Path::attribute(name)
}

async fn all_refused(table: &TestTable, conditions: impl IntoIterator<Item = Condition>) -> Result<()> {
    for condition in conditions.into_iter().collect::<Vec<_>>() {
        let request = DeleteItem::new(table, key("a", "1")).with_condition(condition.clone());
        match table.delete_item(request).await {
            Err(error) if error.is_validation() => {}
            other => panic!("{condition:?} should have been refused, but: {other:?}"),
        }
    }
    Ok(())
}

pub async fn constants_without_an_order_cannot_be_compared(target: &Target) -> Result<()> {
    let table = target.table().await?;
    all_refused(
        &table,
        [
            Condition::lt(path("v"), list([1])),
            Condition::ge(path("v"), true),
            Condition::gt(path("v"), Value::Null),
            Condition::le(path("v"), strings(["a"])),
            Condition::lt(path("v"), map(item! {})),
            Condition::between(path("v"), true, true),
        ],
    )
    .await
}

pub async fn begins_with_takes_only_strings_and_binaries(target: &Target) -> Result<()> {
    let table = target.table().await?;
    all_refused(
        &table,
        [Condition::begins_with(path("v"), 1), Condition::begins_with(path("v"), list(["a"]))],
    )
    .await
}

pub async fn between_bounds_must_be_in_order_and_of_one_type(target: &Target) -> Result<()> {
    let table = target.table().await?;
    all_refused(&table, [Condition::between(path("v"), 5, 2), Condition::between(path("v"), "a", 1)]).await
}

pub async fn an_attribute_cannot_be_compared_with_itself(target: &Target) -> Result<()> {
    let table = target.table().await?;
    all_refused(
        &table,
        [Condition::eq(path("v"), path("v")), Condition::contains(path("v").key("a"), path("v").key("a"))],
    )
    .await
}

pub async fn paths_cannot_lead_below_a_key_attribute(target: &Target) -> Result<()> {
    let table = target.table().await?;
    all_refused(&table, [Condition::exists(path("pk").key("a")), Condition::exists(path("sk").index(0))])
        .await
}

pub async fn ninety_nine_values_fit_into_in_and_a_hundred_and_one_do_not(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(item! { "pk": "a", "sk": "1", "v": 98 }).await?;
    assert!(table.holds(key("a", "1"), Condition::is_in(path("v"), 0..99)).await?);
    all_refused(&table, [Condition::is_in(path("v"), 0..101)]).await
}

pub async fn three_hundred_operators_fit_into_a_condition_and_no_more(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(item! { "pk": "a", "sk": "1", "v": 1 }).await?;
    // Each comparison counts one, and so does each OR between two: 150 comparisons make 299. With NOT, 300.
    let ors = (1..150).fold(Condition::eq(path("v"), 1), |all, n| all.or(Condition::eq(path("v"), n)));
    assert!(!table.holds(key("a", "1"), !ors.clone()).await?);
    all_refused(&table, [!!ors]).await
}

pub async fn constants_nested_too_deeply_are_refused(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(key("a", "1")).await?;
    assert!(!table.holds(key("a", "1"), Condition::eq(path("v"), nested(31))).await?);
    all_refused(&table, [Condition::eq(path("v"), nested(32))]).await
}

pub async fn a_refused_condition_writes_nothing(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let request = UpdateItem::new(&table, key("a", "1"))
        .with_update(Update::new().set("v", 1))
        .with_condition(Condition::lt(path("v"), true).or(Condition::not_exists("v")));
    assert!(refused(table.update_item(request).await).is_validation());
    assert_eq!(table.get(key("a", "1")).await?, None);
    Ok(())
}

pub async fn the_index_of_a_list_has_31_bits(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let stored = item! { "pk": "a", "sk": "1", "v": list([1]) };
    table.put(stored.clone()).await?;
    let at = |index: u32| path("v").index(index);
    assert!(!table.holds(key("a", "1"), Condition::exists(at(2_147_483_647))).await?);
    table.update(key("a", "1"), Update::new().remove(at(2_147_483_647))).await?;
    all_refused(&table, [Condition::exists(at(2_147_483_648)), Condition::eq(path("v"), at(u32::MAX))])
        .await?;
    let error = refused(table.update(key("a", "1"), Update::new().set(at(2_147_483_648), 1)).await);
    assert!(
        error.message().ends_with("List index is not within the allowable range; index: [2147483648]"),
        "{error}"
    );
    let get = GetItem::new(&table, key("a", "1")).with_projection([at(2_147_483_648)].into_iter().collect());
    assert!(refused(table.get_item(get).await).is_validation());
    assert_eq!(table.get(key("a", "1")).await?, Some(stored));
    Ok(())
}

pub async fn of_several_wrong_constants_the_last_is_told(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let add = |update: Update| update.add("a", "x").add("b", list([1]));
    let sum = SetValue::Add(path("c").into(), "x".into());
    for (update, told) in [
        (add(Update::new()), "operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND"),
        (
            Update::new().delete("a", list([1])).delete("b", 1),
            "operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
        ),
        (add(Update::new()).delete("c", true), "operator: DELETE, operand type: BOOLEAN"),
        (add(Update::new().set("c", sum)), "operator: ADD, operand type: LIST"),
    ] {
        let error = refused(table.update(key("a", "1"), update).await);
        assert!(error.is_validation() && error.message().contains(told), "{error}, not {told}");
    }
    Ok(())
}

pub async fn the_names_and_constants_of_a_request_have_two_megabytes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let names = |count: usize| (0..count).map(|number| path(&format!("{number:060000}")));
    let get = GetItem::new(&table, key("a", "1")).with_projection(names(35).collect::<Projection>());
    let error = refused(table.get_item(get).await);
    assert_eq!(error.message(), "ExpressionAttributeNames exceeds max size");
    // Neither is too large alone.
    let filter = names(18).fold(Condition::eq(path("v"), "x".repeat(1_100_000)), |condition, name| {
        condition.or(Condition::exists(name))
    });
    let error = refused(table.scan(Scan::new(&table).with_filter(filter)).await);
    assert_eq!(
        error.message(),
        "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size"
    );
    Ok(())
}

pub async fn an_expression_has_a_megabyte_with_its_names_and_constants(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let scan = |bytes: usize| Scan::new(&table).with_filter(Condition::eq(path("v"), "x".repeat(bytes)));
    let error = refused(table.scan(scan(1_048_576)).await);
    assert_eq!(
        error.message(),
        "Invalid FilterExpression: Expression size has exceeded the maximum allowed size;"
    );
    table.scan(scan(1_048_000)).await?;
    Ok(())
}
