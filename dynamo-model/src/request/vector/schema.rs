/// What searches of a vector index are narrowed by: one attribute at the most that every search has to fix, and up to 18
/// that it may.
///
/// ```
/// use dynamo_model::request::SearchSchema;
///
/// let schema = SearchSchema::new().with_partition("shelf").with_filter("language").with_filter("year");
/// assert_eq!(schema.partition(), ["shelf"]);
/// assert_eq!(schema.filters(), ["language", "year"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SearchSchema {
    partition: Vec<String>,
    filters: Vec<String>,
}

impl SearchSchema {
    /// Makes a schema of no attributes: every search is of the whole index.
    ///
    /// ```
    /// use dynamo_model::request::SearchSchema;
    ///
    /// assert!(SearchSchema::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the attribute that every search has to fix: `HASH`. A second one is refused where it is sent.
    ///
    /// ```
    /// use dynamo_model::request::SearchSchema;
    ///
    /// assert_eq!(SearchSchema::new().with_partition("shelf").partition(), ["shelf"]);
    /// ```
    #[must_use]
    pub fn with_partition(mut self, name: impl Into<String>) -> Self {
        self.partition.push(name.into());
        self
    }

    /// Adds an attribute that searches may fix: `INLINE_FILTER`.
    ///
    /// ```
    /// use dynamo_model::request::SearchSchema;
    ///
    /// assert_eq!(SearchSchema::new().with_filter("language").filters(), ["language"]);
    /// ```
    #[must_use]
    pub fn with_filter(mut self, name: impl Into<String>) -> Self {
        self.filters.push(name.into());
        self
    }

    /// Returns the attributes that every search has to fix: one, or none.
    ///
    /// ```
    /// use dynamo_model::request::SearchSchema;
    ///
    /// assert!(SearchSchema::new().with_filter("language").partition().is_empty());
    /// ```
    #[must_use]
    pub fn partition(&self) -> &[String] {
        &self.partition
    }

    /// Returns the attributes that searches may fix.
    ///
    /// ```
    /// use dynamo_model::request::SearchSchema;
    ///
    /// assert!(SearchSchema::new().with_partition("shelf").filters().is_empty());
    /// ```
    #[must_use]
    pub fn filters(&self) -> &[String] {
        &self.filters
    }

    /// Iterates over all attributes, the partition's first.
    ///
    /// ```
    /// use dynamo_model::request::SearchSchema;
    ///
    /// let schema = SearchSchema::new().with_filter("language").with_partition("shelf");
    /// assert_eq!(schema.attributes().collect::<Vec<_>>(), ["shelf", "language"]);
    /// ```
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.partition.iter().chain(&self.filters).map(String::as_str)
    }

    /// Whether there is no attribute at all.
    ///
    /// ```
    /// use dynamo_model::request::SearchSchema;
    ///
    /// assert!(!SearchSchema::new().with_filter("language").is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.partition.is_empty() && self.filters.is_empty()
    }
}
