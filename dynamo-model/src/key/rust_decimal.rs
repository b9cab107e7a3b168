//! Decimals of the `rust_decimal` crate, in keys what the numbers are that they are stored as.

use rust_decimal::Decimal;

use super::{KeyPart, Ordered};
use crate::schema::Shape;
use crate::value::Number;

#[diagnostic::do_not_recommend]
impl KeyPart for Decimal {
    type Order = Ordered;

    const SHAPE: Shape = <Number as KeyPart>::SHAPE;

    fn write(&self, key: &mut String) {
        Number::from(*self).write(key);
    }

    fn read(text: &str) -> Option<Self> {
        Number::read(text)?.to_decimal()
    }

    fn number(&self) -> Option<Number> {
        Some(Number::from(*self))
    }

    fn from_number(number: Number) -> Option<Self> {
        number.to_decimal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_text_of_a_decimal_is_that_of_its_number() {
        let written = |part: &dyn Fn(&mut String)| {
            let mut text = String::new();
            part(&mut text);
            text
        };
        let half = written(&|key| Decimal::new(-50, 2).write(key));
        assert_eq!(half, written(&|key| Decimal::new(-5, 1).write(key)), "equal decimals are one key");
        assert_eq!(half, written(&|key| Number::parse("-0.5").unwrap().write(key)));
        let fine = written(&|key| Number::parse("1e-29").unwrap().write(key));
        assert_eq!(Decimal::read(&fine), None, "no decimal has so many digits");
    }
}
