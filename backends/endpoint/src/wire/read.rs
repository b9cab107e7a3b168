//! What operations take out of requests: items, expressions, and what is common to several.

use std::collections::BTreeMap;

use dynamo_model::Error;
use dynamo_model::expr::parse::{Parser, invalid_value};
use dynamo_model::request::check::check_transacted_constant;
use dynamo_model::request::{ReturnCapacity, ReturnValues, Select, TableName};
use dynamo_model::value::{DynamoJson, Item, Value, ValueError};
use serde::Deserialize as _;

use super::json::{Json, Misfit};
use super::shape::Width;
use crate::fault::Fault;

/// The members of a request, whose kinds and constraints were checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Members<'r>(pub(crate) &'r Json<'r>);

impl<'r> Members<'r> {
    pub(crate) fn get(self, name: &str) -> Option<&'r Json<'r>> {
        self.0.member(name)
    }

    /// Whether any of some members is there.
    pub(crate) fn has_any(self, names: &[&str]) -> bool {
        names.iter().any(|name| self.get(name).is_some())
    }

    pub(crate) fn text(self, name: &str) -> Option<&'r str> {
        self.get(name)?.as_text()
    }

    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    pub(crate) fn is(self, name: &str, word: &str) -> bool {
        self.text(name) == Some(word)
    }

    /// Returns the table, which a request must have named by now.
    pub(crate) fn table(self) -> TableName {
        self.text("TableName").unwrap_or_default().into()
    }

    pub(crate) fn owned(self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// Returns an integer of 32 bits that was checked not to be negative.
    pub(crate) fn count(self, name: &str) -> Option<u32> {
        Width::Integer.read(self.get(name)?).and_then(|number| u32::try_from(number).ok())
    }

    /// Returns a time, in seconds since 1970.
    pub(crate) fn seconds(self, name: &str) -> Option<f64> {
        match self.get(name)? {
            #[allow(clippy::cast_precision_loss, reason = "times are far below 2^52 seconds")]
            Json::Integer(seconds) => Some(*seconds as f64),
            Json::Decimal(seconds) => Some(*seconds),
            _ => None,
        }
    }

    pub(crate) fn list(self, name: &str) -> impl Iterator<Item = Members<'r>> {
        self.get(name).map(Json::elements).unwrap_or_default().iter().map(Members)
    }

    /// Iterates over the entries of a map.
    pub(crate) fn entries(self, name: &str) -> impl Iterator<Item = (&'r str, Members<'r>)> {
        let entries = self.get(name).map(Json::members).unwrap_or_default();
        entries.iter().map(|(name, value)| (name.as_ref(), Members(value)))
    }

    /// Returns the members of a structure.
    pub(crate) fn inside(self, name: &str) -> Option<Members<'r>> {
        self.get(name).map(Members)
    }

    /// Reads the key that a page of a scan begins behind.
    ///
    /// # Errors
    ///
    /// A value that has no type or several, or that its type does not allow.
    pub(crate) fn start_key(self) -> Result<Option<Item>, Fault> {
        self.checked_item("ExclusiveStartKey").map_err(|fault| match fault.message() {
            Some(message) if is_told_bare(message) => fault,
            _ => fault.context("The provided starting key is invalid"),
        })
    }

    /// Reads the key that a page of a query begins behind. Of what its type does not allow, the newer layer does not say that
    /// it is in a key.
    ///
    /// # Errors
    ///
    /// As [`Members::start_key`].
    pub(crate) fn query_start_key(self) -> Result<Option<Item>, Fault> {
        self.start_key().map_err(|fault| match self.checked_item("ExclusiveStartKey").err() {
            Some(bare) if bare.is_enveloped() => bare.or_older(fault.older().unwrap_or_default().to_owned()),
            _ => fault,
        })
    }

    /// Reads an item or a key that is looked at before what follows it in the request.
    fn checked_item(self, name: &str) -> Result<Option<Item>, Fault> {
        let item = self.item(name)?;
        item.as_ref().map_or(Ok(()), Item::check).map_err(Error::from)?;
        Ok(item)
    }

    pub(crate) fn select(self) -> Option<Select> {
        Some(match self.text("Select")? {
            "ALL_ATTRIBUTES" => Select::AllAttributes,
            "ALL_PROJECTED_ATTRIBUTES" => Select::AllProjectedAttributes,
            "SPECIFIC_ATTRIBUTES" => Select::SpecificAttributes,
            _ => Select::Count,
        })
    }

    /// Reads an item or a key.
    ///
    /// # Errors
    ///
    /// A value that has no type or several, or that its type does not allow.
    pub(crate) fn item(self, name: &str) -> Result<Option<Item>, Fault> {
        self.get(name).map(item).transpose()
    }

    /// Reads the placeholders, to parse expressions with.
    ///
    /// # Errors
    ///
    /// As [`Parser::new`].
    pub(crate) fn parser(self) -> Result<Parser, Fault> {
        self.parser_checking(Value::check)
    }

    /// Reads the placeholders of an action, whose values may be what no item can have.
    ///
    /// # Errors
    ///
    /// As [`Parser::new`].
    pub(crate) fn parser_of_action(self) -> Result<Parser, Fault> {
        self.parser_checking(check_transacted_constant)
    }

    fn parser_checking(self, check: fn(&Value) -> Result<(), ValueError>) -> Result<Parser, Fault> {
        let read = |key: &str, json: &Json<'_>| replacement(key, json, check);
        Ok(Parser::reading(self.names(), self.values(), read)?)
    }

    /// Reads the placeholders of an operation that has none for values.
    ///
    /// # Errors
    ///
    /// As [`Parser::new`].
    pub(crate) fn parser_of_names(self) -> Result<Parser, Fault> {
        Ok(Parser::new(self.names(), None)?)
    }

    fn values(self) -> Option<Vec<(String, &'r Json<'r>)>> {
        let values = self.get("ExpressionAttributeValues")?.members();
        Some(values.iter().map(|(key, value)| (key.clone().into_owned(), value)).collect())
    }

    fn names(self) -> Option<BTreeMap<String, String>> {
        let name = |(key, name): &(std::borrow::Cow<'_, str>, Json<'_>)| {
            (key.clone().into_owned(), name.as_text().unwrap_or_default().to_owned())
        };
        self.get("ExpressionAttributeNames").map(|names| names.members().iter().map(name).collect())
    }

    pub(crate) fn return_capacity(self) -> ReturnCapacity {
        match self.text("ReturnConsumedCapacity") {
            Some("TOTAL") => ReturnCapacity::Total,
            Some("INDEXES") => ReturnCapacity::Indexes,
            _ => ReturnCapacity::None,
        }
    }

    pub(crate) fn return_values(self) -> ReturnValues {
        match self.text("ReturnValues") {
            Some("ALL_OLD") => ReturnValues::AllOld,
            Some("ALL_NEW") => ReturnValues::AllNew,
            Some("UPDATED_OLD") => ReturnValues::UpdatedOld,
            Some("UPDATED_NEW") => ReturnValues::UpdatedNew,
            _ => ReturnValues::None,
        }
    }
}

/// Reads names and typed values; none, of an element that is null.
pub(crate) fn item(json: &Json<'_>) -> Result<Item, Fault> {
    if *json == Json::Null {
        return Ok(Item::default());
    }
    let DynamoJson(item) = DynamoJson::<Item>::deserialize(json)?;
    Ok(item)
}

/// Reads a typed value.
///
/// # Errors
///
/// A value that has no type or several, or that its type does not allow. How deep it may be is for others to know.
pub(crate) fn value(json: &Json<'_>) -> Result<Value, Fault> {
    let DynamoJson(value) = DynamoJson::<Value>::deserialize(json)?;
    value.check_nested(usize::MAX).map_err(Error::from)?;
    Ok(value)
}

/// Whether what is wrong with a value of a start key is told without saying that it is of one: numbers and repeated members.
fn is_told_bare(message: &str) -> bool {
    ["contains duplicates", "number set", "numeric value", "significant digits", "number with magnitude"]
        .iter()
        .any(|part| message.contains(part))
}

/// Reads the typed value that a placeholder stands for, and checks it: the first one that is wrong counts, whatever is wrong.
fn replacement(
    key: &str,
    json: &Json<'_>,
    check: fn(&Value) -> Result<(), ValueError>,
) -> dynamo_model::Result<Value> {
    let read = DynamoJson::<Value>::deserialize(json);
    let DynamoJson(value) = read.map_err(|fault| invalid_value(key, fault.to_string(), &fault.older))?;
    check(&value).map_err(|fault| invalid_value(key, fault.to_string(), &fault.to_string()))?;
    Ok(value)
}

impl From<Misfit> for Fault {
    fn from(misfit: Misfit) -> Self {
        Self::validation(misfit.to_string()).or_older(misfit.older)
    }
}
