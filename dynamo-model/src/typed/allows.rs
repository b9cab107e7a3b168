//! What updates may do with attributes of which role.

use serde::de::DeserializeOwned;

use super::change::part_of;
use super::{
    Computed, Constrained, IndexKey, IndexKeyPart, Input, Kept, Optional, OptionalIndexKey, OptionalInput,
    Plain, PrimaryKeyPart, Unique,
};
use crate::error::Result;
use crate::key::{KeyPart, PartValue};
use crate::value::Value;

/// Roles whose attributes an update can change without knowing the value before: all but [`Unique`].
///
/// ```
/// use dynamo_model::typed::{IndexKey, Plain, Unguarded};
///
/// fn is_unguarded<R: Unguarded>() -> bool { true }
/// assert!(is_unguarded::<Plain>() && is_unguarded::<IndexKey>());
/// ```
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

/// Roles whose attributes programs change, and not the library: all but [`Kept`].
///
/// ```
/// use dynamo_model::typed::{Plain, Settable, Unique};
///
/// fn is_settable<R: Settable>() -> bool { true }
/// assert!(is_settable::<Plain>() && is_settable::<Unique<Plain>>());
/// ```
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

/// Roles whose attributes can be assigned on their own, with a value of type `T`: all but [`PrimaryKeyPart`] and
/// [`IndexKeyPart`].
///
/// ```
/// use dynamo_model::typed::{IndexKey, Plain, SetAlone};
///
/// fn is_set_alone<T, R: SetAlone<T>>() -> bool { true }
/// assert!(is_set_alone::<Vec<u32>, Plain>());
/// assert!(is_set_alone::<u32, IndexKey>(), "if `T` is a key part");
/// ```
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

/// Roles whose attributes are what a program says, and are not computed from others: all but [`Computed`].
///
/// ```
/// use dynamo_model::typed::{Given, Input, Plain};
///
/// fn is_given<R: Given>() -> bool { true }
/// assert!(is_given::<Plain>() && is_given::<Input>());
/// ```
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

/// Roles whose attributes can be changed depending on what is stored, as by `plus`, `append` and `to_if_missing`: those in no
/// key that nothing is computed from.
///
/// ```
/// use dynamo_model::typed::{Adjustable, Optional, Plain};
///
/// fn is_adjustable<R: Adjustable>() -> bool { true }
/// assert!(is_adjustable::<Plain>() && is_adjustable::<Optional>());
/// ```
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

/// Roles whose attributes have no rules, and may become what is not known beforehand: all but [`Constrained`] and [`Unique`].
///
/// ```
/// use dynamo_model::typed::{Input, Plain, Unconstrained};
///
/// fn is_unconstrained<R: Unconstrained>() -> bool { true }
/// assert!(is_unconstrained::<Plain>() && is_unconstrained::<Input>());
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute has a rule, which cannot be checked of a value that is not known",
    label = "what it becomes depends on what is stored",
    note = "assign a value with `to(…)`, or use `edit`, which reads the entity, changes it and checks it"
)]
pub trait Unconstrained {}

mark!(Unconstrained: Plain, Optional, Input, OptionalInput, Computed, Kept);
mark!(Unconstrained: IndexKey, OptionalIndexKey, IndexKeyPart, PrimaryKeyPart);

/// Roles whose attributes an item may lack: the field is an `Option`, or has a `#[serde(default)]`.
///
/// ```
/// use dynamo_model::typed::{Constrained, Optional, OptionalIndexKey, Removable};
///
/// fn is_removable<R: Removable>() -> bool { true }
/// assert!(is_removable::<Optional>() && is_removable::<OptionalIndexKey>());
/// assert!(is_removable::<Constrained<Optional>>());
/// ```
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
