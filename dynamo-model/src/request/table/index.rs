use super::{KeySchema, OnDemandThroughput, Throughput, WarmThroughput};

/// A secondary index to create.
///
/// ```
/// use dynamo_model::request::{IndexDefinition, IndexProjection, KeySchema};
///
/// let index = IndexDefinition::new("gsi1", KeySchema::new("gsi1pk").with_sort("gsi1sk"));
/// assert_eq!(index.projection, IndexProjection::All);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexDefinition {
    /// The index; 3 to 255 of `a-z A-Z 0-9 _ . -`.
    pub name: String,
    /// Its key.
    pub key: KeySchema,
    /// What it holds.
    pub projection: IndexProjection,
    /// Its provisioned throughput; required if, and only if, the table's billing is provisioned.
    pub throughput: Option<Throughput>,
    /// What it is to serve at once; by default, what every index of its kind can. Descriptions have it apart.
    pub warm_throughput: WarmThroughput,
    /// The most it serves, if capacity is paid for by request.
    pub on_demand_throughput: OnDemandThroughput,
}

impl IndexDefinition {
    /// Makes an index that holds whole items.
    ///
    /// ```
    /// use dynamo_model::request::{IndexDefinition, IndexProjection, KeySchema};
    ///
    /// let index = IndexDefinition::new("by_email", KeySchema::new("email"));
    /// assert_eq!((index.name.as_str(), index.projection), ("by_email", IndexProjection::All));
    /// ```
    pub fn new(name: impl Into<String>, key: KeySchema) -> Self {
        Self {
            name: name.into(),
            key,
            projection: IndexProjection::All,
            throughput: None,
            warm_throughput: WarmThroughput::default(),
            on_demand_throughput: OnDemandThroughput::default(),
        }
    }

    /// Sets what the index holds.
    ///
    /// ```
    /// use dynamo_model::request::{IndexDefinition, IndexProjection, KeySchema};
    ///
    /// let index = IndexDefinition::new("by_email", KeySchema::new("email"));
    /// assert_eq!(index.with_projection(IndexProjection::KeysOnly).projection, IndexProjection::KeysOnly);
    /// ```
    #[must_use]
    pub fn with_projection(mut self, projection: IndexProjection) -> Self {
        self.projection = projection;
        self
    }

    /// Sets the provisioned throughput.
    ///
    /// ```
    /// use dynamo_model::request::{IndexDefinition, KeySchema, Throughput};
    ///
    /// let units = Throughput { read: 5, write: 1 };
    /// let index = IndexDefinition::new("by_email", KeySchema::new("email")).with_throughput(units);
    /// assert_eq!(index.throughput, Some(units));
    /// ```
    #[must_use]
    pub fn with_throughput(mut self, throughput: Throughput) -> Self {
        self.throughput = Some(throughput);
        self
    }

    /// Sets what the index is to serve at once.
    ///
    /// ```
    /// use dynamo_model::request::{IndexDefinition, KeySchema, WarmThroughput};
    ///
    /// let warm = WarmThroughput { read: Some(50_000), write: None };
    /// let index = IndexDefinition::new("by_email", KeySchema::new("email")).with_warm_throughput(warm);
    /// assert_eq!(index.warm_throughput, warm);
    /// ```
    #[must_use]
    pub fn with_warm_throughput(mut self, warm: WarmThroughput) -> Self {
        self.warm_throughput = warm;
        self
    }

    /// Limits what the index serves on demand.
    ///
    /// ```
    /// use dynamo_model::request::{IndexDefinition, KeySchema, OnDemandThroughput};
    ///
    /// let most = OnDemandThroughput { max_read: Some(100), max_write: None };
    /// let index = IndexDefinition::new("by_email", KeySchema::new("email")).with_on_demand_throughput(most);
    /// assert_eq!(index.on_demand_throughput, most);
    /// ```
    #[must_use]
    pub fn with_on_demand_throughput(mut self, most: OnDemandThroughput) -> Self {
        self.on_demand_throughput = most;
        self
    }
}

/// Which attributes an index holds.
///
/// ```
/// use dynamo_model::request::{IndexDefinition, IndexProjection, KeySchema};
///
/// let index = IndexDefinition::new("by_email", KeySchema::new("email"))
///     .with_projection(IndexProjection::Include(vec!["name".to_owned()]));
/// assert_ne!(index.projection, IndexProjection::default());
/// assert_eq!(IndexProjection::default(), IndexProjection::All);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum IndexProjection {
    /// Every attribute.
    #[default]
    All,
    /// The keys of the index and of the table.
    KeysOnly,
    /// The keys and these; 1 to 20 names.
    Include(Vec<String>),
}
