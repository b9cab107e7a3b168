//! The rules of fields are checked before anything is sent.

use serde::de::DeserializeOwned;

use super::computed::ComputedFields;
use super::{Assigned, Entity, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Element, Path, SetOperand, SetValue, Update};
use crate::typed::{Broken, Checked};
use crate::value::{Item, Value, ValueRef};

/// The most characters of a value that an error repeats.
const LONGEST: usize = 60;

/// A rule: what is wrong with a value, as the end of a sentence that begins with the value.
pub type Rule<T> = fn(&T) -> Option<String>;

/// Checks every rule of an entity but those of what is computed, and of several fields together.
pub(super) fn check<E: Entity>(entity: &E) -> Result<()> {
    check_all(Source::Whole(entity))?;
    E::__check_inside(Checked::Whole(entity)).map_err(|broken| {
        broken_inside::<E>(broken, |way| inside(&Value::from_serialize(entity).ok()?, way).cloned())
    })
}

/// Checks the rules inside what has been computed.
pub(super) fn check_computed<E: Entity>(computed: &ComputedFields) -> Result<()> {
    computed.attributes::<E>().try_for_each(|(name, value)| {
        value.map_or(Ok(()), |value| check_part::<E>(&Path::attribute(name), value))
    })
}

/// Asks the function that checks several fields of an entity together, which becomes an item. What is computed is in the
/// item only.
pub(super) fn check_together<E: Entity>(entity: &E, item: &Item) -> Result<()> {
    if !E::__HAS_VERDICT {
        return Ok(());
    }
    let verdict = if E::SCHEMA.fields.iter().any(|field| !field.from.is_empty()) {
        let reading = |error: Error| error.context(format_args!("check `{}`", E::SCHEMA.rust_name));
        E::from_item(item.view()).map_err(reading)?.__verdict()
    } else {
        entity.__verdict()
    };
    verdict.map_or(Ok(()), |what| Err(wrong::<E>(&what)))
}

fn wrong<E: Entity>(what: &str) -> Error {
    Error::new(ErrorKind::Constraint, format!("`{}`{what}", E::SCHEMA.rust_name))
}

/// Checks the rules of all that an update assigns.
pub(super) fn check_assigned<E: Entity>(update: &Update, assigned: &Assigned) -> Result<()> {
    check_all::<E>(Source::Assigned(assigned))?;
    update.sets().iter().try_for_each(|set| match &set.value {
        SetValue::Operand(operand) => check_operand::<E>(&set.path, operand),
        // Sums are of attributes without rules.
        SetValue::Add(..) | SetValue::Subtract(..) => Ok(()),
    })?;
    // Members that a set gains have rules inside, too.
    update.adds().iter().try_for_each(|(path, members)| check_part::<E>(path, members))
}

fn check_operand<E: Entity>(path: &Path, operand: &SetOperand) -> Result<()> {
    match operand {
        SetOperand::Value(value) => check_part::<E>(path, value),
        SetOperand::IfNotExists(_, fallback) => check_operand::<E>(path, fallback),
        SetOperand::ListAppend(first, second) => [first, second].into_iter().try_for_each(|added| {
            let doing = |error: Error| error.context(format_args!("add to `{path}`"));
            check_operand::<E>(path, added).map_err(doing)
        }),
        SetOperand::Path(_) => Ok(()),
    }
}

/// Checks a value that is assigned to a path.
fn check_part<E: Entity>(path: &Path, value: &Value) -> Result<()> {
    if !E::__RULES_INSIDE {
        return Ok(());
    }
    let mut elements = vec![Element::Key(path.root().to_owned())];
    elements.extend_from_slice(path.rest());
    E::__check_inside(Checked::Part(&elements, value)).map_err(|broken| {
        broken_inside::<E>(broken, |way| inside(value, way.get(elements.len()..)?).cloned())
    })
}

/// Checks the rules of all fields that a source has.
fn check_all<E: Entity>(source: Source<'_, E>) -> Result<()> {
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

/// Says which value inside an attribute is wrong; `find` finds it.
fn broken_inside<E: Entity>(broken: Broken, find: impl FnOnce(&[Element]) -> Option<Value>) -> Error {
    let (mut way, what) = match broken {
        Broken::Rule { way, what } => (way, what),
        Broken::Unreadable(error) => return error,
    };
    way.reverse();
    let value = find(&way).as_ref().map_or_else(|| "a value".to_owned(), shown);
    // What is flattened may be wrong as a whole.
    let Some((Element::Key(root), rest)) = way.split_first() else { return wrong::<E>(&what) };
    let path = rest.iter().fold(Path::attribute(root), |path, step| match step {
        Element::Key(name) => path.key(name),
        Element::Index(index) => path.index(*index),
    });
    let message = format!("`{}`: field `{path}` is {value}{what}", E::SCHEMA.rust_name);
    let mut fields = E::SCHEMA.fields.iter().filter(|field| field.is_named());
    match fields.find(|field| field.attribute == root) {
        Some(field) => Error::constraint(field.name, message),
        None => Error::new(ErrorKind::Constraint, message),
    }
}

/// Finds what is inside a value.
fn inside<'v>(value: &'v Value, way: &[Element]) -> Option<&'v Value> {
    way.iter().try_fold(value, |value, step| match step {
        Element::Key(name) => value.as_m()?.get(name),
        Element::Index(index) => value.as_l()?.get(usize::try_from(*index).ok()?),
    })
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
