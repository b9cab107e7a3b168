use std::borrow::Cow;

use serde::Serialize;

use super::PartOrder;
use crate::error::Result;
use crate::schema::{Shape, TypeSchema};
use crate::value::{ItemBuilder, Number, ValueRef};

/// A type that can stand in a key template.
///
/// Its text must be injective (two values never have the same text) and must read back. Derive it for newtypes and
/// for enums without data; implement it by hand for other types.
///
/// ```
/// use dynamo_model::key::{KeyPart, Ordered};
/// use dynamo_model::schema::{Bytes, Shape};
///
/// /// A grade from A to F, best first.
/// #[derive(Debug, PartialEq)]
/// struct Grade(u8);
///
/// impl KeyPart for Grade {
///     type Order = Ordered;
///     const SHAPE: Shape = Shape::fixed(Bytes::range(b'A', b'F'), 1);
///
///     fn write(&self, key: &mut String) {
///         key.push(char::from(b'A' + self.0));
///     }
///
///     fn read(text: &str) -> Option<Self> {
///         match text.as_bytes() {
///             [letter @ b'A'..=b'F'] => Some(Grade(letter - b'A')),
///             _ => None,
///         }
///     }
/// }
///
/// assert_eq!(Grade::read("C"), Some(Grade(2)));
/// assert_eq!(Grade::read("G"), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key",
    label = "has no key text that sorts as its values do",
    note = "key parts are strings, integers, `Number`, `bool`, `char`, `Reverse<T>`, and types that derive or implement `KeyPart`; types of `jiff`, `chrono`, `rust_decimal`, `uuid` and `ulid` with the feature of that name",
    note = "for a float, use `Number`, or `NotNan` of `ordered-float` with the feature of that name; for a struct, name its fields in the template",
    note = "`Reverse<T>` is of numbers, `bool`, `char`, dates, times and ids, and of newtypes of them and enums in the order of their key texts that derive `KeyPart`; text of any length has no text that sorts the other way round: read it backwards, with `.descending()`"
)]
pub trait KeyPart: Sized {
    /// What queries can say of the part.
    type Order: PartOrder;

    /// What its text looks like.
    const SHAPE: Shape;

    /// Appends the text.
    ///
    /// ```
    /// use dynamo_model::KeyPart;
    ///
    /// let mut text = String::new();
    /// 42_u16.write(&mut text);
    /// assert_eq!(text, "00042");
    /// ```
    fn write(&self, key: &mut String);

    /// Reads the text back; `None` if it is not the text of any value.
    ///
    /// ```
    /// use dynamo_model::KeyPart;
    ///
    /// assert_eq!(u16::read("00042"), Some(42));
    /// assert_eq!(u16::read("forty-two"), None);
    /// ```
    fn read(text: &str) -> Option<Self>;

    /// Returns the number to store in a key attribute of type N, or to write into a template with so many digits; `None` if the
    /// type has none. A [`Reverse`](std::cmp::Reverse) has the number of what it holds, and is in templates only.
    ///
    /// ```
    /// use dynamo_model::KeyPart;
    ///
    /// assert_eq!(42_u16.number(), Some(42.into()));
    /// assert_eq!("text".to_owned().number(), None);
    /// ```
    fn number(&self) -> Option<Number> {
        None
    }

    /// Reads a key attribute of type N back.
    ///
    /// ```
    /// use dynamo_model::KeyPart;
    ///
    /// assert_eq!(u16::from_number(42.into()), Some(42));
    /// ```
    fn from_number(_number: Number) -> Option<Self> {
        None
    }

    /// Returns the bytes to store in a key attribute of type B; `None` if the type has none.
    ///
    /// ```
    /// use dynamo_model::KeyPart;
    /// use dynamo_model::value::Binary;
    ///
    /// assert_eq!(Binary::from(vec![1, 2]).binary().as_deref(), Some(&[1, 2][..]));
    /// assert_eq!("text".to_owned().binary(), None);
    /// ```
    fn binary(&self) -> Option<Cow<'_, [u8]>> {
        None
    }

    /// Reads a key attribute of type B back.
    ///
    /// ```
    /// use dynamo_model::KeyPart;
    ///
    /// assert_eq!(Vec::from_binary(&[1, 2]), Some(vec![1_u8, 2]));
    /// assert_eq!(u16::from_binary(&[1, 2]), None, "numbers are not stored as bytes");
    /// ```
    fn from_binary(_bytes: &[u8]) -> Option<Self> {
        None
    }

    // Newtypes and enums that derive the trait say what they are stored as.
    #[doc(hidden)]
    fn __type() -> Option<&'static TypeSchema> {
        None
    }

    // A method rather than a function with a bound, so that the compiler words every complaint about a type alike and
    // prints it once.
    #[doc(hidden)]
    fn __erased(&self) -> &dyn ErasedPart {
        self
    }

    // The type of a field that only a key may hold.
    #[doc(hidden)]
    fn __part_type() -> &'static PartType
    where
        Self: Serialize,
    {
        const { &PartType { reread: reread::<Self>, restore: Some(restore::<Self>) } }
    }

    // The type of a field that serde stores in another form.
    #[doc(hidden)]
    fn __part_type_in_key() -> &'static PartType {
        const { &PartType { reread: reread::<Self>, restore: None } }
    }
}

/// Reads a part back, has it checked, and adds it under the name serde knows its field by; false if it is no such part.
fn restore<P: KeyPart + Serialize>(
    name: &str,
    key: ValueRef<'_>,
    extra: &mut ItemBuilder,
    check: Check<'_>,
) -> Result<bool> {
    let Some(part) = read_part::<P>(key) else { return Ok(false) };
    check(&part)?;
    extra.push_of_key(name, &part)?;
    Ok(true)
}

fn reread<P: KeyPart>(key: ValueRef<'_>) -> Option<PartValue> {
    read_part::<P>(key).map(|part| PartValue::of(&part))
}

/// Reads a part out of a key attribute's value, or of what stands for it there.
pub(crate) fn read_part<P: KeyPart>(key: ValueRef<'_>) -> Option<P> {
    match key {
        ValueRef::S(text) => P::read(text),
        ValueRef::N(number) => P::from_number(number),
        ValueRef::B(bytes) => P::from_binary(bytes),
        _ => None,
    }
}

/// What has to hold of a part that was read.
type Check<'c> = &'c mut dyn FnMut(&dyn ErasedPart) -> Result<()>;

/// Adds a part under a name; false if the value is no such part.
type Restore = fn(&str, ValueRef<'_>, &mut ItemBuilder, Check<'_>) -> Result<bool>;

/// The type of key parts, as a value.
#[doc(hidden)]
#[derive(Debug)]
pub struct PartType {
    /// Reads a part back, to make other keys of it.
    pub(crate) reread: fn(ValueRef<'_>) -> Option<PartValue>,
    /// Reads a part back as a field.
    restore: Option<Restore>,
}

impl PartType {
    /// Adds a part that passes a check under the name serde knows its field by; false if it is no such part, or serde has
    /// another form of it.
    pub(crate) fn restore(
        &self,
        name: &str,
        key: ValueRef<'_>,
        extra: &mut ItemBuilder,
        mut check: impl FnMut(&dyn ErasedPart) -> Result<()>,
    ) -> Result<bool> {
        self.restore.map_or(Ok(false), |restore| restore(name, key, extra, &mut check))
    }
}

/// A key part whose type has been forgotten; what generated code hands to the library.
#[doc(hidden)]
pub trait ErasedPart {
    fn push_text(&self, key: &mut String);
    fn as_number(&self) -> Option<Number>;
    fn as_binary(&self) -> Option<Cow<'_, [u8]>>;
}

impl<P: KeyPart> ErasedPart for P {
    fn push_text(&self, key: &mut String) {
        self.write(key);
    }

    fn as_number(&self) -> Option<Number> {
        self.number()
    }

    fn as_binary(&self) -> Option<Cow<'_, [u8]>> {
        self.binary()
    }
}

impl ErasedPart for str {
    fn push_text(&self, key: &mut String) {
        key.push_str(self);
    }

    fn as_number(&self) -> Option<Number> {
        None
    }

    fn as_binary(&self) -> Option<Cow<'_, [u8]>> {
        None
    }
}

impl ErasedPart for &str {
    fn push_text(&self, key: &mut String) {
        key.push_str(self);
    }

    fn as_number(&self) -> Option<Number> {
        None
    }

    fn as_binary(&self) -> Option<Cow<'_, [u8]>> {
        None
    }
}

/// A part taken out of its argument, kept until the query or update is built.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq)]
pub struct PartValue {
    pub(crate) text: String,
    pub(crate) number: Option<Number>,
    pub(crate) binary: Option<Vec<u8>>,
}

impl PartValue {
    pub(crate) fn of(part: &dyn ErasedPart) -> Self {
        let mut text = String::with_capacity(24);
        part.push_text(&mut text);
        Self { text, number: part.as_number(), binary: part.as_binary().map(Cow::into_owned) }
    }
}

impl ErasedPart for PartValue {
    fn push_text(&self, key: &mut String) {
        key.push_str(&self.text);
    }

    fn as_number(&self) -> Option<Number> {
        self.number
    }

    fn as_binary(&self) -> Option<Cow<'_, [u8]>> {
        self.binary.as_deref().map(Cow::Borrowed)
    }
}
