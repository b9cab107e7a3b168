/// The most that an on-demand table serves per second, so that nobody pays for more. What goes beyond is refused.
///
/// The built-in engine keeps and reports it, and refuses nothing.
///
/// ```
/// use dynamo_model::request::{CreateTable, KeySchema, OnDemandThroughput, UpdateTable};
///
/// let limits = OnDemandThroughput { max_read: Some(100), max_write: None };
/// let table = CreateTable::new("shop", KeySchema::new("PK")).with_on_demand_throughput(limits);
/// assert_eq!(table.on_demand_throughput.max_read, Some(100));
///
/// let none = OnDemandThroughput { max_read: Some(OnDemandThroughput::UNLIMITED), max_write: None };
/// let change = UpdateTable::new("shop").with_on_demand_throughput(none);
/// assert_eq!(change.on_demand_throughput, Some(none));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct OnDemandThroughput {
    /// Read units; `None` for no limit, or, in a change, for the one there is.
    pub max_read: Option<i64>,
    /// Write units; `None` for no limit, or, in a change, for the one there is.
    pub max_write: Option<i64>,
}

impl OnDemandThroughput {
    /// Takes a limit away, in a change of a table.
    pub const UNLIMITED: i64 = -1;

    /// Returns what limits become of it by a change.
    ///
    /// ```
    /// use dynamo_model::request::OnDemandThroughput;
    ///
    /// let limits = OnDemandThroughput { max_read: Some(100), max_write: None };
    /// let change = OnDemandThroughput { max_read: Some(OnDemandThroughput::UNLIMITED), max_write: Some(50) };
    /// assert_eq!(limits.changed(change), OnDemandThroughput { max_read: None, max_write: Some(50) });
    /// ```
    #[must_use]
    pub fn changed(self, change: Self) -> Self {
        let limit = |former: Option<i64>, wanted: Option<i64>| {
            wanted.or(former).filter(|units| *units != Self::UNLIMITED)
        };
        Self {
            max_read: limit(self.max_read, change.max_read),
            max_write: limit(self.max_write, change.max_write),
        }
    }
}
