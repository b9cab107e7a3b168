//! `Query`.

use std::collections::BTreeSet;

use dynamo_model::expr::{Condition, Projection};
use dynamo_model::request::{Query, Select};
use dynamo_model::value::Item;

use super::key::Key;
use super::key_condition::{self, Selection};
use super::reading::{Entry, Reading};
use super::view::{View, check_index_name};
use super::{Answer, Attributes, Oracle, Refusal, check, condition, get_item};

const FILTER: &str = "FilterExpression";
const ENVELOPE: &str = "1 validation error detected: ";
pub(super) const WRONG_START: &str = "The provided starting key is invalid";

impl Oracle {
    /// Returns what a query may read.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, or there is no such table.
    pub fn query(&self, request: &Query) -> Answer<Reading> {
        check_index_name(request.index.as_deref())?;
        if request.limit == Some(0) {
            return Err(Refusal::validation(
                "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value \
                 greater than or equal to 1",
            ));
        }
        check_start_values(request.exclusive_start_key.as_ref())?;
        key_condition::check(&request.key_condition)?;
        check_expressions(request.filter.as_ref(), request.projection.as_ref())?;
        check_select(request.select, request.projection.is_some(), request.index.is_some(), ENVELOPE)?;
        let view = self.view(&request.table, request.index.as_deref(), request.consistent_read)?;
        let start = view.start(request.exclusive_start_key.as_ref(), || wrong_start(&view, request))?;
        let selection = key_condition::select(view.key(), &request.key_condition)?;
        if let Some(start) = &start {
            check_start(&view, &selection, start)?;
        }
        get_item::check_projection_on(view.table, request.projection.as_ref())?;
        view.refuse_key_filter(request.filter.as_ref())?;
        view.check_attributes(request.select, request.filter.as_ref(), request.projection.as_ref())?;
        let mut entries = view.entries(request.select, request.projection.as_ref());
        entries.retain(|entry| entry.partition == selection.partition && selection.selects(&entry.sort));
        if !request.scan_forward {
            entries.reverse();
        }
        Ok(Reading {
            source: view.source(&request.table, request.consistent_read),
            entries,
            start,
            descending: !request.scan_forward,
            at_most_one: !view.is_index() && view.key().sort.is_empty(),
            limit: request.limit.map(|limit| limit as usize),
            filter: request.filter.clone(),
            projection: request.projection.clone(),
            counts_only: request.select == Some(Select::Count),
            return_capacity: request.return_capacity,
        })
    }
}

/// Checks the values of a start key before its table is known.
pub(super) fn check_start_values(start: Option<&Item>) -> Answer<()> {
    let sound = start.is_none_or(|start| check::attributes(&start.to_map()).is_ok());
    if sound { Ok(()) } else { Err(Refusal::starting(WRONG_START)) }
}

/// Checks filter and projection before their table is known.
pub(super) fn check_expressions(filter: Option<&Condition>, projection: Option<&Projection>) -> Answer<()> {
    filter.map_or(Ok(()), |filter| condition::check(FILTER, filter, check::Nesting::OfItems))?;
    get_item::check_projection(projection)
}

/// What is said of a start key that is none: of one with attributes missing or besides its own it is known.
fn wrong_start(view: &View<'_>, request: &Query) -> Refusal {
    let keys = view.table.key.attributes().chain(view.key().attributes());
    let names: BTreeSet<&str> = keys.map(|(name, _)| name).collect();
    match &request.exclusive_start_key {
        Some(start) if start.view().len() != names.len() => Refusal::starting(WRONG_START),
        _ => Refusal::invalid(),
    }
}

/// Requires what is selected to agree with what is projected. What is wrong is told within an envelope.
pub(super) fn check_select(
    select: Option<Select>,
    has_projection: bool,
    has_index: bool,
    envelope: &str,
) -> Answer<()> {
    let fault = match select {
        Some(Select::Count) if has_projection => {
            "Cannot specify the ProjectionExpression when choosing to get only the Count".to_owned()
        }
        Some(select @ (Select::AllAttributes | Select::AllProjectedAttributes)) if has_projection => {
            format!("Cannot specify the ProjectionExpression when choosing to get {}", select.as_str())
        }
        Some(Select::SpecificAttributes) if !has_projection => {
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
                .to_owned()
        }
        Some(Select::AllProjectedAttributes) if !has_index => {
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName".to_owned()
        }
        _ => return Ok(()),
    };
    Err(Refusal::validation(format!("{envelope}{fault}")))
}

/// A partition of a table without a sort key holds one item: there is nothing after it.
fn not_restartable(start: &Attributes) -> Refusal {
    let message = "The provided exclusive start key is invalid: ExclusiveStartKey: {";
    let shown: Option<Vec<String>> = start
        .iter()
        .map(|(name, value)| Some(format!("{name}=AttributeValue: {}", condition::shown(value)?)))
        .collect();
    match shown {
        Some(shown) => Refusal::validation(format!("{message}{}}}", shown.join(", "))),
        // How binaries are shown is not known.
        None => Refusal::starting(message),
    }
}

/// Requires a start key to lie in what the query selects.
fn check_start(view: &View<'_>, selection: &Selection, start: &Entry) -> Answer<()> {
    let mut faults = Vec::new();
    if !view.is_index() && start.sort.is_empty() {
        return Err(not_restartable(&start.cursor));
    }
    let one_row_at_most = "The query can return at most one row and cannot be restarted";
    let above = |partition: &Key| partition.split_last().map(|(_, above)| above.to_vec());
    if above(&start.partition) != above(&selection.partition) {
        return Err(Refusal::validation(one_row_at_most));
    }
    if start.partition != selection.partition {
        faults.push("The provided starting key is outside query boundaries based on provided conditions");
    }
    if !selection.selects(&start.sort) {
        faults.push("The provided starting key does not match the range key predicate");
    }
    let one_row = !view.is_index() && selection.is_whole_key(&view.table.key);
    // The service also says this of another partition, where the sort key has a condition.
    if one_row || !faults.is_empty() && selection.has_sort_condition() {
        faults.push(one_row_at_most);
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults.into_iter().map(str::to_owned))) }
}
