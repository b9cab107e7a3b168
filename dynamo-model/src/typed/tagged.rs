use std::sync::Arc;

use super::Base;
use crate::expr::{Condition, Path};

/// An enum whose stored form says which variant it is. Derive it with `Document`: for `enum Payment`, its `Tag` is the enum
/// `PaymentTag`, with the same variants and no data.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::Document;
/// use dynamo_model::expr::Renderer;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, payment: Payment }
///
/// #[derive(Serialize, Deserialize, Document)]
/// enum Payment {
///     Card { number: String },
///     Cash,
/// }
///
/// let cash = Order::attributes().payment.is(PaymentTag::Cash).into_condition()?;
/// assert_eq!(Renderer::new().condition(&cash), "#n0 = :v0");
/// let card = Order::attributes().payment.is(PaymentTag::Card).into_condition()?;
/// assert_eq!(Renderer::new().condition(&card), "attribute_exists(#n0.#n1)");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "it is not known how `{Self}` stores which variant it is",
    label = "no enum with a tag",
    note = "add `#[derive(Document)]` to the enum; one that is `#[serde(untagged)]` stores no tag"
)]
pub trait Tagged {
    /// Its variants, without their data.
    type Tag;

    /// Where a variant's name is stored, and the name.
    #[doc(hidden)]
    fn __tag(variant: Self::Tag) -> (TagForm, &'static str);
}

macro_rules! boxes {
    ($($boxed:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Tagged> Tagged for $boxed {
            type Tag = T::Tag;

            fn __tag(variant: Self::Tag) -> (TagForm, &'static str) {
                T::__tag(variant)
            }
        }
    )*};
}

boxes!(Box<T>, Arc<T>);

/// Where an enum stores the name of its variant.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum TagForm {
    /// The name is the value: serde's external tag of a variant without data.
    Name,
    /// The value is a map with one entry of that name: serde's external tag of a variant with data.
    Entry,
    /// The value is a map, and the entry of this name says it: serde's internal and adjacent tags.
    Inside(&'static str),
}

/// Makes the condition that the enum whose entries are at a place is a variant that holds something.
pub(super) fn tagged_at<T: Tagged>(place: &Base, variant: T::Tag) -> Condition {
    match T::__tag(variant) {
        (TagForm::Inside(tag), name) => Condition::eq(place.entry(tag), name),
        (TagForm::Name | TagForm::Entry, name) => Condition::exists(place.entry(name)),
    }
}

/// Makes the condition that the enum at a place is a variant.
pub(super) fn tagged<T: Tagged>(place: Path, variant: T::Tag) -> Condition {
    match T::__tag(variant) {
        (TagForm::Name, name) => Condition::eq(place, name),
        (TagForm::Entry, name) => Condition::exists(place.key(name)),
        (TagForm::Inside(tag), name) => Condition::eq(place.key(tag), name),
    }
}
