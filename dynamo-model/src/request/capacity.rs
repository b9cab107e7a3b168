use std::collections::BTreeMap;

use super::TableName;

/// How much of the consumed capacity an answer reports.
///
/// ```
/// assert_eq!(dynamo_model::request::ReturnCapacity::Indexes.as_str(), "INDEXES");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReturnCapacity {
    /// Nothing.
    #[default]
    None,
    /// The sum over the table and its indexes.
    Total,
    /// The sum, and each part of it.
    Indexes,
}

impl ReturnCapacity {
    /// Returns the service's spelling.
    ///
    /// ```
    /// assert_eq!(dynamo_model::request::ReturnCapacity::Total.as_str(), "TOTAL");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Total => "TOTAL",
            Self::Indexes => "INDEXES",
        }
    }
}

/// Capacity units, counted in halves so that eventually consistent reads stay exact.
///
/// ```
/// use dynamo_model::request::Capacity;
///
/// let two_reads = Capacity::from_halves(1) + Capacity::from_halves(1);
/// assert_eq!(two_reads, Capacity::from_units(1));
/// assert_eq!(Capacity::from_halves(3).to_string(), "1.5");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Capacity(u64);

impl Capacity {
    /// Makes whole units.
    ///
    /// ```
    /// use dynamo_model::request::Capacity;
    ///
    /// assert_eq!(Capacity::from_units(2), Capacity::from_halves(4));
    /// ```
    #[must_use]
    pub const fn from_units(units: u64) -> Self {
        Self(units.saturating_mul(2))
    }

    /// Makes half units.
    ///
    /// ```
    /// use dynamo_model::request::Capacity;
    ///
    /// assert_eq!(Capacity::from_halves(1).units(), 0.5);
    /// ```
    #[must_use]
    pub const fn from_halves(halves: u64) -> Self {
        Self(halves)
    }

    /// Returns the units as the service reports them.
    ///
    /// ```
    /// use dynamo_model::request::Capacity;
    ///
    /// assert_eq!((Capacity::from_units(2) + Capacity::from_halves(1)).units(), 2.5);
    /// ```
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "a request never consumes 2^52 units")]
    pub fn units(self) -> f64 {
        self.0 as f64 / 2.0
    }

    /// Whether nothing was consumed.
    ///
    /// ```
    /// use dynamo_model::request::Capacity;
    ///
    /// assert!(Capacity::default().is_zero());
    /// assert!(!Capacity::from_halves(1).is_zero());
    /// ```
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl std::ops::Add for Capacity {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::AddAssign for Capacity {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Capacity {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), std::ops::Add::add)
    }
}

impl std::fmt::Display for Capacity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1}", self.units())
    }
}

/// What capacity units pay for.
///
/// ```
/// use dynamo_model::request::{CapacityKind, ConsumedCapacity};
///
/// let mut consumed = ConsumedCapacity::new("shop");
/// assert_eq!(consumed.kind, None);
/// consumed.kind = Some(CapacityKind::Read);
/// assert_ne!(consumed.kind, Some(CapacityKind::Write));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CapacityKind {
    /// Reads: `ReadCapacityUnits`.
    Read,
    /// Writes: `WriteCapacityUnits`.
    Write,
}

/// The capacity one request consumed.
///
/// ```
/// use dynamo_model::request::{Capacity, ConsumedCapacity};
///
/// let mut consumed = ConsumedCapacity::new("shop");
/// consumed.total = Capacity::from_units(2);
/// assert_eq!(consumed.total.units(), 2.0);
/// assert!(consumed.table.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsumedCapacity {
    /// The table, as the request named it.
    pub table_name: TableName,
    /// What all units of this report pay for; told of transactions only.
    ///
    /// A `TransactWriteItems` that was done before under the same token consumes reads.
    pub kind: Option<CapacityKind>,
    /// The table and all its indexes together.
    pub total: Capacity,
    /// The table's share; reported with [`ReturnCapacity::Indexes`] only.
    pub table: Option<Capacity>,
    /// Each global index's share; reported with [`ReturnCapacity::Indexes`] only.
    pub global_indexes: BTreeMap<String, Capacity>,
    /// Each local index's share; reported with [`ReturnCapacity::Indexes`] only.
    pub local_indexes: BTreeMap<String, Capacity>,
    /// What was written to each vector index; reported with [`ReturnCapacity::Indexes`] only, and no part of the total.
    pub vector_indexes: BTreeMap<String, VectorCapacity>,
}

impl ConsumedCapacity {
    /// Makes a report of nothing consumed.
    ///
    /// ```
    /// use dynamo_model::request::ConsumedCapacity;
    ///
    /// let consumed = ConsumedCapacity::new("shop");
    /// assert!(consumed.total.is_zero() && consumed.global_indexes.is_empty());
    /// ```
    pub fn new(table_name: impl Into<TableName>) -> Self {
        Self {
            table_name: table_name.into(),
            kind: None,
            total: Capacity::default(),
            table: None,
            global_indexes: BTreeMap::new(),
            local_indexes: BTreeMap::new(),
            vector_indexes: BTreeMap::new(),
        }
    }
}

/// What vector indexes are paid for by: bytes, not capacity units.
///
/// ```
/// use dynamo_model::request::{ConsumedCapacity, VectorCapacity};
///
/// let mut consumed = ConsumedCapacity::new("paints");
/// let written = VectorCapacity { write_bytes: 1024, ..VectorCapacity::default() };
/// consumed.vector_indexes.insert("by_colour".to_owned(), written);
/// assert_eq!(consumed.vector_indexes["by_colour"].search_bytes, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct VectorCapacity {
    /// What searches read: `VectorSearchRequestBytes`; 0 if nothing was searched.
    pub search_bytes: u64,
    /// What writes changed: `VectorWriteRequestBytes`; 0 if nothing was written.
    pub write_bytes: u64,
}
