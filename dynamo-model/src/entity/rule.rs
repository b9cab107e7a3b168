//! The rules of fields are checked before anything is sent.

use serde::de::DeserializeOwned;

use super::{Entity, Source};
use crate::error::{Error, Result};
use crate::value::{Item, Value, ValueRef};

/// The most characters of a value that an error repeats.
const LONGEST: usize = 60;

/// A rule: what is wrong with a value, as the end of a sentence that begins with the value.
pub type Rule<T> = fn(&T) -> Option<String>;

/// Checks every rule of an entity.
pub(super) fn check<E: Entity>(entity: &E) -> Result<()> {
    check_all(Source::Whole(entity))
}

/// Checks the rules of all fields that a source has.
pub(super) fn check_all<E: Entity>(source: Source<'_, E>) -> Result<()> {
    let mut ruled = E::SCHEMA.fields.iter().enumerate().filter(|(_, field)| !field.rules.is_empty());
    ruled.try_for_each(|(place, _)| E::__check(place, source))
}

impl<E: Entity> Source<'_, E> {
    /// Checks a field against its rules; what an update does not assign stays as it is.
    ///
    /// # Errors
    ///
    /// [`is_constraint`](Error::is_constraint) if it breaks one.
    pub fn check<T: DeserializeOwned>(
        self,
        field: usize,
        of: fn(&E) -> Option<&T>,
        rules: &[Rule<T>],
    ) -> Result<()> {
        let Self::Assigned(assigned) = self else { return self.check_entity(field, of, rules) };
        let attribute = E::SCHEMA.fields.get(field).and_then(|field| assigned.get(field.attribute));
        let Some(value) = attribute.filter(|value| **value != Value::Null) else { return Ok(()) };
        match broken(&value.deserialize::<T>()?, rules) {
            Some(what) => Err(violation::<E>(field, Some(value), &what)),
            None => Ok(()),
        }
    }

    /// Checks a field that no update can assign, as serde stores it in a form that only the whole entity knows.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check).
    pub fn check_entity<T>(self, field: usize, of: fn(&E) -> Option<&T>, rules: &[Rule<T>]) -> Result<()> {
        let Self::Whole(entity) = self else { return Ok(()) };
        let Some(what) = of(entity).and_then(|value| broken(value, rules)) else { return Ok(()) };
        let item = Item::from_serialize(entity).ok();
        let attribute = E::SCHEMA.fields.get(field).map(|field| field.attribute).unwrap_or_default();
        let value = item.as_ref().and_then(|item| item.get(attribute)).map(|value| value.to_value());
        Err(violation::<E>(field, value.as_ref(), &what))
    }
}

fn broken<T>(value: &T, rules: &[Rule<T>]) -> Option<String> {
    rules.iter().find_map(|rule| rule(value))
}

fn violation<E: Entity>(field: usize, value: Option<&Value>, what: &str) -> Error {
    let name = E::SCHEMA.fields.get(field).map(|field| field.name).unwrap_or_default();
    let value = value.map_or_else(|| "empty".to_owned(), shown);
    Error::constraint(name, format!("`{}`: field `{name}` is {value}{what}", E::SCHEMA.rust_name))
}

/// The value as one would write it, if it is not too long.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::S(text) => format!("{text:?}"),
        Value::N(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        other => {
            let item = Item::from_iter([("value", other.clone())]);
            item.get("value").as_ref().map(ValueRef::to_dynamodb_json).unwrap_or_default()
        }
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
