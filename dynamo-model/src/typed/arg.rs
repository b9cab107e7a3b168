use serde::Serialize;

use crate::error::Result;
use crate::value::Value;

/// What a condition or update takes for an attribute of type `T`: a `T`, a `&T`, a `&str` for a `String`, or the field's
/// own collection for a set.
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
