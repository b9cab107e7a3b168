use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::lists::{lists, lists_of_any_length};
use crate::error::Result;
use crate::value::{Binary, Number, Value};

/// Types whose stored form has the order of their values: strings, numbers and binaries. Implement it for a type of your own
/// that serde stores as one of them, in that order; `#[derive(KeyPart)]` does so for newtypes of such types, and for enums
/// whose texts sort as their variants do.
///
/// With the features of their names, `Decimal` of `rust_decimal`, `NotNan` and `OrderedFloat`, UUIDs, ULIDs and KSUIDs have
/// it, and times of a day, dates, and times without a zone, of `jiff` and `chrono`: as long as their years have four digits.
/// Others sort before all of these, and are refused in a comparison, but not in a write. A `jiff::Timestamp` or
/// `chrono::DateTime<Utc>` is stored with as many digits of a second as it needs, and so not in its order: it has one where its
/// field says how it is [stored](super::StoredTime), as `#[attr(time)]` does, and [`as_time`](crate::time::as_time) inside a
/// document; and in a key, as a time to live and as the time of a write or deletion (`created`, `updated`, `deleted`). Seconds since 1970 (`u64`, `i64`) have one anywhere.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// use dynamo_model::expr::Renderer;
/// use dynamo_model::typed::Comparable;
///
/// #[derive(Serialize, Deserialize)]
/// struct Grams(u32);
///
/// impl Comparable for Grams {}
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// struct Product { id: String, weight: Grams }
///
/// let heavy = Product::attributes().weight.ge(Grams(500)).into_condition()?;
/// assert_eq!(Renderer::new().condition(&heavy), "#n0 >= :v0");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order in DynamoDB",
    label = "cannot be compared with `<`, `<=`, `>`, `>=` or `between`",
    note = "only strings, numbers and binaries have an order, newtypes of them that derive `KeyPart`, and enums that do and whose texts sort as their variants",
    note = "a time with a fraction of a second is stored in no order, unless its field says how: `#[attr(time)]` or `#[attr(time(millis))]` as text, `#[attr(time(millis, N))]` as a number, also with `seconds` and `micros`; inside a document, serde is told by `with`, as in `#[serde(with = \"dynamo_model::time::as_time\")]`",
    note = "use `eq`, or a type of your own that is stored as one of them, and implements `Comparable`"
)]
pub trait Comparable {
    /// Checks that a value is stored where its order says.
    #[doc(hidden)]
    fn __ordered(_value: &Value) -> Result<()> {
        Ok(())
    }
}

/// Types stored as a number. Implement it for a type of your own that serde stores as one.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// use dynamo_model::expr::Renderer;
/// use dynamo_model::typed::Summable;
///
/// #[derive(Serialize, Deserialize)]
/// struct Pieces(i64);
///
/// impl Summable for Pieces {}
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// struct Product { id: String, stock: Pieces }
///
/// let more = Product::attributes().stock.plus(Pieces(3)).into_update(&Product::key("p1"))?;
/// assert_eq!(Renderer::new().update(&more), "SET #n0 = if_not_exists(#n0, :v0) + :v1");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored as a number",
    label = "cannot be added to or subtracted from",
    note = "use `to(…)` to assign a value"
)]
pub trait Summable {}

/// Types stored as a string. Implement it for a type of your own that serde stores as one.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { User(User) }
/// use dynamo_model::expr::Renderer;
/// use dynamo_model::typed::TextLike;
///
/// #[derive(Serialize, Deserialize)]
/// struct Email(String);
///
/// impl TextLike for Email {}
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
/// struct User { id: String, email: Email }
///
/// let at_work = User::attributes().email.contains_text("@example.org").into_condition()?;
/// assert_eq!(Renderer::new().condition(&at_work), "contains(#n0, :v0)");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored as a string",
    label = "has no prefix and no substrings",
    note = "for numbers use a comparison such as `ge(…)` or `between(…)`"
)]
pub trait TextLike {}

/// Collections that can be searched for an element: lists, arrays, `BTreeSet` and `HashSet`, and [`AsSet`](super::AsSet) of one
/// of them.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// # struct Product { id: String, tags: Vec<String> }
/// use dynamo_model::expr::Renderer;
///
/// let on_sale = Product::attributes().tags.contains("sale").into_condition()?;
/// assert_eq!(Renderer::new().condition(&on_sale), "contains(#n0, :v0)");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is stored neither as a list nor as a set, and contains no elements",
    label = "has no elements",
    note = "lists and sets hold elements; in a string, look for a part of it with `contains_text(…)`"
)]
pub trait Holds<Element> {}

/// Types stored as a list of any length: `Vec`, `VecDeque`, `LinkedList` and `Box<[T]>`.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, lines: Vec<String> }
/// use dynamo_model::expr::Renderer;
///
/// let added = Order::attributes().lines.append(["pen", "ink"]).into_update(&Order::key("o1"))?;
/// assert_eq!(Renderer::new().update(&added), "SET #n0 = list_append(if_not_exists(#n0, :v0), :v1)");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored as a list",
    label = "has no beginning and no end to add to",
    note = "lists are `Vec`, `VecDeque`, `LinkedList` and `Box<[T]>`; members of a set are added with `add(…)`"
)]
pub trait List {
    /// What it is a list of.
    type Element;
}

/// Types stored as a string, binary, list, map or set. [`Size`](super::Size) says what the size of each is.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// # struct Product { id: String, tags: Vec<String> }
/// use dynamo_model::expr::Renderer;
///
/// let untagged = Product::attributes().tags.size().eq(0).into_condition()?;
/// assert_eq!(Renderer::new().condition(&untagged), "size(#n0) = :v0");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no size in DynamoDB",
    label = "cannot be measured",
    note = "only strings, binaries, lists, maps and sets have a size; implement `Measurable` for a type stored as one of them"
)]
pub trait Measurable {}

// The notes above say which types these are, in fewer words than a list of them.
macro_rules! mark {
    ($marker:ident: $($ty:ty),*) => { $(#[diagnostic::do_not_recommend] impl $marker for $ty {})* };
}

mark!(Comparable: String, char, Cow<'static, str>, Box<str>, Arc<str>, Number, Binary);
mark!(TextLike: String, Cow<'static, str>, Box<str>, Arc<str>);
mark!(Summable: Number);
mark!(Comparable: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64);
mark!(Summable: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64);

mark!(Measurable: String, Cow<'static, str>, Box<str>, Arc<str>, Binary);

/// Lists grow at both ends.
macro_rules! growing {
    ($($list:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T> List for $list {
            type Element = T;
        }
    )*};
}

lists_of_any_length!(growing);

macro_rules! collections {
    ($($collection:ty $(, hashed by $hasher:ident)? $(, const $length:ident)?;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T $(, $hasher)? $(, const $length: usize)?> Measurable for $collection {}
        #[diagnostic::do_not_recommend]
        impl<T $(, $hasher)? $(, const $length: usize)?> Holds<T> for $collection {}
    )*};
}

lists!(collections);

collections! {
    BTreeSet<T>;
    HashSet<T, S>, hashed by S;
}

#[diagnostic::do_not_recommend]
impl<K, T> Measurable for BTreeMap<K, T> {}
#[diagnostic::do_not_recommend]
impl<K, T, S> Measurable for HashMap<K, T, S> {}
