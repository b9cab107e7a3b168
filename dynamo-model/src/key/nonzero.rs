//! Integers that are never zero, as the integers that they are.

use std::num::NonZero;

use super::{KeyPart, Ordered, Reversible};
use crate::schema::Shape;
use crate::typed::Comparable;
use crate::value::Number;

/// They compare, but nothing is added to them in an update, which could make them zero.
macro_rules! nonzero {
    ($($int:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for NonZero<$int> {
            type Order = Ordered;

            const SHAPE: Shape = <$int as KeyPart>::SHAPE;

            fn write(&self, key: &mut String) {
                self.get().write(key);
            }

            fn read(text: &str) -> Option<Self> {
                <$int as KeyPart>::read(text).and_then(Self::new)
            }

            fn number(&self) -> Option<Number> {
                KeyPart::number(&self.get())
            }

            fn from_number(number: Number) -> Option<Self> {
                <$int as KeyPart>::from_number(number).and_then(Self::new)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Reversible for NonZero<$int> {
            const __SHAPE: Shape = <$int as Reversible>::__SHAPE;

            fn __reversed(text: &str) -> Option<String> {
                <$int as Reversible>::__reversed(text)
            }

            fn __restored(text: &str) -> Option<String> {
                <$int as Reversible>::__restored(text)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Comparable for NonZero<$int> {}
    )*};
}

nonzero! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_not_read() {
        assert_eq!(NonZero::<u8>::read("007"), NonZero::new(7));
        assert_eq!(NonZero::<u8>::read("000"), None);
        assert_eq!(NonZero::<i64>::from_number(Number::from(0)), None);
        assert_eq!(NonZero::<i64>::from_number(Number::from(-7)), NonZero::new(-7));
    }
}
