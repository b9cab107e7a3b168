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

/// The role of an attribute that the library keeps: a version, or the time of a write.
#[derive(Clone, Copy, Debug)]
pub enum Kept {}

/// Roles whose attributes programs change, and not the library.
#[diagnostic::on_unimplemented(
    message = "the library sets this attribute, and an update cannot",
    label = "a version, or the time of a write",
    note = "leave it out: an update counts the version up, and sets the time of the update",
    note = "to write only over a certain version, name it in a condition, as in `.only_if(|o| o.version.eq(3))`"
)]
pub trait Settable {}
impl Settable for Plain {}
impl Settable for Optional {}
impl Settable for IndexKey {}
impl Settable for OptionalIndexKey {}
impl Settable for IndexKeyPart {}
impl Settable for PrimaryKeyPart {}

/// Roles whose attributes can be assigned on their own.
#[diagnostic::on_unimplemented(
    message = "this attribute is part of a key and cannot be changed on its own",
    label = "part of a key",
    note = "what makes an index key is set together, by the method named after the access pattern, as in `.set(|o| o.by_customer(status, day))`; or use `edit`, which reads the entity, changes it and makes every key anew",
    note = "the primary key of an entity never changes: delete it and create another"
)]
pub trait SetAlone<T> {
    #[doc(hidden)]
    fn part(_value: &Value) -> Result<Option<PartValue>> {
        Ok(None)
    }
}

impl<T> SetAlone<T> for Plain {}
impl<T> SetAlone<T> for Optional {}
// That these cannot be changed is for `Settable` to say, in its own words.
#[diagnostic::do_not_recommend]
impl<T> SetAlone<T> for Kept {}

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
    message = "this attribute is part of a key, which cannot be made of a value that is not known",
    label = "part of a key",
    note = "use `edit`, which reads the entity, changes it and makes every key anew"
)]
pub trait Adjustable {}
impl Adjustable for Plain {}
impl Adjustable for Optional {}
#[diagnostic::do_not_recommend]
impl Adjustable for Kept {}

/// Roles whose attributes can be removed.
#[diagnostic::on_unimplemented(
    message = "an item cannot be left without this attribute",
    label = "the entity cannot be read without it, or a key cannot be made",
    note = "make the field an `Option`, or give it `#[serde(default)]`",
    note = "what makes an index key with other fields is set to `None` together with them, by the method named after the access pattern, as in `.set(|o| o.by_customer(None, day))`"
)]
pub trait Removable {
    #[doc(hidden)]
    const IN_INDEX_KEY: bool;
}

impl Removable for Optional {
    const IN_INDEX_KEY: bool = false;
}

#[diagnostic::do_not_recommend]
impl Removable for Kept {
    const IN_INDEX_KEY: bool = false;
}

impl Removable for OptionalIndexKey {
    const IN_INDEX_KEY: bool = true;
}
