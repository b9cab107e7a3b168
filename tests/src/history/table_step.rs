//! Requests that change tables, list them and label them.

use std::collections::BTreeMap;

use dynamo_model::request::{ListTables, ListTags, TableName, TagResource, UntagResource, UpdateTable};
use dynamo_model::{Backend, Result};

use super::Reply;
use crate::kit::all_tags;
use crate::oracle::{Answer, Oracle};

/// A request about a table itself. Labels are asked for by the name of their table, as its resource name is for the
/// backend to choose.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is the operation of its name")]
pub enum TableStep {
    Update(UpdateTable),
    List(ListTables),
    Tag(TableName, BTreeMap<String, String>),
    Untag(TableName, Vec<String>),
    ListTags(TableName),
}

impl TableStep {
    pub(super) async fn send(self, backend: &dyn Backend) -> Result<Reply> {
        let arn = match self.labelled() {
            Some(table) => backend.describe_table(table).await?.arn,
            None => String::new(),
        };
        Ok(match self {
            Self::Update(request) => Reply::Table(Box::new(backend.update_table(request).await?)),
            Self::List(request) => Reply::Names(backend.list_tables(request).await?),
            Self::Tag(_, tags) => {
                backend.tag_resource(tag_request(arn, tags)).await?;
                Reply::Done
            }
            Self::Untag(_, keys) => {
                backend.untag_resource(UntagResource::new(arn, keys)).await?;
                Reply::Done
            }
            Self::ListTags(_) => Reply::Tags(all_tags(backend, ListTags::new(arn)).await?),
        })
    }

    pub(super) fn expect(&self, oracle: &mut Oracle) -> Answer<Reply> {
        let arn = match self.labelled() {
            Some(table) => oracle.describe_table(&table)?.arn,
            None => String::new(),
        };
        Ok(match self {
            Self::Update(request) => Reply::Table(Box::new(oracle.update_table(request)?)),
            Self::List(request) => Reply::Names(oracle.list_tables(request)?),
            Self::Tag(_, tags) => {
                oracle.tag_resource(&tag_request(arn, tags.clone()))?;
                Reply::Done
            }
            Self::Untag(_, keys) => {
                oracle.untag_resource(&UntagResource::new(arn, keys))?;
                Reply::Done
            }
            Self::ListTags(_) => Reply::Tags(oracle.list_tags(&ListTags::new(arn))?.tags),
        })
    }

    pub(super) fn rename(&mut self, rename: impl FnOnce(&mut TableName)) {
        match self {
            Self::Update(request) => rename(&mut request.table),
            Self::Tag(table, _) | Self::Untag(table, _) | Self::ListTags(table) => rename(table),
            Self::List(_) => {}
        }
    }

    /// Returns the table the request names; a list names none.
    pub(super) fn table(&self) -> Option<TableName> {
        match self {
            Self::Update(request) => Some(request.table.clone()),
            _ => self.labelled(),
        }
    }

    fn labelled(&self) -> Option<TableName> {
        match self {
            Self::Tag(table, _) | Self::Untag(table, _) | Self::ListTags(table) => Some(table.clone()),
            Self::Update(_) | Self::List(_) => None,
        }
    }
}

fn tag_request(arn: String, tags: BTreeMap<String, String>) -> TagResource {
    tags.into_iter().fold(TagResource::new(arn), |request, (key, value)| request.with_tag(key, value))
}
