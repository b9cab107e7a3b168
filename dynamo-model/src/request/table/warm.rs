use super::Throughput;

/// What a table is to serve at once, so that a rush does not find it cold. It can be raised, and stays raised.
///
/// ```
/// use dynamo_model::request::{CreateTable, KeySchema, Throughput, UpdateTable, WarmThroughput};
///
/// let launch = WarmThroughput { read: Some(50_000), write: None };
/// let table = CreateTable::new("shop", KeySchema::new("PK")).with_warm_throughput(launch);
/// assert_eq!(table.warm_throughput.read, Some(50_000));
///
/// let change = UpdateTable::new("shop").with_warm_throughput(launch);
/// assert_eq!(change.warm_throughput, Some(launch));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WarmThroughput {
    /// Read units a second; `None` for what there is.
    pub read: Option<u64>,
    /// Write units a second; `None` for what there is.
    pub write: Option<u64>,
}

impl WarmThroughput {
    /// Returns what a table can serve at once that could serve `current` before.
    ///
    /// ```
    /// use dynamo_model::request::{Throughput, WarmThroughput};
    ///
    /// let wanted = WarmThroughput { read: Some(50_000), write: None };
    /// let current = Throughput { read: 12_000, write: 4_000 };
    /// assert_eq!(wanted.over(current), Throughput { read: 50_000, write: 4_000 });
    /// ```
    #[must_use]
    pub fn over(self, current: Throughput) -> Throughput {
        Throughput { read: self.read.unwrap_or(current.read), write: self.write.unwrap_or(current.write) }
    }
}
