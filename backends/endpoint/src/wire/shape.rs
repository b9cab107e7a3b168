//! What requests are made of, as data: the members each operation has, and of which kind they are.
//!
//! How long they may be is the same for requests that are made in code: the rules are those of their checks.

use dynamo_model::request::check::{ATTRIBUTE_NAME, Constraint, NEW_NAME};

use super::json::Json;

/// A member of a structure.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its name, as requests write it.
    pub(crate) name: &'static str,
    /// Whether a request must have it.
    pub(crate) required: bool,
    pub(crate) shape: &'static Shape,
}

/// What a member holds.
#[derive(Debug)]
pub(crate) enum Shape {
    Text,
    /// One of some words.
    Word(&'static [&'static str]),
    Integer(Width, Bounds),
    Decimal,
    Flag,
    Bytes,
    List(&'static Shape),
    /// An object of names and values.
    Map(&'static Shape),
    Structure(&'static str, &'static [Member]),
    /// What keeps some rules besides.
    Ruled(Rules, &'static Shape),
}

impl Shape {
    /// The shape without its rules.
    pub(crate) fn kind(&self) -> &Self {
        match self {
            Self::Ruled(_, shape) => shape.kind(),
            shape => shape,
        }
    }
}

/// The rules of a member, whatever its kind.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rules {
    /// Those of the name of a table, in whose place its ARN may stand. The newer layer tells of a name too short only that.
    Table,
    /// The same, of which the newer layer tells all.
    WholeTable,
    /// Those of the name of the table of an action, which are looked at behind all others.
    Target,
    /// That it is an action at all: where one is not, nothing is said of names of tables.
    Action,
    /// Those of the name of a table that an operation on tables is about. It is looked for before anything else.
    Subject,
    /// Those of the ARN of a table, which is looked for before anything else, too.
    Resource,
    /// That a word is of what was there before, which the older layer looks at later.
    Returnable,
    /// Those of what it is a shape of, which the newer layer looks at later.
    Late,
    /// Those of a text, or of how many elements a list has.
    Of(&'static [Constraint]),
    /// That the keys of a map are names of tables.
    Tables,
    /// Those of how many writes a batch has for one table.
    Writes,
}

/// The least and the greatest number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) least: i64,
    pub(crate) most: i64,
}

/// How errors call an integer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Width {
    Integer,
    Long,
}

impl Width {
    /// Reads a number. Fractions are cut off, and what is too large for it is the largest that is not.
    pub(crate) fn read(self, json: &Json<'_>) -> Option<i64> {
        let number = json.as_integer()?;
        Some(match self {
            Self::Integer => number.clamp(i32::MIN.into(), i32::MAX.into()),
            Self::Long => number,
        })
    }
}

impl Bounds {
    pub(crate) const ANY: Self = Self { least: i64::MIN, most: i64::MAX };
    pub(crate) const POSITIVE: Self = Self { least: 1, most: i64::MAX };
}

/// Makes a member that a request may leave out.
pub(crate) const fn optional(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, required: false, shape }
}

/// Makes a member that a request must have.
pub(crate) const fn required(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, required: true, shape }
}

pub(crate) static TEXT: Shape = Shape::Text;
pub(crate) static FLAG: Shape = Shape::Flag;
pub(crate) static BYTES: Shape = Shape::Bytes;

/// A typed value. Exactly one member must be there, which is not a rule of shapes.
pub(crate) static VALUE: Shape = Shape::Structure(
    "AttributeValue",
    &[
        optional("S", &TEXT),
        optional("N", &TEXT),
        optional("B", &BYTES),
        optional("SS", &TEXTS),
        optional("NS", &TEXTS),
        optional("BS", &BLOBS),
        optional("M", &ITEM),
        optional("L", &VALUES),
        optional("NULL", &FLAG),
        optional("BOOL", &FLAG),
    ],
);
pub(crate) static TEXTS: Shape = Shape::List(&TEXT);
static BLOBS: Shape = Shape::List(&BYTES);
pub(crate) static VALUES: Shape = Shape::List(&VALUE);
/// Names and typed values: an item, a key, or the values of placeholders.
pub(crate) static ITEM: Shape = Shape::Map(&VALUE);
/// Names of placeholders.
pub(crate) static NAMES: Shape = Shape::Map(&TEXT);

pub(crate) static SELECT: Shape =
    Shape::Word(&["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"]);
/// How many items or records a page has.
pub(crate) static LIMIT: Shape = Shape::Integer(Width::Integer, Bounds::POSITIVE);
/// How many tables, streams or shards.
pub(crate) static LIST_LIMIT: Shape = Shape::Integer(Width::Integer, Bounds { least: 1, most: 100 });
/// The name of a table that is there.
pub(crate) static TABLE: Shape = Shape::Ruled(Rules::Table, &TEXT);
/// The same, of a table in which an item is updated.
pub(crate) static UPDATED_TABLE: Shape = Shape::Ruled(Rules::WholeTable, &TEXT);
/// The name of the table that an action of a transaction is on.
pub(crate) static TARGET: Shape = Shape::Ruled(Rules::Target, &TEXT);
/// The name of a table to describe, change or delete.
pub(crate) static SUBJECT: Shape = Shape::Ruled(Rules::Subject, &TEXT);
/// The ARN of a table to label.
pub(crate) static RESOURCE: Shape = Shape::Ruled(Rules::Resource, &TEXT);
/// The name of a table to make.
pub(crate) static NEW_SUBJECT: Shape = Shape::Ruled(Rules::Subject, &NEW);
/// The name of a new table, or of an index.
pub(crate) static NEW: Shape = Shape::Ruled(Rules::Of(NEW_NAME), &TEXT);
/// The name of an attribute in a key or an index.
pub(crate) static ATTRIBUTE: Shape = Shape::Ruled(Rules::Of(ATTRIBUTE_NAME), &TEXT);
/// The ARN of a stream.
pub(crate) static STREAM_ARN: Shape =
    Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(37), Constraint::LongestLength(1024)]), &TEXT);
/// The name of a shard.
pub(crate) static SHARD: Shape =
    Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(28), Constraint::LongestLength(65)]), &TEXT);
pub(crate) static RETURN_CAPACITY: Shape = Shape::Word(&["INDEXES", "TOTAL", "NONE"]);
pub(crate) static RETURN_METRICS: Shape = Shape::Word(&["SIZE", "NONE"]);
pub(crate) static RETURN_VALUES: Shape =
    Shape::Word(&["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"]);
/// What a delete returns.
pub(crate) static RETURN_OLD_VALUES: Shape = Shape::Ruled(Rules::Returnable, &RETURN_VALUES);
pub(crate) static RETURN_ON_FAILURE: Shape = Shape::Word(&["ALL_OLD", "NONE"]);
