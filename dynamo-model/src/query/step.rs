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
