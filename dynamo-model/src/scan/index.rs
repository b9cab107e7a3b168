use std::fmt;
use std::marker::PhantomData;

use crate::entity::{Entity, Readable};
use crate::error::{Error, ErrorKind, Result};
use crate::query::{Pattern, PatternType, Scans};
use crate::schema::IndexSchema;

/// The index that an access pattern of `E` reads, as [`Scan::through`](super::Scan::through) takes it. The derive makes
/// a constant of each, named as the pattern is, in capitals.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// assert_eq!(Order::BY_CUSTOMER.index()?.name, "gsi1");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct IndexOf<E, P> {
    /// The place of the access pattern in the entity's schema.
    pub(super) access: usize,
    types: PhantomData<fn() -> (E, P)>,
}

impl<E: Entity, P> IndexOf<E, P> {
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(access: usize) -> Self {
        Self { access, types: PhantomData }
    }

    /// Returns the index as it was declared.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert_eq!(Order::BY_CUSTOMER.index()?.name, "gsi1");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Internal`] if the pattern reads no index: the derive makes no such constant.
    pub fn index(&self) -> Result<&'static IndexSchema> {
        Pattern::of::<E>(self.access).and_then(|pattern| pattern.index()).ok_or_else(|| {
            Error::new(ErrorKind::Internal, format!("`{}` has no such index", E::SCHEMA.rust_name))
        })
    }
}

impl<E, P> Clone for IndexOf<E, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, P> Copy for IndexOf<E, P> {}

impl<E, P> fmt::Debug for IndexOf<E, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IndexOf").field("access", &self.access).finish()
    }
}

/// Entities whose indexes can be scanned as `O`: as themselves, and as the enum of their table.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// # struct Order { id: String, day: String }
/// use dynamo_model::scan::Scan;
///
/// let orders = Scan::<Order>::new().through(Order::BY_DAY).request()?;
/// let everything = Scan::<Shop>::new().through(Order::BY_DAY).request()?;
/// assert_eq!(orders.index, everything.index);
/// assert!(orders.filter.is_some() && everything.filter.is_none());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "an index of `{Self}` is not scanned as `{O}`",
    label = "this index is named by an access pattern of `{Self}`",
    note = "name an access pattern of `{O}`, or scan the enum of the table, which has every entity"
)]
pub trait ScannedAs<O> {}

#[diagnostic::do_not_recommend]
impl<E, O: From<E>> ScannedAs<O> for E {}

/// Access patterns whose index is read by a scan for `O`: that of an entity returns what the pattern does, the entities or views
/// of them, and that of the enum of the table returns whole entities.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1", project(keys_only))]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", view = Day)]
/// # struct Order { id: String, day: String, total: u32 }
/// # #[derive(Projection)]
/// # #[projection(of = Order)]
/// # struct Day { day: String }
/// use dynamo_model::scan::{IndexOf, Scan, Scanned};
///
/// fn days<P: Scanned<Order, Output = Day>>(_: IndexOf<Order, P>) -> bool {
///     true
/// }
/// assert!(days(Order::BY_DAY));
/// let days: Scan<Day, _, _> = Scan::<Order>::new().through(Order::BY_DAY);
/// assert_eq!(days.request()?.index.as_deref(), Some("gsi1"));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the index of this access pattern is read as views, and a scan for `{O}` returns whole entities",
    label = "this index may not hold whole entities",
    note = "scan for the entity of the access pattern, which returns the views; or scan the table, without `.through(…)`"
)]
pub trait Scanned<O> {
    /// What the scan returns.
    type Output: Readable;
}

#[diagnostic::do_not_recommend]
impl<O, P: PatternType<As: Scans<O>>> Scanned<O> for P {
    type Output = <P::As as Scans<O>>::Output;
}
