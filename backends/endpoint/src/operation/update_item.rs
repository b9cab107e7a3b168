use dynamo_model::Backend as _;
use dynamo_model::request::UpdateItem;

use super::put_item::Answer;
use super::{Answering, Call, Operation, json};
use crate::fault::Fault;
use crate::wire::read::Members;
use crate::wire::shape::{
    ITEM, NAMES, RETURN_CAPACITY, RETURN_METRICS, RETURN_ON_FAILURE, RETURN_VALUES, TABLE, TEXT, optional,
    required,
};

pub(super) static OPERATION: Operation = Operation {
    name: "UpdateItem",
    members: &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        required("TableName", &TABLE),
        optional("ReturnItemCollectionMetrics", &RETURN_METRICS),
        optional("ReturnValues", &RETURN_VALUES),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
        required("Key", &ITEM),
        optional("UpdateExpression", &TEXT),
        optional("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
    ],
    renewed: true,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.update_item(request(call)?).await?;
        json(&Answer::of(&output.attributes, &output.consumed_capacity, &output.collection_metrics))
    })
}

fn request(call: Call<'_>) -> Result<UpdateItem, Fault> {
    let members = call.members;
    let key = call.enveloped(|call| call.members.item("Key"))?.unwrap_or_default();
    let mut request = UpdateItem::new(members.table(), key);
    request.return_values = members.return_values();
    request.return_item_on_failure = members.is("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    request.return_capacity = members.return_capacity();
    request.return_collection_metrics = members.is("ReturnItemCollectionMetrics", "SIZE");
    if members.get("UpdateExpression").is_some() || members.get("ConditionExpression").is_some() {
        // What else is wrong comes first.
        request.check()?;
    }
    call.enveloped(|_| read_expressions(members, &mut request))?;
    Ok(request)
}

fn read_expressions(members: Members<'_>, request: &mut UpdateItem) -> Result<(), Fault> {
    let mut parser = members.parser(&["UpdateExpression", "ConditionExpression"])?;
    if let Some(text) = members.text("UpdateExpression") {
        request.update = parser.update(text)?;
    }
    request.condition = members.text("ConditionExpression").map(|text| parser.condition(text)).transpose()?;
    request.written = Some(parser.finish()?);
    Ok(())
}
