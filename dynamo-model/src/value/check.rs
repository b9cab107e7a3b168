//! What the service refuses to store.

use std::fmt;

use super::packed::{Cursor, Tag};
use super::{Item, ItemRef, Value, ValueKind, ValueRef};

/// The levels of nesting the service stores, an attribute's own value being the first.
const NESTING_LIMIT: usize = 32;
/// The longest attribute name, in bytes.
const NAME_LIMIT: usize = 65_535;

/// A value the service refuses to store. Displays as the service's message.
///
/// ```
/// use std::collections::BTreeSet;
/// use dynamo_model::value::{Item, ValueError, ValueKind};
///
/// let item = Item::from_iter([("tags", BTreeSet::<String>::new())]);
/// let error = item.check().unwrap_err();
/// assert_eq!(error, ValueError::EmptySet(ValueKind::Ss));
/// assert_eq!(error.to_string(), "One or more parameter values were invalid: An string set  may not be empty");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueError {
    /// A set without members, of the kind given.
    EmptySet(ValueKind),
    /// An attribute or map entry with an empty name.
    EmptyName,
    /// A name of more than 65,535 bytes.
    NameTooLong,
    /// A value nested deeper than 32 levels.
    Nesting,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            // The two spaces are the service's.
            ValueError::EmptySet(ValueKind::Ns) => {
                "One or more parameter values were invalid: An number set  may not be empty"
            }
            ValueError::EmptySet(ValueKind::Bs) => {
                "One or more parameter values were invalid: Binary sets should not be empty"
            }
            ValueError::EmptySet(_) => {
                "One or more parameter values were invalid: An string set  may not be empty"
            }
            ValueError::EmptyName => "Empty attribute name",
            ValueError::NameTooLong => "Attribute name is too large, must be less than 65536 bytes",
            ValueError::Nesting => {
                "Nesting Levels have exceeded supported limits: \
                 Attributes in the item have nested levels beyond supported limit"
            }
        })
    }
}

impl std::error::Error for ValueError {}

impl Item {
    /// Checks what the service would check before storing the item, its size and keys apart.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Value};
    ///
    /// assert!(Item::from_iter([("id", 7)]).check().is_ok());
    /// let empty = Value::Ss([].into());
    /// assert!(Item::from_iter([("tags", empty)]).check().is_err(), "a set has members");
    /// ```
    ///
    /// # Errors
    ///
    /// The first [`ValueError`] in stored order.
    pub fn check(&self) -> Result<(), ValueError> {
        self.view().check()
    }
}

impl ItemRef<'_> {
    /// Checks the attributes as [`Item::check`] does.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// assert!(Item::from_iter([("id", 7)]).view().check().is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// The first [`ValueError`] in stored order.
    pub fn check(&self) -> Result<(), ValueError> {
        check_entries(self.as_bytes(), 1)
    }
}

impl Value {
    /// Checks a value that stands alone as [`ValueRef::check`] does.
    ///
    /// # Errors
    ///
    /// The first [`ValueError`] in order.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    /// use dynamo_model::value::{Value, ValueError, ValueKind};
    ///
    /// let nested = Value::from(vec![Value::Ns(BTreeSet::new())]);
    /// assert_eq!(nested.check(), Err(ValueError::EmptySet(ValueKind::Ns)));
    /// ```
    pub fn check(&self) -> Result<(), ValueError> {
        self.check_nested(NESTING_LIMIT)
    }

    /// Checks a value that nests up to so many levels: more than can be stored, where it need not be.
    ///
    /// # Errors
    ///
    /// The first [`ValueError`] in order.
    ///
    /// ```
    /// use dynamo_model::value::{Value, ValueError};
    ///
    /// let nested = (0..32).fold(Value::Null, |inner, _| Value::L(vec![inner]));
    /// assert_eq!(nested.check(), Err(ValueError::Nesting));
    /// assert_eq!(nested.check_nested(33), Ok(()));
    /// ```
    pub fn check_nested(&self, levels: usize) -> Result<(), ValueError> {
        check_owned(self, levels)
    }
}

impl ValueRef<'_> {
    /// Checks a value that stands alone, such as one an expression refers to.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let item = Item::from_iter([("id", 7)]);
    /// assert!(item.get("id").is_some_and(|id| id.check().is_ok()));
    /// ```
    ///
    /// # Errors
    ///
    /// The first [`ValueError`] in stored order.
    pub fn check(&self) -> Result<(), ValueError> {
        match self {
            ValueRef::L(list) => check_value(Tag::L, list.packed(), 1),
            ValueRef::M(map) => check_value(Tag::M, map.as_bytes(), 1),
            ValueRef::Ss(set) => check_value(Tag::SS, set.packed(), 1),
            ValueRef::Ns(set) => check_value(Tag::NS, set.packed(), 1),
            ValueRef::Bs(set) => check_value(Tag::BS, set.packed(), 1),
            _ => Ok(()),
        }
    }
}

fn check_entries(entries: &[u8], level: usize) -> Result<(), ValueError> {
    let mut cursor = Cursor::new(entries);
    while let Some(name) = cursor.prefixed() {
        check_name(name)?;
        let Some((tag, payload)) = cursor.value() else { break };
        check_value(tag, payload, level)?;
    }
    Ok(())
}

fn check_elements(elements: &[u8], level: usize) -> Result<(), ValueError> {
    let mut cursor = Cursor::new(elements);
    while let Some((tag, payload)) = cursor.value() {
        check_value(tag, payload, level)?;
    }
    Ok(())
}

fn check_name(name: &[u8]) -> Result<(), ValueError> {
    match name.len() {
        0 => Err(ValueError::EmptyName),
        1..=NAME_LIMIT => Ok(()),
        _ => Err(ValueError::NameTooLong),
    }
}

/// Checks a value by its tag and payload: every request is checked, and texts and numbers need not be decoded for it.
fn check_value(tag: u8, payload: &[u8], level: usize) -> Result<(), ValueError> {
    if level > NESTING_LIMIT {
        return Err(ValueError::Nesting);
    }
    match tag {
        Tag::L => check_elements(payload, level + 1),
        Tag::M => check_entries(payload, level + 1),
        Tag::SS => check_set(payload.is_empty(), ValueKind::Ss),
        Tag::NS => check_set(payload.is_empty(), ValueKind::Ns),
        Tag::BS => check_set(payload.is_empty(), ValueKind::Bs),
        _ => Ok(()),
    }
}

fn check_owned(value: &Value, levels: usize) -> Result<(), ValueError> {
    let Some(below) = levels.checked_sub(1) else { return Err(ValueError::Nesting) };
    match value {
        Value::L(elements) => elements.iter().try_for_each(|element| check_owned(element, below)),
        Value::M(entries) => entries.iter().try_for_each(|(name, value)| {
            check_name(name.as_bytes())?;
            check_owned(value, below)
        }),
        Value::Ss(set) => check_set(set.is_empty(), ValueKind::Ss),
        Value::Ns(set) => check_set(set.is_empty(), ValueKind::Ns),
        Value::Bs(set) => check_set(set.is_empty(), ValueKind::Bs),
        _ => Ok(()),
    }
}

fn check_set(empty: bool, kind: ValueKind) -> Result<(), ValueError> {
    if empty { Err(ValueError::EmptySet(kind)) } else { Ok(()) }
}
