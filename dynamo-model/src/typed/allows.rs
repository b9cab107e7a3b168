//! What updates may do with attributes of which role.

use super::change::StoredPart;
use super::{
    Computed, Constrained, IndexKey, IndexKeyPart, Input, Joint, Kept, Optional, OptionalIndexKey,
    OptionalInput, OwnIndexKey, Plain, PrimaryKeyPart, Unique,
};
use crate::error::Result;
use crate::key::PartValue;
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

// A list of the roles that allow something would say nothing to who has an attribute that does not.
macro_rules! mark {
    ($trait:ident: $($role:ty),*) => { $(#[diagnostic::do_not_recommend] impl $trait for $role {})* };
}

mark!(Unguarded: Plain, Optional, Input, OptionalInput, Computed, Kept);
mark!(Unguarded: IndexKey, OwnIndexKey, OptionalIndexKey, Joint, PrimaryKeyPart);
#[diagnostic::do_not_recommend]
impl<P> Unguarded for IndexKeyPart<P> {}
#[diagnostic::do_not_recommend]
impl<R> Unguarded for Constrained<R> {}

/// What an update can set together. Nothing else has a method for it that can be called.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "an update does not know all that these keys are made of",
    label = "only the stored item, or the whole struct, knows it",
    note = "use `edit`, which reads the entity, changes it and makes everything anew"
)]
pub trait SetTogether {}

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
mark!(Settable: IndexKey, OwnIndexKey, OptionalIndexKey, Joint, PrimaryKeyPart);
#[diagnostic::do_not_recommend]
impl<P> Settable for IndexKeyPart<P> {}
#[diagnostic::do_not_recommend]
impl<R> Settable for Constrained<R> {}
#[diagnostic::do_not_recommend]
impl<R> Settable for Unique<R> {}

/// Roles whose attributes are written by themselves: all but [`Within`](super::Within).
///
/// ```
/// use dynamo_model::typed::{Constrained, Plain, WrittenApart};
///
/// fn is_written_apart<R: WrittenApart>() -> bool { true }
/// assert!(is_written_apart::<Plain>() && is_written_apart::<Constrained<Plain>>());
/// ```
#[diagnostic::on_unimplemented(
    message = "this is inside what is only written whole",
    label = "what is around it has a rule, is a variant, a flattened `Option` or unique, or something is made of it",
    note = "set the whole of it, as in `.set(|o| o.address.to(address))`; where it cannot be set by itself either, use `edit`, which reads the entity, changes it and checks it"
)]
pub trait WrittenApart {}

mark!(WrittenApart: Plain, Optional, Input, OptionalInput, Computed, Kept);
mark!(WrittenApart: IndexKey, OwnIndexKey, OptionalIndexKey, Joint, PrimaryKeyPart);
#[diagnostic::do_not_recommend]
impl<P> WrittenApart for IndexKeyPart<P> {}
#[diagnostic::do_not_recommend]
impl<R> WrittenApart for Constrained<R> {}
#[diagnostic::do_not_recommend]
impl<R> WrittenApart for Unique<R> {}

/// Roles whose attributes can change while the item stays the one it is: all but [`PrimaryKeyPart`].
///
/// ```
/// use dynamo_model::typed::{Changeable, IndexKeyPart, Plain};
///
/// fn is_changeable<R: Changeable>() -> bool { true }
/// assert!(is_changeable::<Plain>() && is_changeable::<IndexKeyPart<()>>());
/// ```
#[diagnostic::on_unimplemented(
    message = "the primary key is made of this attribute, and no write changes it",
    label = "says which item this is",
    note = "leave it out; to store the entity under another key, delete it and create the other: `db.transact().delete(…).create(…)`"
)]
pub trait Changeable {}

mark!(Changeable: Plain, Optional, Input, OptionalInput, Computed, Kept);
mark!(Changeable: IndexKey, OwnIndexKey, OptionalIndexKey, Joint);
#[diagnostic::do_not_recommend]
impl<P> Changeable for IndexKeyPart<P> {}
#[diagnostic::do_not_recommend]
impl<R> Changeable for Constrained<R> {}
#[diagnostic::do_not_recommend]
impl<R> Changeable for Unique<R> {}

/// Roles whose attributes can be changed on their own, to a value of type `T`: all but [`IndexKeyPart`] and [`Joint`].
///
/// ```
/// use dynamo_model::typed::{IndexKey, Plain, SetAlone};
///
/// fn is_set_alone<T, R: SetAlone<T>>() -> bool { true }
/// assert!(is_set_alone::<Vec<u32>, Plain>());
/// assert!(is_set_alone::<u32, IndexKey>(), "if `T` is a key part");
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute is part of an index key, or of what is computed, and is not changed on its own",
    label = "a key or a computed attribute is made of it and others",
    note = "use `edit`, which reads the entity, changes it and makes everything anew; or, for a computed attribute, the method named after it, which takes all that it is computed from, as in `.set(|o| o.total(net, tax))`"
)]
pub trait SetAlone<T> {
    #[doc(hidden)]
    fn part(_value: &Value) -> Result<Option<PartValue>> {
        Ok(None)
    }
}

impl<T, P: IsKeyOf<T>> SetAlone<T> for IndexKeyPart<P> {}

/// Access patterns whose keys are made of one attribute that changes, and of no other with it. None that has a method to set
/// several is: the trait is there to name it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a key of an index is made of this attribute and others, so it is not changed on its own",
    label = "a key is made of it and others",
    note = "set them together, by the method named after the access pattern, as in `.set(|o| o.by_customer(status, day))`, with `None` for what is removed, and in a patch with `#[patch(…, together(by_customer(status, day)))]`; or use `edit`, which reads the entity, changes it and makes every key anew"
)]
pub trait IsKeyOf<T> {}

macro_rules! alone {
    ($($role:ty),*) => { $(#[diagnostic::do_not_recommend] impl<T> SetAlone<T> for $role {})* };
}

// That the last two do not change at all is for `Settable` and `Changeable` to say.
alone!(Plain, Optional, Input, OptionalInput, Computed, Kept, PrimaryKeyPart);

#[diagnostic::do_not_recommend]
impl<T, R: SetAlone<T>> SetAlone<T> for Constrained<R> {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        R::part(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T, R: SetAlone<T>> SetAlone<T> for Unique<R> {}

#[diagnostic::do_not_recommend]
impl<T: StoredPart> SetAlone<T> for IndexKey {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        T::part(value).map(Some)
    }
}

#[diagnostic::do_not_recommend]
impl<T: StoredPart> SetAlone<T> for OwnIndexKey {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        T::part(value).map(Some)
    }
}

#[diagnostic::do_not_recommend]
impl<T: StoredPart> SetAlone<T> for OptionalIndexKey {
    fn part(value: &Value) -> Result<Option<PartValue>> {
        T::part(value).map(Some)
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
mark!(Given: IndexKey, OwnIndexKey, OptionalIndexKey, Joint, PrimaryKeyPart);
#[diagnostic::do_not_recommend]
impl<P> Given for IndexKeyPart<P> {}
#[diagnostic::do_not_recommend]
impl<R> Given for Constrained<R> {}
#[diagnostic::do_not_recommend]
impl<R> Given for Unique<R> {}

/// Roles whose attributes can be changed depending on what is stored, as by `plus`, `append` and `to_if_missing`: those that no
/// key is made of, but for key attributes themselves, and that nothing is computed from.
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
    note = "use `edit`, which reads the entity, changes it and makes everything anew, but for the primary key, which never changes"
)]
pub trait Adjustable {}

// That the last one is not for programs to change is for `Settable` to say.
mark!(Adjustable: Plain, Optional, OwnIndexKey, Kept);
#[diagnostic::do_not_recommend]
impl<R: Adjustable> Adjustable for Constrained<R> {}

/// Roles whose attributes have no rules, and may become what is not known beforehand: all but [`Constrained`].
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
mark!(Unconstrained: IndexKey, OwnIndexKey, OptionalIndexKey, Joint, PrimaryKeyPart);
#[diagnostic::do_not_recommend]
impl<P> Unconstrained for IndexKeyPart<P> {}
// That its value has to be known all the same is for `Adjustable` to say.
#[diagnostic::do_not_recommend]
impl<R> Unconstrained for Unique<R> {}

/// Roles whose attributes an upsert can keep, or add to: all but [`Kept`].
///
/// ```
/// use dynamo_model::typed::{Plain, Unique, Keepable};
///
/// fn is_keepable<R: Keepable>() -> bool { true }
/// assert!(is_keepable::<Plain>() && is_keepable::<Unique<Plain>>());
/// ```
#[diagnostic::on_unimplemented(
    message = "an upsert sets this attribute itself, or keeps it anyway",
    label = "a version, or the time of a write",
    note = "leave it out: an upsert keeps the time of creation, counts the version up and sets the time of the update"
)]
pub trait Keepable {}

#[diagnostic::do_not_recommend]
impl<R: Settable> Keepable for R {}

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
    note = "make the field an `Option`, or give it `#[serde(default)]`; if keys or other attributes are made of it, use `edit`, which makes them anew"
)]
pub trait Removable {
    #[doc(hidden)]
    const IN_INDEX_KEY: bool;
}

macro_rules! removable {
    ($($role:ty: $in_index_key:literal),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Removable for $role {
            const IN_INDEX_KEY: bool = $in_index_key;
        }
    )*};
}

removable!(Optional: false, OptionalInput: false, OptionalIndexKey: true);
// That these are not removed is for the other traits to say.
removable!(Computed: false, Kept: false, Joint: true, PrimaryKeyPart: false);
#[diagnostic::do_not_recommend]
impl<P> Removable for IndexKeyPart<P> {
    const IN_INDEX_KEY: bool = true;
}

#[diagnostic::do_not_recommend]
impl<R: Removable> Removable for Unique<R> {
    const IN_INDEX_KEY: bool = R::IN_INDEX_KEY;
}

#[diagnostic::do_not_recommend]
impl<R: Removable> Removable for Constrained<R> {
    const IN_INDEX_KEY: bool = R::IN_INDEX_KEY;
}
