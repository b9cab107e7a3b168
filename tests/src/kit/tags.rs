use std::collections::BTreeMap;

use dynamo_model::request::ListTags;
use dynamo_model::{Backend, Result};

/// Returns all tags, however many answers they come in.
pub(crate) async fn all_tags(
    backend: &dyn Backend,
    mut request: ListTags,
) -> Result<BTreeMap<String, String>> {
    let mut tags = BTreeMap::new();
    loop {
        let page = backend.list_tags(request.clone()).await?;
        tags.extend(page.tags);
        match page.next_token {
            Some(token) => request.next_token = Some(token),
            None => return Ok(tags),
        }
    }
}
