use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use crate::error::Result;
use crate::value::Value;

/// What a condition or update takes for an attribute of type `T`: a `T`, a `&T`, a `&str` for a `String`, what is in the box
/// for a `Box` or `Arc`, or the field's own collection for a set.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, note: String }
/// let order = Order::attributes();
/// let new = String::from("gift");
/// let changes = [order.note.to("gift"), order.note.to(&new), order.note.to(new.clone())];
/// for change in changes {
///     let update = change.into_update(&Order::key("o1"))?;
///     assert_eq!(update, dynamo_model::expr::Update::new().set("note", "gift"));
/// }
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute is a `{T}`, not a `{Self}`",
    label = "expected a value of the field's type, or a reference to one",
    note = "of a field that is an `Option`, it is the value in it: `.to(…)` stores it, and `.removed()` takes it away"
)]
pub trait AttrArg<T> {
    #[doc(hidden)]
    fn value(&self) -> Result<Value>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> AttrArg<T> for T {
    fn value(&self) -> Result<Value> {
        Ok(Value::from_serialize(self)?)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> AttrArg<T> for &T {
    fn value(&self) -> Result<Value> {
        Ok(Value::from_serialize(*self)?)
    }
}

/// What is boxed is stored as what is in the box.
macro_rules! boxes {
    ($($boxed:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Serialize> AttrArg<$boxed<T>> for T {
            fn value(&self) -> Result<Value> {
                Ok(Value::from_serialize(self)?)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: Serialize> AttrArg<$boxed<T>> for &T {
            fn value(&self) -> Result<Value> {
                Ok(Value::from_serialize(*self)?)
            }
        }
    )*};
}

boxes!(Box, Arc);

#[diagnostic::do_not_recommend]
impl AttrArg<String> for &str {
    fn value(&self) -> Result<Value> {
        Ok(Value::from(*self))
    }
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl AttrArg<$ty> for &str {
            fn value(&self) -> Result<Value> {
                Ok(Value::from(*self))
            }
        }
    )*};
}

texts!(Cow<'static, str>, Box<str>, Arc<str>);

/// What a condition or update takes for an element of type `T` of a list or set: the same as for an attribute of that type,
/// under a name that says so.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, tags: Vec<String> }
/// let tags = &Order::attributes().tags;
/// let added = tags.append(["gift", "fragile"]).into_update(&Order::key("o1"))?;
/// let owned = tags.append(["gift".to_owned(), "fragile".to_owned()]).into_update(&Order::key("o1"))?;
/// assert_eq!(added, owned);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the elements of this attribute are of type `{T}`, not `{Self}`",
    label = "expected `{T}` or `&{T}`",
    note = "an element is a value of `{T}` or a reference to one; `append` and its like take several, as in `[first, second]`"
)]
pub trait ElementArg<T> {
    #[doc(hidden)]
    fn element(&self) -> Result<Value>;
}

#[diagnostic::do_not_recommend]
impl<T, A: AttrArg<T>> ElementArg<T> for A {
    fn element(&self) -> Result<Value> {
        self.value()
    }
}

pub(super) fn elements<T>(elements: impl IntoIterator<Item: ElementArg<T>>) -> Result<Vec<Value>> {
    elements.into_iter().map(|element| element.element()).collect()
}
