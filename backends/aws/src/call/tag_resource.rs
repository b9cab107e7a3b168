//! `TagResource`.

use dynamo_model::Result;
use dynamo_model::request::TagResource;

use crate::error::incomplete;
use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: TagResource) -> Result<()> {
    let sent = aws
        .client
        .tag_resource()
        .resource_arn(request.arn)
        .set_tags(Some(convert::tags(&request.tags).map_err(incomplete)?))
        .send()
        .await;
    aws.answer(sent).map(drop)
}
