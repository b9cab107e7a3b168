//! Paths into documents, lists and maps: `o.address.city`, `o.lines[0].quantity`, `o.labels["color"]`.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Index};
use std::sync::{Arc, OnceLock};

use super::lists::lists;
use super::tagged::tagged_at;
use super::variant::OfVariant;
use super::{Around, Attr, Change, InParts, Inside, MapPlace, Optional, Tagged};
use crate::expr::{Element, Path};

/// A struct or enum inside an item, whose fields have typed paths, boxed or not. Derive it.
///
/// ```
/// use dynamo_model::{Document, Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// enum Shop { Order(Order) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, address: Box<Address>, lines: Vec<Line> }
///
/// #[derive(Serialize, Deserialize, Document)]
/// #[serde(rename_all = "camelCase")]
/// struct Address { city: String, zip_code: String }
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Line { product: String, quantity: u32 }
///
/// let paths = Order::attributes();
/// assert_eq!(paths.address.zip_code.path().to_string(), "address.zipCode");
/// assert_eq!(paths.lines[2].quantity.path().to_string(), "lines[2].quantity");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no typed paths",
    label = "not a document",
    note = "add `#[derive(Document)]` to the struct or enum"
)]
pub trait Document: 'static {
    /// The typed paths of its fields, inside an entity `E`, and an attribute of it that is written in parts or is not.
    type Attributes<E: 'static, In: Inside>: Send + Sync + 'static;

    /// Makes the paths below the place where the document stands.
    #[doc(hidden)]
    fn __attributes<E: 'static, In: Inside>(place: &Base) -> Self::Attributes<E, In>;
}

/// What is boxed is stored as what is in the box.
macro_rules! boxes {
    ($($boxed:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Document> Document for $boxed {
            type Attributes<E: 'static, In: Inside> = T::Attributes<E, In>;

            fn __attributes<E: 'static, In: Inside>(place: &Base) -> Self::Attributes<E, In> {
                T::__attributes::<E, In>(place)
            }
        }
    )*};
}

boxes!(Box<T>, Arc<T>);

/// Where the fields of a document stand.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Base {
    /// In an attribute, or inside one; `None` of what is flattened into the item itself.
    path: Option<Path>,
    pub(super) variant: OfVariant,
}

impl Base {
    pub(super) fn entry(&self, name: &str) -> Path {
        match &self.path {
            None => Path::attribute(name),
            Some(path) => path.clone().key(name),
        }
    }

    /// What stands in an entry.
    #[must_use]
    pub fn below(&self, name: &str) -> Self {
        Self { path: Some(self.entry(name)), variant: self.variant.clone() }
    }

    /// The same place, of those items whose enum there is a variant.
    #[must_use]
    pub fn of<T: Tagged>(&self, variant: T::Tag) -> Self {
        Self { path: self.path.clone(), variant: self.variant.and(tagged_at::<T>(self, variant)) }
    }
}

/// The paths of a document that `#[serde(flatten)]` spreads over the attributes of an entity, or over the entries of another
/// document: `o.address.city` is the attribute `city`.
///
/// The attributes of an `Option` are compared, and not written by themselves: whether it is there depends on all of them.
///
/// ```
/// use dynamo_model::{Document, Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// enum Shop { Order(Order) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     id: String,
///     #[serde(flatten)]
///     address: Address,
/// }
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Address { city: String }
///
/// assert_eq!(Order::attributes().address.city.path().to_string(), "city");
/// ```
pub struct Flattened<E, T, In = InParts> {
    place: Base,
    below: OnceLock<Box<dyn Any + Send + Sync>>,
    types: PhantomData<Types<E, T, In>>,
}

/// A function pointer, so that the paths are `Send` and `Sync` whatever the types are.
type Types<E, T, In> = fn() -> (E, T, In);

impl<E, T, In> Flattened<E, T, In> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            place: Base { path: None, variant: OfVariant::ANY },
            below: OnceLock::new(),
            types: PhantomData,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __at(place: &Base) -> Self {
        Self { place: place.clone(), below: OnceLock::new(), types: PhantomData }
    }
}

impl<E, T, In> Flattened<E, T, In> {
    #[doc(hidden)]
    pub fn to<V>(&self, _value: V) -> Change<E>
    where
        Self: SetWhole,
    {
        Change::__nothing()
    }
}

/// No attributes are: those of a flattened struct are attributes of the item each.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a flattened struct is no attribute, and an update does not set it whole",
    label = "its fields are attributes of the item",
    note = "set them one by one, as in `.set(|o| o.address.city.to(city))`, or use `edit`, which changes the whole entity"
)]
pub trait SetWhole {}

impl<E: 'static, T: Document, In: Inside> Deref for Flattened<E, T, In> {
    type Target = T::Attributes<E, In>;

    fn deref(&self) -> &Self::Target {
        let below = self.below.get_or_init(|| Box::new(T::__attributes::<E, In>(&self.place)));
        match below.downcast_ref() {
            Some(below) => below,
            None => unreachable!("one type has one kind of paths below it"),
        }
    }
}

impl<E, T, In> fmt::Debug for Flattened<E, T, In> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flattened").finish_non_exhaustive()
    }
}

impl<E: 'static, T: Document, Role: Around<T>, Seen: 'static> Deref for Attr<E, T, Role, Seen> {
    type Target = T::Attributes<E, Role::Inside<Seen>>;

    fn deref(&self) -> &Self::Target {
        self.below(|path, variant| {
            T::__attributes::<E, Role::Inside<Seen>>(&Base { path: Some(path), variant })
        })
    }
}

/// The path of something below an attribute of type `T`.
type Below<E, T, Of, Role, Seen> = Attr<
    E,
    Of,
    <<Role as Around<T>>::Inside<Seen> as Inside>::Role<Optional>,
    <<Role as Around<T>>::Inside<Seen> as Inside>::Seen,
>;

/// What says which element of a list: a `usize`, counted from 0.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, notes: Vec<String> }
/// let order = Order::attributes();
/// assert_eq!(order.notes[2].path().to_string(), "notes[2]");
/// ```
#[diagnostic::on_unimplemented(
    message = "the elements of a list are counted, not named by a `{Self}`",
    label = "expected a number",
    note = "write a `usize`, as in `o.lines[0]`; what has names is a map or a document"
)]
pub trait ListPlace {
    #[doc(hidden)]
    fn __place(self) -> usize;
}

#[diagnostic::do_not_recommend]
impl ListPlace for usize {
    fn __place(self) -> usize {
        self
    }
}

macro_rules! indexed {
    ($($list:ty $(, const $length:ident)?;)*) => {$(
        impl<E: 'static, T: 'static, Role: Around<$list>, Seen: 'static, I: ListPlace $(, const $length: usize)?>
            Index<I> for Attr<E, $list, Role, Seen>
        {
            type Output = Below<E, $list, T, Role, Seen>;

            /// Returns the path of a list element, counted from 0. An index that no list can have is refused with the
            /// request; as in the example of [`Document`].
            fn index(&self, index: I) -> &Self::Output {
                let index = u32::try_from(index.__place()).unwrap_or(u32::MAX);
                self.below(Children::new).at(&Element::Index(index))
            }
        }
    )*};
}

lists!(indexed);

macro_rules! maps {
    ($($map:ty $(, $hasher:ident)?;)*) => {$(
        impl<E: 'static, K: 'static, T: 'static, Role: Around<$map>, Seen: 'static, P: MapPlace<K> $(, $hasher: 'static)?>
            Index<P> for Attr<E, $map, Role, Seen>
        {
            type Output = Below<E, $map, T, Role, Seen>;

            /// Returns the path of a map entry. A key that no map can have is refused with the request.
            fn index(&self, key: P) -> &Self::Output {
                self.below(Children::new).at(&Element::Key(key.__name()))
            }
        }
    )*};
}

maps! {
    BTreeMap<K, T>;
    HashMap<K, T, S>, S;
}

/// The paths below a list or map that have been asked for, each an `A`. They only grow, because references to them are out.
struct Children<A> {
    place: Path,
    variant: OfVariant,
    first: Link<A>,
}

type Link<A> = OnceLock<Box<Child<A>>>;

struct Child<A> {
    step: Element,
    path: A,
    next: Link<A>,
}

impl<E, T, Role, Seen> Children<Attr<E, T, Role, Seen>> {
    const fn new(place: Path, variant: OfVariant) -> Self {
        Self { place, variant, first: OnceLock::new() }
    }

    fn at(&self, step: &Element) -> &Attr<E, T, Role, Seen> {
        let mut link = &self.first;
        loop {
            let child = link.get_or_init(|| Box::new(Child::new(self, step.clone())));
            if child.step == *step {
                return &child.path;
            }
            link = &child.next;
        }
    }
}

impl<E, T, Role, Seen> Child<Attr<E, T, Role, Seen>> {
    fn new(of: &Children<Attr<E, T, Role, Seen>>, step: Element) -> Self {
        let place = of.place.clone();
        let path = match &step {
            Element::Key(key) => place.key(key),
            Element::Index(index) => place.index(*index),
        };
        Self { step, path: Attr::at(path, of.variant.clone()), next: OnceLock::new() }
    }
}

impl<A> fmt::Debug for Children<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Children").field("place", &self.place).finish_non_exhaustive()
    }
}
