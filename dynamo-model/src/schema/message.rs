use std::fmt;

use super::EntitySchema;

/// What is wrong with a declaration, put together while the program compiles so that it can name both sides.
///
/// [`check_entity`](super::check_entity) and its like return it; generated code makes it a compile error.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use dynamo_model::schema::{KeyAttributes, TableSchema, check_entity};
///
/// let key = KeyAttributes { sk: &[], ..Shop::SCHEMA.key };
/// let mistake = check_entity(Order::SCHEMA, &TableSchema { key, ..*Shop::SCHEMA }).unwrap();
/// assert!(mistake.as_str().starts_with("entity `Order`: "), "it names what is wrong");
/// assert!(mistake.as_str().contains("\nhelp: "), "and what to do");
/// ```
#[derive(Clone)]
pub struct Mistake {
    bytes: [u8; 1024],
    len: usize,
}

impl Mistake {
    pub(super) const NONE: Self = Self { bytes: [0; 1024], len: 0 };

    /// Appends text; what does not fit is left out.
    #[allow(
        clippy::indexing_slicing,
        reason = "const code has no `get_mut`; the bound is checked right here"
    )]
    pub(super) const fn text(mut self, text: &str) -> Self {
        let mut rest = text.as_bytes();
        while let [byte, tail @ ..] = rest {
            if self.len == self.bytes.len() {
                break;
            }
            self.bytes[self.len] = *byte;
            self.len += 1;
            rest = tail;
        }
        self
    }

    /// Appends text between back quotes.
    pub(super) const fn code(self, text: &str) -> Self {
        self.text("`").text(text).text("`")
    }

    /// Appends a number.
    pub(super) const fn number(self, number: usize) -> Self {
        let rest = if number < 10 { self } else { self.number(number / 10) };
        let digit = [b'0' + (number % 10) as u8];
        match std::str::from_utf8(&digit) {
            Ok(digit) => rest.text(digit),
            Err(_) => rest,
        }
    }

    /// Appends what to write instead, on a line of its own.
    pub(super) const fn help(self, text: &str) -> Self {
        self.text("\nhelp: ").text(text)
    }

    /// Returns the message.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::schema::{TableSchema, check_entity};
    ///
    /// let table = TableSchema { entity_type: Some("total"), ..*Shop::SCHEMA };
    /// let mistake = check_entity(Order::SCHEMA, &table).expect("`total` is a field");
    /// assert!(mistake.as_str().contains("the entity-type attribute of `Shop`"));
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "this key template or attribute does not fit the table",
        }
    }
}

impl fmt::Debug for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Mistake").field(&self.as_str()).finish()
    }
}

/// Begins a message about an entity.
pub(super) const fn about(entity: &EntitySchema) -> Mistake {
    Mistake::NONE.text("entity ").code(entity.rust_name).text(": ")
}

/// Returns from a check with the mistake another one found; const code has no `?`.
macro_rules! none_of {
    ($check:expr) => {
        if let Some(mistake) = $check {
            return Some(mistake);
        }
    };
}
pub(super) use none_of;

/// Compares texts, which `==` cannot do in const code. It goes from the end: names of one table begin alike (`gsi1`, or the
/// path of a module), and a step costs the compiler far more than a program.
pub(super) const fn equal(left: &str, right: &str) -> bool {
    equal_bytes(left.as_bytes(), right.as_bytes())
}

/// Whether names may be equal: their last bytes are. Asked before [`equal_bytes`] in loops, as the compiler takes many times
/// as long to call a function as to compare two bytes.
macro_rules! end_alike {
    ($left:expr, $right:expr) => {
        match ($left, $right) {
            ([.., a], [.., b]) => *a == *b,
            ([], []) => true,
            _ => false,
        }
    };
}
pub(super) use end_alike;

pub(super) const fn equal_bytes(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let (mut left, mut right) = (left, right);
    while let ([left_rest @ .., a], [right_rest @ .., b]) = (left, right) {
        if *a != *b {
            return false;
        }
        left = left_rest;
        right = right_rest;
    }
    true
}
