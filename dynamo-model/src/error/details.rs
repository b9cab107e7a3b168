//! What an error says, for code that acts on it.

use super::{CancellationReason, Error, ErrorKind, UniqueViolation};
use crate::request::Write;
use crate::value::Item;

impl Error {
    /// Returns the kind, for code that handles several.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::builder::Put;
    /// use dynamo_model::error::ErrorKind;
    ///
    /// let error = Put::new(&order("o#1", 5)).request().unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::InvalidKey);
    /// assert_eq!(error.code(), None, "the service has no such exception");
    /// assert!(error.message().contains("`id`"));
    ///
    /// let error = dynamo_model::Error::condition_failed(None);
    /// assert_eq!(error.code(), Some("ConditionalCheckFailedException"));
    /// ```
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the message without its source.
    ///
    /// ```
    /// use dynamo_model::Error;
    ///
    /// assert_eq!(Error::validation("there is nothing to pay").message(), "there is nothing to pay");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns DynamoDB's name for this exception, where the service has one.
    ///
    /// ```
    /// use dynamo_model::Error;
    ///
    /// assert_eq!(Error::condition_failed(None).code(), Some("ConditionalCheckFailedException"));
    /// ```
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.0.kind.code()
    }

    /// Returns the stored item of a failed condition, if the request asked for it and the item exists.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::Error;
    ///
    /// let error = Error::condition_failed(Some(order("o1", 5).to_item()?));
    /// let stored = error.item().map(|item| Order::from_item(item.view())).transpose()?;
    /// assert_eq!(stored, Some(order("o1", 5)));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        self.0.item.as_ref()
    }

    /// Returns the field that breaks one of its rules, or has a value inside that does, by its name in Rust: the message has
    /// the whole path. Of a rule over several fields, and inside a flattened field, there is none.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "site")]
    /// # enum Site { Vote(Vote) }
    /// use dynamo_model::builder::Put;
    ///
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Site, pk = "VOTE#{id}", sk = "VOTE")]
    /// struct Vote {
    ///     id: String,
    ///     #[attr(range = 1..=5)]
    ///     stars: u8,
    /// }
    ///
    /// let error = Put::new(&Vote { id: "v1".into(), stars: 9 }).request().unwrap_err();
    /// assert_eq!(error.field(), Some("stars"));
    /// ```
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        self.0.field
    }

    /// Returns why a transaction was cancelled: one reason per action, in order.
    ///
    /// ```
    /// use dynamo_model::{CancellationReason, Error};
    ///
    /// let failed = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", None);
    /// let error = Error::transaction_canceled(vec![CancellationReason::none(), failed]);
    /// let codes: Vec<&str> = error.cancellation_reasons().iter().map(|reason| reason.code()).collect();
    /// assert_eq!(codes, ["None", "ConditionalCheckFailed"]);
    /// assert!(error.cancellation_reasons()[0].is_none());
    /// ```
    #[must_use]
    pub fn cancellation_reasons(&self) -> &[CancellationReason] {
        &self.0.reasons
    }

    /// Whether there is no entity with the key that was to be changed. An `edit` has read that. Of another write it is known if
    /// its condition failed, the stored item was asked for ([`returning_item_on_failure`](crate::builder::Update::returning_item_on_failure),
    /// or by the library itself, as for entities with unique fields and updates of those with revisions), and there was none: then [`is_condition_failed`](Self::is_condition_failed) holds, too.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let error = shop.edit(Order::key("o1"), |order| Ok(order.total = 0)).await.unwrap_err();
    /// assert!(error.is_missing());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.0.missing || self.kind() == ErrorKind::Missing
    }

    /// Whether a unique value belongs to another entity: nothing was written. See [`Error::unique_violations`].
    ///
    /// ```
    /// use dynamo_model::error::{Error, UniqueViolation};
    ///
    /// assert!(Error::unique_violation(vec![UniqueViolation::new("User", "email", None)]).is_unique_violation());
    /// assert!(!Error::condition_failed(None).is_unique_violation());
    /// ```
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        !self.0.violations.is_empty()
    }

    /// Returns the unique values that other entities have; of a cancelled transaction, too.
    ///
    /// ```
    /// use dynamo_model::error::{Error, UniqueViolation};
    ///
    /// let taken = vec![UniqueViolation::new("User", "email", None), UniqueViolation::new("User", "nick", None)];
    /// let error = Error::unique_violation(taken);
    /// let fields: Vec<&str> = error.unique_violations().iter().map(UniqueViolation::field).collect();
    /// assert_eq!(fields, ["email", "nick"]);
    /// ```
    #[must_use]
    pub fn unique_violations(&self) -> &[UniqueViolation] {
        &self.0.violations
    }

    /// Returns the first field whose value is taken, by its name in Rust as [`field`](Self::field) does; of fields that are
    /// unique together, the name of the constraint.
    ///
    /// ```
    /// use dynamo_model::error::{Error, UniqueViolation};
    ///
    /// let error = Error::unique_violation(vec![UniqueViolation::new("User", "email", None)]);
    /// assert_eq!(error.unique_field(), Some("email"));
    /// ```
    #[must_use]
    pub fn unique_field(&self) -> Option<&'static str> {
        self.0.violations.first().map(UniqueViolation::field)
    }

    /// Returns the writes of a failed batch that are not known to be written: all others were. There are none in the error of a
    /// batch that was never sent, of which [`is_unsent`](Self::is_unsent) tells.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::request::Write;
    ///
    /// /// Stores orders, and returns what is to be tried again later.
    /// async fn store(shop: &Db<Shop>, orders: &[Order]) -> Result<Vec<Write>> {
    ///     match shop.batch_write().put_all(orders).await {
    ///         Ok(()) => Ok(Vec::new()),
    ///         Err(error) if error.is_unsent() => Err(error),
    ///         Err(error) => Ok(error.unwritten().to_vec()),
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let left = store(&shop, &[order("o1", 5), order("o2", 7)]).await?;
    /// shop.batch_write().writes(left).await?;
    /// assert!(shop.get(Order::key("o2")).await?.is_some());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn unwritten(&self) -> &[Write] {
        &self.0.unwritten
    }
}
