use dynamo_model::Backend as _;
use dynamo_model::request::TagResource;

use super::definition::{TAGS, tags};
use super::resource::arn;
use super::{Answering, Call, Operation, Service};
use crate::wire::shape::{RESOURCE, required};

pub(super) static OPERATION: Operation = Operation {
    name: "TagResource",
    service: Service::Tables,
    reads_items: false,
    members: &[required("ResourceArn", &RESOURCE), required("Tags", &TAGS)],
    newer: None,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let mut request = TagResource::new(arn(call)?);
        request.tags = tags(call.members)?;
        call.engine.tag_resource(request).await?;
        Ok(Vec::new())
    })
}
