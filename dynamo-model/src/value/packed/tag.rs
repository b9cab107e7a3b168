//! The byte in front of every value.

/// The tag bytes. Numbers are part of the storage format and never reused.
pub(in crate::value) struct Tag;

impl Tag {
    pub(in crate::value) const S: u8 = 1;
    pub(in crate::value) const N: u8 = 2;
    pub(in crate::value) const B: u8 = 3;
    pub(in crate::value) const FALSE: u8 = 4;
    pub(in crate::value) const TRUE: u8 = 5;
    pub(in crate::value) const NULL: u8 = 6;
    pub(in crate::value) const L: u8 = 7;
    pub(in crate::value) const M: u8 = 8;
    pub(in crate::value) const SS: u8 = 9;
    pub(in crate::value) const NS: u8 = 10;
    pub(in crate::value) const BS: u8 = 11;
}
