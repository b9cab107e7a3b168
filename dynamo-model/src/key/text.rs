use std::borrow::Cow;
use std::sync::Arc;

use super::{KeyPart, Ordered, Text};
use crate::schema::{Bytes, Shape};

macro_rules! texts {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for $ty {
            type Order = Text;

            const SHAPE: Shape = Shape::TEXT;

            fn write(&self, key: &mut String) {
                key.push_str(self);
            }

            fn read(text: &str) -> Option<Self> {
                Some(text.to_owned().into())
            }
        }
    )*};
}

texts!(String, Cow<'static, str>, Box<str>, Arc<str>);

#[diagnostic::do_not_recommend]
impl KeyPart for char {
    type Order = Ordered;

    const SHAPE: Shape = Shape::TEXT;

    fn write(&self, key: &mut String) {
        key.push(*self);
    }

    fn read(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    }
}

#[diagnostic::do_not_recommend]
impl KeyPart for bool {
    type Order = Ordered;

    const SHAPE: Shape = Shape::fixed(Bytes::range(b'0', b'1'), 1);

    fn write(&self, key: &mut String) {
        key.push(if *self { '1' } else { '0' });
    }

    fn read(text: &str) -> Option<Self> {
        match text {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        }
    }
}
