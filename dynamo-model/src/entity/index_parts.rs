//! The parts of an index key, read back.

use super::made::{MadeAttribute, MadeKey};
use super::{PartReader, PartTuple};
use crate::error::{Error, ErrorKind, Result};
use crate::request::KeyKind;
use crate::schema::{AccessSchema, EntitySchema, KeyAttributes, KeyTemplates, Misfit, Piece, Template};
use crate::value::{Item, ItemRef, Number, Value, ValueRef};

/// The parts of the key that an access pattern has in its index: `A` is the tuple of all, each field once, as they stand in
/// the templates from left to right; `K` of those in the partition key, and `S` of those in the sort key. The entity derive
/// implements it.
///
/// ```
/// use dynamo_model::entity::{IndexParts, PartTuple};
/// use dynamo_model::scan::IndexOf;
/// use dynamo_model::{Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// #[index(name = "gsi1")]
/// enum Shop {
///     Order(Order),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = on_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// struct Order {
///     id: u32,
///     day: String,
/// }
///
/// fn days<A, S, P>(index: IndexOf<Order, P>, keys: &[&str]) -> Vec<String>
/// where
///     P: IndexParts<A, (String,), S>,
/// {
///     keys.iter().filter_map(|key| index.parse_pk(key).ok()).map(|(day,)| day).collect()
/// }
/// assert_eq!(days(Order::ON_DAY, &["DAY#mon", "MONTH#may", "DAY#tue"]), ["mon", "tue"]);
/// ```
// Parameters rather than associated types, which could not be less visible than the entity.
#[diagnostic::on_unimplemented(
    message = "the keys of the index are made of other parts than these",
    label = "not the parts of its keys",
    note = "write tuples of the types of the fields in its templates, in order: of both keys, of the partition key, and of the sort key"
)]
pub trait IndexParts<A, K, S> {}

/// The key that an entity has in an index.
#[derive(Debug)]
pub(crate) struct IndexKey {
    pub(crate) entity: &'static EntitySchema,
    pub(crate) access: &'static AccessSchema,
    pub(crate) key: KeyAttributes,
}

/// Which attributes of a key are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    Partition,
    Sort,
}

/// Reads the parts of the key of an index out of an item that has it.
pub(crate) fn read_parts<P: PartTuple>(of: &IndexKey, item: ItemRef<'_>) -> Result<P> {
    of.read(MadeKey::of(&of.key, of.access.key()), item)
}

/// Reads the parts of the one attribute of a half of a key out of its text.
pub(crate) fn parse_parts<P: PartTuple>(of: &IndexKey, half: Half, text: &str) -> Result<P> {
    let (key, made) = (of.key, of.access.key());
    let (key, made) = match half {
        Half::Partition => (KeyAttributes { sk: &[], ..key }, KeyTemplates { sk: &[], ..made }),
        Half::Sort => (KeyAttributes { pk: &[], ..key }, KeyTemplates { pk: &[], ..made }),
    };
    let attributes: Vec<_> = key.all().collect();
    let value = match attributes.as_slice() {
        [one] => match one.kind {
            KeyKind::S => Some((one.name, Value::from(text))),
            KeyKind::N => Number::parse(text).ok().map(|number| (one.name, Value::N(number))),
            KeyKind::B => None,
        },
        _ => None,
    };
    let item = value.map(|value| Item::from_iter([value])).ok_or_else(|| {
        let which = if half == Half::Partition { "partition" } else { "sort" };
        of.refused(&format!("the {which} key is not one text or number; give `parts` an item that has it"))
    })?;
    of.read(MadeKey::of(&key, made), item.view())
}

impl IndexKey {
    fn read<P: PartTuple>(&self, key: MadeKey<'_>, item: ItemRef<'_>) -> Result<P> {
        for made in key.attributes() {
            check(made, item).map_err(|what| self.refused(&what))?;
        }
        P::__read(&mut PartReader::new(key, item, self.entity)).map_err(|error| self.refused(error.message()))
    }

    fn refused(&self, what: &str) -> Error {
        let (entity, index) = (self.entity.rust_name, self.access.index.unwrap_or_default());
        let message = format!("no key of `{entity}` in index `{index}`: {what}");
        Error::new(ErrorKind::UnexpectedEntity, message)
    }
}

/// Checks that a key attribute is there, and of its template.
fn check(made: MadeAttribute<'_>, item: ItemRef<'_>) -> Result<(), String> {
    let (name, kind) = (made.attribute.name, made.attribute.kind);
    let fits = match (item.get(name), kind) {
        (None, _) => return Err(format!("the item has no `{name}`, and so is not in the index")),
        (Some(ValueRef::S(key)), KeyKind::S) => match made.template.misfit(key) {
            Some(misfit) => return Err(told(name, key, made.template, misfit)),
            None => true,
        },
        (Some(found), _) => found.kind().as_str() == kind.as_str(),
    };
    if fits { Ok(()) } else { Err(format!("`{name}` is not of type {}", kind.as_str())) }
}

fn told(name: &str, key: &str, template: &Template, misfit: Misfit) -> String {
    let expected = match misfit.expected {
        Some(Piece::Literal(literal)) => format!("{:?}", literal.get(misfit.within..).unwrap_or_default()),
        Some(Piece::Field(part)) => format!("`{}`", part.name),
        Some(Piece::Shard(_)) => "the number of a shard".to_owned(),
        None => "the end".to_owned(),
    };
    let found = match key.get(misfit.at..) {
        None | Some("") => "it ends there".to_owned(),
        Some(rest) => format!("{rest:?} stands there"),
    };
    format!(
        "`{name}` is {key:?}, and no \"{}\": from byte {} on {expected} is expected, and {found}",
        template.text, misfit.at
    )
}
