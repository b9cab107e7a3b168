//! Where a query of several shards goes on, as one item: by the number of each shard the values of the key it stands at,
//! or true if nothing is left of it. What every key of a shard has alike is left out.

use super::order::Order;
use super::shard::{Position, Shard};
use crate::value::{Item, ValueRef, Writer};

pub(super) fn write<'s>(shards: impl Iterator<Item = &'s Shard>, order: &Order) -> Item {
    let mut writer = Writer::new();
    for (number, shard) in shards.enumerate() {
        match shard.position() {
            Position::Start => {}
            Position::At(key) => {
                writer.name(&number.to_string());
                writer.list(|writer| {
                    attributes(order).filter_map(|name| key.get(name)).for_each(|value| writer.value(value));
                });
            }
            Position::End => {
                writer.name(&number.to_string());
                writer.boolean(true);
            }
        }
    }
    writer.into_item()
}

/// Reads the position of a shard; `None` if the item is none of ours.
pub(super) fn read(item: &Item, number: usize, shard: &Shard, order: &Order) -> Option<Position> {
    let values = match item.get(&number.to_string()) {
        None => return Some(Position::Start),
        Some(ValueRef::Bool(true)) => return Some(Position::End),
        Some(ValueRef::L(values)) => values,
        Some(_) => return None,
    };
    if values.len() != attributes(order).count() {
        return None;
    }
    let mut writer = Writer::new();
    let named = shard.request.key_condition.equals();
    for attribute in order.queried.pk {
        let (name, value) = named.iter().find(|(name, _)| name == attribute.name)?;
        writer.name(name);
        writer.owned(value);
    }
    for (name, value) in attributes(order).zip(values.iter()) {
        writer.name(name);
        writer.value(value);
    }
    Some(Position::At(writer.into_item()))
}

/// The attributes of a position, without the partition key that is queried.
fn attributes(order: &Order) -> impl Iterator<Item = &'static str> + '_ {
    let Order { queried, primary, .. } = order;
    let primary = primary.all().filter(|attribute| !queried.has(attribute.name));
    queried.sk.iter().chain(primary).map(|attribute| attribute.name)
}
