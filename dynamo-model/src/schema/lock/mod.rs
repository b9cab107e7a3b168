//! What a design says of stored data, kept in a file: a change to it shows in a review, with what it strands.

mod change;
mod changes;
mod compare;
mod compare_entity;
mod compare_fields;
mod compare_index_keys;
mod compare_types;
mod describe;
mod document;
mod entity;
mod entries;
mod managed;
mod mentions;
mod types;

#[cfg(test)]
mod tests;

pub use change::SchemaChange;
pub use document::{assert_current, assert_locked};

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{IndexSchema, KeyAttribute, KeyAttributes, TableSchema, VectorSchema};
use crate::error::{Error, ErrorKind, Result};
use describe::held;
use entity::LockedEntity;
pub(super) use managed::expires;
use types::LockedType;
pub(super) use types::Types;

/// The facts of a design that stored items depend on: keys, indexes, tags, key templates with the form of every part,
/// attributes with their types, guards of unique values, what the library keeps in items, and what types that derive
/// `Document` or `KeyPart` are stored as. Of other types it has the names alone.
///
/// Its text is JSON in a fixed order, one fact a line. Keep it in a file beside the code, and have
/// [`assert_locked`] compare it in a test.
///
/// ```
/// # use dynamo_model::{Document, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::schema::Lock;
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// enum Shop { Order(Order) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: u32, note: Option<String>, lines: Vec<Line> }
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Line { product: String, quantity: u32 }
///
/// let lock = Shop::SCHEMA.to_lock();
/// let text = lock.to_string();
/// assert!(text.contains(r#""id: u32, 10 bytes of 0-9""#));
/// assert!(text.contains(r#""note": "String, optional""#));
///
/// let old = text.replace("ORDER#", "o#").parse::<Lock>()?;
/// let changes = old.changes_to(&lock);
/// assert!(changes[0].strands());
/// assert_eq!(
///     changes[0].to_string(),
///     "the primary key of `Order` changed from \"o#{id}\", \"ORDER\" to \"ORDER#{id}\", \"ORDER\": stored items keep \
///      their old keys, `get(Order::key(…))` no longer finds them; put them anew under the new keys",
/// );
///
/// let old = text.replace("\"quantity\"", "\"count\"").parse::<Lock>()?;
/// let [new, gone] = &old.changes_to(&lock)[..] else { panic!() };
/// assert_eq!(
///     gone.to_string(),
///     "entry `count` of `Line` is gone: what is stored in it is not read, in attribute `lines` of `Order`; raise \
///      `revision` and write a step that upgrades them",
/// );
/// assert!(new.strands());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Of which form the texts are. Those before it had no number.
    #[serde(default = "first_format")]
    format: u32,
    table: String,
    key: LockedKey,
    entity_type: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    adopts: bool,
    revision: Option<String>,
    ttl: Option<String>,
    indexes: BTreeMap<String, LockedIndex>,
    entities: BTreeMap<String, LockedEntity>,
    /// What the types of attributes are stored as, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    types: BTreeMap<String, LockedType>,
}

/// The key attributes of a table or index, each with its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedKey {
    pk: String,
    sk: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedIndex {
    key: LockedKey,
    local: bool,
    holds: String,
    /// What it compares and filters by, if it is an index of vectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vector: Option<LockedVector>,
}

/// What an index of vectors compares, and what it filters by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedVector {
    attribute: String,
    dimensions: u32,
    distance: String,
    filters: Option<String>,
}

impl TableSchema {
    /// Takes down what stored items depend on.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: u32, note: Option<String> }
    /// use dynamo_model::schema::Lock;
    ///
    /// let lock = Shop::SCHEMA.to_lock();
    /// assert!(lock.to_string().contains("ORDER#{id}"), "the text that is checked in");
    /// assert_eq!(lock.to_string().parse::<Lock>()?, lock);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn to_lock(&self) -> Lock {
        let owned = |name: Option<&str>| name.map(str::to_owned);
        let index = |index: &IndexSchema| LockedIndex {
            key: LockedKey::of(&index.key),
            local: index.local,
            holds: held(&self.projection(index)),
            vector: index.vector.as_ref().map(LockedVector::of),
        };
        let types = Types::of(self);
        Lock {
            format: FORMAT,
            table: self.name.to_owned(),
            key: LockedKey::of(&self.key),
            entity_type: owned(self.entity_type),
            adopts: self.adopts,
            revision: owned(self.revision),
            ttl: owned(self.ttl),
            indexes: self.indexes.iter().map(|one| (one.name.to_owned(), index(one))).collect(),
            entities: self
                .entities
                .iter()
                .map(|entity| (entity.rust_name.to_owned(), LockedEntity::of(entity, self, &types)))
                .collect(),
            types: types.locked(),
        }
    }
}

/// The form that locks are written in. Texts of an earlier one say less, or call something otherwise.
const FORMAT: u32 = 2;

const fn first_format() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl LockedKey {
    fn of(key: &KeyAttributes) -> Self {
        Self { pk: typed(key.pk).unwrap_or_default(), sk: typed(key.sk) }
    }

    /// The names of the attributes.
    fn names(&self) -> impl Iterator<Item = &str> {
        let sides = std::iter::once(self.pk.as_str()).chain(self.sk.as_deref());
        let attributes = sides.flat_map(|side| side.split(", ")).filter(|one| !one.is_empty());
        attributes.map(|one| one.rsplit_once(" (").map_or(one, |(name, _)| name))
    }
}

impl LockedVector {
    fn of(vector: &VectorSchema) -> Self {
        Self {
            attribute: vector.attribute.to_owned(),
            dimensions: vector.dimensions,
            distance: vector.distance.as_str().to_owned(),
            filters: typed(vector.filters),
        }
    }
}

/// One line for attributes with their types; nothing if there are none.
fn typed(attributes: &[KeyAttribute]) -> Option<String> {
    joined(attributes.iter().map(|one| format!("{} ({})", one.name, one.kind.as_str())))
}

/// One line for the attributes or templates of one side of a key; nothing if there are none.
fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    parts.reduce(|all, part| all + ", " + &part)
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string_pretty(self).map_err(|_| fmt::Error)?)?;
        f.write_str("\n")
    }
}

/// The format alone of a lock.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

impl FromStr for Lock {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // A later format may have entries that this one does not know.
        if let Ok(Form { format }) = serde_json::from_str(text)
            && format > FORMAT
        {
            let message = format!(
                "this lock is of format {format}, and the library knows those up to {FORMAT}: use the version that wrote \
                 it, or a later one"
            );
            return Err(Error::new(ErrorKind::Codec, message));
        }
        serde_json::from_str(text)
            .map_err(|error| Error::new(ErrorKind::Codec, format!("this is no lock of a schema: {error}")))
    }
}
