use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::{ListTags, ListTagsOutput, TagResource, UntagResource};

use crate::rules;
use crate::store::{Catalog, missing};
use crate::table::{TableDef, resource_of};
use crate::worker::{Batch, Shared};

/// Labels a table; the caller has checked the request alone.
pub(crate) fn tag(batch: Batch<'_, '_>, request: &TagResource) -> Result<()> {
    let table = find(batch.catalog, &request.arn).ok_or_else(|| rules::tags::missing(&request.arn))?;
    let mut table = TableDef::clone(table);
    table.tags.extend(request.tags.clone());
    rules::tags::check_count(&table.tags)?;
    batch.store.save_table(batch.txn, Arc::make_mut(batch.catalog), table).map(drop)
}

/// Takes labels off a table; the caller has checked the request alone.
pub(crate) fn untag(batch: Batch<'_, '_>, request: &UntagResource) -> Result<()> {
    let table = find(batch.catalog, &request.arn).ok_or_else(missing)?;
    rules::tags::check_untagged(&request.keys, &table.tags)?;
    let mut table = TableDef::clone(table);
    table.tags.retain(|key, _| !request.keys.contains(key));
    batch.store.save_table(batch.txn, Arc::make_mut(batch.catalog), table).map(drop)
}

/// Reads the labels of a table, all on one page.
pub(crate) fn list_tags(shared: &Shared, request: &ListTags) -> Result<ListTagsOutput> {
    rules::tags::check_list(request)?;
    let catalog = shared.catalog();
    let table = find(&catalog, &request.arn).ok_or_else(|| rules::tags::denied(&request.arn))?;
    let mut output = ListTagsOutput::default();
    output.tags = table.tags.clone();
    Ok(output)
}

fn find<'c>(catalog: &'c Catalog, wanted: &str) -> Option<&'c Arc<TableDef>> {
    catalog.tables().get(resource_of(wanted)?)
}
