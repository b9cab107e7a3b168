use serde::Serialize;

use crate::error::Result;
use crate::value::Value;

/// What a condition or update takes for an attribute of type `T`: a `T`, a `&T`, a `&str` for a `String`, or the field's
/// own collection for a set.
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
    label = "expected `{T}` or `&{T}`",
    note = "`Seconds<T>`, a time to live, takes a `T`, and `AsSet<C>`, a set, takes a `C`"
)]
pub trait AttrArg<T> {
    #[doc(hidden)]
    fn value(&self) -> Result<Value>;
}

impl<T: Serialize> AttrArg<T> for T {
    fn value(&self) -> Result<Value> {
        Ok(Value::from_serialize(self)?)
    }
}

impl<T: Serialize> AttrArg<T> for &T {
    fn value(&self) -> Result<Value> {
        Ok(Value::from_serialize(*self)?)
    }
}

impl AttrArg<String> for &str {
    fn value(&self) -> Result<Value> {
        Ok(Value::from(*self))
    }
}
