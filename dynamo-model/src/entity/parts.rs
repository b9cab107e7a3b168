//! The parts of keys, read back.

use super::identify::not_a_key;
use super::made::{MadeAttribute, MadeKey, primary_key};
use super::{Entity, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::key::{ErasedPart, KeyPart, read_part};
use crate::schema::EntitySchema;
use crate::value::ItemRef;

/// The parts of an entity's primary key: `P` is the tuple of them, in the order in which the generated `key(…)` takes them.
/// The entity derive implements it.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
/// # struct Order { id: u32, customer: String, total: u32 }
/// fn numbered<E: Entity + dynamo_model::entity::KeyParts<(String, u32)>>(key: &dynamo_model::Key<E>) -> u32 {
///     key.parts().map_or(0, |(_, number)| number)
/// }
/// assert_eq!(numbered(&Order::key("c1", 7)), 7);
/// ```
// A parameter rather than an associated type, which could not be less visible than the entity.
#[diagnostic::on_unimplemented(
    message = "the key of `{Self}` is not made of `{P}`",
    label = "other parts than those of the key",
    note = "write a tuple of the types that `{Self}::key(…)` takes, in the same order, as in `let (customer, number) = key.parts()?`"
)]
pub trait KeyParts<P>: Entity {}

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
    label = "not read back from a key",
    note = "take what you need of a longer key from its text, or from the item"
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

/// Reads the parts of an entity's primary key.
pub(super) fn read_key<E: Entity, P: PartTuple>(item: ItemRef<'_>) -> Result<P> {
    let key = primary_key(E::SCHEMA, <E::Table as Table>::SCHEMA);
    P::__read(&mut PartReader::new(key, item, E::SCHEMA)).map_err(|_| not_a_key(E::SCHEMA))
}

/// Whether the primary key of an item has the parts of an entity's, and each as it would be written there.
pub(super) fn is_key<E: Entity>(item: ItemRef<'_>) -> bool {
    let key = primary_key(E::SCHEMA, <E::Table as Table>::SCHEMA);
    distinct_fields(key).into_iter().all(|field| {
        let mut made = key.attributes().filter(|made| made.template.has(field));
        let value = made.clone().next().and_then(|first| first.part_of(field, item));
        let part = value.zip(E::__part_type(field)).and_then(|(value, ty)| (ty.reread)(value.value()));
        let mut scratch = String::new();
        part.is_some_and(|part| made.all(|made| made.has_part(field, &part, item, &mut scratch)))
    })
}

/// The fields of a key, each once, as they stand in the templates from left to right.
fn distinct_fields(key: MadeKey<'_>) -> Vec<usize> {
    let mut fields = Vec::new();
    for part in key.attributes().flat_map(|made| made.template.fields()) {
        if !fields.contains(&part.field) {
            fields.push(part.field);
        }
    }
    fields
}

impl<'k> PartReader<'k> {
    pub(super) fn new(key: MadeKey<'k>, item: ItemRef<'k>, entity: &'static EntitySchema) -> Self {
        let mut fields = distinct_fields(key);
        fields.reverse();
        Self { key, item, fields, entity }
    }

    /// Reads the next part, which must be as it would be written wherever it stands in the key.
    fn next<P: KeyPart>(&mut self) -> Result<P> {
        let field = self.fields.pop();
        let has_it = |made: &MadeAttribute<'_>| field.is_some_and(|field| made.template.has(field));
        let mut made = self.key.attributes().filter(has_it);
        let (Some(field), Some(first)) = (field, made.next()) else {
            return Err(Error::new(ErrorKind::Internal, "the key has fewer parts than its tuple"));
        };
        let value = first.part_of(field, self.item);
        let read = value.and_then(|value| read_part::<P>(value.value()));
        let part = read.ok_or_else(|| self.no_part(first, field, None))?;
        let mut scratch = String::new();
        let mut all = std::iter::once(first).chain(made);
        match all.find(|made| !made.has_part(field, &part, self.item, &mut scratch)) {
            None => Ok(part),
            Some(other) => Err(self.no_part(other, field, Some(&part))),
        }
    }

    fn no_part(&self, made: MadeAttribute<'_>, field: usize, part: Option<&dyn ErasedPart>) -> Error {
        Error::new(ErrorKind::UnexpectedEntity, made.misfit(field, part, self.entity, self.item))
    }
}

#[diagnostic::do_not_recommend]
impl PartTuple for () {
    fn __read(_parts: &mut PartReader<'_>) -> Result<Self> {
        Ok(())
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)+) => {$(
        #[diagnostic::do_not_recommend]
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
