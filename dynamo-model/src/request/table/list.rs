use crate::request::TableName;

/// Lists the names of tables, in byte order.
///
/// ```
/// use dynamo_model::request::ListTables;
///
/// let next = ListTables::new().with_limit(10).starting_after("orders");
/// assert_eq!(next.start_after.as_deref(), Some("orders"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListTables {
    /// The most names to return; 1 to 100, and 100 if `None`.
    pub limit: Option<u32>,
    /// The name the last page ended with; no table needs to have it.
    pub start_after: Option<TableName>,
}

impl ListTables {
    /// Lists from the first name on.
    ///
    /// ```
    /// use dynamo_model::request::ListTables;
    ///
    /// assert_eq!(ListTables::new().limit, None);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Limits the names returned.
    ///
    /// ```
    /// use dynamo_model::request::ListTables;
    ///
    /// assert_eq!(ListTables::new().with_limit(10).limit, Some(10));
    /// ```
    #[must_use]
    pub fn with_limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Goes on after a name.
    ///
    /// ```
    /// use dynamo_model::request::ListTables;
    ///
    /// assert_eq!(ListTables::new().starting_after("shop").start_after.as_deref(), Some("shop"));
    /// ```
    #[must_use]
    pub fn starting_after(mut self, name: impl Into<TableName>) -> Self {
        self.start_after = Some(name.into());
        self
    }
}

/// What [`ListTables`] found.
///
/// ```
/// use dynamo_model::request::{ListTables, ListTablesOutput};
///
/// let mut page = ListTablesOutput::default();
/// assert_eq!(page.last_evaluated, None, "the last page");
///
/// page.last_evaluated = Some("orders".into());
/// let next = page.last_evaluated.map(|name| ListTables::new().starting_after(name));
/// assert_eq!(next.unwrap().start_after.as_deref(), Some("orders"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListTablesOutput {
    /// The names.
    pub tables: Vec<TableName>,
    /// The last name, if there may be more.
    pub last_evaluated: Option<TableName>,
}
