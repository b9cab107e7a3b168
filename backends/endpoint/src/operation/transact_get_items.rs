use dynamo_model::request::{TransactGet, TransactGetItems, check};
use dynamo_model::value::{DynamoJson, ItemRef};
use dynamo_model::{Backend as _, Error};
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::legacy::mixed;
use crate::wire::read::Members;
use crate::wire::shape::{ITEM, NAMES, RETURN_CAPACITY, Rules, Shape, TARGET, TEXT, optional, required};
use crate::wire::write::{self, Consumed};

pub(super) static OPERATION: Operation = Operation {
    name: "TransactGetItems",
    service: Service::Tables,
    reads_items: true,
    members: &[required("TransactItems", &GETS), optional("ReturnConsumedCapacity", &RETURN_CAPACITY)],
    newer: None,
    run,
};

static GETS: Shape = Shape::Ruled(Rules::Of(check::ACTIONS), &Shape::List(&ELEMENT));
static ELEMENT: Shape = Shape::Structure("TransactGetItem", &[required("Get", &GET)]);
static GET: Shape = Shape::Structure(
    "Get",
    &[
        required("TableName", &TARGET),
        required("Key", &ITEM),
        optional("ProjectionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
    ],
);

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.transact_get_items(request(call.members)?).await?;
        json(&Answer {
            responses: output
                .items
                .iter()
                .map(|item| Found { item: write::optional(item.as_ref()) })
                .collect(),
            consumed_capacity: Consumed::each(&output.consumed_capacity),
        })
    })
}

fn request(members: Members<'_>) -> Result<TransactGetItems, Fault> {
    let gets = members.list("TransactItems").filter_map(|element| element.inside("Get"));
    let mut request = TransactGetItems::new(gets.map(get).collect::<Result<Vec<_>, _>>()?);
    request.return_capacity = members.return_capacity();
    Ok(request)
}

fn get(members: Members<'_>) -> Result<TransactGet, Fault> {
    let mut get = TransactGet::new(members.table(), members.item("Key")?.unwrap_or_default());
    get.key.check().map_err(Error::from)?;
    mixed::GET.check_placeholders(members)?;
    let mut parser = members.parser_of_names()?;
    get.projection = members.text("ProjectionExpression").map(|text| parser.projection(text)).transpose()?;
    get.written = Some(parser.finish()?);
    Ok(get)
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    responses: Vec<Found<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<Consumed<'o>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Found<'o> {
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<DynamoJson<ItemRef<'o>>>,
}
