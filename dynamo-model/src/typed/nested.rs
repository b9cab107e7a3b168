//! Paths into documents, lists and maps: `o.address.city`, `o.lines[0].quantity`, `o.labels["color"]`.

use std::any::Any;
use std::collections::{BTreeMap, HashMap, LinkedList, VecDeque};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Index};
use std::sync::OnceLock;

use super::{Adjustable, Attr, MapPlace, Optional, Unconstrained};
use crate::expr::{Element, Path};

/// A struct inside an item, whose fields have typed paths. Derive it.
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
/// struct Order { id: String, address: Address, lines: Vec<Line> }
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
    note = "add `#[derive(Document)]` to the struct"
)]
pub trait Document: 'static {
    /// The typed paths of its fields, inside an entity `E`.
    type Attributes<E: 'static>: Send + Sync + 'static;

    /// Makes the paths below the place where the document stands.
    #[doc(hidden)]
    fn __attributes<E: 'static>(place: &Base) -> Self::Attributes<E>;
}

/// Where the fields of a document stand.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub enum Base {
    /// In the item itself: the document is flattened into it.
    Item,
    /// In an attribute, or inside one.
    Path(Path),
}

impl Base {
    pub(super) fn entry(&self, name: &str) -> Path {
        match self {
            Self::Item => Path::attribute(name),
            Self::Path(path) => path.clone().key(name),
        }
    }
}

/// The paths of a document that `#[serde(flatten)]` spreads over the attributes of an entity: `o.address.city` is the
/// attribute `city`.
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
pub struct Flattened<E, T> {
    below: OnceLock<Box<dyn Any + Send + Sync>>,
    types: PhantomData<fn() -> (E, T)>,
}

impl<E, T> Flattened<E, T> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self { below: OnceLock::new(), types: PhantomData }
    }
}

impl<E: 'static, T: Document> Deref for Flattened<E, T> {
    type Target = T::Attributes<E>;

    fn deref(&self) -> &Self::Target {
        let below = self.below.get_or_init(|| Box::new(T::__attributes::<E>(&Base::Item)));
        match below.downcast_ref() {
            Some(below) => below,
            None => unreachable!("one type has one kind of paths below it"),
        }
    }
}

impl<E, T> fmt::Debug for Flattened<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flattened").finish_non_exhaustive()
    }
}

impl<E: 'static, T: Document, Role: Adjustable + Unconstrained, Seen> Deref for Attr<E, T, Role, Seen> {
    type Target = T::Attributes<E>;

    fn deref(&self) -> &Self::Target {
        self.below(|place| T::__attributes::<E>(&Base::Path(place.clone())))
    }
}

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

macro_rules! lists {
    ($($list:ty $(, const $length:ident)?;)*) => {$(
        impl<E: 'static, T: 'static, Role: Adjustable + Unconstrained, Seen, I: ListPlace $(, const $length: usize)?>
            Index<I> for Attr<E, $list, Role, Seen>
        {
            type Output = Attr<E, T, Optional>;

            /// Returns the path of a list element, counted from 0. An index that no list can have is refused with the
            /// request; as in the example of [`Document`].
            fn index(&self, index: I) -> &Self::Output {
                let index = u32::try_from(index.__place()).unwrap_or(u32::MAX);
                self.below(Children::new).at(&Element::Index(index))
            }
        }
    )*};
}

lists! {
    Vec<T>;
    VecDeque<T>;
    LinkedList<T>;
    Box<[T]>;
    [T; N], const N;
}

macro_rules! maps {
    ($($map:ty $(, $hasher:ident)?;)*) => {$(
        impl<E: 'static, K: 'static, T: 'static, Role: Adjustable + Unconstrained, Seen, P: MapPlace<K> $(, $hasher: 'static)?>
            Index<P> for Attr<E, $map, Role, Seen>
        {
            type Output = Attr<E, T, Optional>;

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

/// The paths below a list or map that have been asked for. They only grow, because references to them are out.
struct Children<E, T> {
    place: Path,
    first: Link<E, T>,
}

type Link<E, T> = OnceLock<Box<Child<E, T>>>;

struct Child<E, T> {
    step: Element,
    path: Attr<E, T, Optional>,
    next: Link<E, T>,
}

impl<E, T> Children<E, T> {
    fn new(place: &Path) -> Self {
        Self { place: place.clone(), first: OnceLock::new() }
    }

    fn at(&self, step: &Element) -> &Attr<E, T, Optional> {
        let mut link = &self.first;
        loop {
            let child = link.get_or_init(|| Box::new(Child::new(self.place.clone(), step.clone())));
            if child.step == *step {
                return &child.path;
            }
            link = &child.next;
        }
    }
}

impl<E, T> Child<E, T> {
    fn new(place: Path, step: Element) -> Self {
        let path = match &step {
            Element::Key(key) => place.key(key),
            Element::Index(index) => place.index(*index),
        };
        Self { step, path: Attr::at(path), next: OnceLock::new() }
    }
}

impl<E, T> fmt::Debug for Children<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Children").field("place", &self.place).finish_non_exhaustive()
    }
}
