use std::marker::PhantomData;

use crate::paging::Whole;

/// How many parts of its sort key a query has named; generated methods ask it for the next one.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Named<const PARTS: usize> {}

/// Holds if the next part to name is this one, counted from 0.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the parts of a sort key are named left to right, each once",
    label = "this part is not the next one",
    note = "name every part of the template before this one; leave out parts only at the end"
)]
pub trait NextIs<const PART: usize> {}

impl<const PART: usize> NextIs<PART> for Named<PART> {}

/// How many parts of its sort key a query has named, and whether its index holds whole entities.
#[doc(hidden)]
#[derive(Debug)]
pub struct Reads<const PARTS: usize, W>(PhantomData<W>);

/// Holds if a query can read its whole item collection.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`collection` reads a whole item collection, of whole entities",
    label = "not a whole collection",
    note = "call it before any part of the sort key is named, and on an index with `project(all)`, or of which no access pattern returns views"
)]
pub trait Collects {}

impl Collects for Reads<0, Whole> {}
