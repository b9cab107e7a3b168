//! What takes the items that are of no member of a collection, for generated code.

use super::Members;
use crate::value::{Item, ItemRef};

/// What a variant takes: one item.
#[diagnostic::on_unimplemented(
    message = "what is of no member of a collection is an `Item`, not a `{Self}`",
    label = "expected `Item`",
    note = "hold a `dynamo_model::value::Item`, which has the attributes as they are stored"
)]
pub trait OtherItem: Sized {
    /// Takes it.
    const TAKE: fn(ItemRef<'_>) -> Self;
}

#[diagnostic::do_not_recommend]
impl OtherItem for Item {
    const TAKE: fn(ItemRef<'_>) -> Self = |item| item.to_item();
}

/// What a field takes: all of them.
#[diagnostic::on_unimplemented(
    message = "what is of no member of a collection is any number of items, not a `{Self}`",
    label = "expected `Vec<Item>`",
    note = "hold a `Vec<Item>` of `dynamo_model::value::Item`, which has the attributes as they are stored"
)]
pub trait OtherItems: Sized {
    /// Takes them.
    const TAKE: fn(&Members) -> Self;
}

#[diagnostic::do_not_recommend]
impl OtherItems for Vec<Item> {
    const TAKE: fn(&Members) -> Self = Members::others;
}
