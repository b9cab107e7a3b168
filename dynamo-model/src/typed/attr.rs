use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::Serialize;

use super::{AttrArg, Change, Comparable, Cond, Filterable, Holds, Removable, SetAlone, Summable, TextLike};
use crate::error::Result;
use crate::expr::{Comparison, Condition, Path, SetOperand, SetValue};
use crate::paging::Anywhere;
use crate::value::Value;

/// The typed path of an attribute: of entity `E`, of type `T`, and in no key or some (`Role`). `Seen` says where a condition
/// may name it.
///
/// Paths go on into a type that derives [`Document`](super::Document) (`o.address.city`), into lists (`o.lines[0]`) and
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
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { place: Place::Top(name), below: OnceLock::new(), types: PhantomData }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __inside(place: &Path, key: &str) -> Self {
        Self::at(place.clone().key(key))
    }

    /// Makes a path further inside.
    pub(super) fn at(path: Path) -> Self {
        Self { place: Place::Inside(path), below: OnceLock::new(), types: PhantomData }
    }

    /// Returns the path without its types.
    #[must_use]
    pub fn path(&self) -> Path {
        match &self.place {
            Place::Top(name) => Path::attribute(*name),
            Place::Inside(path) => path.clone(),
        }
    }

    /// Returns the paths below this one. `B` must follow from `T`.
    pub(super) fn below<B: Any + Send + Sync>(&self, make: impl FnOnce(&Path) -> B) -> &B {
        let below = self.below.get_or_init(|| Box::new(make(&self.path())));
        match below.downcast_ref() {
            Some(below) => below,
            None => unreachable!("one type has one kind of paths below it"),
        }
    }

    fn compare(&self, op: Comparison, value: Result<Value>) -> Cond<E> {
        Cond::new(value.map(|value| Condition::compare(op, self.path(), value)))
    }

    /// Equal to a value. Absent attributes equal nothing.
    pub fn eq(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        Seen: Filterable,
    {
        self.compare(Comparison::Eq, value.value())
    }

    /// Different from a value, or absent.
    pub fn ne(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        Seen: Filterable,
    {
        self.compare(Comparison::Ne, value.value())
    }

    /// Smaller than a value.
    pub fn lt(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable,
    {
        self.compare(Comparison::Lt, value.value())
    }

    /// Smaller than a value or equal to it.
    pub fn le(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable,
    {
        self.compare(Comparison::Le, value.value())
    }

    /// Greater than a value.
    pub fn gt(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable,
    {
        self.compare(Comparison::Gt, value.value())
    }

    /// Greater than a value or equal to it.
    pub fn ge(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable,
    {
        self.compare(Comparison::Ge, value.value())
    }

    /// Between two values, both included.
    pub fn between(&self, low: impl AttrArg<T>, high: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable,
    {
        Cond::new(low.value().and_then(|low| Ok(Condition::between(self.path(), low, high.value()?))))
    }

    /// Equal to one of up to 99 values.
    pub fn is_in<A: AttrArg<T>>(&self, values: impl IntoIterator<Item = A>) -> Cond<E>
    where
        Seen: Filterable,
    {
        let values: Result<Vec<Value>> = values.into_iter().map(|value| value.value()).collect();
        Cond::new(values.map(|values| Condition::is_in(self.path(), values)))
    }

    /// Present, even if it is NULL.
    #[must_use]
    pub fn exists(&self) -> Cond<E>
    where
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::exists(self.path())))
    }

    /// Absent.
    #[must_use]
    pub fn missing(&self) -> Cond<E>
    where
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::not_exists(self.path())))
    }

    /// A string that starts with a text.
    pub fn begins_with(&self, prefix: &str) -> Cond<E>
    where
        T: TextLike,
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::begins_with(self.path(), prefix)))
    }

    /// A string that contains a text.
    pub fn contains_text(&self, text: &str) -> Cond<E>
    where
        T: TextLike,
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::contains(self.path(), text)))
    }

    /// A list or set that contains an element.
    pub fn contains<Element: Serialize>(&self, element: impl AttrArg<Element>) -> Cond<E>
    where
        T: Holds<Element>,
        Seen: Filterable,
    {
        Cond::new(element.value().map(|element| Condition::contains(self.path(), element)))
    }

    /// Assigns a value.
    pub fn to(&self, value: impl AttrArg<T>) -> Change<E>
    where
        Role: SetAlone,
    {
        self.change(value.value().map(|value| SetValue::Operand(SetOperand::Value(value))))
    }

    /// Assigns a value unless the attribute exists.
    pub fn to_if_missing(&self, value: impl AttrArg<T>) -> Change<E>
    where
        Role: SetAlone,
    {
        self.change(value.value().map(|value| SetOperand::if_not_exists(self.path(), value).into()))
    }

    /// Adds to a number, counting an absent one as zero.
    pub fn plus(&self, value: impl AttrArg<T>) -> Change<E>
    where
        T: Summable,
        Role: SetAlone,
    {
        self.change(value.value().map(|value| SetValue::Add(self.or_zero(), value.into())))
    }

    /// Subtracts from a number, counting an absent one as zero. The service knows no unsigned numbers: for an unsigned
    /// field, add `.only_if(|o| o.stock.ge(n))`, or the item may not read back.
    pub fn minus(&self, value: impl AttrArg<T>) -> Change<E>
    where
        T: Summable,
        Role: SetAlone,
    {
        self.change(value.value().map(|value| SetValue::Subtract(self.or_zero(), value.into())))
    }

    /// Deletes the attribute.
    #[must_use]
    pub fn removed(&self) -> Change<E>
    where
        Role: SetAlone + Removable,
    {
        Change::remove(self.path())
    }

    fn or_zero(&self) -> SetOperand {
        SetOperand::if_not_exists(self.path(), 0)
    }

    fn change(&self, value: Result<SetValue>) -> Change<E> {
        Change::set(self.path(), value)
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
