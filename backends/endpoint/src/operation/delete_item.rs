use dynamo_model::request::{DeleteItem, check};
use dynamo_model::{Backend as _, Validation};

use super::put_item::Answer;
use super::returns::set_returns;
use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::legacy::mixed;
use crate::legacy::shape::{CONDITIONAL_OPERATOR, EXPECTED};
use crate::wire::shape::{
    ITEM, NAMES, RETURN_CAPACITY, RETURN_METRICS, RETURN_ON_FAILURE, RETURN_VALUES, TABLE, TEXT, optional,
    required,
};

pub(super) static OPERATION: Operation = Operation {
    name: "DeleteItem",
    service: Service::Tables,
    reads_items: false,
    members: &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        required("TableName", &TABLE),
        optional("ReturnItemCollectionMetrics", &RETURN_METRICS),
        optional("ReturnValues", &RETURN_VALUES),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
        required("Key", &ITEM),
        optional("Expected", &EXPECTED),
        optional("ConditionalOperator", &CONDITIONAL_OPERATOR),
        optional("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
    ],
    renewed: true,
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
    // For the newer layer, what to return is a member like others; the older one looks at it with the key.
    if call.engine.validation() == Validation::Current {
        check::check_return_values(members.return_values())?;
    }
    call.enveloped(|call| mixed::WRITE.check(call.members))?;
    let key = call.enveloped(|call| call.members.item("Key"))?.unwrap_or_default();
    let mut request = DeleteItem::new(members.table(), key);
    set_returns!(request, members);
    let (condition, written) = call.condition(|| request.check())?;
    request.condition = condition;
    request.written = Some(written);
    Ok(request)
}
