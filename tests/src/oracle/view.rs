//! A table or an index as queries and scans see it.

use dynamo_model::expr::{Condition, Projection};
use dynamo_model::request::{IndexProjection, Select, TableName};
use dynamo_model::value::Item;

use super::key::Schema;
use super::query::WRONG_START;
use super::reading::{Entry, Source};
use super::table::{Index, Scope, Table};
use super::{Answer, Attributes, Oracle, Refusal, path_rules};

impl Oracle {
    /// Looks up a table or an index to read.
    pub(super) fn view(&self, table: &TableName, index: Option<&str>, consistent: bool) -> Answer<View<'_>> {
        let table = self.table(table)?;
        let Some(name) = index else { return Ok(View { table, index: None }) };
        let index = table.index(name).ok_or_else(|| {
            Refusal::validation(format!("The table does not have the specified index: {name}"))
        })?;
        if consistent && index.scope == Scope::Global {
            return Err(Refusal::validation(
                "Consistent reads are not supported on global secondary indexes",
            ));
        }
        Ok(View { table, index: Some(index) })
    }
}

/// Refuses a name no index can have. How that is told differs between operations.
pub(super) fn check_index_name(name: Option<&str>) -> Answer<()> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_.-".contains(character);
    let is_possible = |name: &str| (3..=255).contains(&name.len()) && name.chars().all(is_plain);
    if name.is_none_or(is_possible) { Ok(()) } else { Err(Refusal::invalid()) }
}

/// A table or an index, to be read.
pub(super) struct View<'o> {
    pub(super) table: &'o Table,
    index: Option<&'o Index>,
}

impl View<'_> {
    pub(super) fn is_index(&self) -> bool {
        self.index.is_some()
    }

    pub(super) fn key(&self) -> &Schema {
        self.index.map_or(&self.table.key, |index| &index.key)
    }

    pub(super) fn source(&self, table: &TableName, consistent: bool) -> Source {
        let index = self.index.map(|index| (index.scope, index.name().to_owned()));
        Source { table: table.clone(), index, consistent }
    }

    /// Returns everything there is to read, in the order of the keys.
    pub(super) fn entries(&self, select: Option<Select>, projection: Option<&Projection>) -> Vec<Entry> {
        let fetches = self.fetches(select, projection);
        let entry = |item: &Attributes| {
            let held = self.index.map_or_else(|| Some(item.clone()), |index| index.entry(item))?;
            Some(Entry { whole: fetches.then(|| item.clone()), ..self.entry(held)? })
        };
        let mut entries: Vec<Entry> = self.table.items.values().filter_map(entry).collect();
        entries.sort_by(|a, b| a.place().cmp(&b.place()));
        entries
    }

    /// Whether the items themselves are read, as a local index does not hold all that is asked for.
    fn fetches(&self, select: Option<Select>, projection: Option<&Projection>) -> bool {
        let Some(index) = self.index.filter(|index| index.scope == Scope::Local) else { return false };
        let all =
            select == Some(Select::AllAttributes) && index.definition.projection != IndexProjection::All;
        all || path_rules::of_projection(projection).iter().any(|path| !index.projects(path.root()))
    }

    fn entry(&self, item: Attributes) -> Option<Entry> {
        let key = self.key();
        Some(Entry {
            partition: key.partition_of(&item)?,
            sort: key.sort_of(&item)?,
            key: self.table.key.key_of(&item)?,
            cursor: self.cut_out_keys(&item),
            item,
            whole: None,
        })
    }

    fn cut_out_keys(&self, item: &Attributes) -> Attributes {
        let mut keys = self.table.key.cut_out(item);
        keys.extend(self.key().cut_out(item));
        keys
    }

    /// Reads a start key: exactly the key attributes of the index and of the table.
    pub(super) fn start(&self, start: Option<&Item>, wrong: impl Fn() -> Refusal) -> Answer<Option<Entry>> {
        let Some(start) = start.map(Item::to_map) else { return Ok(None) };
        let attributes = start.len();
        let entry = self.entry(start).filter(|entry| entry.cursor.len() == attributes).ok_or_else(&wrong)?;
        for key in [&self.table.key, self.key()] {
            if key.refuse_empty(&entry.item).is_err() || key.is_long(&entry.item) {
                return Err(Refusal::starting(WRONG_START));
            }
        }
        Ok(Some(entry))
    }

    /// Refuses a filter of a query that names the key of what is queried.
    pub(super) fn refuse_key_filter(&self, filter: Option<&Condition>) -> Answer<()> {
        let paths = filter.map(path_rules::of_condition).unwrap_or_default();
        let of_key = paths.iter().map(|path| path.root()).filter(|name| self.key().has(name));
        let faults: Vec<String> = of_key
            .map(|name| {
                format!("Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}")
            })
            .collect();
        let below_keys = path_rules::refuse_below_keys(self.table, paths.into_iter());
        match (faults.is_empty(), below_keys) {
            (true, below_keys) => below_keys,
            (false, Ok(())) => Err(Refusal::one_of(faults)),
            // Which of the two is looked at first is not known.
            (false, Err(_)) => Err(Refusal::invalid()),
        }
    }

    /// Refuses to return what a global index does not hold, and to filter by what any index does not.
    pub(super) fn check_attributes(
        &self,
        select: Option<Select>,
        filter: Option<&Condition>,
        projection: Option<&Projection>,
    ) -> Answer<()> {
        let Some(index) = self.index else { return Ok(()) };
        if index.scope == Scope::Global {
            check_returned(index, select, projection)?;
        }
        check_filtered(index, filter)
    }
}

/// Refuses to return what a global index does not hold.
fn check_returned(index: &Index, select: Option<Select>, projection: Option<&Projection>) -> Answer<()> {
    if select == Some(Select::AllAttributes) && index.definition.projection != IndexProjection::All {
        return Err(Refusal::validation(format!(
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global \
                 secondary index {} because its projection type is not ALL",
            index.name()
        )));
    }
    if path_rules::of_projection(projection).iter().any(|path| !index.projects(path.root())) {
        return Err(Refusal::invalid());
    }
    Ok(())
}

/// Refuses to filter by what an index does not hold.
fn check_filtered(index: &Index, filter: Option<&Condition>) -> Answer<()> {
    let paths = filter.map(path_rules::of_condition).unwrap_or_default();
    let mut lacking: Vec<&str> = paths.iter().map(|path| path.root()).collect();
    lacking.retain(|name| !index.projects(name));
    lacking.dedup();
    let message = format!(
        "One or more parameter values were invalid: Secondary index {} does not project one or more filter \
             attributes: [",
        index.name()
    );
    match lacking[..] {
        [] => Ok(()),
        [name] => Err(Refusal::validation(format!("{message}{name}]"))),
        // In which order several are listed is not known.
        _ => Err(Refusal::starting(message)),
    }
}
