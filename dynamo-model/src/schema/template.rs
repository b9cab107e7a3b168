use super::{Bytes, PartFormat, Shape, Shards};

/// A key template such as `ORDER#{id}`: literals and fields, in order.
///
/// The *separators* of a template are the punctuation marks that stand next to a field. No field's text may contain
/// one, so two different values never make one key, and an equality never matches a longer value. A field of
/// [`PartFormat::Rest`] may: it ends with its key.
///
/// ```
/// use dynamo_model::schema::{FieldPart, PartFormat, Piece, Shape, Template};
///
/// const LINES: Template = Template {
///     text: "o#{order}",
///     pieces: &[
///         Piece::Literal("o#"),
///         Piece::Field(FieldPart {
///             field: 0,
///             name: "order",
///             shape: Shape::TEXT,
///             format: PartFormat::Own,
///             optional: false,
///         }),
///     ],
/// };
/// assert!(LINES.separators().contains(b'#'));
/// assert_eq!(LINES.leading_literal(), "o#");
/// assert_eq!(LINES.text_of(0, "o#12345"), Some("12345"));
/// assert_eq!(LINES.text_of(0, "p#12345"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// The template as written.
    pub text: &'static str,
    /// What it is made of.
    pub pieces: &'static [Piece],
}

/// One piece of a [`Template`].
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
/// use dynamo_model::schema::Piece;
///
/// let [Piece::Literal(prefix), Piece::Field(part)] = Order::SCHEMA.pk.pieces else { panic!("two pieces") };
/// assert_eq!((*prefix, part.name), ("ORDER#", "id"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands in every key.
    Literal(&'static str),
    /// The text of a field.
    Field(FieldPart),
    /// The number of the partition, of several, that an item is in.
    Shard(Shards),
}

/// A field in a [`Template`].
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Reading(Reading) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "SENSOR#{sensor}", sk = "AT#{at}")]
/// struct Reading { sensor: String, at: u32 }
///
/// let sk = Reading::SCHEMA.sk.expect("the table has a sort key");
/// let part = sk.fields().next().expect("the time");
/// assert_eq!((part.name, part.field), ("at", 1));
/// assert_eq!(part.shape.width, Some(10), "digits");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldPart {
    /// The field's place in the entity's list of fields.
    pub field: usize,
    /// The field's name in Rust.
    pub name: &'static str,
    /// What its text looks like, as it is written here.
    pub shape: Shape,
    /// How it is written.
    pub format: PartFormat,
    /// Whether it may be missing, and the item with it from the index.
    pub optional: bool,
}

/// A template. Generated code is shorter by it.
#[doc(hidden)]
#[must_use]
pub const fn template(text: &'static str, pieces: &'static [Piece]) -> Template {
    Template { text, pieces }
}

/// A field in a template, written as its type does. Generated code is shorter by it.
#[doc(hidden)]
#[must_use]
pub const fn piece(field: usize, name: &'static str, shape: Shape, optional: bool) -> Piece {
    Piece::Field(FieldPart { field, name, shape, format: PartFormat::Own, optional })
}

impl Piece {
    /// Makes the text of a field, whose type has a shape, in a format. Generated code is shorter by it.
    #[doc(hidden)]
    #[must_use]
    pub const fn __field(
        field: usize,
        name: &'static str,
        shape: Shape,
        format: PartFormat,
        optional: bool,
    ) -> Self {
        Self::Field(FieldPart { field, name, shape: shape.written(format), format, optional })
    }

    /// Makes the text of a field that is stored in the format that it has here.
    #[doc(hidden)]
    #[must_use]
    pub const fn __stored(
        field: usize,
        name: &'static str,
        shape: Shape,
        format: PartFormat,
        optional: bool,
    ) -> Self {
        let natural = !matches!(format, PartFormat::Since1970(_));
        let shape = Shape { natural, ..shape.written(format) };
        Self::Field(FieldPart { field, name, shape, format, optional })
    }
}

impl Template {
    /// Returns the bytes that no field's text may contain, unless it goes to the end of the key.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert!(Order::SCHEMA.pk.separators().contains(b'#'));
    /// ```
    #[must_use]
    pub const fn separators(&self) -> Bytes {
        let mut found = Bytes::NONE;
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            match (first, rest) {
                (Piece::Field(_), [Piece::Literal(literal), ..]) => {
                    if let [byte, ..] = literal.as_bytes() {
                        found = add_separator(found, *byte);
                    }
                }
                (Piece::Literal(literal), [Piece::Field(_), ..]) => {
                    if let [.., byte] = literal.as_bytes() {
                        found = add_separator(found, *byte);
                    }
                }
                _ => {}
            }
            pieces = rest;
        }
        found
    }

    /// Returns the literal the template starts with; empty if it starts with a field.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert_eq!(Order::SCHEMA.pk.leading_literal(), "ORDER#");
    /// ```
    #[must_use]
    pub const fn leading_literal(&self) -> &'static str {
        match self.pieces {
            [Piece::Literal(literal), ..] => literal,
            _ => "",
        }
    }

    /// Returns the field, if the template is one field and nothing else.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let [customer] = Order::SCHEMA.accesses[0].pk else { panic!("one attribute") };
    /// assert!(customer.only_field().is_none() && customer.has_fields());
    /// let [day] = Order::SCHEMA.accesses[0].sk else { panic!("one attribute") };
    /// assert_eq!(day.only_field().map(|part| part.name), Some("day"));
    /// assert_eq!(day.field(2).map(|part| part.name), Some("day"), "by its place in the struct");
    /// assert_eq!(day.shards(), None);
    /// ```
    #[must_use]
    pub const fn only_field(&self) -> Option<&'static FieldPart> {
        match self.pieces {
            [Piece::Field(part)] => Some(part),
            _ => None,
        }
    }

    /// Returns the partitions that a partition key is spread over; `None` if there is one.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert!(Order::SCHEMA.pk.shards().is_none(), "orders are not spread");
    /// ```
    #[must_use]
    pub const fn shards(&self) -> Option<Shards> {
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            if let Piece::Shard(shards) = first {
                return Some(*shards);
            }
            pieces = rest;
        }
        None
    }

    /// Whether the template has fields at all.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert!(Order::SCHEMA.pk.has_fields());
    /// assert!(Order::SCHEMA.sk.is_some_and(|sk| !sk.has_fields()));
    /// ```
    #[must_use]
    pub const fn has_fields(&self) -> bool {
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            if matches!(first, Piece::Field(_)) {
                return true;
            }
            pieces = rest;
        }
        false
    }

    /// Whether a field is in the template.
    pub(crate) const fn has(&self, field: usize) -> bool {
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            if let Piece::Field(part) = first
                && part.field == field
            {
                return true;
            }
            pieces = rest;
        }
        false
    }

    /// Whether an item may lack a field of the template.
    pub(super) const fn may_be_missing(&self) -> bool {
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            if let Piece::Field(part) = first
                && part.optional
            {
                return true;
            }
            pieces = rest;
        }
        false
    }

    /// Iterates over the fields, left to right.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let names: Vec<&str> = Order::SCHEMA.pk.fields().map(|part| part.name).collect();
    /// assert_eq!(names, ["id"]);
    /// ```
    pub fn fields(&self) -> impl Iterator<Item = &'static FieldPart> + use<> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Field(part) => Some(part),
            Piece::Literal(_) | Piece::Shard(_) => None,
        })
    }

    /// Finds the text of a field in a key of this template; `None` if the key is not of this template.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Shop, pk = "SHOP#{shop}#{id}", sk = "ORDER")]
    /// struct Order { shop: String, id: String }
    ///
    /// let pk = Order::SCHEMA.pk;
    /// assert_eq!(pk.text_of(1, "SHOP#lund#o1"), Some("o1"), "field 1 is the second one of the struct");
    /// assert_eq!(pk.text_of(1, "CUSTOMER#c1"), None);
    /// ```
    #[must_use]
    pub fn text_of<'k>(&self, field: usize, key: &'k str) -> Option<&'k str> {
        let mut found = None;
        self.split(key, |piece, text| {
            if let Piece::Field(part) = piece
                && part.field == field
            {
                found = Some(text);
            }
        })
        .then_some(found)
        .flatten()
    }

    /// Whether all texts that stand for fields in a key of this template are as they should be.
    pub(crate) fn has_all(&self, key: &str, mut is: impl FnMut(&FieldPart, &str) -> bool) -> bool {
        let mut all = true;
        let mut each = |piece: &Piece, found: &str| match piece {
            Piece::Field(part) => all = all && is(part, found),
            Piece::Literal(_) | Piece::Shard(_) => {}
        };
        self.split(key, &mut each) && all
    }

    /// Returns the field's part of the template; `None` if it has none.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let id = Order::SCHEMA.pk.field(0).map(|part| part.name);
    /// assert_eq!(id, Some("id"));
    /// assert!(Order::SCHEMA.pk.field(3).is_none(), "`total` is in no key");
    /// ```
    #[must_use]
    pub fn field(&self, field: usize) -> Option<&'static FieldPart> {
        self.fields().find(|part| part.field == field)
    }

    /// Whether a key is of this template.
    ///
    /// ```
    /// # use dynamo_model::schema::{Piece, Template};
    /// const META: Template = Template { text: "meta", pieces: &[Piece::Literal("meta")] };
    /// assert!(META.matches("meta"));
    /// assert!(!META.matches("metadata"));
    /// ```
    #[must_use]
    pub fn matches(&self, key: &str) -> bool {
        self.split(key, |_, _| {})
    }

    /// Takes the number of the shard out of a key; `None` if the key is not of this template.
    pub(crate) fn without_shard(&self, key: &str) -> Option<String> {
        let mut rest = String::with_capacity(key.len());
        self.split(key, |piece, text| {
            if !matches!(piece, Piece::Shard(_)) {
                rest.push_str(text);
            }
        })
        .then_some(rest)
    }

    /// Says where a key stops being of this template; `None` if it is of it.
    pub(crate) fn misfit(&self, key: &str) -> Option<Misfit> {
        self.walk(key, |_, _| {}).err()
    }

    /// Finds where the text of a field begins in a key of this template.
    pub(crate) fn start_of(&self, field: usize, key: &str) -> Option<usize> {
        let (mut start, mut found) = (0, None);
        self.split(key, |piece, text| {
            if matches!(piece, Piece::Field(part) if part.field == field) {
                found = found.or(Some(start));
            }
            start += text.len();
        })
        .then_some(found)
        .flatten()
    }

    /// Walks a key, calling `each` with every piece and its text; false if the key is not of this template.
    fn split<'k>(&self, key: &'k str, each: impl FnMut(&Piece, &'k str)) -> bool {
        self.walk(key, each).is_ok()
    }

    fn walk<'k>(&self, key: &'k str, mut each: impl FnMut(&Piece, &'k str)) -> Result<(), Misfit> {
        let separators = self.separators();
        let mut rest = key;
        for piece in self.pieces {
            let misfit =
                |within: usize| Misfit { at: key.len() - rest.len() + within, within, expected: Some(piece) };
            let (end, bytes) = match piece {
                Piece::Literal(literal) if rest.starts_with(literal) => (literal.len(), Bytes::ALL),
                Piece::Literal(literal) => {
                    let alike =
                        rest.chars().zip(literal.chars()).take_while(|(found, wanted)| found == wanted);
                    return Err(misfit(alike.map(|(found, _)| found.len_utf8()).sum()));
                }
                Piece::Field(part) => {
                    let open = matches!(part.format, PartFormat::Rest);
                    let end = part.shape.width.unwrap_or_else(|| {
                        let ends = |b| !open && separators.contains(b);
                        rest.bytes().position(ends).unwrap_or(rest.len())
                    });
                    (end, part.shape.bytes)
                }
                Piece::Shard(_) => (Shards::WIDTH, Shards::DIGITS),
            };
            let Some((text, after)) = rest.split_at_checked(end) else { return Err(misfit(rest.len())) };
            match text.bytes().position(|byte| !bytes.contains(byte)) {
                Some(stray) => return Err(misfit(stray)),
                None if text.is_empty() => return Err(misfit(0)),
                None => {}
            }
            each(piece, text);
            rest = after;
        }
        if rest.is_empty() {
            Ok(())
        } else {
            Err(Misfit { at: key.len() - rest.len(), within: 0, expected: None })
        }
    }
}

/// Where a key stops being of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// So many bytes are of it.
    pub(crate) at: usize,
    /// So many of them are of the piece that goes on there.
    pub(crate) within: usize,
    /// What would have to stand there; nothing if `None`.
    pub(crate) expected: Option<&'static Piece>,
}

const fn add_separator(set: Bytes, byte: u8) -> Bytes {
    if separates(byte) { set.with(byte) } else { set }
}

/// Whether a byte next to a field is a separator. Letters and digits are none: in `v{major}` the `v` may well occur in
/// other values.
pub(super) const fn separates(byte: u8) -> bool {
    byte.is_ascii_punctuation() || byte == b' '
}

/// Whether two templates make the same keys of the same fields.
pub(super) const fn same(left: &Template, right: &Template) -> bool {
    super::message::equal(left.text, right.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPREAD: Template = Template {
        text: "s#{shard(10)}#{id}",
        pieces: &[
            Piece::Literal("s#"),
            Piece::Shard(Shards { count: 10 }),
            Piece::Literal("#"),
            Piece::Field(FieldPart {
                field: 0,
                name: "id",
                shape: Shape::TEXT,
                format: PartFormat::Own,
                optional: false,
            }),
        ],
    };

    #[test]
    fn a_key_is_read_back_whatever_its_shard() {
        assert_eq!(SPREAD.text_of(0, "s#03#a"), Some("a"));
        assert_eq!(SPREAD.text_of(0, "s#73#a"), Some("a"), "from when there were more shards");
        assert_eq!(SPREAD.without_shard("s#03#a").as_deref(), Some("s##a"));
        assert!(!SPREAD.matches("s#3#a") && !SPREAD.matches("s#x3#a"));
    }

    #[test]
    fn a_misfit_is_found_where_it_begins() {
        let at = |key: &str| SPREAD.misfit(key).map(|misfit| (misfit.at, misfit.expected));
        assert_eq!(at("s#03#a"), None);
        assert_eq!(at("s-03#a"), Some((1, SPREAD.pieces.first())));
        assert_eq!(at("s#0"), Some((3, SPREAD.pieces.get(1))), "it ends there");
        assert_eq!(at("s#0x#a"), Some((3, SPREAD.pieces.get(1))));
        assert_eq!(at("s#03#"), Some((5, SPREAD.pieces.get(3))), "nothing is left for the field");
        assert_eq!(at("s#03#a#b"), Some((6, None)), "the template ends before the key");
        assert_eq!(SPREAD.start_of(0, "s#03#a"), Some(5));
        assert_eq!(SPREAD.start_of(1, "s#03#a"), None);
    }
}
