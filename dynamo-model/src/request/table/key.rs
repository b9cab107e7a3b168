/// The type of one key attribute.
///
/// ```
/// use dynamo_model::request::{AttributeDefinition, CreateTable, KeyKind, KeySchema};
///
/// let request = CreateTable::new("readings", KeySchema::new("at")).with_attribute("at", KeyKind::N);
/// assert_eq!(request.attributes, [AttributeDefinition { name: "at".to_owned(), kind: KeyKind::N }]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AttributeDefinition {
    /// The attribute's name; 1 to 255 bytes.
    pub name: String,
    /// Its type.
    pub kind: KeyKind,
}

/// The types a key attribute can have.
///
/// ```
/// use dynamo_model::request::{CreateTable, KeyKind, KeySchema};
///
/// let request = CreateTable::new("shop", KeySchema::new("PK").with_sort("at"))
///     .with_attribute("PK", KeyKind::S)
///     .with_attribute("at", KeyKind::N);
/// assert_eq!(request.attributes[1].kind, KeyKind::N);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// A string, in byte order.
    S,
    /// A number, in numeric order.
    N,
    /// Bytes, in byte order.
    B,
}

impl KeyKind {
    /// Returns the service's spelling.
    ///
    /// ```
    /// assert_eq!(dynamo_model::request::KeyKind::N.as_str(), "N");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
        }
    }
}

/// The attributes of a key: one to four for the partition, none to four for the order within it.
///
/// Tables and local indexes have one of each at the most.
///
/// ```
/// use dynamo_model::request::KeySchema;
///
/// let key = KeySchema::new("tenant").with_partition("region").with_sort("day").with_sort("id");
/// assert_eq!(key.partition(), ["tenant", "region"]);
/// assert_eq!(key.sort(), ["day", "id"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeySchema {
    partition: Vec<String>,
    sort: Vec<String>,
}

impl KeySchema {
    /// Makes a key of one partition key attribute.
    ///
    /// ```
    /// use dynamo_model::request::KeySchema;
    ///
    /// let key = KeySchema::new("PK");
    /// assert_eq!(key.partition(), ["PK"]);
    /// assert!(key.sort().is_empty());
    /// ```
    pub fn new(partition: impl Into<String>) -> Self {
        Self { partition: vec![partition.into()], sort: Vec::new() }
    }

    /// Makes a key of its attributes, in order; `None` without a partition key attribute.
    ///
    /// ```
    /// use dynamo_model::request::KeySchema;
    ///
    /// let key = KeySchema::from_parts(["pk"], ["sk"]);
    /// assert_eq!(key, Some(KeySchema::new("pk").with_sort("sk")));
    /// assert_eq!(KeySchema::from_parts([""; 0], ["sk"]), None);
    /// ```
    pub fn from_parts<N: Into<String>>(
        partition: impl IntoIterator<Item = N>,
        sort: impl IntoIterator<Item = N>,
    ) -> Option<Self> {
        let partition: Vec<String> = partition.into_iter().map(Into::into).collect();
        let sort = sort.into_iter().map(Into::into).collect();
        (!partition.is_empty()).then_some(Self { partition, sort })
    }

    /// Adds a partition key attribute.
    ///
    /// ```
    /// use dynamo_model::request::KeySchema;
    ///
    /// assert_eq!(KeySchema::new("tenant").with_partition("region").partition(), ["tenant", "region"]);
    /// ```
    #[must_use]
    pub fn with_partition(mut self, name: impl Into<String>) -> Self {
        self.partition.push(name.into());
        self
    }

    /// Adds a sort key attribute.
    ///
    /// ```
    /// use dynamo_model::request::KeySchema;
    ///
    /// assert_eq!(KeySchema::new("PK").with_sort("SK").sort(), ["SK"]);
    /// ```
    #[must_use]
    pub fn with_sort(mut self, name: impl Into<String>) -> Self {
        self.sort.push(name.into());
        self
    }

    /// Returns the partition key attributes.
    ///
    /// ```
    /// use dynamo_model::request::KeySchema;
    ///
    /// assert_eq!(KeySchema::new("PK").with_sort("SK").partition(), ["PK"]);
    /// ```
    #[must_use]
    pub fn partition(&self) -> &[String] {
        &self.partition
    }

    /// Returns the sort key attributes.
    ///
    /// ```
    /// use dynamo_model::request::KeySchema;
    ///
    /// assert_eq!(KeySchema::new("PK").with_sort("day").with_sort("id").sort(), ["day", "id"]);
    /// ```
    #[must_use]
    pub fn sort(&self) -> &[String] {
        &self.sort
    }

    /// Iterates over all attributes, partition key first.
    ///
    /// ```
    /// use dynamo_model::request::KeySchema;
    ///
    /// let key = KeySchema::new("PK").with_sort("SK");
    /// assert_eq!(key.attributes().collect::<Vec<_>>(), ["PK", "SK"]);
    /// ```
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.partition.iter().chain(&self.sort).map(String::as_str)
    }
}
