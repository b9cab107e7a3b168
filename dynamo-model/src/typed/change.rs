use std::fmt;
use std::marker::PhantomData;
use std::time::SystemTime;

use serde::de::DeserializeOwned;

use super::AttrArg;
use crate::entity::{Entity, Key, KeyField, settle, touch};
use crate::error::{Error, Result};
use crate::expr::Update;
use crate::key::{KeyPart, PartValue};
use crate::value::{Item, Value};

/// One change an update makes to an entity: to an attribute, or to all fields that make a key together.
///
/// Where fields of index keys are assigned, their keys change with them; see [`Update::set`](crate::builder::Update::set).
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// let update = Order::attributes().customer.to("c2").into_update(&Order::key("o1"))?;
/// let paths: Vec<String> = update.targets().map(ToString::to_string).collect();
/// assert_eq!(paths, ["customer", "gsi1pk"]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct Change<E> {
    changes: Result<Changes>,
    entity: PhantomData<fn() -> E>,
}

/// What several changes come to: their update, and the fields of keys they assign, by attribute.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    update: Update,
    parts: Vec<KeyField>,
    /// Fields assigned that live in keys only; NULL for one that becomes `None`.
    unstored: Vec<(String, Value)>,
}

impl<E> Change<E> {
    pub(super) fn new(update: Result<Update>) -> Self {
        Self { changes: update.map(Changes::from), entity: PhantomData }
    }

    /// Adds the field of a key, if it is one, that becomes a value.
    pub(super) fn with_part(mut self, attribute: &str, part: Result<Option<PartValue>>) -> Self {
        self.changes = self.changes.and_then(|mut changes| {
            changes.parts.extend(part?.map(|part| (attribute.to_owned(), Some(part))));
            Ok(changes)
        });
        self
    }

    /// Adds the field of a key that becomes `None`.
    pub(super) fn without_part(mut self, attribute: &str) -> Self {
        if let Ok(changes) = &mut self.changes {
            changes.parts.push((attribute.to_owned(), None));
        }
        self
    }

    /// Begins a change of several fields; generated code goes on with the fields.
    #[doc(hidden)]
    #[must_use]
    pub fn __nothing() -> Self {
        Self::new(Ok(Update::new()))
    }

    /// Joins changes, as far as there are any.
    #[doc(hidden)]
    #[must_use]
    pub fn __all<const N: usize>(changes: [Option<Self>; N]) -> Self {
        changes.into_iter().flatten().fold(Self::__nothing(), |all, change| Self {
            changes: all.changes.and_then(|all| Ok(all.and(change.changes?))),
            entity: PhantomData,
        })
    }

    /// A patch that has some fields of those that one method sets, and leaves others alone.
    #[doc(hidden)]
    #[must_use]
    pub fn __apart(patch: &str, method: &str, fields: &[(&str, bool)]) -> Self {
        let named = |given: bool| {
            let names = fields.iter().filter(|(_, is_given)| *is_given == given);
            names.map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        Self::new(Err(Error::validation(format!(
            "patch `{patch}` sets {}, and not {}: `{method}` sets them together; give it all of them, or none",
            named(true),
            named(false),
        ))))
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __field<T>(self, attribute: &str, stored: bool, value: &impl AttrArg<T>) -> Self
    where
        T: StoredPart,
    {
        let value = value.value();
        let part = value.as_ref().map_or(Ok(None), |value| T::part(value).map(Some));
        self.assigning(attribute, stored, value).with_part(attribute, part)
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __optional<T>(self, attribute: &str, stored: bool, value: &Option<impl AttrArg<T>>) -> Self
    where
        T: StoredPart,
    {
        match value {
            Some(value) => self.__field::<T>(attribute, stored, value),
            None => self.without_part(attribute).removing(attribute, stored),
        }
    }

    /// Goes on with a field that no key is made of, but a computed field is.
    #[doc(hidden)]
    #[must_use]
    pub fn __input<T>(self, attribute: &str, value: &impl AttrArg<T>) -> Self {
        self.assigning(attribute, true, value.value())
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __optional_input<T>(self, attribute: &str, value: &Option<impl AttrArg<T>>) -> Self {
        match value {
            Some(value) => self.__input::<T>(attribute, value),
            None => self.removing(attribute, true),
        }
    }

    fn assigning(mut self, attribute: &str, stored: bool, value: Result<Value>) -> Self {
        self.changes = self.changes.and_then(|mut changes| {
            let value = value.map_err(|error| error.context(format_args!("attribute `{attribute}`")))?;
            if stored {
                changes.update = changes.update.set(attribute, value);
            } else {
                changes.unstored.push((attribute.to_owned(), value));
            }
            Ok(changes)
        });
        self
    }

    fn removing(mut self, attribute: &str, stored: bool) -> Self {
        self.changes = self.changes.map(|mut changes| {
            if stored {
                changes.update = changes.update.remove(attribute);
            } else {
                changes.unstored.push((attribute.to_owned(), Value::Null));
            }
            changes
        });
        self
    }

    pub(crate) fn into_changes(self) -> Result<Changes> {
        self.changes
    }
}

/// What `set` takes of an entity's attributes: a [`Change`].
///
/// ```
#[doc = include_str!("product.md")]
/// use dynamo_model::typed::IntoChange;
///
/// fn is_a_change<E, C: IntoChange<E>>(_: &C) -> bool { true }
/// assert!(is_a_change::<Product, _>(&Product::attributes().stock.plus(1)));
/// ```
#[diagnostic::on_unimplemented(
    message = "a change of `{E}` is asked for, not a `{Self}`",
    label = "changes nothing",
    note = "change an attribute, as in `o.total.to(100)` or `o.total.plus(1)`, and write `.set(…)` once more for another; what has to hold belongs into `.only_if(…)`"
)]
pub trait IntoChange<E> {
    #[doc(hidden)]
    fn into_change(self) -> Change<E>;
}

#[diagnostic::do_not_recommend]
impl<E> IntoChange<E> for Change<E> {
    fn into_change(self) -> Self {
        self
    }
}

impl<E: Entity> Change<E> {
    /// Makes the update of the entity with this key.
    ///
    /// # Errors
    ///
    /// [`is_constraint`](crate::Error::is_constraint) if a value breaks a rule of its field,
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or contains a separator, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
    ///
    /// ```
    #[doc = include_str!("product.md")]
    /// use dynamo_model::builder::Update;
    ///
    /// let key = Product::key("p1");
    /// let alone = Product::attributes().name.to("pencil").into_update(&key)?;
    /// let whole = Update::new(key).set(|p| p.name.to("pencil")).request()?.update;
    /// assert_eq!(alone, whole);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn into_update(self, key: &Key<E>) -> Result<Update> {
        self.changes?.into_update::<E>(&key.item()?)
    }
}

impl Changes {
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.update = self.update.and(other.update);
        self.parts.extend(other.parts);
        self.unstored.extend(other.unstored);
        self
    }

    /// Adds what every update of the entity does besides.
    pub(crate) fn touching<E: Entity>(self, time: SystemTime) -> Result<Self> {
        let (update, parts) = touch::<E>(time)?;
        Ok(self.and(Self { update, parts, ..Self::default() }))
    }

    pub(crate) fn into_update<E: Entity>(self, key: &Item) -> Result<Update> {
        settle::<E>(key, self.update, self.unstored, self.parts)
    }
}

impl From<Update> for Changes {
    fn from(update: Update) -> Self {
        Self { update, ..Self::default() }
    }
}

/// Types of attributes that keys are made of.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key",
    label = "has no key text that sorts as its values do",
    note = "see what else is said of this field"
)]
pub trait StoredPart {
    /// Makes the key part of a field out of what is stored of it, as if an item had been read.
    fn part(value: &Value) -> Result<PartValue>;
}

#[diagnostic::do_not_recommend]
impl<T: KeyPart + DeserializeOwned> StoredPart for T {
    fn part(value: &Value) -> Result<PartValue> {
        Ok(PartValue::of(&value.deserialize::<T>()?))
    }
}

impl<E> Clone for Change<E> {
    fn clone(&self) -> Self {
        Self { changes: self.changes.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for Change<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Change").field(&self.changes).finish()
    }
}
