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

/// Holds if so many parts are named as stand before this one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the parts of a sort key are named left to right, each once",
    label = "this part is not the next one",
    note = "name every part of the template before this one; leave out parts only at the end"
)]
pub trait NextIs<Part> {}

impl<N> NextIs<N> for N {}

/// The parts of its sort key that a query has named, and whether its index holds whole entities.
#[doc(hidden)]
#[derive(Debug)]
pub struct Reads<N, W>(PhantomData<(N, W)>);

/// Holds if a query can read its whole item collection.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`collection` reads a whole item collection, of whole entities",
    label = "not a whole collection",
    note = "call it before any part of the sort key is named, and on an index with `project(all)`, or of which no access pattern returns views"
)]
pub trait Collects {}

impl Collects for Reads<Start, Whole> {}
