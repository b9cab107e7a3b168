//! Lists, maps and structs while they are being written.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::key::KeySerializer;
use super::{CodecError, LeftOut, MAX_DEPTH, Place, ValueSerializer};
use crate::value::packed::{Cursor, first_repeat};
use crate::value::writer::Open;
use crate::value::{ItemRef, Writer};

/// The elements of a list.
pub(in crate::value::serde) struct Elements<'w> {
    writer: &'w mut Writer,
    /// The map around a tuple variant.
    around: Option<Open>,
    open: Open,
    depth: usize,
    index: usize,
}

impl<'w> Elements<'w> {
    pub(super) fn begin(writer: &'w mut Writer, depth: usize) -> Self {
        let open = writer.begin_list();
        Elements { writer, around: None, open, depth, index: 0 }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        let serializer = ValueSerializer { writer: self.writer, place: Place::Element, depth: self.depth };
        serializer.write(value).map_err(|error| error.at_index(self.index))?;
        self.index += 1;
        Ok(())
    }

    fn finish(self) {
        self.writer.end(self.open);
        if let Some(around) = self.around {
            self.writer.end(around);
        }
    }
}

fn written_twice(name: &str) -> CodecError {
    CodecError::new("the name is written twice").in_attribute(name)
}

/// The entries of a map, or the attributes of an item.
pub(in crate::value::serde) struct Entries<'w> {
    writer: &'w mut Writer,
    /// The map around a struct variant.
    around: Option<Open>,
    /// None for an item, which has no header.
    open: Option<Open>,
    /// Where these entries begin; an item's earlier attributes stand before.
    start: usize,
    left_out: LeftOut<'w>,
    /// Which of the first names to skip have come.
    skipped: u128,
    /// The place of every value, which decides what an absent one becomes.
    absent: Place<'w>,
    depth: usize,
    seen: Names,
    /// The packed names of a map's entries that were absent, which no other entry may have either.
    absent_names: Vec<u8>,
    /// Where the entry begins whose value comes next, if it is not skipped.
    pending: Option<usize>,
}

impl<'w> Entries<'w> {
    pub(super) fn begin(writer: &'w mut Writer, place: Place<'w>, absent: Place<'w>, depth: usize) -> Self {
        let (open, left_out) = match place {
            Place::Item(left_out) => (None, left_out),
            Place::Field | Place::OfKey | Place::Element => (Some(writer.begin_map()), Default::default()),
        };
        let start = writer.position();
        Entries {
            writer,
            around: None,
            open,
            start,
            left_out,
            skipped: 0,
            absent,
            depth,
            seen: Names::default(),
            absent_names: Vec::new(),
            pending: None,
        }
    }

    /// Writes a name and its value, or neither if the value is absent.
    pub(super) fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), CodecError> {
        self.name(name)?;
        if let Some(absent) = self.value(value)? {
            self.writer.truncate(absent);
        }
        Ok(())
    }

    pub(super) fn name(&mut self, name: &str) -> Result<(), CodecError> {
        self.pending = None;
        if let Some(place) = self.left_out.skip.iter().position(|skip| *skip == name) {
            return self.skip(place, name);
        }
        if self.left_out.taken.contains(&name) {
            return Err(written_twice(name));
        }
        // Only an item can have attributes from before.
        let before = self.writer.as_bytes().get(..self.start).unwrap_or_default();
        if self.open.is_none() && ItemRef::new(before).contains(name) {
            return Err(CodecError::new("the attribute is already set").in_attribute(name));
        }
        self.seen.add(name);
        self.pending = Some(self.writer.position());
        self.writer.name(name);
        Ok(())
    }

    /// Leaves out an entry; another one of the same name would be lost.
    fn skip(&mut self, place: usize, name: &str) -> Result<(), CodecError> {
        let bit = u32::try_from(place).ok().and_then(|place| 1_u128.checked_shl(place)).unwrap_or(0);
        if self.skipped & bit != 0 || self.left_out.taken.contains(&name) {
            return Err(written_twice(name));
        }
        self.skipped |= bit;
        Ok(())
    }

    /// Writes a value; if it is absent, nothing, and its name is to be taken back from here.
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<Option<usize>, CodecError> {
        let Some(entry) = self.pending.take() else {
            return Ok(None);
        };
        let start = self.writer.position();
        let serializer = ValueSerializer { writer: self.writer, place: self.absent, depth: self.depth };
        serializer.write(value).map_err(|error| match self.name_at(entry) {
            Some(name) => error.in_attribute(name),
            None => error,
        })?;
        Ok((self.writer.position() == start).then_some(entry))
    }

    fn name_at(&self, entry: usize) -> Option<&str> {
        let name = Cursor::new(self.writer.as_bytes().get(entry..)?).prefixed()?;
        std::str::from_utf8(name).ok()
    }

    /// Opens the list of a tuple variant.
    pub(super) fn variant_elements(mut self, variant: &str) -> Result<Elements<'w>, CodecError> {
        self.variant(variant)?;
        let mut elements = Elements::begin(self.writer, self.depth + 1);
        elements.around = self.open;
        Ok(elements)
    }

    /// Opens the map of a struct variant.
    pub(super) fn variant_entries(mut self, variant: &str) -> Result<Entries<'w>, CodecError> {
        self.variant(variant)?;
        let place = Place::Field;
        let mut entries = Entries::begin(self.writer, place, self.absent, self.depth + 1);
        entries.around = self.open;
        Ok(entries)
    }

    fn variant(&mut self, variant: &str) -> Result<(), CodecError> {
        if self.depth >= MAX_DEPTH {
            return Err(CodecError::new("nested too deep"));
        }
        self.name(variant)?;
        match self.pending {
            Some(_) => Ok(()),
            None => Err(CodecError::new("an enum's variant cannot be left out").in_attribute(variant)),
        }
    }

    pub(super) fn finish(self) -> Result<(), CodecError> {
        if self.seen.repeated {
            let entries = self.writer.as_bytes().get(self.start..).unwrap_or_default();
            if let Some(name) = first_repeat(entries).or_else(|| self.absent_in(entries)) {
                return Err(written_twice(&String::from_utf8_lossy(name)));
            }
        }
        for open in [self.open, self.around].into_iter().flatten() {
            self.writer.end(open);
        }
        Ok(())
    }

    /// The first name of an absent entry that another one has.
    fn absent_in(&self, entries: &[u8]) -> Option<&[u8]> {
        let entries = ItemRef::new(entries);
        let mut names = Cursor::new(&self.absent_names);
        std::iter::from_fn(|| names.prefixed())
            .find(|name| std::str::from_utf8(name).is_ok_and(|name| entries.contains(name)))
    }
}

/// A filter that tells most sets of names without repetition for free.
///
/// Flattening and tagging can write a name twice, which an item must not hold.
#[derive(Default)]
struct Names {
    bits: u128,
    /// A name may have come twice.
    repeated: bool,
}

impl Names {
    fn add(&mut self, name: &str) {
        let hash = name.bytes().fold(name.len() as u32, |hash, byte| {
            (hash.rotate_left(5) ^ u32::from(byte)).wrapping_mul(0x9E37_79B9)
        });
        let bit = 1u128 << (hash >> 25);
        self.repeated |= self.bits & bit != 0;
        self.bits |= bit;
    }
}

macro_rules! serialize_elements {
    ($($Trait:ident::$element:ident)*) => {$(
        impl $Trait for Elements<'_> {
            type Ok = ();
            type Error = CodecError;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
                self.element(value)
            }

            fn end(self) -> Result<(), CodecError> {
                self.finish();
                Ok(())
            }
        }
    )*};
}

serialize_elements! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}

macro_rules! serialize_fields {
    ($($Trait:ident)*) => {$(
        impl $Trait for Entries<'_> {
            type Ok = ();
            type Error = CodecError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), CodecError> {
                self.entry(name, value)
            }

            fn end(self) -> Result<(), CodecError> {
                self.finish()
            }
        }
    )*};
}

serialize_fields!(SerializeStruct SerializeStructVariant);

impl SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CodecError> {
        key.serialize(KeySerializer(self))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        if let Some(absent) = self.value(value)? {
            // A field under this name would read what a flattened map has under it.
            let name = self.writer.as_bytes().get(absent..).unwrap_or_default();
            self.absent_names.extend_from_slice(name);
            self.writer.truncate(absent);
        }
        Ok(())
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}
