use dynamo_model::expr::{Condition, Update, Written};
use dynamo_model::request::UpdateItem;
use dynamo_model::{Backend as _, Validation};

use super::put_item::Answer;
use super::returns::set_returns;
use super::{Answering, Call, Operation, Service, behind_the_rest, json};
use crate::fault::Fault;
use crate::legacy::shape::{ATTRIBUTE_UPDATES, CONDITIONAL_OPERATOR, EXPECTED};
use crate::legacy::{self, AttributeUpdates, Expected, mixed};
use crate::wire::shape::{
    ITEM, NAMES, RETURN_CAPACITY, RETURN_METRICS, RETURN_ON_FAILURE, RETURN_VALUES, TEXT, UPDATED_TABLE,
    optional, required,
};
use crate::wire::stage::{Newer, Stage};

pub(super) static OPERATION: Operation = Operation {
    name: "UpdateItem",
    service: Service::Tables,
    reads_items: false,
    members: &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        required("TableName", &UPDATED_TABLE),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
        optional("ReturnItemCollectionMetrics", &RETURN_METRICS),
        optional("ReturnValues", &RETURN_VALUES),
        optional("ConditionalOperator", &CONDITIONAL_OPERATOR),
        required("Key", &ITEM),
        optional("Expected", &EXPECTED),
        optional("AttributeUpdates", &ATTRIBUTE_UPDATES),
        optional("UpdateExpression", &TEXT),
        optional("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
    ],
    newer: Some(Newer {
        needs: &["TableName", "Key"],
        stages: &[
            Stage::Members(&["TableName"]),
            Stage::Members(&["ReturnValues"]),
            Stage::Bare(&["ReturnValuesOnConditionCheckFailure"]),
            Stage::Members(&["ReturnItemCollectionMetrics"]),
            Stage::Members(&["ReturnConsumedCapacity"]),
        ],
    }),
    run,
};

/// What says how to change the item, and when.
const EXPRESSIONS: &[&str] =
    &["AttributeUpdates", "Expected", "ConditionalOperator", "UpdateExpression", "ConditionExpression"];

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.update_item(request(call)?).await;
        let output = output.map_err(|error| legacy::reworded(call.members, error))?;
        json(&Answer::of(&output.attributes, &output.consumed_capacity, &output.collection_metrics))
    })
}

fn request(call: Call<'_>) -> Result<UpdateItem, Fault> {
    let members = call.members;
    call.enveloped(|call| mixed::UPDATE.check(call.members))?;
    let key = call.enveloped(|call| call.members.item("Key"))?.unwrap_or_default();
    let mut request = UpdateItem::new(members.table(), key);
    set_returns!(request, members);
    let expressions = call.enveloped(expressions);
    let read = behind_the_rest(expressions, members, EXPRESSIONS, || request.check());
    let (update, condition, written) = read?;
    request.update = update;
    request.condition = condition;
    request.written = Some(written);
    Ok(request)
}

fn expressions(call: Call<'_>) -> Result<(Update, Option<Condition>, Written), Fault> {
    let members = call.members;
    let mut update = AttributeUpdates::read(members)?.into_update()?;
    let expected = Expected::read(members)?.into_condition()?;
    let mut parser = members.parser()?;
    // The newer layer looks for conditions of nothing first.
    if call.engine.validation() == Validation::Current && members.is("ConditionExpression", "") {
        parser.condition("")?;
    }
    if let Some(text) = members.text("UpdateExpression") {
        update = parser.update(text)?;
    }
    let condition = members.text("ConditionExpression").map(|text| parser.condition(text)).transpose()?;
    Ok((update, condition.or(expected), parser.finish()?))
}
