//! The packed form of items and values, the same in memory and on disk.
//!
//! ```text
//! item  = entry*          entry = varint(length of name) name value
//! value = tag payload
//!  1 S   varint length, UTF-8      2 N  u8 length, i16 exponent, mantissa
//!  3 B   varint length, bytes      4 false    5 true    6 NULL
//!  7 L   u32 length, value*        8 M  u32 length, entry*
//!  9 SS  10 NS  11 BS              u32 length, members without tags
//! ```
//!
//! Lengths are in bytes; fixed-width integers are little-endian; varints are LEB128 in their shortest form.
//! A mantissa is two's complement, little-endian and as short as possible (none for zero). Set members are
//! sorted (strings and bytes by byte, numbers by value) and unique; names within an item or map are unique.
//! Everything but the order of attributes is therefore canonical: equal scalars and sets have equal bytes.

mod cursor;
mod number;
mod tag;
mod validate;

pub(super) use cursor::Cursor;
pub(super) use number::{decode_number, encode_number};
pub(super) use tag::Tag;
pub use validate::FormatError;
pub(super) use validate::{first_repeat, validate_item};

/// How many levels of nesting are read; a container further down reads as empty.
///
/// The service stops at 32. Reading recurses, so bytes of unknown origin must not choose the depth.
pub(super) const MAX_DEPTH: usize = 128;

/// The varint length prefix of `S`, `B` and names.
pub(super) fn encode_varint(mut value: usize, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
