use std::marker::PhantomData;

use crate::paging::Whole;

/// No part of its sort key is named by a query. Parts are counted in types, as every number in a type would be an
/// expression of its own to the compiler.
#[doc(hidden)]
#[derive(Debug)]
pub enum Start {}

/// One part more is named than in `N`.
#[doc(hidden)]
#[derive(Debug)]
pub struct After<N>(PhantomData<N>);

/// A range or a prefix is named, behind which no part can be.
#[doc(hidden)]
#[derive(Debug)]
pub enum Ended {}

/// However many parts are named, each is by a value.
#[doc(hidden)]
pub trait ByValues {}

#[diagnostic::do_not_recommend]
impl ByValues for Start {}
#[diagnostic::do_not_recommend]
impl<N> ByValues for After<N> {}

/// Holds if so many parts are named as stand before this one, each by a value.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the parts of a sort key are named left to right, each once, and a range or a prefix is the last one named",
    label = "this part is not the next one",
    note = "name every part that stands before this one by a value, as the key is written below; leave out parts only at the end"
)]
pub trait NextIs<Part> {}

impl<N> NextIs<N> for N {}

/// Holds if no part of the sort key is named, so that a query can read its whole item collection.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a whole item collection is read before any part of its sort key is named",
    label = "some part is named already",
    note = "write `.collection()` right behind the access pattern, or leave it out and read the entities of the pattern alone"
)]
pub trait NothingNamed {}

#[diagnostic::do_not_recommend]
impl NothingNamed for Start {}

/// Holds if an index has whole entities.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a whole item collection is of whole entities, and this index holds some attributes of them only",
    label = "not whole entities",
    note = "declare the index with `project(all)`, or leave out `.collection()` and read the views of the pattern alone"
)]
pub trait WholeEntities {}

#[diagnostic::do_not_recommend]
impl WholeEntities for Whole {}
