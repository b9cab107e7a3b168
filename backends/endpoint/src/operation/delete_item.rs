use dynamo_model::Backend as _;
use dynamo_model::request::DeleteItem;

use super::put_item::Answer;
use super::returns::set_returns;
use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::legacy::mixed;
use crate::legacy::shape::{CONDITIONAL_OPERATOR, EXPECTED};
use crate::wire::shape::{
    ITEM, NAMES, RETURN_CAPACITY, RETURN_METRICS, RETURN_OLD_VALUES, RETURN_ON_FAILURE, TABLE, TEXT,
    optional, required,
};
use crate::wire::stage::{Newer, Stage};

pub(super) static OPERATION: Operation = Operation {
    name: "DeleteItem",
    service: Service::Tables,
    reads_items: false,
    members: &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        required("TableName", &TABLE),
        optional("ReturnValues", &RETURN_OLD_VALUES),
        optional("ReturnItemCollectionMetrics", &RETURN_METRICS),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
        required("Key", &ITEM),
        optional("ConditionalOperator", &CONDITIONAL_OPERATOR),
        optional("Expected", &EXPECTED),
        optional("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
    ],
    newer: Some(Newer { needs: &[], stages: &[Stage::Members(&["TableName"])] }),
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.delete_item(request(call)?).await?;
        json(&Answer::of(&output.attributes, &output.consumed_capacity, &output.collection_metrics))
    })
}

fn request(call: Call<'_>) -> Result<DeleteItem, Fault> {
    let members = call.members;
    call.enveloped(|call| mixed::WRITE.check(call.members))?;
    let key = call.enveloped(|call| call.members.item("Key"))?.unwrap_or_default();
    let mut request = DeleteItem::new(members.table(), key);
    set_returns!(request, members);
    let (condition, written) = call.condition(|| request.check())?;
    request.condition = condition;
    request.written = Some(written);
    Ok(request)
}
