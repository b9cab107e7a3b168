use std::cmp::Ordering;

use crate::schema::KeyAttributes;
use crate::value::{ItemRef, ValueRef};

/// The order in which items of several shards are returned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    /// The key that is queried.
    pub(crate) queried: KeyAttributes,
    /// The key of the table.
    pub(crate) primary: KeyAttributes,
    pub(crate) ascending: bool,
}

/// An item, or its key, and the number of the shard that it is in.
pub(super) type Placed<'i> = (usize, ItemRef<'i>);

impl Order {
    /// Compares items of different shards: by the queried sort key, as the service does within a shard, then by the shards.
    pub(super) fn compare(
        &self,
        (left_shard, left): Placed<'_>,
        (right_shard, right): Placed<'_>,
    ) -> Ordering {
        let mut orders = self.queried.sk.iter().map(|key| compare(left.get(key.name), right.get(key.name)));
        let order = orders.find(|order| order.is_ne()).unwrap_or_else(|| left_shard.cmp(&right_shard));
        if self.ascending { order } else { order.reverse() }
    }
}

/// Compares the values of a key attribute, which are of one type.
fn compare(left: Option<ValueRef<'_>>, right: Option<ValueRef<'_>>) -> Ordering {
    match (left, right) {
        (Some(ValueRef::S(left)), Some(ValueRef::S(right))) => left.cmp(right),
        (Some(ValueRef::N(left)), Some(ValueRef::N(right))) => left.cmp(&right),
        (Some(ValueRef::B(left)), Some(ValueRef::B(right))) => left.cmp(right),
        _ => Ordering::Equal,
    }
}
