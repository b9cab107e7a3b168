//! What became of a transaction, as data.

use crate::entity::Entity;
use crate::error::{CancellationReason, Error, Result};
use crate::value::Item;

/// What became of a transaction whose conditions may fail: see [`Transact::outcome`](super::Transact::outcome).
///
/// ```
#[doc = include_str!("../backend/stub.md")]
/// # use dynamo_model::{CancellationReason, Db, Entity, Record as _, Result, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order), Stock(Stock) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "STOCK#{product}", sk = "STOCK")]
/// # struct Stock { product: String, left: i64 }
/// use dynamo_model::builder::{TransactOutcome, Update};
///
/// /// Places the order, or says how many are left.
/// async fn place(shop: &Db<Shop>, order: &Order, product: &str) -> Result<Option<i64>> {
///     let take = Update::new(Stock::key(product)).set(|s| s.left.plus(-1)).only_if(|s| s.left.ge(1));
///     match shop.transact().create(order).update(take).outcome().await? {
///         TransactOutcome::Done => Ok(None),
///         TransactOutcome::Refused(refusals) => match refusals.of(1) {
///             Some(refusal) => Ok(refusal.stored::<Stock>()?.map(|stock| stock.left)),
///             None => Ok(None),
///         },
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let none = Stock { product: "pen".to_owned(), left: 0 }.to_item()?;
/// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", Some(none));
/// # let shop = Shop::on(Memory::refusing([CancellationReason::none(), failed]));
/// # let order = Order { id: "o1".to_owned(), total: 5 };
/// assert_eq!(place(&shop, &order, "pen").await?, Some(0));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "the transaction may have been refused"]
pub enum TransactOutcome {
    /// All of it was written.
    Done,
    /// Conditions failed, and nothing was written.
    Refused(Refusals),
}

/// The writes of a transaction whose conditions failed; at least one.
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
/// # struct Order { id: String, total: u32 }
/// # use dynamo_model::{CancellationReason, Result};
/// use dynamo_model::builder::TransactOutcome;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", None);
/// # let shop = Shop::on(Memory::refusing([CancellationReason::none(), failed]));
/// # let (first, second) = (Order { id: "o1".to_owned(), total: 5 }, Order { id: "o2".to_owned(), total: 5 });
/// // There is an order like the second already.
/// let outcome = shop.transact().create(&first).create(&second).outcome().await?;
/// let TransactOutcome::Refused(refusals) = outcome else { panic!("it was written") };
/// let places: Vec<usize> = refusals.iter().map(|refusal| refusal.place()).collect();
/// assert_eq!(places, [1]);
/// assert!(refusals.of(0).is_none());
/// assert!(refusals.into_error().is_transaction_canceled());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Refusals {
    all: Vec<Refusal>,
    error: Error,
}

/// A write of a transaction whose condition failed.
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
/// # struct Order { id: String, total: u32 }
/// # use dynamo_model::{CancellationReason, Record as _, Result};
/// use dynamo_model::builder::TransactOutcome;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let order = Order { id: "o1".to_owned(), total: 5 };
/// # let stored = Order { id: "o1".to_owned(), total: 7 }.to_item()?;
/// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", Some(stored));
/// # let shop = Shop::on(Memory::refusing([failed]));
/// // There is such an order already.
/// let outcome = shop.transact().create(&order).outcome().await?;
/// let TransactOutcome::Refused(refusals) = outcome else { panic!("it was written") };
/// let refusal = refusals.of(0).expect("the first write is refused");
/// assert_eq!(refusal.what(), "write 1 of 1, the create of `Order`");
/// assert_eq!(refusal.stored::<Order>()?.map(|order| order.total), Some(7));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Refusal {
    place: usize,
    what: String,
    stored: Option<Item>,
}

impl TransactOutcome {
    /// Whether all of it was written.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let outcome = shop.transact().create(&order("o1", 5)).outcome().await?;
    /// assert!(outcome.is_done());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }
}

impl Refusals {
    /// Takes an error apart, given the names of the writes.
    ///
    /// # Errors
    ///
    /// The error itself, if something else than the conditions of writes stood in the way.
    pub(super) fn of_error(error: Error, names: impl Fn(usize) -> String, writes: usize) -> Result<Self> {
        let reasons = error.cancellation_reasons();
        let (own, others) = reasons.split_at_checked(writes).unwrap_or((reasons, &[]));
        let is_condition = |code: &str| matches!(code, "None" | "ConditionalCheckFailed");
        if own.is_empty()
            || !own.iter().all(|reason| is_condition(reason.code()))
            || !others.iter().all(|reason| reason.is_none())
        {
            return Err(error);
        }
        let failed = own.iter().enumerate().filter(|(_, reason)| !reason.is_none());
        let refusal = |(place, reason): (usize, &CancellationReason)| Refusal {
            place,
            what: names(place),
            stored: reason.item().cloned(),
        };
        let all = failed.map(refusal).collect();
        Ok(Self { all, error })
    }

    /// Returns the refusal of the write that was added at this place, counted from 0, if its condition failed.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::CancellationReason;
    /// use dynamo_model::builder::TransactOutcome;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", None);
    /// # let shop = Shop::on(Memory::refusing([CancellationReason::none(), failed]));
    /// // There is an order like the second already.
    /// let outcome = shop.transact().create(&order("o1", 5)).create(&order("o2", 7)).outcome().await?;
    /// let TransactOutcome::Refused(refusals) = outcome else { panic!("it was written") };
    /// assert!(refusals.of(0).is_none() && refusals.of(1).is_some());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn of(&self, place: usize) -> Option<&Refusal> {
        self.all.iter().find(|refusal| refusal.place == place)
    }

    /// Iterates over the refusals, in the order of the writes.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::CancellationReason;
    /// use dynamo_model::builder::TransactOutcome;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", None);
    /// # let shop = Shop::on(Memory::refusing([failed]));
    /// let outcome = shop.transact().create(&order("o1", 5)).outcome().await?;
    /// let TransactOutcome::Refused(refusals) = outcome else { panic!("it was written") };
    /// assert_eq!(refusals.iter().count(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, Refusal> {
        self.all.iter()
    }

    /// Returns the error that awaiting the transaction would have given.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::CancellationReason;
    /// use dynamo_model::builder::TransactOutcome;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", None);
    /// # let shop = Shop::on(Memory::refusing([failed]));
    /// let outcome = shop.transact().create(&order("o1", 5)).outcome().await?;
    /// let TransactOutcome::Refused(refusals) = outcome else { panic!("it was written") };
    /// assert!(refusals.into_error().is_transaction_canceled());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_error(self) -> Error {
        self.error
    }
}

impl<'r> IntoIterator for &'r Refusals {
    type Item = &'r Refusal;
    type IntoIter = std::slice::Iter<'r, Refusal>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Refusal {
    /// The place of the write among those that were added, counted from 0.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::CancellationReason;
    /// use dynamo_model::builder::TransactOutcome;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", None);
    /// # let shop = Shop::on(Memory::refusing([CancellationReason::none(), failed]));
    /// let outcome = shop.transact().create(&order("o1", 5)).create(&order("o2", 7)).outcome().await?;
    /// let TransactOutcome::Refused(refusals) = outcome else { panic!("it was written") };
    /// assert_eq!(refusals.iter().map(|refusal| refusal.place()).collect::<Vec<_>>(), [1]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub const fn place(&self) -> usize {
        self.place
    }

    /// Names the write, as errors do.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::CancellationReason;
    /// use dynamo_model::builder::TransactOutcome;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", None);
    /// # let shop = Shop::on(Memory::refusing([failed]));
    /// let outcome = shop.transact().create(&order("o1", 5)).outcome().await?;
    /// let TransactOutcome::Refused(refusals) = outcome else { panic!("it was written") };
    /// assert_eq!(refusals.of(0).map(|refusal| refusal.what()), Some("write 1 of 1, the create of `Order`"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Reads the entity that was stored when the condition failed; `None` if there was none.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::CancellationReason;
    /// use dynamo_model::builder::TransactOutcome;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let stored = Some(order("o1", 7).to_item()?);
    /// # let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", stored);
    /// # let shop = Shop::on(Memory::refusing([failed]));
    /// // It is stored with a total of 7.
    /// let outcome = shop.transact().create(&order("o1", 5)).outcome().await?;
    /// let TransactOutcome::Refused(refusals) = outcome else { panic!("it was written") };
    /// let refusal = refusals.of(0).expect("the first write is refused");
    /// assert_eq!(refusal.stored::<Order>()?, Some(order("o1", 7)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if it is another entity, and
    /// [`is_codec`](crate::Error::is_codec) if it does not fit the type.
    pub fn stored<E: Entity>(&self) -> Result<Option<E>> {
        self.stored.as_ref().map(|item| E::from_item(item.view())).transpose()
    }
}
