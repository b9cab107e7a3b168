use crate::value::Item;

/// Why one action of a transaction stopped it, or that it did not.
///
/// ```
/// use dynamo_model::CancellationReason;
///
/// let reason = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", None);
/// assert!(!reason.is_none());
/// assert_eq!(reason.code(), "ConditionalCheckFailed");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancellationReason {
    code: String,
    message: Option<String>,
    item: Option<Item>,
}

impl CancellationReason {
    /// Makes a reason from the service's code, its message and the stored item, if it was asked for.
    ///
    /// ```
    /// use dynamo_model::CancellationReason;
    ///
    /// let reason = CancellationReason::new("TransactionConflict", "Transaction is ongoing for the item", None);
    /// assert!(reason.item().is_none());
    /// ```
    pub fn new(code: impl Into<String>, message: impl Into<String>, item: Option<Item>) -> Self {
        Self { code: code.into(), message: Some(message.into()), item }
    }

    /// Makes the reason of an action that was in order.
    ///
    /// ```
    /// use dynamo_model::CancellationReason;
    ///
    /// assert_eq!(CancellationReason::none().code(), "None");
    /// ```
    #[must_use]
    pub fn none() -> Self {
        Self { code: "None".to_owned(), message: None, item: None }
    }

    /// Whether this action was in order: another one cancelled the transaction.
    ///
    /// ```
    /// use dynamo_model::CancellationReason;
    ///
    /// assert!(CancellationReason::none().is_none());
    /// assert!(!CancellationReason::new("ThrottlingError", "too fast", None).is_none());
    /// ```
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.code == "None"
    }

    /// Returns the code, such as `ConditionalCheckFailed` or `TransactionConflict`.
    ///
    /// ```
    /// use dynamo_model::CancellationReason;
    ///
    /// assert_eq!(CancellationReason::new("ThrottlingError", "too fast", None).code(), "ThrottlingError");
    /// ```
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns the message; actions in order have none.
    ///
    /// ```
    /// use dynamo_model::CancellationReason;
    ///
    /// assert_eq!(CancellationReason::new("ThrottlingError", "too fast", None).message(), Some("too fast"));
    /// assert_eq!(CancellationReason::none().message(), None);
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Returns the stored item, if the action asked for it.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::CancellationReason;
    ///
    /// let stored = order("o1", 5).to_item()?;
    /// let reason = CancellationReason::new("ConditionalCheckFailed", "The conditional request failed", Some(stored));
    /// assert_eq!(reason.message(), Some("The conditional request failed"));
    /// let found = reason.item().map(|item| Order::from_item(item.view())).transpose()?;
    /// assert_eq!(found.map(|order| order.total), Some(5));
    /// assert_eq!(CancellationReason::none().message(), None);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        self.item.as_ref()
    }
}
