//! Batches.

use std::collections::BTreeSet;

use super::expression::Expressions;
use super::name::is_table_name;
use super::{Constraint, KEYS, Path, Step, Violations, canonical, check_put_size};
use crate::request::{BatchGetItem, BatchWriteItem, TableName, Write};
use crate::value::Item;
use crate::{Error, Result};

/// What batches are of.
const REQUEST_ITEMS: Path<'_> = Path::of("RequestItems");
/// The most keys of one request.
pub(crate) const MOST_KEYS: usize = 100;
/// The most writes of one request.
pub(crate) const MOST_WRITES: usize = 25;

impl BatchGetItem {
    /// Checks what the request shows by itself: names of tables, how many keys, their values, that none comes twice, and
    /// projections. Whether the keys are the tables' is not among it.
    ///
    /// Keys that were told apart by their texts are not compared again; see [`KeysToGet::told_apart`].
    ///
    /// [`KeysToGet::told_apart`]: crate::request::KeysToGet::told_apart
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::request::{BatchGetItem, KeysToGet};
    /// use dynamo_model::value::Item;
    ///
    /// let of = |keys: u32| KeysToGet::new((0..keys).map(|key| Item::from_iter([("PK", key)])));
    /// assert!(BatchGetItem::new().with_keys("shop", of(100)).check().is_ok());
    /// assert!(BatchGetItem::new().with_keys("shop", of(101)).check().unwrap_err().is_validation());
    /// ```
    pub fn check(&self) -> Result<()> {
        check_reads(self)?;
        self.tables.values().try_for_each(|wanted| {
            wanted.keys.iter().try_for_each(Item::check)?;
            if !wanted.told_apart {
                check_distinct(&wanted.keys)?;
            }
            let projection = wanted.projection.as_ref();
            Expressions { projection, written: wanted.written, ..Expressions::default() }.check()
        })
    }
}

impl BatchWriteItem {
    /// Checks what the request shows by itself: names of tables, how many writes, their values and sizes. Whether two writes
    /// are of one item is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::request::{BatchWriteItem, Write};
    /// use dynamo_model::value::Item;
    ///
    /// let of = |writes: u32| {
    ///     let writes = (0..writes).map(|key| Write::Put(Item::from_iter([("PK", key)])));
    ///     writes.fold(BatchWriteItem::new(), |batch, write| batch.with_write("shop", write))
    /// };
    /// assert!(of(25).check().is_ok());
    /// assert!(of(26).check().unwrap_err().is_validation());
    /// ```
    pub fn check(&self) -> Result<()> {
        check_writes(self)?;
        self.tables.values().flatten().try_for_each(|write| match write {
            Write::Put(item) => {
                item.check()?;
                check_put_size(item.view())
            }
            Write::Delete(key) => Ok(key.check()?),
        })
    }
}

/// Makes the error of a batch that names an item twice.
#[must_use]
pub fn duplicates() -> Error {
    Error::validation("Provided list of item keys contains duplicates")
}

fn check_reads(request: &BatchGetItem) -> Result<()> {
    if request.tables.is_empty() {
        let mut found = Violations::default();
        found.renewed(&REQUEST_ITEMS, None, Constraint::ShortestLength(1));
        let required = "The requestItems parameter is required for BatchGetItem";
        return found.into_result().map_err(|error| error.or_older(required));
    }
    let mut found = Violations::default();
    for (name, wanted) in &request.tables {
        check_length(&mut found, name, wanted.keys.len());
    }
    found.into_result()?;
    check_names(request.tables.keys())?;
    if request.tables.values().map(|wanted| wanted.keys.len()).sum::<usize>() > MOST_KEYS {
        return Err(Error::validation("Too many items requested for the BatchGetItem call"));
    }
    Ok(())
}

fn check_length(found: &mut Violations, table: &str, keys: usize) {
    let table = REQUEST_ITEMS.then(Step::Entry(table));
    for broken in KEYS.iter().filter(|rule| !rule.allows_length(keys)) {
        found.renewed(&table.then(Step::Member("Keys")), (keys == 0).then_some("[]"), *broken);
    }
}

fn check_distinct(keys: &[Item]) -> Result<()> {
    let mut seen = BTreeSet::new();
    if keys.iter().all(|key| seen.insert(canonical(key))) { Ok(()) } else { Err(duplicates()) }
}

fn check_writes(request: &BatchWriteItem) -> Result<()> {
    if request.tables.is_empty() {
        return Err(Error::validation("The requestItems parameter is required for BatchWriteItem"));
    }
    if request.tables.values().any(|writes| writes.is_empty() || writes.len() > MOST_WRITES) {
        return wrong_lengths(request);
    }
    check_names(request.tables.keys())?;
    if request.tables.values().map(Vec::len).sum::<usize>() > MOST_WRITES {
        return Err(Error::validation("Too many items requested for the BatchWriteItem call"));
    }
    Ok(())
}

/// Shows the request only where it is of no writes at all.
fn wrong_lengths(request: &BatchWriteItem) -> Result<()> {
    let mut found = Violations::default();
    if request.tables.values().all(Vec::is_empty) {
        let tables: Vec<String> = request.tables.keys().map(|name| format!("{name}=[]")).collect();
        found.add(format_args!("'{{{}}}'", tables.join(", ")), "requestItems", Constraint::Writes);
    } else {
        found.add_unshown("requestItems", Constraint::Writes);
    }
    found.into_result()
}

/// Requires names that a table can have.
fn check_names<'n>(mut names: impl Iterator<Item = &'n TableName>) -> Result<()> {
    let mut found = Violations::default();
    if !names.all(|name| is_table_name(name)) {
        found.add_unshown("requestItems", Constraint::TableNames);
    }
    found.into_result()
}
