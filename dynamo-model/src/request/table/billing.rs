/// How a table's capacity is paid for.
///
/// ```
/// use dynamo_model::request::{BillingMode, CreateTable, KeySchema, Throughput};
///
/// let request = CreateTable::new("shop", KeySchema::new("PK"));
/// assert_eq!(request.billing, BillingMode::OnDemand);
/// let provisioned = BillingMode::Provisioned(Throughput { read: 5, write: 1 });
/// assert_eq!(request.with_billing(provisioned).billing, provisioned);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BillingMode {
    /// By request.
    #[default]
    OnDemand,
    /// By reserved units per second.
    Provisioned(Throughput),
}

/// Capacity units per second.
///
/// A read unit is one strongly consistent read, or two eventually consistent ones, of up to 4 KB; a write unit is one write of
/// up to 1 KB.
///
/// ```
/// use dynamo_model::request::{Throughput, UpdateTable};
///
/// let more = UpdateTable::new("shop").with_throughput(Throughput { read: 20, write: 5 });
/// assert_eq!(more.throughput.map(|units| units.read), Some(20));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Throughput {
    /// Of reads; at least 1.
    pub read: u64,
    /// Of writes; at least 1.
    pub write: u64,
}
