use crate::entity::{Record, identify};
use crate::error::{Error, ErrorKind, Result};
use crate::request::ReturnValues;
use crate::value::Item;

/// What a write returns when it is awaited; the marker types say which.
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
/// use dynamo_model::builder::Update;
/// use dynamo_model::request::ReturnValues;
///
/// let update = Update::new(Order::key("o1")).set(|o| o.total.plus(1)).returning_new();
/// assert_eq!(update.request()?.return_values, ReturnValues::AllNew);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub trait Returning<E>: sealed::Sealed {
    /// The result.
    type Output: Send;

    #[doc(hidden)]
    const VALUES: ReturnValues;

    #[doc(hidden)]
    fn read(attributes: Option<Item>) -> Result<Self::Output>;
}

/// A write that returns nothing: every write that is not asked for more.
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
/// use dynamo_model::builder::{Nothing, Unbound, Update};
/// use dynamo_model::request::ReturnValues;
///
/// let pay: Update<Order, Unbound, Nothing> = Update::new(Order::key("o1")).set(|o| o.total.to(0));
/// assert_eq!(pay.request()?.return_values, ReturnValues::None);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Nothing {}

/// A write that returns the entity as it was before, if there was one. Where another entity may have its key, and had, it
/// returns nothing: there was none of this type. An item of no entity that the table lists is an error,
/// [`is_unexpected_entity`](crate::Error::is_unexpected_entity), and the write is done.
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
/// use dynamo_model::builder::{Delete, Old, Unbound};
/// use dynamo_model::request::ReturnValues;
///
/// let delete: Delete<Order, Unbound, Old> = Delete::new(Order::key("o1")).returning_old();
/// assert_eq!(delete.request()?.return_values, ReturnValues::AllOld);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Old {}

/// A write that returns the entity as it is after.
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
/// use dynamo_model::builder::{New, Unbound, Update};
/// use dynamo_model::request::ReturnValues;
///
/// let pay: Update<Order, Unbound, New> =
///     Update::new(Order::key("o1")).set(|o| o.total.to(0)).returning_new();
/// assert_eq!(pay.request()?.return_values, ReturnValues::AllNew);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum New {}

impl<E> Returning<E> for Nothing {
    type Output = ();

    const VALUES: ReturnValues = ReturnValues::None;

    fn read(_attributes: Option<Item>) -> Result<()> {
        Ok(())
    }
}

/// Whether what is not read as an `E` is another entity that the table has, or may have if it is open.
pub(super) fn is_of_another<E: Record>(error: &Error, item: &Item) -> bool {
    error.is_unexpected_entity() && (E::__TABLE.open || identify(E::__TABLE, item.view()).is_ok())
}

impl<E: Record + Send> Returning<E> for Old {
    type Output = Option<E>;

    const VALUES: ReturnValues = ReturnValues::AllOld;

    fn read(attributes: Option<Item>) -> Result<Option<E>> {
        let Some(item) = attributes else { return Ok(None) };
        match E::from_item(item.view()) {
            Err(error) if is_of_another::<E>(&error, &item) => Ok(None),
            old => old
                .map(Some)
                .map_err(|error| error.context("what was stored before cannot be read").context(DONE)),
        }
    }
}

impl<E: Record + Send> Returning<E> for New {
    type Output = E;

    const VALUES: ReturnValues = ReturnValues::AllNew;

    fn read(attributes: Option<Item>) -> Result<E> {
        const GONE: &str = "the entity was written, and is not there to be returned: another program may have deleted it since, or \
                            the backend returned nothing";
        let new = attributes.ok_or_else(|| Error::new(ErrorKind::Missing, GONE))?;
        E::from_item(new.view())
            .map_err(|error| error.context("what is stored now cannot be read").context(DONE))
    }
}

/// What errors of reading say first: who takes them for a failure writes twice.
const DONE: &str = "the write is done, and not to be tried again";

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Nothing {}
    impl Sealed for super::Old {}
    impl Sealed for super::New {}
}
