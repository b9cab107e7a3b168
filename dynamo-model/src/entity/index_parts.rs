//! The parts of an index key, read back.

use super::made::{MadeAttribute, MadeKey};
use crate::error::{Error, ErrorKind, Result};
use crate::key::KeyPart;
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
    message = "`{Self}` is not read back from an index",
    label = "no access pattern of an index",
    note = "the derive of `Entity` makes a constant of each that is, such as `Order::BY_CUSTOMER`"
)]
pub trait IndexParts<A, K, S> {}

/// Tuples of up to twelve key parts.
///
/// ```
/// fn is_tuple<P: dynamo_model::entity::PartTuple>() -> bool {
///     true
/// }
/// assert!(is_tuple::<()>() && is_tuple::<(String, u32)>());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no tuple of up to twelve key parts",
    label = "not read back from a key"
)]
pub trait PartTuple: Sized {
    #[doc(hidden)]
    fn __read(parts: &mut PartReader<'_>) -> Result<Self>;
}

/// Key attributes in an item, out of which parts are read one after the other.
#[doc(hidden)]
#[derive(Debug)]
pub struct PartReader<'k> {
    key: MadeKey<'k>,
    item: ItemRef<'k>,
    /// The places of the fields that are still to be read, the next one last.
    fields: Vec<usize>,
    entity: &'static EntitySchema,
}

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
        let mut fields = Vec::new();
        for made in key.attributes() {
            check(made, item).map_err(|what| self.refused(&what))?;
            for part in made.template.fields() {
                if !fields.contains(&part.field) {
                    fields.push(part.field);
                }
            }
        }
        fields.reverse();
        P::__read(&mut PartReader { key, item, fields, entity: self.entity })
            .map_err(|error| self.refused(error.message()))
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

impl PartReader<'_> {
    /// Reads the next part, which must be as it would be written wherever it stands in the key.
    fn next<P: KeyPart>(&mut self) -> Result<P> {
        let field = self.fields.pop();
        let has_it = |made: &MadeAttribute<'_>| field.is_some_and(|field| made.template.has(field));
        let mut made = self.key.attributes().filter(has_it);
        let (Some(field), Some(first)) = (field, made.next()) else {
            return Err(Error::new(ErrorKind::Internal, "the key has fewer parts than its tuple"));
        };
        let value = first.part_of(field, self.item);
        let read = value.and_then(|value| P::__from_key(value.value()));
        let part = read.ok_or_else(|| self.no_part(first, field, None::<&P>))?;
        match std::iter::once(first).chain(made).find(|made| !made.has_part(field, &part, self.item)) {
            None => Ok(part),
            Some(other) => Err(self.no_part(other, field, Some(&part))),
        }
    }

    /// Says what stands where a part should be; another text if the part would be written so.
    fn no_part<P: KeyPart>(&self, made: MadeAttribute<'_>, field: usize, part: Option<&P>) -> Error {
        let (name, template) = (made.attribute.name, made.template);
        let (part_name, ty) = self.entity.fields.get(field).map_or(("", ""), |field| (field.name, field.ty));
        let written = part.and_then(|part| made.written(field, part));
        let written = written.map(|text| format!("; it would be written {text:?}")).unwrap_or_default();
        let found = self.item.get(name).and_then(|key| key.as_s());
        let found =
            found.and_then(|key| Some((key, template.start_of(field, key)?, template.text_of(field, key)?)));
        let message = match found {
            Some((key, at, text)) => format!(
                "`{name}` is {key:?}, and no \"{}\": {text:?} at byte {at} is no `{part_name}`, a `{ty}`{written}",
                template.text
            ),
            None => format!("`{name}` holds no `{part_name}`, a `{ty}`"),
        };
        Error::new(ErrorKind::UnexpectedEntity, message)
    }
}

impl PartTuple for () {
    fn __read(_parts: &mut PartReader<'_>) -> Result<Self> {
        Ok(())
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)+) => {$(
        impl<$($name: KeyPart),+> PartTuple for ($($name,)+) {
            fn __read(parts: &mut PartReader<'_>) -> Result<Self> {
                Ok(($(parts.next::<$name>()?,)+))
            }
        }
    )+};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}
