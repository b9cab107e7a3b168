use std::collections::BTreeMap;

use dynamo_model::request::{Action, TransactWrite, TransactWriteItems, check};
use dynamo_model::value::{Item, ValueError};
use dynamo_model::{Backend as _, Error};
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::legacy::mixed;
use crate::wire::read::Members;
use crate::wire::shape::{
    ITEM, NAMES, RETURN_CAPACITY, RETURN_METRICS, RETURN_ON_FAILURE, Rules, Shape, TARGET, TEXT, optional,
    required,
};
use crate::wire::write::{Consumed, Metrics};

pub(super) static OPERATION: Operation = Operation {
    name: "TransactWriteItems",
    service: Service::Tables,
    reads_items: false,
    members: &[
        required("TransactItems", &WRITES),
        optional("ClientRequestToken", &TOKEN),
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        optional("ReturnItemCollectionMetrics", &RETURN_METRICS),
    ],
    newer: None,
    run,
};

static WRITES: Shape = Shape::Ruled(Rules::Of(check::ACTIONS), &Shape::List(&ACTION));
static TOKEN: Shape = Shape::Ruled(Rules::Of(check::TOKEN), &TEXT);
static ACTION: Shape = Shape::Ruled(Rules::Action, &WRITE);
static WRITE: Shape = Shape::Structure(
    "TransactWriteItem",
    &[
        optional("ConditionCheck", &CHECK),
        optional("Put", &PUT),
        optional("Delete", &DELETE),
        optional("Update", &UPDATE),
    ],
);
static CHECK: Shape = Shape::Structure(
    "ConditionCheck",
    &[
        required("TableName", &TARGET),
        required("Key", &ITEM),
        required("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
    ],
);
static PUT: Shape = Shape::Structure(
    "Put",
    &[
        required("TableName", &TARGET),
        required("Item", &ITEM),
        optional("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
    ],
);
static DELETE: Shape = Shape::Structure(
    "Delete",
    &[
        required("TableName", &TARGET),
        required("Key", &ITEM),
        optional("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
    ],
);
static UPDATE: Shape = Shape::Structure(
    "Update",
    &[
        required("TableName", &TARGET),
        required("Key", &ITEM),
        required("UpdateExpression", &TEXT),
        optional("ConditionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
        optional("ExpressionAttributeValues", &ITEM),
        optional("ReturnValuesOnConditionCheckFailure", &RETURN_ON_FAILURE),
    ],
);

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.transact_write_items(request(call.members)?).await?;
        json(&Answer {
            consumed_capacity: Consumed::each(&output.consumed_capacity),
            item_collection_metrics: Metrics::by_table(&output.collection_metrics),
        })
    })
}

fn request(members: Members<'_>) -> Result<TransactWriteItems, Fault> {
    let writes = members.list("TransactItems").map(write).collect::<Result<Vec<_>, _>>()?;
    let mut request = TransactWriteItems::new(writes);
    request.token = members.owned("ClientRequestToken");
    request.return_capacity = members.return_capacity();
    request.return_collection_metrics = members.is("ReturnItemCollectionMetrics", "SIZE");
    Ok(request)
}

/// The levels of JSON that 32 levels of values are written with, and the item or key around them.
const STORED_LEVELS: usize = 65;

fn write(element: Members<'_>) -> Result<TransactWrite, Fault> {
    let all = ["ConditionCheck", "Put", "Delete", "Update"];
    let mut found = all.into_iter().filter_map(|kind| Some((kind, element.inside(kind)?)));
    let Some((kind, members)) = found.next() else {
        return Err(Fault::validation(
            "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
        ));
    };
    if found.next().is_some() {
        return Err(Fault::validation("TransactItems can only contain one of Check, Put, Update or Delete"));
    }
    let place = if kind == "Put" { "Item" } else { "Key" };
    let item = members.item(place)?.unwrap_or_default();
    if members.entries(place).any(|(name, _)| name.is_empty()) {
        return Err(Error::from(ValueError::EmptyName).into());
    }
    // How deep an item is comes before what else is wrong inside, and behind its expressions.
    if members.get(place).is_some_and(|item| item.is_deeper_than(STORED_LEVELS)) {
        expressions(kind, members, item)?;
        return Err(Error::from(ValueError::Nesting).into());
    }
    item.check().map_err(Error::from)?;
    expressions(kind, members, item)
}

fn expressions(kind: &str, members: Members<'_>, item: Item) -> Result<TransactWrite, Fault> {
    let parameters = if kind == "Update" { &mixed::UPDATE } else { &mixed::WRITE };
    parameters.check_placeholders(members)?;
    let mut parser = members.parser_of_action()?;
    let action = match kind {
        "Put" => Action::Put(item),
        "Delete" => Action::Delete(item),
        "Update" => {
            let text = members.text("UpdateExpression").unwrap_or_default();
            Action::Update(item, parser.update(text)?)
        }
        _ => Action::Check(item),
    };
    let mut write = TransactWrite::new(members.table(), action);
    write.condition = members.text("ConditionExpression").map(|text| parser.condition(text)).transpose()?;
    write.written = Some(parser.finish()?);
    write.return_item_on_failure = members.is("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    Ok(write)
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<Consumed<'o>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_collection_metrics: Option<BTreeMap<&'o str, Vec<Metrics<'o>>>>,
}
