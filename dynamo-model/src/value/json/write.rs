//! Packed values to DynamoDB JSON.

use std::fmt::{self, Display, Write};

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;

use crate::value::packed::MAX_DEPTH;
use crate::value::{ItemRef, ListRef, ValueRef};

/// Displays entries as a JSON object of typed values.
pub(super) struct Entries<'a>(pub(super) ItemRef<'a>, pub(super) usize);

/// Displays elements as a JSON array of typed values.
pub(super) struct Elements<'a>(pub(super) ListRef<'a>, pub(super) usize);

/// Displays a value as a JSON object of one member, its type.
pub(super) struct Typed<'a>(pub(super) ValueRef<'a>, pub(super) usize);

impl<'a> Entries<'a> {
    pub(super) fn all(item: ItemRef<'a>) -> Self {
        Entries(item, MAX_DEPTH)
    }
}

impl<'a> Elements<'a> {
    pub(super) fn all(list: ListRef<'a>) -> Self {
        Elements(list, MAX_DEPTH)
    }
}

impl<'a> Typed<'a> {
    pub(super) fn all(value: ValueRef<'a>) -> Self {
        Typed(value, MAX_DEPTH)
    }
}

impl Display for Entries<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('{')?;
        separated(f, self.0.iter(), |f, (name, value)| {
            write!(f, "{}:{}", Quoted(name), Typed(value, self.1))
        })?;
        f.write_char('}')
    }
}

impl Display for Elements<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        array(f, self.0.iter(), |f, element| Typed(element, self.1).fmt(f))
    }
}

impl Display for Typed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{\"{}\":", self.0.kind())?;
        payload(f, self.0, self.1.saturating_sub(1))?;
        f.write_char('}')
    }
}

fn payload(f: &mut fmt::Formatter<'_>, value: ValueRef<'_>, levels: usize) -> fmt::Result {
    match value {
        ValueRef::S(text) => Quoted(text).fmt(f),
        ValueRef::N(number) => write!(f, "\"{number}\""),
        ValueRef::B(bytes) => base64(f, bytes),
        ValueRef::Bool(value) => value.fmt(f),
        ValueRef::Null => f.write_str("true"),
        ValueRef::L(_) if levels == 0 => f.write_str("[]"),
        ValueRef::L(list) => Elements(list, levels).fmt(f),
        ValueRef::M(_) if levels == 0 => f.write_str("{}"),
        ValueRef::M(map) => Entries(map, levels).fmt(f),
        ValueRef::Ss(set) => array(f, set.iter(), |f, member| Quoted(member).fmt(f)),
        ValueRef::Ns(set) => array(f, set.iter(), |f, member| write!(f, "\"{member}\"")),
        ValueRef::Bs(set) => array(f, set.iter(), base64),
    }
}

fn base64(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    write!(f, "\"{}\"", Base64Display::new(bytes, &STANDARD))
}

fn array<T>(
    f: &mut fmt::Formatter<'_>,
    members: impl Iterator<Item = T>,
    write: impl Fn(&mut fmt::Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    f.write_char('[')?;
    separated(f, members, write)?;
    f.write_char(']')
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    members: impl Iterator<Item = T>,
    write: impl Fn(&mut fmt::Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    for (index, member) in members.enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        write(f, member)?;
    }
    Ok(())
}

/// Displays a JSON string.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        let mut rest = self.0;
        while let Some(at) = rest.find(must_escape) {
            let (plain, from) = rest.split_at(at);
            f.write_str(plain)?;
            let mut characters = from.chars();
            escape(f, characters.next().unwrap_or_default())?;
            rest = characters.as_str();
        }
        f.write_str(rest)?;
        f.write_char('"')
    }
}

fn must_escape(character: char) -> bool {
    matches!(character, '"' | '\\' | '\0'..='\x1f')
}

fn escape(f: &mut fmt::Formatter<'_>, character: char) -> fmt::Result {
    match character {
        '"' => f.write_str("\\\""),
        '\\' => f.write_str("\\\\"),
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\t' => f.write_str("\\t"),
        other => write!(f, "\\u{:04x}", u32::from(other)),
    }
}
