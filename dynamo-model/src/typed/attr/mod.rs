mod conditions;
mod updates;

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::OnceLock;

use super::nested::Base;
use crate::expr::Path;
use crate::paging::Anywhere;

/// The typed path of an attribute: of entity `E`, of type `T`, and in no key or some (`Role`). `Seen` says where a condition
/// may name it.
///
/// Paths go on into a type that derives [`Document`](super::Document) (`o.address.city`), into lists and arrays (`o.lines[0]`) and
/// into maps with text keys (`o.labels["color"]`).
///
/// ```
/// use dynamo_model::typed::{Attr, Plain};
///
/// struct Order;
/// let total = Attr::<Order, u32, Plain>::new("total");
/// let condition = total.gt(100).and(!total.eq(500)).into_condition()?;
/// assert!(matches!(condition, dynamo_model::expr::Condition::And(..)));
/// let lines = Attr::<Order, Vec<String>, Plain>::new("lines");
/// assert_eq!(lines[3].path().to_string(), "lines[3]");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
///
/// Conditions and filters ask something of it, and updates make [`Change`](super::Change)s of it. A comparison with an absent attribute is
/// false, but for [`ne`](Self::ne).
pub struct Attr<E, T, Role, Seen = Anywhere> {
    place: Place,
    /// The paths below this one, made when they are asked for. What they are depends on `T` alone.
    below: OnceLock<Box<dyn Any + Send + Sync>>,
    types: PhantomData<Types<E, T, Role, Seen>>,
}

#[derive(Clone)]
enum Place {
    /// A top-level attribute, which most are.
    Top(&'static str),
    Inside(Path),
}

/// A function pointer, so that a path is `Send` and `Sync` whatever its types are.
type Types<E, T, Role, Seen> = fn() -> (E, T, Role, Seen);

impl<E, T, Role, Seen> Attr<E, T, Role, Seen> {
    /// Makes the path of a top-level attribute.
    ///
    /// ```
    /// use dynamo_model::typed::{Attr, Plain};
    ///
    /// struct Order;
    /// let total: Attr<Order, u32, Plain> = Attr::new("total");
    /// assert_eq!(total.path().to_string(), "total");
    /// ```
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { place: Place::Top(name), below: OnceLock::new(), types: PhantomData }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __inside(place: &Base, key: &str) -> Self {
        Self::at(place.entry(key))
    }

    /// Makes a path further inside.
    pub(in crate::typed) fn at(path: Path) -> Self {
        Self { place: Place::Inside(path), below: OnceLock::new(), types: PhantomData }
    }

    /// Returns the path without its types.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// assert_eq!(Product::attributes().tags[0].path().to_string(), "tags[0]");
    /// ```
    #[must_use]
    pub fn path(&self) -> Path {
        match &self.place {
            Place::Top(name) => Path::attribute(*name),
            Place::Inside(path) => path.clone(),
        }
    }

    /// Returns the paths below this one. `B` must follow from `T`.
    pub(in crate::typed) fn below<B: Any + Send + Sync>(&self, make: impl FnOnce(&Path) -> B) -> &B {
        let below = self.below.get_or_init(|| Box::new(make(&self.path())));
        match below.downcast_ref() {
            Some(below) => below,
            None => unreachable!("one type has one kind of paths below it"),
        }
    }
}

impl<E, T, Role, Seen> Clone for Attr<E, T, Role, Seen> {
    fn clone(&self) -> Self {
        Self { place: self.place.clone(), below: OnceLock::new(), types: PhantomData }
    }
}

impl<E, T, Role, Seen> fmt::Debug for Attr<E, T, Role, Seen> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attr").field(&format_args!("{}", self.path())).finish()
    }
}
