use std::collections::{BTreeSet, HashSet};
use std::marker::PhantomData;

use serde::{Serialize, Serializer};

use super::{AttrArg, Holds, Measurable};
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Value, as_set};

/// The type of an attribute that `#[serde(with = "…::as_set")]` stores as a set, and whose field is a `C`.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// use std::collections::BTreeSet;
///
/// use dynamo_model::builder::Update;
/// use dynamo_model::expr::Renderer;
/// use dynamo_model::value::as_set;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// struct Product {
///     id: String,
///     #[serde(with = "as_set", default)]
///     colours: BTreeSet<String>,
/// }
///
/// let repaint = Update::new(Product::key("p1")).set(|p| p.colours.add(["red", "blue"]));
/// let request = repaint.only_if(|p| !p.colours.contains("red")).request()?;
/// assert_eq!(Renderer::new().update(&request.update), "ADD #n0 :v0");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AsSet<C>(PhantomData<fn() -> C>);

/// Types stored as a set.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// use std::collections::BTreeSet;
///
/// use dynamo_model::expr::Renderer;
/// use dynamo_model::value::as_set;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// struct Product {
///     id: String,
///     #[serde(with = "as_set", default)]
///     colours: BTreeSet<String>,
/// }
///
/// let faded = Product::attributes().colours.delete(["red"]).into_update(&Product::key("p1"))?;
/// assert_eq!(Renderer::new().update(&faded), "DELETE #n0 :v0");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored as a set",
    label = "has no members to add or delete",
    note = "a collection is stored as a list, which `append(…)` adds to, unless its field has `#[serde(with = \"dynamo_model::value::as_set\")]`"
)]
pub trait Set {
    /// What it is a set of.
    type Member;
}

#[diagnostic::do_not_recommend]
impl<T> Set for AsSet<BTreeSet<T>> {
    type Member = T;
}

#[diagnostic::do_not_recommend]
impl<T, S> Set for AsSet<HashSet<T, S>> {
    type Member = T;
}

#[diagnostic::do_not_recommend]
impl<T> Set for AsSet<Vec<T>> {
    type Member = T;
}

#[diagnostic::do_not_recommend]
impl<C: Holds<T>, T> Holds<T> for AsSet<C> {}
#[diagnostic::do_not_recommend]
impl<C> Measurable for AsSet<C> {}

#[diagnostic::do_not_recommend]
impl<C: Serialize> AttrArg<AsSet<C>> for C {
    fn value(&self) -> Result<Value> {
        set(self)?.ok_or_else(empty)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Serialize> AttrArg<AsSet<C>> for &C {
    fn value(&self) -> Result<Value> {
        set(*self)?.ok_or_else(empty)
    }
}

/// Makes a set of members; `None` if there are none.
pub(super) fn set<C: Serialize>(members: &C) -> Result<Option<Value>> {
    // An empty set is absent, as the entry of a map can be.
    let Value::M(mut entries) = Value::from_serialize(&Wrapped { set: members })? else { return Ok(None) };
    Ok(entries.remove("set"))
}

#[derive(Serialize)]
struct Wrapped<'c, C: Serialize> {
    #[serde(serialize_with = "serialize")]
    set: &'c C,
}

fn serialize<C: Serialize, S: Serializer>(members: &&C, serializer: S) -> Result<S::Ok, S::Error> {
    as_set::serialize(*members, serializer)
}

fn empty() -> Error {
    Error::new(ErrorKind::Codec, "DynamoDB has no empty sets; use `removed()` to leave no member")
}
