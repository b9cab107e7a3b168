use super::returns::is_of_another;
use crate::entity::Record;
use crate::error::Result;
use crate::value::Item;

/// What became of a write whose condition may fail: see [`Put::outcome`](super::Put::outcome) and its relatives.
///
/// ```
#[doc = include_str!("../backend/stub.md")]
/// # use dynamo_model::{Db, Entity, Result, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::builder::Outcome;
///
/// /// Stores the order, and returns the one to go on with: this one, or the one that was faster.
/// async fn place(shop: &Db<Shop>, order: Order) -> Result<Option<Order>> {
///     Ok(match shop.create(&order).outcome().await? {
///         Outcome::Done(()) => Some(order),
///         Outcome::Refused(stored) => stored,
///     })
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// let placed = place(&shop, Order { id: "o1".to_owned(), total: 5 }).await?;
/// assert_eq!(placed.map(|order| order.total), Some(5));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the write may have been refused"]
pub enum Outcome<T, E> {
    /// It was done, and returned this.
    Done(T),
    /// The condition failed, and nothing was written: the entity as it is stored, if there is one. Another entity of the
    /// table that has its key is none, and an error for an `edit`; an item of no entity that is known is an error.
    Refused(Option<E>),
}

impl<T, E> Outcome<T, E> {
    /// Returns what the write returned, if it was done.
    ///
    /// ```
    /// use dynamo_model::builder::Outcome;
    ///
    /// let done: Outcome<u32, String> = Outcome::Done(7);
    /// assert_eq!(done.done(), Some(7));
    /// let refused: Outcome<u32, String> = Outcome::Refused(Some("as it is stored".into()));
    /// assert_eq!(refused.done(), None);
    /// ```
    pub fn done(self) -> Option<T> {
        match self {
            Self::Done(returned) => Some(returned),
            Self::Refused(_) => None,
        }
    }
}

const REFUSED: &str = "the write was refused, and what is stored cannot be read";

impl<T, E: Record> Outcome<T, E> {
    pub(super) fn of(written: Result<T>) -> Result<Self> {
        match written {
            Ok(returned) => Ok(Self::Done(returned)),
            Err(error) if error.is_condition_failed() => Self::refused_over(error.item()),
            Err(error) => Err(error),
        }
    }

    /// The refusal of a write that found an item.
    pub(super) fn refused_over(stored: Option<&Item>) -> Result<Self> {
        let Some(item) = stored else { return Ok(Self::Refused(None)) };
        match E::from_item(item.view()) {
            Err(error) if is_of_another::<E>(&error, item) => Ok(Self::Refused(None)),
            stored => {
                stored.map(|stored| Self::Refused(Some(stored))).map_err(|error| error.context(REFUSED))
            }
        }
    }
}
