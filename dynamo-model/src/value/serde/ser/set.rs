//! Sets, rewritten from the list serde sees in them.

use super::{CodecError, token};
use crate::value::packed::Cursor;
use crate::value::{ListRef, ValueKind, ValueRef, Writer};

/// Returns the value written behind `start`, if one was.
pub(super) fn written(writer: &Writer, start: usize) -> Option<ValueRef<'_>> {
    ValueRef::read(&mut Cursor::new(writer.as_bytes().get(start..)?))
}

/// Puts a set in the place of the list behind `start`.
///
/// An empty one has no kind: as a field it is left out, elsewhere it has no form.
pub(super) fn rewrite(writer: &mut Writer, start: usize, name: &str, field: bool) -> Result<(), CodecError> {
    let list = match written(writer, start) {
        Some(ValueRef::L(list)) => list,
        // An absent set, left out or null by now.
        None | Some(ValueRef::Null) => return Ok(()),
        Some(_) => return Err(CodecError::new("a set must be a sequence")),
    };
    let kind = match name {
        token::STRING_SET => Some(ValueKind::S),
        token::NUMBER_SET => Some(ValueKind::N),
        token::BINARY_SET => Some(ValueKind::B),
        _ => list.get(0).map(|first| first.kind()),
    };
    // Copied aside, because the set takes the place of the list.
    let members = list.packed().to_vec();
    writer.truncate(start);
    match kind {
        Some(kind) => write_set(writer, kind, ListRef::new(&members)),
        None if field => Ok(()),
        None => Err(CodecError::new("an empty set can only be left out, as a struct's field")),
    }
}

fn write_set(writer: &mut Writer, kind: ValueKind, list: ListRef<'_>) -> Result<(), CodecError> {
    for (index, member) in list.iter().enumerate() {
        if member.kind() != kind || !kind.is_key() {
            let message = "members of a set must be all strings, all numbers or all bytes";
            return Err(CodecError::new(message).at_index(index));
        }
    }
    match kind {
        ValueKind::S => writer.string_set(list.iter().filter_map(|member| member.as_s())),
        ValueKind::N => writer.number_set(list.iter().filter_map(|member| member.as_n())),
        _ => writer.binary_set(list.iter().filter_map(|member| member.as_b())),
    }
    Ok(())
}
