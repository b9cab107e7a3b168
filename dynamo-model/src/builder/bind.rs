use std::fmt;
use std::time::SystemTime;

use super::Db;
use crate::clock::Clock;
use crate::entity::Table;
use crate::request::TableName;
use crate::time::seconds;

/// Whether a builder has a database, and so which table its request names: [`Bound`], or [`Unbound`].
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
/// use dynamo_model::builder::{Binding, Get};
/// use dynamo_model::request::TableName;
///
/// fn table<B: Binding>(get: &Get<Order, B>) -> dynamo_model::Result<TableName> {
///     Ok(get.request()?.table)
/// }
/// assert_eq!(&*table(&Get::new(Order::key("o1")))?, "shop");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub trait Binding: sealed::Sealed {
    /// Returns the table's name, given the declared one.
    #[doc(hidden)]
    fn table_name(&self, declared: &'static str) -> TableName;

    /// Returns the time of what is done.
    #[doc(hidden)]
    fn time(&self) -> SystemTime;

    /// Returns that time, in seconds since 1970.
    #[doc(hidden)]
    fn now(&self) -> i64 {
        seconds(self.time())
    }
}

/// The state of a builder without a database: it can be shown and composed, but not awaited. Its request names the
/// table as it was declared, and its time is the system's.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::builder::{Unbound, Update};
///
/// let pay: Update<Order, Unbound> = Update::new(Order::key("o1")).set(|o| o.total.to(0));
/// assert_eq!(&*pay.request()?.table, "shop");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Unbound;

/// The state of a builder that a database made: it can be awaited. Its request names the database's table.
///
/// ```
#[doc = include_str!("../backend/stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use dynamo_model::builder::{Bound, Get};
///
/// # let shop = Shop::on(Memory::default()).named("shop-test");
/// let get: Get<Order, Bound<'_, Shop>> = shop.get(Order::key("o1"));
/// assert_eq!(&*get.request()?.table, "shop-test");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct Bound<'d, T: Table>(pub(crate) &'d Db<T>);

impl Binding for Unbound {
    fn table_name(&self, declared: &'static str) -> TableName {
        declared.into()
    }

    fn time(&self) -> SystemTime {
        Clock::system().now()
    }
}

impl<T: Table> Binding for Bound<'_, T> {
    fn table_name(&self, _declared: &'static str) -> TableName {
        self.0.table_name().clone()
    }

    fn time(&self) -> SystemTime {
        self.0.clock().now()
    }
}

impl<T: Table> Clone for Bound<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Table> Copy for Bound<'_, T> {}

impl<T: Table> fmt::Debug for Bound<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bound").field(self.0).finish()
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Unbound {}
    impl<T: super::Table> Sealed for super::Bound<'_, T> {}
}
