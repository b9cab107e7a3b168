use std::cmp::Ordering;

use super::SearchSchema;
use crate::request::{IndexProjection, TableStatus};

/// A vector index to create: it finds items by how near their vectors are to another one.
///
/// ```
/// use dynamo_model::request::{Distance, IndexProjection, VectorIndex};
///
/// let index = VectorIndex::new("by_meaning", "embedding", 384, Distance::Cosine)
///     .with_partition("shelf")
///     .with_filter("language");
/// assert_eq!(index.schema.attributes().collect::<Vec<_>>(), ["shelf", "language"]);
/// assert_eq!(index.projection, IndexProjection::All);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VectorIndex {
    /// The index; 3 to 255 of `a-z A-Z 0-9 _ . -`.
    pub name: String,
    /// The attribute whose lists of numbers are the vectors. Items without it are not in the index.
    pub attribute: String,
    /// How many numbers a vector has; 1 to 4,096.
    pub dimensions: u32,
    /// What makes one vector nearer than another.
    pub distance: Distance,
    /// What searches are narrowed by.
    pub schema: SearchSchema,
    /// What searches can return.
    pub projection: IndexProjection,
}

impl VectorIndex {
    /// Makes an index that every search is of as a whole, and that returns whole items.
    ///
    /// ```
    /// use dynamo_model::request::{Distance, VectorIndex};
    ///
    /// let index = VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean);
    /// assert_eq!((index.attribute.as_str(), index.dimensions), ("rgb", 3));
    /// assert!(index.schema.is_empty());
    /// ```
    pub fn new(
        name: impl Into<String>,
        attribute: impl Into<String>,
        dimensions: u32,
        distance: Distance,
    ) -> Self {
        Self {
            name: name.into(),
            attribute: attribute.into(),
            dimensions,
            distance,
            schema: SearchSchema::new(),
            projection: IndexProjection::All,
        }
    }

    /// Sets what searches are narrowed by.
    ///
    /// ```
    /// use dynamo_model::request::{Distance, SearchSchema, VectorIndex};
    ///
    /// let schema = SearchSchema::new().with_partition("shelf");
    /// let index = VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean).with_schema(schema.clone());
    /// assert_eq!(index.schema, schema);
    /// ```
    #[must_use]
    pub fn with_schema(mut self, schema: SearchSchema) -> Self {
        self.schema = schema;
        self
    }

    /// Keeps items apart by an attribute that every search then has to fix.
    ///
    /// ```
    /// use dynamo_model::request::{Distance, VectorIndex};
    ///
    /// let index = VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean).with_partition("shelf");
    /// assert_eq!(index.schema.partition(), ["shelf"]);
    /// ```
    #[must_use]
    pub fn with_partition(mut self, name: impl Into<String>) -> Self {
        self.schema = self.schema.with_partition(name);
        self
    }

    /// Lets searches fix an attribute.
    ///
    /// ```
    /// use dynamo_model::request::{Distance, VectorIndex};
    ///
    /// let index = VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean).with_filter("material");
    /// assert_eq!(index.schema.filters(), ["material"]);
    /// ```
    #[must_use]
    pub fn with_filter(mut self, name: impl Into<String>) -> Self {
        self.schema = self.schema.with_filter(name);
        self
    }

    /// Sets what searches can return.
    ///
    /// ```
    /// use dynamo_model::request::{Distance, IndexProjection, VectorIndex};
    ///
    /// let index = VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean);
    /// assert_eq!(index.with_projection(IndexProjection::KeysOnly).projection, IndexProjection::KeysOnly);
    /// ```
    #[must_use]
    pub fn with_projection(mut self, projection: IndexProjection) -> Self {
        self.projection = projection;
        self
    }
}

/// What makes one vector nearer than another.
///
/// ```
/// use dynamo_model::request::Distance;
///
/// assert_eq!(Distance::parse("DOT_PRODUCT"), Some(Distance::DotProduct));
/// assert_eq!(Distance::parse("MANHATTAN"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Distance {
    /// One less the cosine of the angle between them: 0 for the same direction, 2 for the opposite one. Best is the least.
    Cosine,
    /// The sum of their products, element by element. Best is the greatest.
    DotProduct,
    /// The length of what is between them. Best is the least.
    Euclidean,
}

impl Distance {
    /// Returns the service's spelling.
    ///
    /// ```
    /// assert_eq!(dynamo_model::request::Distance::DotProduct.as_str(), "DOT_PRODUCT");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cosine => "COSINE",
            Self::DotProduct => "DOT_PRODUCT",
            Self::Euclidean => "EUCLIDEAN",
        }
    }

    /// Reads the service's spelling.
    ///
    /// ```
    /// use dynamo_model::request::Distance;
    ///
    /// assert_eq!(Distance::parse("COSINE"), Some(Distance::Cosine));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Cosine, Self::DotProduct, Self::Euclidean].into_iter().find(|known| known.as_str() == text)
    }

    /// Orders two scores, the better one first.
    ///
    /// ```
    /// use dynamo_model::request::Distance;
    ///
    /// let mut scores = [0.5, 2.0, 1.0];
    /// scores.sort_by(|one, other| Distance::Euclidean.best_first(*one, *other));
    /// assert_eq!(scores, [0.5, 1.0, 2.0]);
    /// scores.sort_by(|one, other| Distance::DotProduct.best_first(*one, *other));
    /// assert_eq!(scores, [2.0, 1.0, 0.5]);
    /// ```
    #[must_use]
    pub fn best_first(self, one: f64, other: f64) -> Ordering {
        match self {
            Self::Cosine | Self::Euclidean => one.total_cmp(&other),
            Self::DotProduct => other.total_cmp(&one),
        }
    }
}

/// A vector index as it stands.
///
/// ```
/// use dynamo_model::request::{Distance, TableStatus, VectorIndex, VectorIndexDescription};
///
/// let index = VectorIndexDescription::of(VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean));
/// assert!(index.status == TableStatus::Active && !index.backfilling);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VectorIndexDescription {
    /// How it was defined.
    pub definition: VectorIndex,
    /// Whether it can be searched.
    pub status: TableStatus,
    /// Whether it is still being filled with the items that were there before it.
    pub backfilling: bool,
    /// Its Amazon resource name.
    pub arn: String,
    /// How many items it holds.
    pub item_count: u64,
    /// The size of what it holds, in bytes.
    pub size_bytes: u64,
}

impl VectorIndexDescription {
    /// Describes an active, empty index.
    ///
    /// ```
    /// use dynamo_model::request::{Distance, VectorIndex, VectorIndexDescription};
    ///
    /// let index = VectorIndexDescription::of(VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean));
    /// assert_eq!((index.definition.name.as_str(), index.item_count), ("by_colour", 0));
    /// ```
    #[must_use]
    pub fn of(definition: VectorIndex) -> Self {
        Self {
            definition,
            status: TableStatus::Active,
            backfilling: false,
            arn: String::new(),
            item_count: 0,
            size_bytes: 0,
        }
    }
}
