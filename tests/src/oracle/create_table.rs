//! `CreateTable`.

use std::collections::BTreeSet;
use std::fmt::Display;

use dynamo_model::ErrorKind;
use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, IndexProjection, KeySchema, TableDescription, Throughput,
};

use super::refusal::{all_in_any_order, in_any_order};
use super::scaling::Scaling;
use super::table::Table;
use super::{Answer, Oracle, Refusal, table_names, tags};

pub(super) const MOST_GLOBAL_INDEXES: usize = 20;
const MOST_LOCAL_INDEXES: usize = 5;
const MOST_INCLUDED: usize = 20;
const MOST_INCLUDED_IN_ALL: usize = 100;
const MOST_UNITS: u64 = 1_000_000_000_000;
pub(super) const UNDEFINED: &str = "Invalid KeySchema: Some index key attribute have no definition";

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
    table_names::check(request)?;
    if request.key.attributes().count() == 2 && request.attributes.len() < 2 {
        return Err(Refusal::validation(UNDEFINED));
    }
    check_key(&request.key, 1)?;
    let local = request.local_indexes.iter().map(|index| check_local_index(index, &request.key));
    let global =
        request.global_indexes.iter().map(|index| check_global_index(index, request.billing, "is not"));
    all_in_any_order(
        local.chain(global).chain([check_attributes(request), check_indexes_together(request)]),
    )?;
    if let BillingMode::Provisioned(throughput) = request.billing {
        check_throughput(throughput)?;
    }
    tags::check(&request.tags)
}

/// Returns the indexes of a table, global and local ones.
pub(super) fn indexes(request: &CreateTable) -> impl Iterator<Item = &IndexDefinition> {
    request.global_indexes.iter().chain(&request.local_indexes)
}

fn check_key(key: &KeySchema, most: usize) -> Answer<()> {
    let (partition, sort) = (key.partition().len(), key.sort().len());
    if !are_distinct(key.attributes()) {
        return Err(Refusal::validation(if (partition, sort) == (1, 1) || most == 1 {
            "Both the Hash Key and the Range Key element in the KeySchema have the same name"
        } else {
            "The KeySchema contains multiple key attributes with the same name"
        }));
    }
    match (partition, sort) {
        (2, 0) if most == 1 => {
            Err(Refusal::validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"))
        }
        _ if partition > most || sort > most => Err(Refusal::invalid()),
        _ => Ok(()),
    }
}

/// Requires the definitions to be those of all key attributes and no others.
fn check_attributes(request: &CreateTable) -> Answer<()> {
    let defined: Vec<&str> = request.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    if !are_distinct(defined.iter().copied()) {
        return Err(Refusal::invalid());
    }
    let lacks = |key: &KeySchema| !key.attributes().all(|name| defined.contains(&name));
    let keys = [&request.key].into_iter().chain(indexes(request).map(|index| &index.key));
    let faults: Vec<String> = keys.filter(|key| lacks(key)).map(|key| {
        let keys: Vec<&str> = key.attributes().collect();
        if keys.len() > defined.len() {
            return UNDEFINED.to_owned();
        }
        invalid(format_args!(
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], AttributeDefinitions: [{}]",
            keys.join(", "),
            defined.join(", ")
        ))
    }).collect();
    if !faults.is_empty() {
        return Err(Refusal::one_of(faults));
    }
    let keys = indexes(request).map(|index| &index.key).chain([&request.key]);
    let used: BTreeSet<&str> = keys.flat_map(KeySchema::attributes).collect();
    if defined.iter().all(|name| used.contains(name)) {
        return Ok(());
    }
    Err(match indexes(request).next() {
        Some(_) => Refusal::starting(invalid("Some AttributeDefinitions are not used. ")),
        None => Refusal::validation(invalid(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in \
             AttributeDefinitions",
        )),
    })
}

fn invalid(fault: impl Display) -> String {
    format!("One or more parameter values were invalid: {fault}")
}

/// What an index lacks, the service says in one way of a new table, and in another of one that changes.
pub(super) fn check_global_index(index: &IndexDefinition, billing: BillingMode, lacking: &str) -> Answer<()> {
    check_key(&index.key, 4)?;
    let name = &index.name;
    let throughput = match (billing, index.throughput) {
        (BillingMode::OnDemand, None) => Ok(()),
        (BillingMode::Provisioned(_), Some(throughput)) => check_throughput(throughput),
        (BillingMode::OnDemand, Some(_)) => Err(Refusal::validation(invalid(format_args!(
            "ProvisionedThroughput should not be specified for index: {name} when BillingMode is PAY_PER_REQUEST"
        )))),
        (BillingMode::Provisioned(_), None) => Err(Refusal::validation(invalid(format_args!(
            "ProvisionedThroughput {lacking} specified for index: {name}"
        )))),
    };
    in_any_order(check_projection(index), throughput)
}

pub(super) fn check_throughput(throughput: Throughput) -> Answer<()> {
    for (member, units) in [("ReadCapacityUnits", throughput.read), ("WriteCapacityUnits", throughput.write)]
    {
        match units {
            0 => return Err(Refusal::invalid()),
            1..=MOST_UNITS => {}
            _ => {
                return Err(Refusal::validation(format!(
                    "Given value {units} for {member} is out of bounds"
                )));
            }
        }
    }
    Ok(())
}

/// A local index has the partitions of its table, which must have a sort key, too.
fn check_local_index(index: &IndexDefinition, table: &KeySchema) -> Answer<()> {
    check_key(&index.key, 1)?;
    check_projection(index)?;
    let mut faults = Vec::new();
    if table.sort().is_empty() {
        faults.push(invalid(
            "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
        ));
    }
    if index.key.sort().is_empty() {
        faults.push(invalid(format_args!(
            "Index KeySchema does not have a range key for index: {}",
            index.name
        )));
    }
    if index.key.partition() != table.partition() {
        faults.push(invalid(format_args!(
            "Index KeySchema does not have the same leading hash key as table KeySchema for index: {}. index hash key: \
             {}, table hash key: {}",
            index.name,
            index.key.partition().join(", "),
            table.partition().join(", ")
        )));
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults)) }
}

fn check_projection(index: &IndexDefinition) -> Answer<()> {
    let IndexProjection::Include(names) = &index.projection else { return Ok(()) };
    if names.is_empty() {
        return Err(Refusal::validation(invalid(
            "ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
        )));
    }
    let fits = names.len() <= MOST_INCLUDED && are_distinct(names.iter().map(String::as_str));
    if fits { Ok(()) } else { Err(Refusal::invalid()) }
}

pub(super) fn check_indexes_together(request: &CreateTable) -> Answer<()> {
    let included = indexes(request).map(|index| match &index.projection {
        IndexProjection::Include(names) => names.len(),
        IndexProjection::All | IndexProjection::KeysOnly => 0,
    });
    if included.sum::<usize>() > MOST_INCLUDED_IN_ALL {
        return Err(Refusal::invalid());
    }
    let mut faults = Vec::new();
    if request.global_indexes.len() > MOST_GLOBAL_INDEXES {
        faults.push(invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20"));
    }
    if request.local_indexes.len() > MOST_LOCAL_INDEXES {
        faults.push(invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5"));
    }
    let mut seen = BTreeSet::new();
    let repeated = indexes(request).filter(|index| !seen.insert(&index.name));
    faults.extend(repeated.map(|index| invalid(format_args!("Duplicate index name: {}", index.name))));
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults)) }
}

pub(super) fn are_distinct<'n>(mut names: impl Iterator<Item = &'n str>) -> bool {
    let mut seen = BTreeSet::new();
    names.all(|name| seen.insert(name))
}
