//! `UpdateTable`.

use std::collections::BTreeSet;

use dynamo_model::ErrorKind;
use dynamo_model::request::{
    AttributeDefinition, BillingMode, CreateTable, IndexDefinition, IndexUpdate, KeyKind, KeySchema,
    StreamUpdate, TableDescription, Throughput, UpdateTable,
};

use super::create_table::{
    MOST_GLOBAL_INDEXES, UNDEFINED, are_distinct, check_global_index, check_indexes_together,
    check_throughput, indexes,
};
use super::describe_table::missing;
use super::refusal::all_in_any_order;
use super::table_names::is_name;
use super::{Answer, Oracle, Refusal};

impl Oracle {
    /// Changes a table, at once: a new index has all its entries.
    ///
    /// # Errors
    ///
    /// If the change breaks a rule or changes nothing, or there is no such table.
    pub fn update_table(&mut self, request: &UpdateTable) -> Answer<TableDescription> {
        check_request(request)?;
        let table = self.tables.get_mut(&request.table).ok_or_else(|| missing(&request.table))?;
        let definition = changed(&table.definition, request)?;
        table.scaling = table.scaling.after(&table.definition, &definition, self.now)?;
        table.redefine(definition);
        match request.stream {
            Some(StreamUpdate::Enable(view)) => self.start_stream(&request.table, view),
            Some(StreamUpdate::Disable) => self.end_stream(&request.table),
            None => {}
        }
        self.describe_table(&request.table)
    }
}

/// Checks a request before its table is known.
fn check_request(request: &UpdateTable) -> Answer<()> {
    if !is_name(&request.table) || request.index_updates.iter().any(|update| !is_name(name(update))) {
        return Err(Refusal::invalid());
    }
    let mut nothing = UpdateTable::new(request.table.clone());
    nothing.attributes.clone_from(&request.attributes);
    if *request == nothing {
        return Err(Refusal::validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, \
             SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, \
             MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is \
             required",
        ));
    }
    check_alone(request)?;
    check_each_once(request)?;
    let of_indexes = request.index_updates.iter().filter_map(|update| match update {
        IndexUpdate::Throughput(_, throughput) => Some(*throughput),
        _ => None,
    });
    of_indexes.chain(given(request)).try_for_each(check_throughput)
}

/// Of the class and the protection, each is changed alone, and of what else histories change, throughput and a stream are not
/// changed together, nor is a stream with indexes.
fn check_alone(request: &UpdateTable) -> Answer<()> {
    let reserves = request.billing.is_some() || request.throughput.is_some();
    let asked = [
        !request.index_updates.is_empty(),
        reserves,
        request.stream.is_some(),
        request.class.is_some(),
        request.deletion_protection.is_some(),
    ];
    if asked.into_iter().filter(|asked| *asked).count() <= 1 {
        return Ok(());
    }
    let is_alone = request.class.is_some() || request.deletion_protection.is_some();
    let comes_or_goes = request
        .index_updates
        .iter()
        .any(|update| matches!(update, IndexUpdate::Create(_) | IndexUpdate::Delete(_)));
    let streams = request.stream.is_some() && (given(request).is_some() || comes_or_goes);
    let resizes = comes_or_goes && request.throughput.is_some();
    if is_alone || streams || resizes { Err(Refusal::invalid()) } else { Ok(()) }
}

fn check_each_once(request: &UpdateTable) -> Answer<()> {
    let mut seen = BTreeSet::new();
    if let Some(name) = request.index_updates.iter().map(name).find(|name| !seen.insert(*name)) {
        return Err(Refusal::validation(format!(
            "One or more parameter values were invalid: Only one global secondary index update per index is allowed \
             simultaneously. Index: {name}"
        )));
    }
    let comes_or_goes =
        |update: &&IndexUpdate| matches!(update, IndexUpdate::Create(_) | IndexUpdate::Delete(_));
    if request.index_updates.iter().filter(comes_or_goes).count() > 1 {
        return Err(Refusal::worded(
            ErrorKind::LimitExceeded,
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        ));
    }
    let defined = request.attributes.iter().map(|attribute| attribute.name.as_str());
    if are_distinct(defined) { Ok(()) } else { Err(Refusal::invalid()) }
}

fn name(update: &IndexUpdate) -> &str {
    match update {
        IndexUpdate::Create(index) => &index.name,
        IndexUpdate::Throughput(name, _)
        | IndexUpdate::Warm(name, _)
        | IndexUpdate::OnDemand(name, _)
        | IndexUpdate::Delete(name) => name,
        _ => "",
    }
}

/// Returns the throughput asked for, which comes with the billing mode or alone.
fn given(request: &UpdateTable) -> Option<Throughput> {
    match request.billing {
        Some(BillingMode::Provisioned(throughput)) => Some(throughput),
        _ => request.throughput,
    }
}

/// Works out what a table is after a change.
fn changed(old: &CreateTable, request: &UpdateTable) -> Answer<CreateTable> {
    let mut new = old.clone();
    new.billing = billing(old.billing, request)?;
    if new.billing == BillingMode::OnDemand {
        new.global_indexes.iter_mut().for_each(|index| index.throughput = None);
    }
    for update in &request.index_updates {
        change_index(&mut new, request, update)?;
    }
    all_in_any_order(
        new.global_indexes.iter().map(|index| check_global_index(index, new.billing, "must be")),
    )?;
    define_attributes(&mut new, request);
    check_indexes_together(&new)?;
    new.stream = match (request.stream, old.stream) {
        (None, stream) => stream,
        (Some(StreamUpdate::Enable(view)), None) => Some(view),
        (Some(StreamUpdate::Disable), Some(_)) => None,
        _ => return Err(Refusal::invalid()),
    };
    if request.class != Some(old.class.unwrap_or_default()) {
        new.class = request.class.or(old.class);
    }
    new.deletion_protection = request.deletion_protection.unwrap_or(old.deletion_protection);
    Ok(new)
}

fn billing(old: BillingMode, request: &UpdateTable) -> Answer<BillingMode> {
    if request.throughput.is_some() && request.billing.unwrap_or(old) == BillingMode::OnDemand {
        return Err(Refusal::validation(
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified \
             when BillingMode is PAY_PER_REQUEST",
        ));
    }
    let new = given(request).map(BillingMode::Provisioned).or(request.billing).unwrap_or(old);
    match (given(request), old) {
        (Some(Throughput { read, write }), _) if new == old => Err(Refusal::validation(format!(
            "The provisioned throughput for the table will not change. The requested value equals the current value. \
             Current ReadCapacityUnits provisioned for the table: {read}. Requested ReadCapacityUnits: {read}. Current \
             WriteCapacityUnits provisioned for the table: {write}. Requested WriteCapacityUnits: {write}. Refer to the \
             Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
        ))),
        _ => Ok(new),
    }
}

fn change_index(table: &mut CreateTable, request: &UpdateTable, update: &IndexUpdate) -> Answer<()> {
    if let IndexUpdate::Create(index) = update {
        return add_index(table, request, index);
    }
    let Some(place) = table.global_indexes.iter().position(|index| index.name == name(update)) else {
        let is_local = table.local_indexes.iter().any(|index| index.name == name(update));
        return Err(match update {
            IndexUpdate::Delete(_) if is_local => {
                Refusal::validation("Cannot delete an index that is not a GlobalSecondaryIndex")
            }
            _ => Refusal::worded(ErrorKind::NotFound, "Requested resource not found"),
        });
    };
    match update {
        IndexUpdate::Throughput(..) if table.billing == BillingMode::OnDemand => Err(Refusal::validation(
            "This operation cannot be performed with given input values. Please contact DynamoDB service team for more \
             info: Action Blocked: IndexUpdate",
        )),
        IndexUpdate::Throughput(name, throughput) => {
            if table.global_indexes[place].throughput == Some(*throughput) {
                return Err(Refusal::starting(format!(
                    "The provisioned throughput for the index {name} will not change."
                )));
            }
            table.global_indexes[place].throughput = Some(*throughput);
            Ok(())
        }
        _ => {
            table.global_indexes.remove(place);
            Ok(())
        }
    }
}

fn add_index(table: &mut CreateTable, request: &UpdateTable, index: &IndexDefinition) -> Answer<()> {
    if indexes(table).any(|known| known.name == index.name) {
        // The reference has both.
        return Err(Refusal::one_of([
            format!("One or more parameter values were invalid: Index already exists: {}", index.name),
            "Attempting to create an index which already exists".to_owned(),
        ]));
    }
    if table.global_indexes.len() >= MOST_GLOBAL_INDEXES {
        return Err(Refusal::unworded(ErrorKind::LimitExceeded));
    }
    if !request.attributes.is_empty() && index.key.attributes().count() > request.attributes.len() {
        return Err(Refusal::validation(UNDEFINED));
    }
    let defined = |name: &str| request.attributes.iter().any(|attribute| attribute.name == name);
    if !index.key.attributes().all(defined) {
        let given: Vec<&str> = request.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
        let keys: Vec<&str> = index.key.attributes().collect();
        let list = format!(". Keys: [{}], AttributeDefinitions: [{}]", keys.join(", "), given.join(", "));
        return Err(Refusal::validation(format!(
            "One or more parameter values were invalid: Some index key attributes are not defined in \
             AttributeDefinitions{}",
            if given.is_empty() { "" } else { &list }
        )));
    }
    let new = |name: &str| kind_in(&request.attributes, name);
    let old = |name: &str| kind_in(&table.attributes, name);
    if let Some(other) = index.key.attributes().find(|name| old(name).is_some() && old(name) != new(name)) {
        let mut keys = std::iter::once(&table.key).chain(indexes(table).map(|index| &index.key));
        let existing = keys.find(|key| key.attributes().any(|name| name == other)).map(|key| shown(key, old));
        return Err(Refusal::validation(format!(
            "One or more parameter values were invalid: Attributes cannot be redefined. Please check that your attribute \
             has the same type as previously defined. Existing schema: {} New schema: {}",
            existing.unwrap_or_default(),
            shown(&index.key, new)
        )));
    }
    table.global_indexes.push(index.clone());
    Ok(())
}

fn kind_in(attributes: &[AttributeDefinition], name: &str) -> Option<KeyKind> {
    attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.kind)
}

/// Writes a key with the types of its attributes.
fn shown(key: &KeySchema, kind: impl Fn(&str) -> Option<KeyKind>) -> String {
    let element = |name: &str, role: &str| {
        let kind = kind(name).map(KeyKind::as_str).unwrap_or_default();
        format!("SchemaElement: key{{{name}:{kind}:{role}}}")
    };
    let partition = key.partition().iter().map(|name| element(name, "HASH"));
    let elements: Vec<String> =
        partition.chain(key.sort().iter().map(|name| element(name, "RANGE"))).collect();
    format!("Schema:[{}]", elements.join(", "))
}

/// Definitions are added to those that stand, which keep their types, and go with the last key that needs them.
fn define_attributes(table: &mut CreateTable, request: &UpdateTable) {
    for attribute in &request.attributes {
        if table.attributes.iter().all(|known| known.name != attribute.name) {
            table.attributes.push(attribute.clone());
        }
    }
    let keys = indexes(table).map(|index| &index.key).chain([&table.key]);
    let used: BTreeSet<String> = keys.flat_map(KeySchema::attributes).map(str::to_owned).collect();
    table.attributes.retain(|attribute| used.contains(&attribute.name));
}
