use serde::de::DeserializeOwned;

use super::change::part_of;
use crate::error::Result;
use crate::key::{KeyPart, PartValue};
use crate::value::Value;

/// The role of an attribute that is part of no key.
#[derive(Clone, Copy, Debug)]
pub enum Plain {}

/// The role of an attribute that is part of no key, and that an item may lack.
#[derive(Clone, Copy, Debug)]
pub enum Optional {}

/// The role of an attribute that makes keys of indexes with nothing else that can change.
#[derive(Clone, Copy, Debug)]
pub enum IndexKey {}

/// The role of an [`IndexKey`] that an item may lack; then it is not in the index.
#[derive(Clone, Copy, Debug)]
pub enum OptionalIndexKey {}

/// The role of an attribute that makes keys of indexes together with others.
#[derive(Clone, Copy, Debug)]
pub enum IndexKeyPart {}

/// The role of an attribute that is part of the primary key.
#[derive(Clone, Copy, Debug)]
pub enum PrimaryKeyPart {}

/// The role of an attribute that the time an item expires is computed from.
#[derive(Clone, Copy, Debug)]
pub enum ExpirySource {}

/// The role of an [`ExpirySource`] that an item may lack; then it does not expire.
#[derive(Clone, Copy, Debug)]
pub enum OptionalExpirySource {}

/// The role of an attribute that the library computes whenever the item is written.
#[derive(Clone, Copy, Debug)]
pub enum Computed {}

/// Roles whose attributes can be assigned on their own.
#[diagnostic::on_unimplemented(
    message = "this attribute is part of a key, or computed, and cannot be changed on its own",
    label = "part of a key, or computed",
    note = "what makes an index key is set together, by the method named after the access pattern, as in `.set(|o| o.by_customer(status, day))`; or use `edit`, which reads the entity, changes it and makes every key anew",
    note = "the primary key of an entity never changes: delete it and create another",
    note = "what is computed changes with what it is computed from; `soft_delete` and `restore` change when an item was deleted"
)]
pub trait SetAlone<T> {
    #[doc(hidden)]
    fn part(_value: &Value) -> Result<Option<PartValue>> {
        Ok(None)
    }
}

impl<T> SetAlone<T> for Plain {}
impl<T> SetAlone<T> for Optional {}
impl<T> SetAlone<T> for ExpirySource {}
impl<T> SetAlone<T> for OptionalExpirySource {}

impl<T: KeyPart + DeserializeOwned> SetAlone<T> for IndexKey {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        part_of::<T>(value).map(Some)
    }
}

impl<T: KeyPart + DeserializeOwned> SetAlone<T> for OptionalIndexKey {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        part_of::<T>(value).map(Some)
    }
}

/// Roles whose attributes can be changed depending on what is stored.
#[diagnostic::on_unimplemented(
    message = "something is made of this attribute, which cannot be made of a value that is not known",
    label = "part of a key, or of the time an item expires",
    note = "use `edit`, which reads the entity, changes it and makes every key anew"
)]
pub trait Adjustable {}
impl Adjustable for Plain {}
impl Adjustable for Optional {}

/// Roles whose attributes can be removed.
#[diagnostic::on_unimplemented(
    message = "an item cannot be left without this attribute",
    label = "the entity cannot be read without it, or a key cannot be made",
    note = "make the field an `Option`, or give it `#[serde(default)]`; what the library computes goes by itself: `restore` takes a soft deletion back",
    note = "what makes an index key with other fields is set to `None` together with them, by the method named after the access pattern, as in `.set(|o| o.by_customer(None, day))`"
)]
pub trait Removable {
    #[doc(hidden)]
    const IN_INDEX_KEY: bool;
}

impl Removable for Optional {
    const IN_INDEX_KEY: bool = false;
}

impl Removable for OptionalExpirySource {
    const IN_INDEX_KEY: bool = false;
}

impl Removable for OptionalIndexKey {
    const IN_INDEX_KEY: bool = true;
}
