use crate::request::{Capacity, CapacityKind};

pub(super) const KB: u64 = 1024;
/// The most bytes of an item.
pub(super) const ITEM: u64 = 400 * KB;
/// The most bytes of a guard: two partition keys, two sort keys, and the names around them.
pub(super) const GUARD: u64 = 8 * KB;
/// A page ends with the item that brings it to so many bytes.
pub(super) const PAGE: u64 = 1024 * KB;
const READ_UNIT: u64 = 4 * KB;
const WRITE_UNIT: u64 = KB;

/// What an operation consumes of the table, or of one index.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::builder::Get;
///
/// let explanation = Get::new(Order::key("o1")).explain()?;
/// let cost = &explanation.steps[0].costs[0];
/// assert_eq!(cost.to_string(), "table: 0.5 to 50.0 read units, for an item of at most 400 KB");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cost {
    /// The index; the table itself if `None`.
    pub index: Option<String>,
    /// What the units pay for.
    pub kind: CapacityKind,
    /// The least it consumes.
    pub least: Capacity,
    /// The most it consumes.
    pub most: Capacity,
    /// What for, in words.
    pub reason: String,
}

impl Cost {
    /// Reads up to so many bytes.
    pub(super) fn read(index: Option<&str>, bytes: u64, consistent: bool, reason: impl Into<String>) -> Self {
        let halves = |units: u64| Capacity::from_halves(if consistent { units * 2 } else { units });
        Self {
            index: index.map(str::to_owned),
            kind: CapacityKind::Read,
            least: halves(1),
            most: halves(bytes.div_ceil(READ_UNIT)),
            reason: reason.into(),
        }
    }

    pub(super) fn write(index: Option<&str>, least: u64, most: u64, reason: impl Into<String>) -> Self {
        Self {
            index: index.map(str::to_owned),
            kind: CapacityKind::Write,
            least: Capacity::from_units(least),
            most: Capacity::from_units(most),
            reason: reason.into(),
        }
    }

    /// As often as there are operations of this kind, or as a transaction counts them.
    pub(super) fn times(mut self, count: usize) -> Self {
        let times = |capacity: Capacity| std::iter::repeat_n(capacity, count).sum();
        self.least = times(self.least);
        self.most = times(self.most);
        self
    }
}

/// How many units a write of so many bytes consumes.
pub(super) fn write_units(bytes: u64) -> u64 {
    bytes.div_ceil(WRITE_UNIT).max(1)
}

/// Adds up what the same places consume.
pub(super) fn sum(costs: impl IntoIterator<Item = Cost>) -> Vec<Cost> {
    let mut sums: Vec<Cost> = Vec::new();
    for cost in costs {
        match sums.iter_mut().find(|sum| sum.index == cost.index) {
            Some(sum) => {
                sum.least += cost.least;
                sum.most += cost.most;
            }
            None => sums.push(cost),
        }
    }
    sums
}
