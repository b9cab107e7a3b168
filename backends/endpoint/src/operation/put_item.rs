use dynamo_model::Backend as _;
use dynamo_model::request::{CollectionMetrics, ConsumedCapacity, PutItem};
use dynamo_model::value::{DynamoJson, Item, ItemRef};
use serde::Serialize;

use super::returns::set_returns;
use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::legacy::mixed;
use crate::legacy::shape::{CONDITIONAL_OPERATOR, EXPECTED};
use crate::wire::shape::{
    ITEM, NAMES, RETURN_CAPACITY, RETURN_METRICS, RETURN_ON_FAILURE, RETURN_VALUES, TABLE, TEXT, optional,
    required,
};
use crate::wire::stage::{Newer, Stage};
use crate::wire::write::{self, Consumed, Metrics};

pub(super) static OPERATION: Operation = Operation {
    name: "PutItem",
    service: Service::Tables,
    reads_items: false,
    members: &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        required("TableName", &TABLE),
        required("Item", &ITEM),
        optional("ConditionalOperator", &CONDITIONAL_OPERATOR),
        optional("Expected", &EXPECTED),
        optional("ReturnValues", &RETURN_VALUES),
        optional("ReturnItemCollectionMetrics", &RETURN_METRICS),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
        optional("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
    ],
    newer: Some(Newer { needs: &[], stages: &[Stage::Members(&["TableName"])] }),
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.put_item(request(call)?).await?;
        json(&Answer::of(&output.attributes, &output.consumed_capacity, &output.collection_metrics))
    })
}

fn request(call: Call<'_>) -> Result<PutItem, Fault> {
    let members = call.members;
    call.enveloped(|call| mixed::WRITE.check(call.members))?;
    let item = call.enveloped(|call| call.members.item("Item"))?.unwrap_or_default();
    let mut request = PutItem::new(members.table(), item);
    set_returns!(request, members);
    let (condition, written) = call.condition(|| request.check())?;
    request.condition = condition;
    request.written = Some(written);
    Ok(request)
}

/// What a write of one item answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Answer<'o> {
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<DynamoJson<ItemRef<'o>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Consumed<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_collection_metrics: Option<Metrics<'o>>,
}

impl<'o> Answer<'o> {
    pub(super) fn of(
        attributes: &'o Option<Item>,
        consumed: &'o Option<ConsumedCapacity>,
        metrics: &'o Option<CollectionMetrics>,
    ) -> Self {
        Self {
            attributes: write::optional(attributes.as_ref()),
            consumed_capacity: Consumed::optional(consumed.as_ref()),
            item_collection_metrics: Metrics::optional(metrics.as_ref()),
        }
    }
}
