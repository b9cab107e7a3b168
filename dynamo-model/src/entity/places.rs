//! What a query of a collection can start after: members that have all of their keys.

use super::{Collection, Entity, Projection, encode_keys, encode_stored};
use crate::error::Result;
use crate::key::{ErasedPart, KeyPart};
use crate::schema::IndexSchema;
use crate::value::Item;

/// A member that is held whole.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum HeldWhole {}

/// A member of which a view is held that has all parts of the keys.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum WithKeys {}

/// A member of which a view is held that lacks some.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum WithoutKeys {}

/// Which of these a member is, by what [`keys_of_member`](crate::schema::keys_of_member) says.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum KeysOfMember<const SAID: u8> {}

#[doc(hidden)]
pub trait HasKeys {
    type Keys;
}

impl HasKeys for KeysOfMember<0> {
    type Keys = WithoutKeys;
}

impl HasKeys for KeysOfMember<1> {
    type Keys = WithKeys;
}

impl HasKeys for KeysOfMember<2> {
    type Keys = HeldWhole;
}

/// Members of collection `C`, held as an `M`, that are places in it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{M}` lacks fields that its keys are made of, so that `{C}` cannot start after it",
    label = "not all of its keys are known",
    note = "let the view have every field that is in the templates of the entity's primary key, and of its key in the index that the collection reads"
)]
pub trait PlaceIn<C, M> {
    /// Its name.
    const NAME: &'static str;

    /// Its keys, and whatever else.
    fn keys(member: &M, index: Option<&IndexSchema>) -> Result<Item>;
}

impl<C: Collection, M: Entity> PlaceIn<C, M> for HeldWhole {
    const NAME: &'static str = M::SCHEMA.rust_name;

    fn keys(member: &M, _index: Option<&IndexSchema>) -> Result<Item> {
        encode_stored(member)
    }
}

impl<C: Collection, M: Projection> PlaceIn<C, M> for WithKeys {
    const NAME: &'static str = M::SCHEMA.rust_name;

    fn keys(member: &M, index: Option<&IndexSchema>) -> Result<Item> {
        encode_keys(member, index)
    }
}

/// A field of a view, which may be a part of keys.
#[doc(hidden)]
#[derive(Debug)]
pub struct Part<'v, T>(pub &'v T);

impl<'v, T: KeyPart> Part<'v, T> {
    /// The part. For other types there is the method of [`NoPart`].
    pub fn erased(self) -> Option<&'v dyn ErasedPart> {
        Some(self.0)
    }
}

#[doc(hidden)]
pub trait NoPart<'v>: Sized {
    fn erased(self) -> Option<&'v dyn ErasedPart> {
        None
    }
}

impl<'v, T> NoPart<'v> for Part<'v, T> {}
