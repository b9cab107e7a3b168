//! The parts of a primary key, read back.

use super::made::{MadeKey, primary_key};
use super::{Entity, Table};
use crate::key::ErasedPart;
use crate::value::{ItemRef, ValueRef};

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
pub trait KeyParts<P>: Entity {
    #[doc(hidden)]
    fn __read(key: &KeyReader<'_>) -> Option<P>;
}

/// A primary key, as generated code reads parts out of it.
#[doc(hidden)]
#[derive(Debug)]
pub struct KeyReader<'k> {
    key: MadeKey<'static>,
    item: ItemRef<'k>,
}

impl<'k> KeyReader<'k> {
    pub(super) fn of<E: Entity>(item: ItemRef<'k>) -> Self {
        Self { key: primary_key(E::SCHEMA, <E::Table as Table>::SCHEMA), item }
    }

    /// Reads a field; `None` if some attribute of the key is not as the field would be written there. The functions are
    /// those of its type's `KeyPart`.
    pub fn part<P>(
        &self,
        field: usize,
        read: fn(ValueRef<'_>) -> Option<P>,
        erase: fn(&P) -> &dyn ErasedPart,
    ) -> Option<P> {
        let mut made = self.key.attributes().filter(|made| made.template.has(field));
        let part = read(made.next()?.part_of(field, self.item)?.value())?;
        let mut all = self.key.attributes().filter(|made| made.template.has(field));
        all.all(|made| made.has_part(field, erase(&part), self.item)).then_some(part)
    }
}
