//! `ListTagsOfResource`.

use dynamo_model::Result;
use dynamo_model::request::{ListTags, ListTagsOutput};

use crate::Aws;

pub(super) async fn call(aws: &Aws, request: ListTags) -> Result<ListTagsOutput> {
    let sent = aws
        .client
        .list_tags_of_resource()
        .resource_arn(request.arn)
        .set_next_token(request.next_token)
        .send()
        .await;
    let answer = aws.answer(sent)?;
    let mut output = ListTagsOutput::default();
    output.tags = answer.tags().iter().map(|tag| (tag.key().to_owned(), tag.value().to_owned())).collect();
    output.next_token = answer.next_token().map(str::to_owned);
    Ok(output)
}
