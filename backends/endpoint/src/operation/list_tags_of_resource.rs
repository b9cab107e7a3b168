use dynamo_model::Backend as _;
use dynamo_model::request::ListTags;
use serde::Serialize;

use super::resource::arn;
use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{RESOURCE, TEXT, optional, required};

pub(super) static OPERATION: Operation = Operation {
    name: "ListTagsOfResource",
    service: Service::Tables,
    reads_items: false,
    members: &[required("ResourceArn", &RESOURCE), optional("NextToken", &TEXT)],
    newer: None,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let mut request = ListTags::new(arn(call)?);
        request.next_token = call.members.owned("NextToken");
        let output = call.engine.list_tags(request).await?;
        json(&Answer {
            tags: output.tags.iter().map(|(key, value)| Tag { key, value }).collect(),
            next_token: output.next_token.as_deref(),
        })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    tags: Vec<Tag<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<&'o str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tag<'o> {
    key: &'o str,
    value: &'o str,
}
