//! The maps of names and values that stand for placeholders, and which of them were used.

use std::collections::BTreeMap;

use super::lexer::is_word;
use crate::expr::check;
use crate::value::{Value, ValueError};
use crate::{Error, Result};

type Checked = std::result::Result<(), ValueError>;

/// The longest placeholder, its sign included.
const LONGEST_KEY: usize = 255;
const LONGEST_NAME: usize = 65_535;

const NAMES: &str = "ExpressionAttributeNames";
const VALUES: &str = "ExpressionAttributeValues";

#[derive(Clone, Debug)]
pub(super) struct Placeholders {
    names: Entries<String>,
    values: Entries<Value>,
    /// Which of the two were given, be it without an entry.
    given: Given,
}

#[derive(Clone, Copy, Debug)]
struct Given {
    names: bool,
    values: bool,
}

type Entries<T> = BTreeMap<String, Entry<T>>;

#[derive(Clone, Debug)]
struct Entry<T> {
    stands_for: T,
    used: bool,
}

impl Placeholders {
    /// Checks the maps in the service's order: the keys of both, then values, then names, then sizes. Values may be in a form
    /// of their own, which is read, and checked, where it is their turn.
    pub(super) fn new<T>(
        names: Option<BTreeMap<String, String>>,
        values: Option<Vec<(String, T)>>,
        read: impl Fn(&str, T) -> Result<Value>,
    ) -> Result<Self> {
        let given = Given { names: names.is_some(), values: values.is_some() };
        let (names, values) = (names.unwrap_or_default(), values.unwrap_or_default());
        check_keys(NAMES, '#', names.keys())?;
        check_keys(VALUES, ':', values.iter().map(|(key, _)| key))?;
        let read = |(key, value): (String, T)| read(&key, value).map(|value| (key, value));
        let values = values.into_iter().map(read).collect::<Result<_>>()?;
        names.iter().try_for_each(|(key, name)| check_name(key, name))?;
        check_sizes(&names, &values)?;
        Ok(Self { names: entries(names), values: entries(values), given })
    }

    /// Returns what `#n` stands for.
    pub(super) fn name(&mut self, key: &str) -> Result<&str> {
        let name = resolve(&mut self.names, key).ok_or_else(|| {
            Error::validation(format!(
                "An expression attribute name used in the document path is not defined; attribute name: {key}"
            ))
        });
        name.map(String::as_str)
    }

    /// Returns what `:v` stands for.
    pub(super) fn value(&mut self, key: &str) -> Result<&Value> {
        resolve(&mut self.values, key).ok_or_else(|| {
            Error::validation(format!(
                "An expression attribute value used in expression is not defined; attribute value: {key}"
            ))
        })
    }

    /// Refuses maps without an entry next to an expression that could refer to names, and maybe to values.
    pub(super) fn check_filled(&self, values: bool) -> Result<()> {
        let empty = |map: &str| Err(Error::validation(format!("{map} must not be empty")));
        match self.given {
            Given { names: true, .. } if self.names.is_empty() => empty(NAMES),
            Given { values: true, .. } if values && self.values.is_empty() => empty(VALUES),
            _ => Ok(()),
        }
    }

    /// Refuses maps where there is no expression that could refer to their entries, were there any.
    pub(super) fn check_wanted(&self, names: bool, values: bool) -> Result<()> {
        if self.given.names && !names {
            return Err(unwanted_names());
        }
        if values || !self.given.values {
            return Ok(());
        }
        Err(unwanted_values(&[]))
    }

    /// Refuses entries that no expression refers to.
    pub(super) fn check_used(&self) -> Result<()> {
        check_used(NAMES, &self.names)?;
        check_used(VALUES, &self.values)
    }
}

/// Makes the error of names that no expression could refer to.
#[must_use]
pub fn unwanted_names() -> Error {
    Error::validation(unwanted(NAMES))
}

/// Makes the error of values that no expression could refer to, of which the older layer says which there could be.
#[must_use]
pub fn unwanted_values(referring: &[&str]) -> Error {
    let error = Error::validation(unwanted(VALUES));
    match referring {
        [] => error,
        [one] => error.or_older(format!("{}: {one} is null", unwanted(VALUES))),
        several => error.or_older(format!("{}: {} are null", unwanted(VALUES), several.join(" and "))),
    }
}

fn unwanted(map: &str) -> String {
    format!("{map} can only be specified when using expressions")
}

fn entries<T>(map: BTreeMap<String, T>) -> Entries<T> {
    map.into_iter().map(|(key, stands_for)| (key, Entry { stands_for, used: false })).collect()
}

fn resolve<'e, T>(entries: &'e mut Entries<T>, key: &str) -> Option<&'e T> {
    let entry = entries.get_mut(key)?;
    entry.used = true;
    Some(&entry.stands_for)
}

fn check_keys<'k>(map: &str, sign: char, mut keys: impl Iterator<Item = &'k String>) -> Result<()> {
    keys.try_for_each(|key| check_key(map, sign, key))
        .map_err(|error| error.context(format!("{map} contains invalid key")))
}

fn check_key(map: &str, sign: char, key: &str) -> Result<()> {
    let contains = "The expression attribute map contains";
    match key.len() {
        0 => return Err(Error::validation(format!("{contains} an empty key;"))),
        1..=LONGEST_KEY => {}
        length => {
            // Of values, the service does not tell it.
            let size = if map == NAMES { format!(" size of key: {length}") } else { String::new() };
            return Err(Error::validation(format!("{contains} a key that is too long;{size}")));
        }
    }
    match key.strip_prefix(sign) {
        Some(word) if !word.is_empty() && word.chars().all(is_word) => Ok(()),
        _ => Err(Error::validation(format!("Syntax error; key: \"{key}\""))),
    }
}

fn check_name(key: &str, name: &str) -> Result<()> {
    let fault = match name.len() {
        0 => ValueError::EmptyName,
        1..=LONGEST_NAME => return Ok(()),
        _ => ValueError::NameTooLong,
    };
    Err(Error::validation(format!("{NAMES} contains invalid value: {fault} for key {key}")))
}

/// Checks a value that is read.
pub(super) fn checked(key: &str, value: Value, check: fn(&Value) -> Checked) -> Result<Value> {
    match check(&value) {
        Ok(()) => Ok(value),
        Err(fault) => Err(invalid_value(key, fault.to_string(), &fault.to_string())),
    }
}

/// Makes the error of a value that cannot be stored: what is wrong with it, as the older layer says it, too, which adds whose
/// value it is.
#[must_use]
pub fn invalid_value(key: &str, fault: String, older: &str) -> Error {
    Error::validation(fault).or_older(format!("{VALUES} contains invalid value: {older} for key {key}"))
}

fn check_sizes(names: &BTreeMap<String, String>, values: &BTreeMap<String, Value>) -> Result<()> {
    let of_names = names.iter().map(|(key, name)| key.len() + name.len()).sum();
    let of_values = values.iter().map(|(key, value)| key.len() + value.size()).sum();
    check::check_sizes(of_names, of_values)
}

fn check_used<T>(map: &str, entries: &Entries<T>) -> Result<()> {
    let unused: Vec<&str> =
        entries.iter().filter(|(_, entry)| !entry.used).map(|(key, _)| key.as_str()).collect();
    if unused.is_empty() {
        return Ok(());
    }
    Err(Error::validation(format!(
        "Value provided in {map} unused in expressions: keys: {{{}}}",
        unused.join(", ")
    )))
}
