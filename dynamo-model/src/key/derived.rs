//! What the derive of [`KeyPart`](super::KeyPart) implements besides it. The rest follows from this here, so that the
//! compiler names nobody's types to who has another, and blames no implementation that nobody has written.

use super::Generate;
use crate::error::Result;
use crate::typed::{Comparable, Summable, TextLike};
use crate::value::Value;

/// A newtype of an id that is [generated](Generate).
#[doc(hidden)]
pub trait DerivedId: Sized {
    fn generate() -> Self;

    fn is_nil(&self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<P: DerivedId> Generate for P {
    fn generate() -> Self {
        <P as DerivedId>::generate()
    }

    fn is_nil(&self) -> bool {
        <P as DerivedId>::is_nil(self)
    }
}

/// A newtype, which is stored as what it holds.
#[doc(hidden)]
pub trait Newtype {
    type Inner;
}

#[diagnostic::do_not_recommend]
impl<P: Newtype<Inner: Summable>> Summable for P {}

#[diagnostic::do_not_recommend]
impl<P: Newtype<Inner: TextLike>> TextLike for P {}

/// A newtype, or an enum whose texts have the order of its variants.
#[doc(hidden)]
pub trait ComparedAs {
    type Inner;
}

#[diagnostic::do_not_recommend]
impl<P: ComparedAs<Inner: Comparable>> Comparable for P {
    fn __ordered(value: &Value) -> Result<()> {
        <P::Inner as Comparable>::__ordered(value)
    }
}
