use dynamo_model::Backend as _;
use dynamo_model::request::UpdateTimeToLive;
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{ATTRIBUTE, FLAG, SUBJECT, Shape, required};

pub(super) static OPERATION: Operation = Operation {
    name: "UpdateTimeToLive",
    service: Service::Tables,
    reads_items: false,
    members: &[required("TableName", &SUBJECT), required("TimeToLiveSpecification", &SPECIFICATION)],
    newer: None,
    run,
};

static SPECIFICATION: Shape = Shape::Structure(
    "TimeToLiveSpecification",
    &[required("Enabled", &FLAG), required("AttributeName", &ATTRIBUTE)],
);

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let (table, of) = (call.members.table(), call.members.inside("TimeToLiveSpecification"));
        let attribute = of.and_then(|of| of.text("AttributeName")).unwrap_or_default();
        let enabled = of.and_then(|of| of.flag("Enabled")).unwrap_or_default();
        let request = match enabled {
            true => UpdateTimeToLive::enable(table, attribute),
            false => UpdateTimeToLive::disable(table, attribute),
        };
        let updated = call.engine.update_time_to_live(request).await?;
        json(&Answer {
            time_to_live_specification: Specification {
                enabled: updated.enabled,
                attribute_name: &updated.attribute,
            },
        })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    time_to_live_specification: Specification<'o>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Specification<'o> {
    enabled: bool,
    attribute_name: &'o str,
}
