use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::Backend as _;
use dynamo_model::request::{BatchGetItem, KeysToGet, check};
use dynamo_model::value::{DynamoJson, ItemRef};
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::legacy::shape::ATTRIBUTES_TO_GET;
use crate::legacy::{attributes_to_get, mixed};
use crate::wire::json::Json;
use crate::wire::read::{self, Members};
use crate::wire::shape::{FLAG, ITEM, NAMES, RETURN_CAPACITY, Rules, Shape, TEXT, optional, required};
use crate::wire::stage::Newer;
use crate::wire::write::{self, Consumed};

pub(super) static OPERATION: Operation = Operation {
    name: "BatchGetItem",
    service: Service::Tables,
    reads_items: true,
    members: &[required("RequestItems", &TABLES), optional("ReturnConsumedCapacity", &RETURN_CAPACITY)],
    newer: Some(Newer::PLAIN),
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
        let asked = call.members.entries("RequestItems");
        let left = asked.filter_map(|(table, asked)| {
            Some((table, Unprocessed::of(asked, output.unprocessed.get(table)?)))
        });
        json(&Answer {
            responses: output.items.iter().map(|(table, items)| (&**table, write::items(items))).collect(),
            unprocessed_keys: left.collect(),
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
    Ok(if differ(members) { asked.told_apart() } else { asked })
}

/// Whether keys that the engine takes for one are written differently, which is what the service looks at: `1` and `1.0`
/// are two. Only numbers can be.
fn differ(members: Members<'_>) -> bool {
    let keys = || members.list("Keys").map(|Members(key)| key);
    let is_number =
        |(_, value): &(Cow<'_, str>, Json<'_>)| value.members().iter().any(|(kind, _)| kind == "N");
    let mut seen = BTreeSet::new();
    keys().any(|key| key.members().iter().any(is_number)) && keys().all(|key| seen.insert(texts(key)))
}

/// The names, types and texts that a key is written with, by name. Values that no key has are all the same here.
fn texts<'r>(key: &'r Json<'_>) -> Vec<[&'r str; 3]> {
    let text = |(name, value): &'r (Cow<'_, str>, Json<'_>)| {
        let (kind, text) = value.members().iter().rfind(|(_, value)| *value != Json::Null)?;
        Some([name.as_ref(), kind.as_ref(), text.as_text()?])
    };
    let mut texts: Vec<_> = key.members().iter().filter_map(text).collect();
    texts.sort_unstable();
    texts
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    responses: BTreeMap<&'o str, Vec<DynamoJson<ItemRef<'o>>>>,
    unprocessed_keys: BTreeMap<&'o str, Unprocessed<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<Consumed<'o>>>,
}

/// What was asked of a table, to be sent again: as it was written, with the keys that are left.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Unprocessed<'r> {
    keys: Vec<&'r Json<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes_to_get: Option<&'r Json<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consistent_read: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    projection_expression: Option<&'r Json<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression_attribute_names: Option<&'r Json<'r>>,
}

impl<'r> Unprocessed<'r> {
    /// Takes the keys that are left, which are in the order in which they were asked for, out of what was asked.
    fn of(asked: Members<'r>, left: &KeysToGet) -> Self {
        let mut left = left.keys.iter().peekable();
        let keys = asked.list("Keys").map(|Members(key)| key);
        let keys = keys.filter(|key| {
            let key = read::item(key).ok();
            left.next_if(|left| key.as_ref() == Some(*left)).is_some()
        });
        Self {
            keys: keys.collect(),
            attributes_to_get: asked.get("AttributesToGet"),
            consistent_read: asked.flag("ConsistentRead"),
            projection_expression: asked.get("ProjectionExpression"),
            expression_attribute_names: asked.get("ExpressionAttributeNames"),
        }
    }
}

#[cfg(test)]
mod tests {
    use dynamo_lmdb::{Lmdb, Options, Simulation};

    use crate::call;

    /// Makes a table with the key `p`, a number, and the items 1 and 2 in it.
    async fn numbers(engine: &Lmdb) {
        let table = r#"{"TableName":"shop","BillingMode":"PAY_PER_REQUEST",
            "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"N"}],
            "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]}"#;
        call(engine, "CreateTable", table.as_bytes()).await.unwrap();
        for number in [1, 2] {
            let item = format!(r#"{{"TableName":"shop","Item":{{"p":{{"N":"{number}"}}}}}}"#);
            call(engine, "PutItem", item.as_bytes()).await.unwrap();
        }
    }

    /// Returns what is answered to a batch that asks so of the table.
    async fn asked(engine: &Lmdb, block: &str) -> Result<String, String> {
        let request = format!(r#"{{"RequestItems":{{"shop":{block}}}}}"#);
        let answer = call(engine, "BatchGetItem", request.as_bytes()).await;
        answer.map(|answer| String::from_utf8(answer).unwrap()).map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn keys_are_told_apart_by_their_texts() {
        let engine = Lmdb::temporary().unwrap();
        numbers(&engine).await;
        for other in ["1.0", "01", "1e0", "+1"] {
            let keys = format!(r#"{{"Keys":[{{"p":{{"N":"1"}}}},{{"p":{{"N":"{other}"}}}}]}}"#);
            assert_eq!(
                asked(&engine, &keys).await.unwrap(),
                r#"{"Responses":{"shop":[{"p":{"N":"1"}},{"p":{"N":"1"}}]},"UnprocessedKeys":{}}"#,
                "{other}"
            );
        }
        let twice = asked(&engine, r#"{"Keys":[{"p":{"N":"1.0"}},{"p":{"N":"2"}},{"p":{"N":"1.0"}}]}"#).await;
        assert_eq!(twice.unwrap_err(), "ValidationException: Provided list of item keys contains duplicates");
    }

    #[tokio::test]
    async fn what_is_unprocessed_is_asked_again_as_it_was_written() {
        let engine = Options::temporary().simulate(Simulation::seeded(7).unprocessed(0.5)).open().unwrap();
        numbers(&engine).await;
        for how in [
            r##""ConsistentRead":false,"ProjectionExpression":"#s, p, a.b[0]","ExpressionAttributeNames":{"#s":"size"}"##,
            r#""AttributesToGet":["a.b","c"],"ConsistentRead":true"#,
            r#""ProjectionExpression":"p""#,
        ] {
            let of = |keys: &str| format!(r#"{{"Keys":[{keys}],{how}}}"#);
            let keys = [r#"{"p":{"N":"01"}}"#, r#"{"p":{"N":"2.0"}}"#];
            let mut answers = Vec::new();
            for _ in 0..20 {
                // A batch of which nothing is read is refused.
                answers.extend(asked(&engine, &of(&keys.join(","))).await);
            }
            for left in keys {
                let unprocessed = format!(r#""UnprocessedKeys":{{"shop":{}}}"#, of(left));
                assert!(
                    answers.iter().any(|answer| answer.contains(&unprocessed)),
                    "{unprocessed} {answers:?}"
                );
            }
        }
    }
}
