use dynamo_model::Backend as _;
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{Query, Select};
use dynamo_model::value::{DynamoJson, ItemRef};
use serde::Serialize;

use super::{Answering, Call, Operation, json};
use crate::fault::Fault;
use crate::wire::shape::{
    FLAG, ITEM, LIMIT, NAMES, NEW, RETURN_CAPACITY, SELECT, TABLE, TEXT, optional, required,
};
use crate::wire::write::{self, Consumed};

pub(super) static OPERATION: Operation = Operation {
    name: "Query",
    members: &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        required("TableName", &TABLE),
        optional("IndexName", &NEW),
        optional("Select", &SELECT),
        optional("Limit", &LIMIT),
        optional("ConsistentRead", &FLAG),
        optional("ScanIndexForward", &FLAG),
        optional("ExclusiveStartKey", &ITEM),
        optional("KeyConditionExpression", &TEXT),
        optional("FilterExpression", &TEXT),
        optional("ProjectionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
    ],
    renewed: true,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let request = request(call)?;
        let counts = request.select == Some(Select::Count);
        let output = call.engine.query(request).await?;
        json(&Answer {
            items: (!counts).then(|| write::items(&output.items)),
            count: output.count,
            scanned_count: output.scanned_count,
            last_evaluated_key: write::optional(output.last_evaluated_key.as_ref()),
            consumed_capacity: Consumed::optional(output.consumed_capacity.as_ref()),
        })
    })
}

fn request(call: Call<'_>) -> Result<Query, Fault> {
    let members = call.members;
    let start_key = members.start_key()?;
    let mut parser = members.parser(&["FilterExpression", "KeyConditionExpression"])?;
    let filter = members.text("FilterExpression").map(|text| parser.filter(text)).transpose()?;
    let projection = members.text("ProjectionExpression").map(|text| parser.projection(text)).transpose()?;
    let Some(text) = members.text("KeyConditionExpression") else {
        parser.finish()?;
        return Err(Fault::validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        ));
    };
    let condition = parser.key_condition(text)?;
    let written = parser.finish()?;
    let mut request = Query::new(members.table(), KeyCondition::try_from(condition)?);
    request.written = Some(written);
    request.index = members.owned("IndexName");
    request.filter = filter;
    request.projection = projection;
    request.select = members.select();
    request.limit = members.count("Limit");
    request.consistent_read = members.flag("ConsistentRead").unwrap_or_default();
    request.scan_forward = members.flag("ScanIndexForward").unwrap_or(true);
    request.exclusive_start_key = start_key;
    request.return_capacity = members.return_capacity();
    Ok(request)
}

/// A page of a query or scan.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Answer<'o> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Vec<DynamoJson<ItemRef<'o>>>>,
    pub(super) count: usize,
    pub(super) scanned_count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_evaluated_key: Option<DynamoJson<ItemRef<'o>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) consumed_capacity: Option<Consumed<'o>>,
}
