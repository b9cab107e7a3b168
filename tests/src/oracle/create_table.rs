//! `CreateTable`.

use std::collections::BTreeSet;

use dynamo_model::ErrorKind;
use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, IndexProjection, KeySchema, TableDescription, Throughput,
};

use super::scaling::Scaling;
use super::table::Table;
use super::{Answer, Oracle, Refusal, tags};

pub(super) const MOST_GLOBAL_INDEXES: usize = 20;
const MOST_LOCAL_INDEXES: usize = 5;
const MOST_INCLUDED: usize = 20;
const MOST_INCLUDED_IN_ALL: usize = 100;

impl Oracle {
    /// Creates a table, which is active at once.
    ///
    /// # Errors
    ///
    /// If the definition breaks a rule, or there is such a table.
    pub fn create_table(&mut self, request: &CreateTable) -> Answer<TableDescription> {
        check_definition(request)?;
        if self.tables.contains_key(&request.table) {
            let message = format!("Table already exists: {}", request.table);
            return Err(Refusal::worded(ErrorKind::InUse, message));
        }
        let scaling = Scaling::of(request, self.now);
        let table = Table { number: self.tables_made, scaling, ..Table::new(request) };
        self.tables.insert(request.table.clone(), table);
        self.tables_made += 1;
        if let Some(view) = request.stream {
            self.start_stream(&request.table, view);
        }
        self.describe_table(&request.table)
    }
}

fn check_definition(request: &CreateTable) -> Answer<()> {
    if !is_name(&request.table) || !indexes(request).all(|index| is_name(&index.name)) {
        return Err(Refusal::invalid());
    }
    check_key(&request.key, 1)?;
    check_attributes(request)?;
    request.global_indexes.iter().try_for_each(|index| check_global_index(index, request.billing))?;
    request.local_indexes.iter().try_for_each(|index| check_local_index(index, &request.key))?;
    check_indexes_together(request)?;
    if let BillingMode::Provisioned(throughput) = request.billing {
        check_throughput(throughput)?;
    }
    tags::check(&request.tags)
}

/// Returns the indexes of a table, global and local ones.
pub(super) fn indexes(request: &CreateTable) -> impl Iterator<Item = &IndexDefinition> {
    request.global_indexes.iter().chain(&request.local_indexes)
}

pub(super) fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    (3..=255).contains(&name.len()) && name.bytes().all(plain)
}

fn check_key(key: &KeySchema, most: usize) -> Answer<()> {
    if key.partition().len() > most || key.sort().len() > most {
        return Err(Refusal::invalid());
    }
    if are_distinct(key.attributes()) { Ok(()) } else { Err(Refusal::invalid()) }
}

/// Requires the definitions to be those of all key attributes and no others.
fn check_attributes(request: &CreateTable) -> Answer<()> {
    let keys = indexes(request).map(|index| &index.key).chain([&request.key]);
    let used: BTreeSet<&str> = keys.flat_map(KeySchema::attributes).collect();
    let defined = || request.attributes.iter().map(|attribute| attribute.name.as_str());
    let complete = used == defined().collect() && are_distinct(defined());
    if complete { Ok(()) } else { Err(Refusal::invalid()) }
}

pub(super) fn check_global_index(index: &IndexDefinition, billing: BillingMode) -> Answer<()> {
    check_key(&index.key, 4)?;
    check_projection(index)?;
    match (billing, index.throughput) {
        (BillingMode::OnDemand, None) => Ok(()),
        (BillingMode::Provisioned(_), Some(throughput)) => check_throughput(throughput),
        _ => Err(Refusal::invalid()),
    }
}

pub(super) fn check_throughput(throughput: Throughput) -> Answer<()> {
    if throughput.read > 0 && throughput.write > 0 { Ok(()) } else { Err(Refusal::invalid()) }
}

/// A local index has the partitions of its table, which must have a sort key, too.
fn check_local_index(index: &IndexDefinition, table: &KeySchema) -> Answer<()> {
    check_key(&index.key, 1)?;
    check_projection(index)?;
    let sorted = !table.sort().is_empty() && !index.key.sort().is_empty();
    if sorted && index.key.partition() == table.partition() { Ok(()) } else { Err(Refusal::invalid()) }
}

fn check_projection(index: &IndexDefinition) -> Answer<()> {
    if let IndexProjection::Include(names) = &index.projection {
        let fits = (1..=MOST_INCLUDED).contains(&names.len());
        if !fits || !are_distinct(names.iter().map(String::as_str)) {
            return Err(Refusal::invalid());
        }
    }
    Ok(())
}

pub(super) fn check_indexes_together(request: &CreateTable) -> Answer<()> {
    let included = indexes(request).map(|index| match &index.projection {
        IndexProjection::Include(names) => names.len(),
        IndexProjection::All | IndexProjection::KeysOnly => 0,
    });
    let too_many = request.global_indexes.len() > MOST_GLOBAL_INDEXES
        || request.local_indexes.len() > MOST_LOCAL_INDEXES
        || included.sum::<usize>() > MOST_INCLUDED_IN_ALL;
    let names = indexes(request).map(|index| index.name.as_str());
    if too_many || !are_distinct(names) { Err(Refusal::invalid()) } else { Ok(()) }
}

pub(super) fn are_distinct<'n>(mut names: impl Iterator<Item = &'n str>) -> bool {
    let mut seen = BTreeSet::new();
    names.all(|name| seen.insert(name))
}
