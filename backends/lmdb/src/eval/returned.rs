//! What an update answers with.

use dynamo_model::expr::Update;
use dynamo_model::request::ReturnValues;
use dynamo_model::value::{Item, ItemRef};

use super::projection::select;

/// Returns the attributes a write answers with; `None` if there are none.
///
/// The `Updated…` kinds hold the paths the update names and nothing around them. Put and delete pass an empty
/// update: they can only ask for the whole old item.
pub(crate) fn returned(
    values: ReturnValues,
    update: &Update,
    old: Option<ItemRef<'_>>,
    new: Option<ItemRef<'_>>,
) -> Option<Item> {
    match values {
        ReturnValues::None => None,
        ReturnValues::AllOld => old.map(|old| old.to_item()),
        ReturnValues::AllNew => new.map(|new| new.to_item()),
        ReturnValues::UpdatedOld => touched(update, old?),
        ReturnValues::UpdatedNew => touched(update, new?),
    }
}

fn touched(update: &Update, item: ItemRef<'_>) -> Option<Item> {
    Some(select(update.targets(), item)).filter(|touched| !touched.is_empty())
}
