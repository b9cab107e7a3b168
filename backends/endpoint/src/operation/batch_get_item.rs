use std::collections::BTreeMap;

use dynamo_model::Backend as _;
use dynamo_model::expr::Renderer;
use dynamo_model::request::{BatchGetItem, KeysToGet, check};
use dynamo_model::value::{DynamoJson, ItemRef};
use serde::Serialize;

use super::{Answering, Call, Operation, json};
use crate::fault::Fault;
use crate::wire::read::{self, Members};
use crate::wire::shape::{FLAG, ITEM, NAMES, RETURN_CAPACITY, Rules, Shape, TEXT, optional, required};
use crate::wire::write::{self, Consumed};

pub(super) static OPERATION: Operation = Operation {
    name: "BatchGetItem",
    members: &[optional("ReturnConsumedCapacity", &RETURN_CAPACITY), required("RequestItems", &TABLES)],
    renewed: true,
    run,
};

static TABLES: Shape = Shape::Ruled(Rules::Tables, &Shape::Map(&ASKED));
static ASKED: Shape = Shape::Structure(
    "KeysAndAttributes",
    &[
        required("Keys", &KEYS),
        optional("ConsistentRead", &FLAG),
        optional("ProjectionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
    ],
);
static KEYS: Shape = Shape::Ruled(Rules::Of(check::KEYS), &Shape::List(&ITEM));

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.batch_get_item(request(call.members)?).await?;
        json(&Answer {
            responses: output.items.iter().map(|(table, items)| (&**table, write::items(items))).collect(),
            unprocessed_keys: output
                .unprocessed
                .iter()
                .map(|(table, keys)| (&**table, Unprocessed::of(keys)))
                .collect(),
            consumed_capacity: Consumed::each(&output.consumed_capacity),
        })
    })
}

fn request(members: Members<'_>) -> Result<BatchGetItem, Fault> {
    let mut request = BatchGetItem::new();
    request.return_capacity = members.return_capacity();
    for (table, asked) in members.entries("RequestItems") {
        request.tables.insert(table.into(), keys(asked)?);
    }
    Ok(request)
}

fn keys(members: Members<'_>) -> Result<KeysToGet, Fault> {
    let keys: Vec<_> = members.list("Keys").map(|Members(key)| read::item(key)).collect::<Result<_, _>>()?;
    let mut asked = KeysToGet::new(keys);
    let mut parser = members.parser_of_names()?;
    asked.projection =
        members.text("ProjectionExpression").map(|text| parser.projection(text)).transpose()?;
    asked.written = Some(parser.finish()?);
    asked.consistent_read = members.flag("ConsistentRead").unwrap_or_default();
    Ok(asked)
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    responses: BTreeMap<&'o str, Vec<DynamoJson<ItemRef<'o>>>>,
    unprocessed_keys: BTreeMap<&'o str, Unprocessed<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<Consumed<'o>>>,
}

/// What was asked of a table, to be sent again.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Unprocessed<'o> {
    keys: Vec<DynamoJson<ItemRef<'o>>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    consistent_read: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    projection_expression: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    expression_attribute_names: BTreeMap<String, String>,
}

impl<'o> Unprocessed<'o> {
    fn of(asked: &'o KeysToGet) -> Self {
        let mut renderer = Renderer::new();
        let projection_expression =
            asked.projection.as_ref().map(|projection| renderer.projection(projection));
        Self {
            keys: write::items(&asked.keys),
            consistent_read: asked.consistent_read,
            projection_expression,
            expression_attribute_names: renderer.names().clone(),
        }
    }
}
