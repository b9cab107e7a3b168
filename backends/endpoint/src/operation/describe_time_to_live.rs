use dynamo_model::Backend as _;
use dynamo_model::request::TimeToLiveStatus;
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{SUBJECT, required};

pub(super) static OPERATION: Operation = Operation {
    name: "DescribeTimeToLive",
    service: Service::Tables,
    reads_items: false,
    members: &[required("TableName", &SUBJECT)],
    newer: None,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let found = call.engine.describe_time_to_live(call.members.table()).await?;
        json(&Answer {
            time_to_live_description: Described {
                time_to_live_status: match found.status {
                    TimeToLiveStatus::Enabling => "ENABLING",
                    TimeToLiveStatus::Enabled => "ENABLED",
                    TimeToLiveStatus::Disabling => "DISABLING",
                    _ => "DISABLED",
                },
                attribute_name: found.attribute.as_deref(),
            },
        })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    time_to_live_description: Described<'o>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Described<'o> {
    time_to_live_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute_name: Option<&'o str>,
}
