//! What is wrong with expressions, whatever table they are for. Whether in an envelope, `envelope` says.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Path, Projection, SetOperand, SetValue, Update};
use dynamo_model::request::{DeleteItem, GetItem, UpdateItem};
use dynamo_model::value::Value;

use crate::kit::{key, list, refused, says, strings};
use crate::{Target, TestTable};

fn v() -> Path {
    Path::attribute("v")
}

fn deep() -> Path {
    (0..32).fold(v(), Path::index)
}

async fn say_of_conditions(table: &TestTable, rows: Vec<(Condition, &str)>) {
    for (condition, fault) in rows {
        let delete = DeleteItem::new(table, key("a", "1")).with_condition(condition);
        let error = refused(table.delete_item(delete).await);
        says(&error, &format!("Invalid ConditionExpression: {fault}"));
    }
}

async fn say_of_updates(table: &TestTable, rows: Vec<(Update, &str)>) {
    for (update, fault) in rows {
        let update = UpdateItem::new(table, key("a", "1")).with_update(update);
        let error = refused(table.update_item(update).await);
        says(&error, &format!("Invalid UpdateExpression: {fault}"));
    }
}

pub async fn what_a_condition_has_too_much_of_is_counted(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let ors = (1..150).fold(Condition::eq(v(), 1), |all, n| all.or(Condition::eq(v(), n)));
    // Whether the count goes beyond the first too many is not known.
    for (condition, fault) in [
        (!!ors, "The expression contains too many operators; operator count: "),
        (
            Condition::is_in(v(), 0..101),
            "The IN operator is provided with too many operands; number of operands: ",
        ),
    ] {
        let delete = DeleteItem::new(&table, key("a", "1")).with_condition(condition);
        let error = refused(table.delete_item(delete).await);
        let start = format!("Invalid ConditionExpression: {fault}");
        assert!(error.is_validation() && error.message().contains(&start), "{error:?}");
    }
    Ok(())
}

pub async fn operands_that_are_the_same_are_named_with_their_operator(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = |operator: &str, first: &str| {
        format!(
            "The first operand must be distinct from the remaining operands for this operator or function; operator: \
             {operator}, first operand: [{first}]"
        )
    };
    say_of_conditions(
        &table,
        vec![
            (Condition::lt(v(), v()), &message("<", "v")),
            (Condition::contains(v().key("a"), v().key("a")), &message("contains", "v, a")),
            (Condition::begins_with(v(), v()), &message("begins_with", "v")),
        ],
    )
    .await;
    Ok(())
}

pub async fn constants_an_operator_cannot_take_are_named_by_type(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = |operator: &str, kind: &str| {
        format!(
            "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
        )
    };
    say_of_conditions(
        &table,
        vec![
            (Condition::ge(v(), list(["a"])), &message(">=", "L")),
            (Condition::gt(v(), Value::Null), &message(">", "NULL")),
            (Condition::le(v(), strings(["a"])), &message("<=", "SS")),
            (Condition::between(v(), true, true), &message("BETWEEN", "BOOL")),
            (Condition::begins_with(v(), list(["a"])), &message("begins_with", "L")),
        ],
    )
    .await;
    Ok(())
}

pub async fn constants_a_sum_or_a_list_cannot_take_are_named_by_type(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = |operator: &str, kind: &str| {
        format!(
            "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
        )
    };
    say_of_updates(
        &table,
        vec![
            (Update::new().set("v", SetValue::Add(v().into(), "x".into())), &message("+", "S")),
            (Update::new().set("v", SetValue::Subtract(v().into(), true.into())), &message("-", "BOOL")),
            (Update::new().set("v", SetOperand::list_append(v(), 1)), &message("list_append", "N")),
        ],
    )
    .await;
    Ok(())
}

pub async fn the_nesting_of_a_path_is_counted_in_every_expression(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let fault = "The document path has too many nesting levels; nesting levels: 33";
    say_of_conditions(&table, vec![(Condition::exists(deep()), fault)]).await;
    say_of_updates(&table, vec![(Update::new().remove(deep()), fault)]).await;
    let read = GetItem::new(&table, key("a", "1")).with_projection(Projection::from_iter([deep()]));
    says(&refused(table.get_item(read).await), &format!("Invalid ProjectionExpression: {fault}"));
    Ok(())
}
