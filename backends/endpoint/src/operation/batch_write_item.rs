use std::collections::BTreeMap;

use dynamo_model::request::{BatchWriteItem, Write};
use dynamo_model::value::{DynamoJson, ItemRef};
use dynamo_model::{Backend as _, Layer};
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::wire::constraint;
use crate::wire::read::Members;
use crate::wire::shape::{
    ITEM, Member, RETURN_CAPACITY, RETURN_METRICS, Rules, Shape, TEXT, optional, required,
};
use crate::wire::write::{self, Consumed, Metrics};

pub(super) static OPERATION: Operation = Operation {
    name: "BatchWriteItem",
    service: Service::Tables,
    reads_items: false,
    members: &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        optional("ReturnItemCollectionMetrics", &RETURN_METRICS),
        required("RequestItems", &TABLES),
    ],
    newer: None,
    run,
};

static RULED: &[Member] = &[required("RequestItems", &RULED_TABLES)];
static RULED_TABLES: Shape = Shape::Ruled(Rules::Tables, &Shape::Ruled(Rules::Writes, &TABLES));
static TABLES: Shape = Shape::Map(&WRITES);
static WRITES: Shape = Shape::List(&WRITE);
static WRITE: Shape =
    Shape::Structure("WriteRequest", &[optional("PutRequest", &PUT), optional("DeleteRequest", &DELETE)]);
// Nothing is done with the last member; messages that repeat the request show it.
static PUT: Shape =
    Shape::Structure("PutRequest", &[required("Item", &ITEM), optional("WorkloadProfileName", &TEXT)]);
static DELETE: Shape = Shape::Structure("DeleteRequest", &[required("Key", &ITEM)]);

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        // The service looks at them behind words that are none.
        constraint::check(call.members.0, RULED, Layer::Old, &[])?;
        let output = call.engine.batch_write_item(request(call.members)?).await?;
        let unprocessed = output.unprocessed.iter().map(|(table, writes)| {
            let writes: Vec<Unprocessed<'_>> = writes.iter().map(Unprocessed::of).collect();
            (&**table, writes)
        });
        json(&Answer {
            unprocessed_items: unprocessed.collect(),
            item_collection_metrics: Metrics::by_table(&output.collection_metrics),
            consumed_capacity: Consumed::each(&output.consumed_capacity),
        })
    })
}

fn request(members: Members<'_>) -> Result<BatchWriteItem, Fault> {
    let mut request = BatchWriteItem::new();
    request.return_capacity = members.return_capacity();
    request.return_collection_metrics = members.is("ReturnItemCollectionMetrics", "SIZE");
    for (table, Members(writes)) in members.entries("RequestItems") {
        let writes = writes.elements().iter().map(|json| write(Members(json)));
        request.tables.insert(table.into(), writes.collect::<Result<_, _>>()?);
    }
    Ok(request)
}

fn write(members: Members<'_>) -> Result<Write, Fault> {
    match (members.inside("PutRequest"), members.inside("DeleteRequest")) {
        (Some(put), None) => Ok(Write::Put(put.item("Item")?.unwrap_or_default())),
        (None, Some(delete)) => Ok(Write::Delete(delete.item("Key")?.unwrap_or_default())),
        // The service speaks of values, and of more than one where there is none, too.
        (Some(_), Some(_)) | (None, None) => Err(Fault::validation(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        )),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    unprocessed_items: BTreeMap<&'o str, Vec<Unprocessed<'o>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_collection_metrics: Option<BTreeMap<&'o str, Vec<Metrics<'o>>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<Consumed<'o>>>,
}

/// A write to be sent again.
#[derive(Serialize)]
enum Unprocessed<'o> {
    PutRequest {
        #[serde(rename = "Item")]
        item: DynamoJson<ItemRef<'o>>,
    },
    DeleteRequest {
        #[serde(rename = "Key")]
        key: DynamoJson<ItemRef<'o>>,
    },
}

impl<'o> Unprocessed<'o> {
    fn of(write: &'o Write) -> Self {
        match write {
            Write::Put(item) => Self::PutRequest { item: write::item(item) },
            Write::Delete(key) => Self::DeleteRequest { key: write::item(key) },
        }
    }
}
