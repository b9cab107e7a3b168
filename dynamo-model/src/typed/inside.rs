//! What is inside an attribute: whether it is written apart from the rest of it, and which filters see it.

use std::marker::PhantomData;

use super::{
    Adjustable, Changeable, Computed, Constrained, Given, IndexKey, IndexKeyPart, Input, Joint, Kept,
    Optional, OptionalIndexKey, OptionalInput, OwnIndexKey, Plain, PrimaryKeyPart, Removable, SetAlone,
    Settable, Unconstrained, Unguarded, Unique,
};
use crate::paging::Anywhere;

/// The role of what is inside a value of type `W` that is only written whole: of a field with a rule, or unique, or that
/// something is computed from, or of a variant of an enum, or a flattened `Option`. Conditions may name it.
///
/// ```
/// # use {dynamo_model::{Entity, Table}, serde::{Deserialize, Serialize}};
/// # #[derive(Table)] #[table(name = "shop")] enum Shop { Order(Order) }
/// use dynamo_model::Document;
/// use dynamo_model::typed::{Attr, Within};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, #[attr(check = known)] address: Address }
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Address { city: String }
///
/// fn known(address: &Address) -> Result<(), &'static str> {
///     if address.city.is_empty() { Err("where is that?") } else { Ok(()) }
/// }
///
/// let order = Order::attributes();
/// let city: &Attr<Order, String, Within<Address>> = &order.address.city;
/// assert!(city.eq("Lund").into_condition().is_ok());
/// ```
#[derive(Debug)]
pub struct Within<W>(PhantomData<fn() -> W>);

// That it is not written by itself is for `WrittenApart` to say.
#[diagnostic::do_not_recommend]
impl<W> Unguarded for Within<W> {}
#[diagnostic::do_not_recommend]
impl<W> Settable for Within<W> {}
#[diagnostic::do_not_recommend]
impl<W> Changeable for Within<W> {}
#[diagnostic::do_not_recommend]
impl<T, W> SetAlone<T> for Within<W> {}
#[diagnostic::do_not_recommend]
impl<W> Given for Within<W> {}
#[diagnostic::do_not_recommend]
impl<W> Adjustable for Within<W> {}
#[diagnostic::do_not_recommend]
impl<W> Unconstrained for Within<W> {}
#[diagnostic::do_not_recommend]
impl<W> Removable for Within<W> {
    const IN_INDEX_KEY: bool = false;
}

/// What the paths below an attribute inherit from it.
#[doc(hidden)]
pub trait Inside: 'static {
    /// The role of what would have role `R` by itself.
    type Role<R: 'static>: 'static;
    /// Where a condition may name it.
    type Seen: 'static;
}

/// Below what is written in parts.
#[doc(hidden)]
#[derive(Debug)]
pub struct InParts<Seen = Anywhere>(PhantomData<fn() -> Seen>);

impl<Seen: 'static> Inside for InParts<Seen> {
    type Role<R: 'static> = R;
    type Seen = Seen;
}

/// Below a value of type `W` that is only written whole.
#[doc(hidden)]
#[derive(Debug)]
pub struct AsWhole<W, Seen = Anywhere>(PhantomData<fn() -> (W, Seen)>);

impl<W: 'static, Seen: 'static> Inside for AsWhole<W, Seen> {
    type Role<R: 'static> = Within<W>;
    type Seen = Seen;
}

/// Roles, by what is below an attribute that has them and is of type `T`.
#[doc(hidden)]
pub trait Around<T> {
    type Inside<Seen: 'static>: Inside;
}

macro_rules! around {
    ($inside:ty: $($role:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: 'static> Around<T> for $role {
            type Inside<Seen: 'static> = $inside;
        }
    )*};
}

// A version or time that the library keeps has nothing inside.
around!(InParts<Seen>: Plain, Optional, OwnIndexKey, Kept);
around!(AsWhole<T, Seen>: Input, OptionalInput, Computed);
around!(AsWhole<T, Seen>: IndexKey, OptionalIndexKey, Joint, PrimaryKeyPart);

#[diagnostic::do_not_recommend]
impl<T: 'static, P> Around<T> for IndexKeyPart<P> {
    type Inside<Seen: 'static> = AsWhole<T, Seen>;
}

#[diagnostic::do_not_recommend]
impl<T: 'static, R> Around<T> for Constrained<R> {
    type Inside<Seen: 'static> = AsWhole<T, Seen>;
}

#[diagnostic::do_not_recommend]
impl<T: 'static, R> Around<T> for Unique<R> {
    type Inside<Seen: 'static> = AsWhole<T, Seen>;
}

#[diagnostic::do_not_recommend]
impl<T: 'static, W: 'static> Around<T> for Within<W> {
    type Inside<Seen: 'static> = AsWhole<W, Seen>;
}
