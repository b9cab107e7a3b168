use dynamo_model::Backend as _;
use dynamo_model::expr::{Projection, Written};
use dynamo_model::request::GetItem;
use dynamo_model::value::{DynamoJson, ItemRef};
use serde::Serialize;

use super::{Answering, Call, Operation, Service, behind_the_rest, json};
use crate::fault::Fault;
use crate::legacy::shape::ATTRIBUTES_TO_GET;
use crate::legacy::{attributes_to_get, mixed};
use crate::wire::read::Members;
use crate::wire::shape::{FLAG, ITEM, NAMES, RETURN_CAPACITY, TABLE, TEXT, optional, required};
use crate::wire::stage::{Newer, Stage};
use crate::wire::write::{self, Consumed};

pub(super) static OPERATION: Operation = Operation {
    name: "GetItem",
    service: Service::Tables,
    reads_items: true,
    members: &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        optional("AttributesToGet", &ATTRIBUTES_TO_GET),
        required("TableName", &TABLE),
        required("Key", &ITEM),
        optional("ConsistentRead", &FLAG),
        optional("ProjectionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
    ],
    newer: Some(Newer { needs: &[], stages: &[Stage::Members(&["TableName", "ReturnConsumedCapacity"])] }),
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.get_item(request(call)?).await?;
        json(&Answer {
            item: write::optional(output.item.as_ref()),
            consumed_capacity: Consumed::optional(output.consumed_capacity.as_ref()),
        })
    })
}

fn request(call: Call<'_>) -> Result<GetItem, Fault> {
    let members = call.members;
    mixed::GET.check(members)?;
    let mut request = GetItem::new(members.table(), members.item("Key")?.unwrap_or_default());
    let names = &["AttributesToGet", "ProjectionExpression"];
    let read = behind_the_rest(projection(members), members, names, || request.check());
    let (projection, written) = read?;
    request.projection = projection;
    request.written = Some(written);
    request.consistent_read = members.flag("ConsistentRead").unwrap_or_default();
    request.return_capacity = members.return_capacity();
    Ok(request)
}

fn projection(members: Members<'_>) -> Result<(Option<Projection>, Written), Fault> {
    let attributes = attributes_to_get(members)?;
    let mut parser = members.parser_of_names()?;
    let projection = members.text("ProjectionExpression").map(|text| parser.projection(text)).transpose()?;
    Ok((projection.or(attributes), parser.finish()?))
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<DynamoJson<ItemRef<'o>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Consumed<'o>>,
}
