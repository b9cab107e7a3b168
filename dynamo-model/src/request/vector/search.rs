use crate::expr::{Condition, Projection, Written};
use crate::request::setters::{capacity_setter, written_setter};
use crate::request::{ReturnCapacity, TableName, VectorCapacity};
use crate::value::Item;

/// How many items a search finds unless it says so.
const USUAL_TOP: u32 = 10;

/// Finds the items of a vector index whose vectors are nearest to one.
///
/// ```
/// use dynamo_model::expr::{Condition, Path};
/// use dynamo_model::request::SearchVectors;
///
/// let red = SearchVectors::new("paints", "by_colour", [1.0, 0.0, 0.0])
///     .with_condition(Condition::eq(Path::attribute("material"), "oil"))
///     .with_top_k(3);
/// assert_eq!((red.vector.len(), red.top_k), (3, 3));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SearchVectors {
    /// The table.
    pub table: TableName,
    /// The index.
    pub index: String,
    /// What vectors are compared with: as many numbers as the index has dimensions. One that is not finite is refused.
    pub vector: Vec<f32>,
    /// The most items to find; 1 to 100.
    pub top_k: u32,
    /// Which items to look at: equalities of attributes of the index's search schema, joined by `AND`. Where the schema has
    /// a partition, one of them fixes it.
    pub condition: Option<Condition>,
    /// What to return; all that the index holds, but the vectors, if `None`.
    pub projection: Option<Projection>,
    /// Whether to report the consumed capacity.
    pub return_capacity: ReturnCapacity,
    /// Says that the expressions were parsed, and need not be measured; see [`Written`].
    pub written: Option<Written>,
}

impl SearchVectors {
    /// Makes a search for the ten nearest items of the whole index.
    ///
    /// ```
    /// use dynamo_model::request::SearchVectors;
    ///
    /// let red = SearchVectors::new("paints", "by_colour", [1.0, 0.0, 0.0]);
    /// assert!(red.top_k == 10 && red.condition.is_none() && red.projection.is_none());
    /// ```
    pub fn new(table: impl Into<TableName>, index: impl Into<String>, vector: impl Into<Vec<f32>>) -> Self {
        Self {
            table: table.into(),
            index: index.into(),
            vector: vector.into(),
            top_k: USUAL_TOP,
            condition: None,
            projection: None,
            return_capacity: ReturnCapacity::None,
            written: None,
        }
    }

    /// Finds so many items at the most.
    ///
    /// ```
    /// use dynamo_model::request::SearchVectors;
    ///
    /// assert_eq!(SearchVectors::new("paints", "by_colour", [1.0, 0.0, 0.0]).with_top_k(3).top_k, 3);
    /// ```
    #[must_use]
    pub fn with_top_k(mut self, top_k: u32) -> Self {
        self.top_k = top_k;
        self
    }

    /// Looks only at the items that fulfil the condition, before it is decided which are nearest.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path};
    /// use dynamo_model::request::SearchVectors;
    ///
    /// let oil = Condition::eq(Path::attribute("material"), "oil");
    /// let red = SearchVectors::new("paints", "by_colour", [1.0, 0.0, 0.0]).with_condition(oil.clone());
    /// assert_eq!(red.condition, Some(oil));
    /// ```
    #[must_use]
    pub fn with_condition(mut self, condition: Condition) -> Self {
        self.condition = Some(condition);
        self
    }

    /// Returns these paths only. The vector is returned only if it is one of them.
    ///
    /// ```
    /// use dynamo_model::expr::Projection;
    /// use dynamo_model::request::SearchVectors;
    ///
    /// let name = Projection::from_iter(["name"]);
    /// let red = SearchVectors::new("paints", "by_colour", [1.0, 0.0, 0.0]).with_projection(name.clone());
    /// assert_eq!(red.projection, Some(name));
    /// ```
    #[must_use]
    pub fn with_projection(mut self, projection: Projection) -> Self {
        self.projection = Some(projection);
        self
    }

    capacity_setter!(SearchVectors, "SearchVectors::new(\"paints\", \"by_colour\", [1.0, 0.0, 0.0])");
    written_setter!(SearchVectors, "SearchVectors::new(\"paints\", \"by_colour\", [1.0, 0.0, 0.0])");
}

/// What [`SearchVectors`] found.
///
/// ```
/// use dynamo_model::request::SearchVectorsOutput;
///
/// let nothing = SearchVectorsOutput::default();
/// assert!(nothing.results.is_empty() && nothing.consumed_capacity.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchVectorsOutput {
    /// What was found, the best first.
    pub results: Vec<Found>,
    /// The capacity consumed, if asked for.
    pub consumed_capacity: Option<VectorCapacity>,
}

/// An item that a search has found.
///
/// ```
/// use dynamo_model::request::{Found, SearchVectorsOutput};
/// use dynamo_model::value::Item;
///
/// let mut output = SearchVectorsOutput::default();
/// output.results.push(Found::new(Item::from_iter([("name", "vermilion")]), 0.25));
/// assert_eq!(output.results[0].score, 0.25);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Found {
    /// What is returned of the item.
    pub item: Item,
    /// How near it is, as the index's [`Distance`](super::Distance) has it.
    pub score: f64,
}

impl Found {
    /// Makes a result.
    ///
    /// ```
    /// use dynamo_model::request::Found;
    /// use dynamo_model::value::Item;
    ///
    /// assert!(Found::new(Item::new(), 0.0).item.is_empty());
    /// ```
    #[must_use]
    pub const fn new(item: Item, score: f64) -> Self {
        Self { item, score }
    }
}
