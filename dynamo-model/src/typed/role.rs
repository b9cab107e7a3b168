use std::marker::PhantomData;

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

/// The role of an attribute that another is computed from.
#[derive(Clone, Copy, Debug)]
pub enum Input {}

/// The role of an [`Input`] that an item may lack.
#[derive(Clone, Copy, Debug)]
pub enum OptionalInput {}

/// The role of an attribute that is computed from others.
#[derive(Clone, Copy, Debug)]
pub enum Computed {}

/// The role of an attribute with rules, otherwise of role `R`.
#[derive(Clone, Copy, Debug)]
pub struct Constrained<R>(PhantomData<R>);

/// The role of an attribute that is unique, or within which another one is, and that is an `R` besides.
#[derive(Clone, Copy, Debug)]
pub struct Unique<R>(PhantomData<fn() -> R>);

/// The role of an attribute that the library keeps: a version, or the time of a write.
#[derive(Clone, Copy, Debug)]
pub enum Kept {}

/// Picks the role of an attribute of index keys: by whether it can be set with no other, and whether an item may lack it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum KeyRole<const ALONE: bool, const OPTIONAL: bool> {}

/// What [`KeyRole`] picks.
#[doc(hidden)]
pub trait HasRole {
    type Role;
}

impl<const OPTIONAL: bool> HasRole for KeyRole<false, OPTIONAL> {
    type Role = IndexKeyPart;
}

impl HasRole for KeyRole<true, false> {
    type Role = IndexKey;
}

impl HasRole for KeyRole<true, true> {
    type Role = OptionalIndexKey;
}

/// Roles whose attributes an update can change without knowing the value before.
#[diagnostic::on_unimplemented(
    message = "this attribute is unique, or says within what another one is, and an update does not know the value before",
    label = "its guard would stay behind",
    note = "use `edit`, which reads the entity, changes it, and moves the guard in the same transaction"
)]
pub trait Unguarded {}

macro_rules! mark {
    ($trait:ident: $($role:ty),*) => { $(impl $trait for $role {})* };
}

mark!(Unguarded: Plain, Optional, Input, OptionalInput, Computed, Kept);
mark!(Unguarded: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);
impl<R> Unguarded for Constrained<R> {}

/// Roles whose attributes programs change, and not the library.
#[diagnostic::on_unimplemented(
    message = "the library sets this attribute, and an update cannot",
    label = "a version, or the time of a write",
    note = "leave it out: an update counts the version up, and sets the time of the update",
    note = "to write only over a certain version, name it in a condition, as in `.only_if(|o| o.version.eq(3))`"
)]
pub trait Settable {}

mark!(Settable: Plain, Optional, Input, OptionalInput, Computed);
mark!(Settable: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);
impl<R> Settable for Constrained<R> {}
impl<R> Settable for Unique<R> {}

/// Roles whose attributes can be assigned on their own.
#[diagnostic::on_unimplemented(
    message = "this attribute is part of a key, or of what is computed, and cannot be changed on its own",
    label = "a key or a computed attribute is made of it and others",
    note = "what makes an index key is set together, by the method named after the access pattern, as in `.set(|o| o.by_customer(status, day))`, and what computes an attribute by the method named after that; or use `edit`, which reads the entity, changes it and makes every key anew",
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
impl<T> SetAlone<T> for Input {}
impl<T> SetAlone<T> for OptionalInput {}
impl<T> SetAlone<T> for Computed {}

#[diagnostic::do_not_recommend]
impl<T, R: SetAlone<T>> SetAlone<T> for Constrained<R> {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        R::part(value)
    }
}

impl<T, R: SetAlone<T>> SetAlone<T> for Unique<R> {}
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

/// Roles whose attributes are what a program says, and are not computed from others.
#[diagnostic::on_unimplemented(
    message = "this attribute is computed from others and not set by hand",
    label = "computed",
    note = "set what it is computed from: then it is computed anew, and so is every key that is made of it",
    note = "the time of a soft deletion is set by `soft_delete`, and taken back by `restore`"
)]
pub trait Given {}

mark!(Given: Plain, Optional, Input, OptionalInput, Kept);
mark!(Given: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);
impl<R> Given for Constrained<R> {}
impl<R> Given for Unique<R> {}

/// Roles whose attributes can be changed depending on what is stored.
#[diagnostic::on_unimplemented(
    message = "this attribute is part of a key, unique or part of what is computed, and its value has to be known",
    label = "a key, a guard or another attribute is made of it",
    note = "use `edit`, which reads the entity, changes it and makes everything anew"
)]
pub trait Adjustable {}
impl Adjustable for Plain {}
impl Adjustable for Optional {}
#[diagnostic::do_not_recommend]
impl Adjustable for Kept {}

#[diagnostic::do_not_recommend]
impl<R: Adjustable> Adjustable for Constrained<R> {}

/// Roles whose attributes have no rules, and may become what is not known beforehand.
#[diagnostic::on_unimplemented(
    message = "this attribute has a rule, which cannot be checked of a value that is not known",
    label = "what it becomes depends on what is stored",
    note = "assign a value with `to(…)`, or use `edit`, which reads the entity, changes it and checks it"
)]
pub trait Unconstrained {}

mark!(Unconstrained: Plain, Optional, Input, OptionalInput, Computed, Kept);
mark!(Unconstrained: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);

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

impl Removable for OptionalInput {
    const IN_INDEX_KEY: bool = false;
}

impl Removable for Computed {
    const IN_INDEX_KEY: bool = false;
}

impl<R: Removable> Removable for Unique<R> {
    const IN_INDEX_KEY: bool = R::IN_INDEX_KEY;
}

#[diagnostic::do_not_recommend]
impl<R: Removable> Removable for Constrained<R> {
    const IN_INDEX_KEY: bool = R::IN_INDEX_KEY;
}
