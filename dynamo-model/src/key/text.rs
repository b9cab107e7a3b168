use std::borrow::Cow;

use super::{KeyPart, Ordered, Text};
use crate::schema::{Bytes, Shape};

#[diagnostic::do_not_recommend]
impl KeyPart for String {
    type Order = Text;

    const SHAPE: Shape = Shape::TEXT;

    fn write(&self, key: &mut String) {
        key.push_str(self);
    }

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

#[diagnostic::do_not_recommend]
impl KeyPart for Cow<'static, str> {
    type Order = Text;

    const SHAPE: Shape = Shape::TEXT;

    fn write(&self, key: &mut String) {
        key.push_str(self);
    }

    fn read(text: &str) -> Option<Self> {
        Some(Cow::Owned(text.to_owned()))
    }
}

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
