//! Where a query of several shards goes on, as one item: by the number of each shard the values of the key that it goes on
//! after, unless it starts anew; and the number of the shard that had the last item of all. What every key of a shard has
//! alike is left out.

use super::order::Order;
use super::shard::Shard;
use crate::value::{Item, ValueRef, Writer};

/// The name of the number of the shard that was last.
const LAST: &str = "at";

pub(super) fn write(shards: &[Shard], last: Option<usize>, order: &Order) -> Item {
    let end = last.and_then(|number| Some((number, shards.get(number)?.position()?.view())));
    let mut writer = Writer::new();
    for (number, shard) in shards.iter().enumerate() {
        let Some(key) = shard.resumes_after(end, order) else { continue };
        writer.name(&number.to_string());
        writer.list(|writer| {
            attributes(order).filter_map(|name| key.get(name)).for_each(|value| writer.value(value));
        });
    }
    if let Some(last) = last {
        writer.name(LAST);
        writer.string(&last.to_string());
    }
    writer.into_item()
}

/// Reads the number of the shard that was last; `None` if the item is none of ours.
pub(super) fn last(item: &Item) -> Option<usize> {
    item.get(LAST)?.as_s()?.parse().ok()
}

/// Reads the key that a shard goes on after, if it does not start anew; `None` if the item is none of ours.
pub(super) fn read(item: &Item, number: usize, shard: &Shard, order: &Order) -> Option<Option<Item>> {
    let values = match item.get(&number.to_string()) {
        None => return Some(None),
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
    Some(Some(writer.into_item()))
}

/// The attributes of a position, without the partition key that is queried.
fn attributes(order: &Order) -> impl Iterator<Item = &'static str> + '_ {
    let Order { queried, primary, .. } = order;
    let primary = primary.all().filter(|attribute| !queried.has(attribute.name));
    queried.sk.iter().chain(primary).map(|attribute| attribute.name)
}
