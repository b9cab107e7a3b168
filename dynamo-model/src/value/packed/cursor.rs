//! Steps through packed bytes.

use super::Tag;

/// A position in packed bytes.
///
/// Every step checks the bounds and answers `None` on bytes that are not packed values, so readers stop
/// instead of panicking.
#[derive(Clone, Copy)]
pub(in crate::value) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(in crate::value) fn new(bytes: &'a [u8]) -> Self {
        Cursor { rest: bytes }
    }

    pub(in crate::value) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(in crate::value) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    #[inline]
    pub(in crate::value) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    #[inline]
    pub(in crate::value) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    #[inline]
    pub(in crate::value) fn varint(&mut self) -> Option<usize> {
        let first = self.byte()?;
        // Nearly every name and most strings are shorter than 128 bytes.
        if first < 0x80 { Some(usize::from(first)) } else { self.long_varint(first) }
    }

    fn long_varint(&mut self, first: u8) -> Option<usize> {
        let mut value = u64::from(first & 0x7f);
        for shift in (7..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                // A final zero byte would be a second spelling of a shorter number.
                return (byte != 0).then(|| usize::try_from(value).ok())?;
            }
        }
        None
    }

    #[inline]
    fn u32(&mut self) -> Option<usize> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    }

    /// Reads a name, or a member of a set of strings or bytes.
    #[inline]
    pub(in crate::value) fn prefixed(&mut self) -> Option<&'a [u8]> {
        let length = self.varint()?;
        self.take(length)
    }

    /// Reads a number, or a member of a set of numbers.
    #[inline]
    pub(in crate::value) fn number(&mut self) -> Option<&'a [u8]> {
        let length = self.byte()?;
        self.take(usize::from(length))
    }

    /// Reads the payload of a value whose tag was just read.
    #[inline]
    pub(in crate::value) fn payload(&mut self, tag: u8) -> Option<&'a [u8]> {
        match tag {
            Tag::S | Tag::B => self.prefixed(),
            Tag::N => self.number(),
            Tag::FALSE | Tag::TRUE | Tag::NULL => Some(&[]),
            Tag::L | Tag::M | Tag::SS | Tag::NS | Tag::BS => {
                let length = self.u32()?;
                self.take(length)
            }
            _ => None,
        }
    }

    /// Reads a value as its tag and payload.
    #[inline]
    pub(in crate::value) fn value(&mut self) -> Option<(u8, &'a [u8])> {
        let tag = self.byte()?;
        Some((tag, self.payload(tag)?))
    }

    /// Moves to the value of the attribute `name`, skipping whatever stands before it.
    #[inline]
    pub(in crate::value) fn seek(&mut self, name: &[u8]) -> Option<()> {
        while self.prefixed()? != name {
            self.value()?;
        }
        Some(())
    }
}
