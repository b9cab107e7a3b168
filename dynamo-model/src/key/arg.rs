use std::borrow::Cow;
use std::sync::Arc;

use super::{ErasedPart, KeyPart};

/// What a generated method takes for a key part of type `P`: a `P`, a `&P`, or a `&str` for a `String`, a `Cow<'static, str>`,
/// a `Box<str>` or an `Arc<str>`.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// let id = String::from("o-1");
/// let keys = [Order::key("o-1").item()?, Order::key(&id).item()?, Order::key(id.clone()).item()?];
/// assert!(keys.iter().all(|key| key.get("pk").and_then(|pk| pk.as_s()) == Some("ORDER#o-1")));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this key part is a `{P}`, not a `{Self}`",
    label = "expected `{P}` or `&{P}`",
    note = "where one value is asked for, as of a part of a partition key, no range and no prefix stands for it; the ends of a range are of the part's type"
)]
pub trait PartArg<P> {
    #[doc(hidden)]
    fn part(&self) -> &dyn ErasedPart;
}

/// A part of a key as an argument names it, with the place of its field. Generated code is shorter by it.
#[doc(hidden)]
pub fn named<P>(field: usize, part: &impl PartArg<P>) -> (usize, &dyn ErasedPart) {
    (field, part.part())
}

/// The text of a part as an argument names it.
#[doc(hidden)]
pub fn text_of<P>(part: &impl PartArg<P>) -> String {
    let mut text = String::with_capacity(32);
    part.part().push_text(&mut text);
    text
}

#[diagnostic::do_not_recommend]
impl<P: KeyPart> PartArg<P> for P {
    fn part(&self) -> &dyn ErasedPart {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<P: KeyPart> PartArg<P> for &P {
    fn part(&self) -> &dyn ErasedPart {
        *self
    }
}

impl PartArg<String> for &str {
    fn part(&self) -> &dyn ErasedPart {
        self
    }
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl PartArg<$ty> for &str {
            fn part(&self) -> &dyn ErasedPart {
                self
            }
        }
    )*};
}

texts!(Cow<'static, str>, Box<str>, Arc<str>);
