use dynamo_model::Backend as _;
use dynamo_model::request::UntagResource;

use super::{Answering, Call, Operation, Service, resource};
use crate::wire::json::Json;
use crate::wire::shape::{RESOURCE, TEXTS, required};

pub(super) static OPERATION: Operation = Operation {
    name: "UntagResource",
    service: Service::Tables,
    reads_items: false,
    members: &[required("ResourceArn", &RESOURCE), required("TagKeys", &TEXTS)],
    newer: None,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let keys = call.members.get("TagKeys").map(Json::elements).unwrap_or_default();
        let keys = keys.iter().filter_map(Json::as_text);
        let request = UntagResource::new(resource::arn(call)?, keys);
        call.engine.untag_resource(request).await?;
        Ok(Vec::new())
    })
}
