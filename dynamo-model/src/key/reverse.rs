use std::cmp::Reverse;

use super::{KeyPart, Ordered};
use crate::schema::{Bytes, Shape};

/// Fixed-width digits, complemented: the largest value sorts first.
macro_rules! reversed {
    ($($int:ty, $width:literal;)*) => {$(
        impl KeyPart for Reverse<$int> {
            type Order = Ordered;

            const SHAPE: Shape =
                Shape { signed: <$int>::MIN != 0, ..Shape::fixed(Bytes::range(b'0', b'9'), $width) };

            fn write(&self, key: &mut String) {
                (!self.0).write(key);
            }

            fn read(text: &str) -> Option<Self> {
                <$int>::read(text).map(|complement| Reverse(!complement))
            }
        }
    )*};
}

reversed! {
    u8, 3;
    u16, 5;
    u32, 10;
    u64, 20;
    i8, 3;
    i16, 5;
    i32, 10;
    i64, 20;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_largest_value_sorts_first(a: i32, b: i32) {
            let text = |value| {
                let mut text = String::new();
                Reverse(value).write(&mut text);
                text
            };
            prop_assert_eq!(text(a).cmp(&text(b)), b.cmp(&a));
            prop_assert_eq!(Reverse::<i32>::read(&text(a)), Some(Reverse(a)));
        }
    }
}
