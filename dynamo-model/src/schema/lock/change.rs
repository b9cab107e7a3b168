use std::fmt;

/// A difference between two states of a design: see [`Lock::changes_to`](super::Lock::changes_to).
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: u32, note: Option<String> }
/// use dynamo_model::schema::Lock;
///
/// let now = Shop::SCHEMA.to_lock();
/// let before: Lock = now.to_string().replace("\"String, optional\"", "\"String\"").parse()?;
/// let [loosened] = &before.changes_to(&now)[..] else { panic!() };
/// assert_eq!(loosened.to_string(), "attribute `note` of `Order` may be missing now");
/// assert!(!loosened.strands());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaChange {
    what: String,
    stranded: Option<String>,
}

impl SchemaChange {
    /// Makes a change that stored items do not mind.
    pub(super) fn harmless(what: String) -> Self {
        Self { what, stranded: None }
    }

    /// Makes a change that stored items do mind, and says which and why.
    pub(super) fn stranding(what: String, stranded: impl Into<String>) -> Self {
        Self { what, stranded: Some(stranded.into()) }
    }

    /// Whether stored items are not found, or not read as they were, after the change.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: u32, note: Option<String> }
    /// use dynamo_model::schema::Lock;
    ///
    /// let now = Shop::SCHEMA.to_lock();
    /// let before: Lock = now.to_string().replace("ORDER#{id}", "O#{id}").parse()?;
    /// let changes = before.changes_to(&now);
    /// assert!(changes.iter().any(|change| change.strands()), "orders are looked for under other keys now");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn strands(&self) -> bool {
        self.stranded.is_some()
    }
}

impl fmt::Display for SchemaChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.stranded {
            Some(stranded) => write!(f, ": {stranded}"),
            None => Ok(()),
        }
    }
}
