//! Which attributes a filter may name, by the access pattern it is for.

use std::marker::PhantomData;

use crate::paging::Anywhere;

/// Attributes that a condition may name where it is used. All may be, but for the key attributes of what a query reads in
/// its filter.
#[diagnostic::on_unimplemented(
    message = "this attribute is a key attribute of what the query reads, and cannot be in its filter",
    label = "a key attribute here",
    note = "name it in the access pattern instead, by a value or a range: `Order::by_customer(\"c1\").day(\"2026-11\"..)`"
)]
pub trait Filterable {}
impl Filterable for Anywhere {}

/// Marks an attribute that is a key attribute of some table or index; whether of this one, access pattern `P` knows.
#[derive(Debug)]
pub struct KeyAttributeOf<P, const FIELD: usize>(PhantomData<fn() -> P>);

#[diagnostic::do_not_recommend]
impl<P: KeysOf<FIELD, Answer = IsKey<false>>, const FIELD: usize> Filterable for KeyAttributeOf<P, FIELD> {}

/// Knows of a field whether it is a key attribute of what an access pattern reads. The derive implements it.
#[doc(hidden)]
pub trait KeysOf<const FIELD: usize> {
    type Answer;
}

impl<const FIELD: usize> KeysOf<FIELD> for Anywhere {
    type Answer = IsKey<false>;
}

/// An answer of [`KeysOf`].
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum IsKey<const ANSWER: bool> {}
