/// How a table's capacity is paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BillingMode {
    /// By request.
    #[default]
    OnDemand,
    /// By reserved units per second.
    Provisioned(Throughput),
}

/// Capacity units per second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Throughput {
    /// Of reads; at least 1.
    pub read: u64,
    /// Of writes; at least 1.
    pub write: u64,
}
