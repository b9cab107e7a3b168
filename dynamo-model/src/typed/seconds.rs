use std::marker::PhantomData;

use super::{Attr, AttrArg, Comparable, Comparand};
use crate::entity::{Entity, Table};
use crate::error::Result;
use crate::expr::Operand;
use crate::time::{Timestamp, whole_seconds};
use crate::value::Value;

/// The type of an attribute that `#[attr(ttl)]` stores as a number of seconds since 1970, and whose field is a `T`.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// #[derive(Table)]
/// #[table(name = "shop", ttl = "expires_at")]
/// enum Shop {
///     Session(Session),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "SESSION#{id}", sk = "SESSION")]
/// struct Session {
///     id: String,
///     #[attr(ttl)]
///     until: Option<u64>,
/// }
///
/// use dynamo_model::builder::Update;
/// use dynamo_model::expr::Renderer;
///
/// let request = Update::new(Session::key("s1")).set(|s| s.until.to(1_800_000_000)).request()?;
/// let mut renderer = Renderer::new();
/// assert_eq!(renderer.update(&request.update), "SET #n0 = :v0");
/// assert_eq!(renderer.names()["#n0"], "expires_at");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Seconds<T>(PhantomData<fn() -> T>);

#[diagnostic::do_not_recommend]
impl<T> Comparable for Seconds<T> {}

impl<E: Entity, T, Role, Seen> Attr<E, Seconds<T>, Role, Seen> {
    /// Makes the path of the table's time to live.
    #[doc(hidden)]
    #[must_use]
    pub fn __ttl() -> Self {
        // Without one, the entity does not compile.
        Self::new(<E::Table as Table>::SCHEMA.ttl.unwrap_or_default())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Timestamp> AttrArg<Seconds<T>> for T {
    fn value(&self) -> Result<Value> {
        value(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Timestamp> AttrArg<Seconds<T>> for &T {
    fn value(&self) -> Result<Value> {
        value(*self)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T: Timestamp> Comparand<E, Seconds<T>> for T {
    fn operand(&self) -> Result<Operand> {
        value(self).map(Operand::Value)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T: Timestamp> Comparand<E, Seconds<T>> for &T {
    fn operand(&self) -> Result<Operand> {
        value(*self).map(Operand::Value)
    }
}

fn value<T: Timestamp>(time: &T) -> Result<Value> {
    whole_seconds(time).map(Value::from)
}
