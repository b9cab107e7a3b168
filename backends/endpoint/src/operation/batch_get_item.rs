use std::collections::BTreeMap;

use dynamo_model::Backend as _;
use dynamo_model::expr::{Path, Renderer};
use dynamo_model::request::{BatchGetItem, KeysToGet, check};
use dynamo_model::value::{DynamoJson, ItemRef};
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::legacy::shape::ATTRIBUTES_TO_GET;
use crate::legacy::{attributes_to_get, mixed};
use crate::wire::read::{self, Members};
use crate::wire::shape::{FLAG, ITEM, NAMES, RETURN_CAPACITY, Rules, Shape, TEXT, optional, required};
use crate::wire::write::{self, Consumed};

pub(super) static OPERATION: Operation = Operation {
    name: "BatchGetItem",
    service: Service::Tables,
    reads_items: true,
    members: &[required("RequestItems", &TABLES), optional("ReturnConsumedCapacity", &RETURN_CAPACITY)],
    renewed: true,
    run,
};

static TABLES: Shape = Shape::Ruled(Rules::Tables, &Shape::Map(&ASKED));
static ASKED: Shape = Shape::Structure(
    "KeysAndAttributes",
    &[
        required("Keys", &KEYS),
        optional("AttributesToGet", &ATTRIBUTES_TO_GET),
        optional("ConsistentRead", &FLAG),
        optional("ProjectionExpression", &TEXT),
        optional("ExpressionAttributeNames", &NAMES),
    ],
);
static KEYS: Shape = Shape::Ruled(Rules::Of(check::KEYS), &Shape::List(&ITEM));

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let output = call.engine.batch_get_item(request(call.members)?).await?;
        // One table with the parameter is enough: no other has an expression then.
        let mut asked = call.members.entries("RequestItems");
        let is_legacy = asked.any(|(_, asked)| asked.get("AttributesToGet").is_some());
        json(&Answer {
            responses: output.items.iter().map(|(table, items)| (&**table, write::items(items))).collect(),
            unprocessed_keys: output
                .unprocessed
                .iter()
                .map(|(table, keys)| (&**table, Unprocessed::of(keys, is_legacy)))
                .collect(),
            consumed_capacity: Consumed::each(&output.consumed_capacity),
        })
    })
}

fn request(members: Members<'_>) -> Result<BatchGetItem, Fault> {
    let mut request = BatchGetItem::new();
    request.return_capacity = members.return_capacity();
    let parts: Vec<_> = members.entries("RequestItems").map(|(_, asked)| asked).collect();
    mixed::GET.check_parts(&parts)?;
    for (table, asked) in members.entries("RequestItems") {
        request.tables.insert(table.into(), keys(asked)?);
    }
    Ok(request)
}

fn keys(members: Members<'_>) -> Result<KeysToGet, Fault> {
    let keys: Vec<_> = members.list("Keys").map(|Members(key)| read::item(key)).collect::<Result<_, _>>()?;
    let mut asked = KeysToGet::new(keys);
    let attributes = attributes_to_get(members)?;
    let mut parser = members.parser_of_names()?;
    let projection = members.text("ProjectionExpression").map(|text| parser.projection(text)).transpose()?;
    asked.projection = projection.or(attributes);
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributes_to_get: Vec<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    projection_expression: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    expression_attribute_names: BTreeMap<String, String>,
}

impl<'o> Unprocessed<'o> {
    /// Writes what was asked in the parameters it was asked in.
    fn of(asked: &'o KeysToGet, is_legacy: bool) -> Self {
        let mut renderer = Renderer::new();
        let (legacy, expression) = match (&asked.projection, is_legacy) {
            (Some(projection), true) => (projection.paths(), None),
            (projection, _) => (Default::default(), projection.as_ref()),
        };
        let projection_expression = expression.map(|projection| renderer.projection(projection));
        Self {
            keys: write::items(&asked.keys),
            consistent_read: asked.consistent_read,
            attributes_to_get: legacy.iter().map(Path::root).collect(),
            projection_expression,
            expression_attribute_names: renderer.names().clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::Projection;
    use dynamo_model::value::Item;

    use super::*;

    #[test]
    fn what_is_unprocessed_is_written_as_it_was_asked() {
        let key = Item::from_iter([("p", "a")]);
        let asked = KeysToGet::new([key]).with_projection(Projection::from_iter(["a.b"]));
        assert_eq!(
            serde_json::to_string(&Unprocessed::of(&asked, true)).unwrap(),
            r#"{"Keys":[{"p":{"S":"a"}}],"AttributesToGet":["a.b"]}"#
        );
        assert_eq!(
            serde_json::to_string(&Unprocessed::of(&asked, false)).unwrap(),
            r##"{"Keys":[{"p":{"S":"a"}}],"ProjectionExpression":"#n0","ExpressionAttributeNames":{"#n0":"a.b"}}"##
        );
    }
}
