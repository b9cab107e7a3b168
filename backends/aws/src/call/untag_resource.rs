//! `UntagResource`.

use dynamo_model::Result;
use dynamo_model::request::UntagResource;

use crate::Aws;

pub(super) async fn call(aws: &Aws, request: UntagResource) -> Result<()> {
    let sent =
        aws.client.untag_resource().resource_arn(request.arn).set_tag_keys(Some(request.keys)).send().await;
    aws.answer(sent).map(drop)
}
