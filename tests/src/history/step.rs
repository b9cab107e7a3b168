//! One request of a history, and what it comes to.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CollectionMetrics,
    ConsumedCapacity, CreateTable, DeleteItem, DeleteItemOutput, GetItem, GetItemOutput, GetRecordsOutput,
    ListTablesOutput, PutItem, PutItemOutput, Query, Scan, TableDescription, TableName,
    TimeToLiveDescription, TimeToLiveStatus, TransactGetItems, TransactGetItemsOutput, TransactWriteItems,
    TransactWriteItemsOutput, UpdateItem, UpdateItemOutput, UpdateTimeToLive,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Result};

use super::{StreamStep, TableStep};
use crate::oracle::{Answer, Oracle, Page, Swept};

/// A request, or what happens without one. Queries and scans stand for all their pages, batches of reads for all that is left unprocessed.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is the operation of its name")]
pub enum Step {
    CreateTable(CreateTable),
    DescribeTable(TableName),
    DeleteTable(TableName),
    OfTable(TableStep),
    Get(GetItem),
    Put(PutItem),
    Update(UpdateItem),
    Delete(DeleteItem),
    Query(Query),
    Scan(Scan),
    BatchGet(BatchGetItem),
    BatchWrite(BatchWriteItem),
    TransactGet(TransactGetItems),
    TransactWrite(TransactWriteItems),
    UpdateTimeToLive(UpdateTimeToLive),
    DescribeTimeToLive(TableName),
    Stream(StreamStep),
    /// Time passes.
    Pass(Duration),
    /// What has expired is deleted.
    Sweep,
}

/// What a request was answered with.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is the answer to the step of its name")]
pub enum Reply {
    Table(Box<TableDescription>),
    Names(ListTablesOutput),
    Tags(BTreeMap<String, String>),
    /// That it was done.
    Done,
    Get(GetItemOutput),
    Put(PutItemOutput),
    Update(UpdateItemOutput),
    Delete(DeleteItemOutput),
    Page(Page),
    BatchGet(BatchGetItemOutput),
    BatchWrite(BatchWriteItemOutput),
    TransactGet(TransactGetItemsOutput),
    TransactWrite(TransactWriteItemsOutput),
    UpdateTimeToLive(UpdateTimeToLive),
    TimeToLive(TimeToLiveDescription),
    Records(GetRecordsOutput),
    Swept(Swept),
    /// Something that is looked at elsewhere.
    Other,
}

impl Step {
    /// Sends the request, or the first of its requests. Requests about streams depend on what was answered before, so
    /// that others send them.
    pub(super) async fn send(&self, backend: &dyn Backend) -> Result<Reply> {
        let reply = match self.clone() {
            Self::CreateTable(request) => Reply::Table(Box::new(backend.create_table(request).await?)),
            Self::DescribeTable(table) => Reply::Table(Box::new(backend.describe_table(table).await?)),
            Self::DeleteTable(table) => Reply::Table(Box::new(backend.delete_table(table).await?)),
            Self::OfTable(request) => request.send(backend).await?,
            Self::Get(request) => Reply::Get(backend.get_item(request).await?),
            Self::Put(request) => Reply::Put(backend.put_item(request).await?),
            Self::Update(request) => Reply::Update(backend.update_item(request).await?),
            Self::Delete(request) => Reply::Delete(backend.delete_item(request).await?),
            Self::Query(request) => Reply::Page(backend.query(request).await?.into()),
            Self::Scan(request) => Reply::Page(backend.scan(request).await?.into()),
            Self::BatchGet(request) => Reply::BatchGet(backend.batch_get_item(request).await?),
            Self::BatchWrite(request) => Reply::BatchWrite(backend.batch_write_item(request).await?),
            Self::TransactGet(request) => Reply::TransactGet(backend.transact_get_items(request).await?),
            Self::TransactWrite(request) => {
                Reply::TransactWrite(backend.transact_write_items(request).await?)
            }
            Self::UpdateTimeToLive(request) => {
                Reply::UpdateTimeToLive(backend.update_time_to_live(request).await?)
            }
            Self::DescribeTimeToLive(table) => Reply::TimeToLive(backend.describe_time_to_live(table).await?),
            Self::Stream(_) | Self::Pass(_) | Self::Sweep => Reply::Other,
        };
        Ok(reply.settled())
    }

    /// Returns what the request must come to. Of queries and scans that is the page an engine could return first
    /// whose partitions and ties are in the order of their keys.
    ///
    /// # Errors
    ///
    /// How it must fail.
    pub fn expect(&self, oracle: &mut Oracle) -> Answer<Reply> {
        let reply = match self {
            Self::CreateTable(request) => Reply::Table(Box::new(oracle.create_table(request)?)),
            Self::DescribeTable(table) => Reply::Table(Box::new(oracle.describe_table(table)?)),
            Self::DeleteTable(table) => Reply::Table(Box::new(oracle.delete_table(table)?)),
            Self::OfTable(request) => request.expect(oracle)?,
            Self::Get(request) => Reply::Get(oracle.get_item(request)?),
            Self::Put(request) => Reply::Put(oracle.put_item(request)?),
            Self::Update(request) => Reply::Update(oracle.update_item(request)?),
            Self::Delete(request) => Reply::Delete(oracle.delete_item(request)?),
            Self::Query(request) => Reply::Page(oracle.query(request)?.first_page()),
            Self::Scan(request) => Reply::Page(oracle.scan(request)?.first_page()),
            Self::BatchGet(request) => Reply::BatchGet(oracle.batch_get_item(request)?),
            Self::BatchWrite(request) => Reply::BatchWrite(oracle.batch_write_item(request)?),
            Self::TransactGet(request) => Reply::TransactGet(oracle.transact_get_items(request)?),
            Self::TransactWrite(request) => Reply::TransactWrite(oracle.transact_write_items(request)?),
            Self::UpdateTimeToLive(request) => Reply::UpdateTimeToLive(oracle.update_time_to_live(request)?),
            Self::DescribeTimeToLive(table) => Reply::TimeToLive(oracle.describe_time_to_live(table)?),
            Self::Stream(_) => Reply::Other,
            Self::Pass(by) => {
                oracle.advance(*by);
                Reply::Other
            }
            Self::Sweep => Reply::Swept(oracle.sweep()),
        };
        Ok(reply.settled())
    }

    /// Puts a prefix in front of what outlives a run: the names of tables, and tokens.
    pub(super) fn under(&self, prefix: &str) -> Self {
        let mut step = self.clone();
        let rename = |table: &mut TableName| *table = format!("{prefix}{table}").into();
        match &mut step {
            Self::CreateTable(request) => rename(&mut request.table),
            Self::DescribeTable(table) | Self::DeleteTable(table) | Self::DescribeTimeToLive(table) => {
                rename(table);
            }
            Self::UpdateTimeToLive(request) => rename(&mut request.table),
            Self::Stream(step) => step.rename(rename),
            Self::Pass(_) | Self::Sweep => {}
            Self::OfTable(request) => request.rename(rename),
            Self::Get(request) => rename(&mut request.table),
            Self::Put(request) => rename(&mut request.table),
            Self::Update(request) => rename(&mut request.table),
            Self::Delete(request) => rename(&mut request.table),
            Self::Query(request) => rename(&mut request.table),
            Self::Scan(request) => rename(&mut request.table),
            Self::BatchGet(request) => request.tables = renamed(&request.tables, prefix),
            Self::BatchWrite(request) => request.tables = renamed(&request.tables, prefix),
            Self::TransactGet(request) => request.gets.iter_mut().for_each(|get| rename(&mut get.table)),
            Self::TransactWrite(request) => {
                request.writes.iter_mut().for_each(|write| rename(&mut write.table));
                // Those that are empty or too long are so in any run.
                if let Some(token) = request.token.as_mut().filter(|token| (1..=8).contains(&token.len())) {
                    token.insert_str(0, prefix);
                }
            }
        }
        step
    }

    /// Returns the tables the request names.
    #[must_use]
    pub fn tables(&self) -> Vec<TableName> {
        match self {
            Self::CreateTable(request) => vec![Arc::clone(&request.table)],
            Self::DescribeTable(table) | Self::DeleteTable(table) | Self::DescribeTimeToLive(table) => {
                vec![Arc::clone(table)]
            }
            Self::UpdateTimeToLive(request) => vec![Arc::clone(&request.table)],
            Self::Stream(step) => step.table().into_iter().collect(),
            Self::Pass(_) | Self::Sweep => Vec::new(),
            Self::OfTable(request) => request.table().into_iter().collect(),
            Self::Get(request) => vec![Arc::clone(&request.table)],
            Self::Put(request) => vec![Arc::clone(&request.table)],
            Self::Update(request) => vec![Arc::clone(&request.table)],
            Self::Delete(request) => vec![Arc::clone(&request.table)],
            Self::Query(request) => vec![Arc::clone(&request.table)],
            Self::Scan(request) => vec![Arc::clone(&request.table)],
            Self::BatchGet(request) => request.tables.keys().cloned().collect(),
            Self::BatchWrite(request) => request.tables.keys().cloned().collect(),
            Self::TransactGet(request) => request.gets.iter().map(|get| Arc::clone(&get.table)).collect(),
            Self::TransactWrite(request) => {
                request.writes.iter().map(|write| Arc::clone(&write.table)).collect()
            }
        }
    }
}

fn renamed<T: Clone>(tables: &BTreeMap<TableName, T>, prefix: &str) -> BTreeMap<TableName, T> {
    tables.iter().map(|(table, what)| (format!("{prefix}{table}").into(), what.clone())).collect()
}

impl Reply {
    /// Puts in order what comes in none, and leaves out what each backend makes up.
    pub(super) fn settled(mut self) -> Self {
        match &mut self {
            Self::Table(table) => {
                (table.created_at, table.arn, table.id) = (None, String::new(), String::new());
                table.on_demand_at = table.on_demand_at.map(|_| UNIX_EPOCH);
                let indexes = table.global_indexes.iter_mut().chain(&mut table.local_indexes);
                indexes.for_each(|index| index.arn = String::new());
                let names = [&mut table.latest_stream_arn, &mut table.latest_stream_label];
                names.into_iter().flatten().for_each(String::clear);
                table.attributes.sort_by(|a, b| a.name.cmp(&b.name));
                for indexes in [&mut table.global_indexes, &mut table.local_indexes] {
                    indexes.sort_by(|a, b| a.definition.name.cmp(&b.definition.name));
                }
            }
            Self::BatchGet(output) => {
                output.items.values_mut().for_each(|items| items.sort_by_cached_key(sortable));
                sort_reports(&mut output.consumed_capacity);
            }
            Self::BatchWrite(output) => {
                sort_reports(&mut output.consumed_capacity);
                output.collection_metrics.values_mut().for_each(|found| sort_collections(found));
            }
            Self::TransactGet(output) => sort_reports(&mut output.consumed_capacity),
            Self::TransactWrite(output) => {
                sort_reports(&mut output.consumed_capacity);
                output.collection_metrics.values_mut().for_each(|found| sort_collections(found));
            }
            Self::TimeToLive(description) => settle_expiry(description),
            Self::Names(_) | Self::Tags(_) | Self::Done => {}
            Self::Get(_) | Self::Put(_) | Self::Update(_) | Self::Delete(_) | Self::Page(_) => {}
            Self::UpdateTimeToLive(_) | Self::Records(_) | Self::Swept(_) | Self::Other => {}
        }
        self
    }
}

/// Takes a change of expiry that is under way for done: how long it takes is open.
fn settle_expiry(description: &mut TimeToLiveDescription) {
    match description.status {
        TimeToLiveStatus::Enabling => description.status = TimeToLiveStatus::Enabled,
        TimeToLiveStatus::Disabling => *description = TimeToLiveDescription::default(),
        _ => {}
    }
}

/// Makes equal bytes of equal items.
fn sortable(item: &Item) -> Vec<u8> {
    Item::from(item.to_map()).into_bytes()
}

fn sort_reports(reports: &mut [ConsumedCapacity]) {
    reports.sort_by(|a, b| a.table_name.cmp(&b.table_name));
}

fn sort_collections(collections: &mut [CollectionMetrics]) {
    collections.sort_by_cached_key(|collection| sortable(&collection.key));
}
