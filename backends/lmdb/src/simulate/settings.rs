use std::collections::BTreeMap;

use dynamo_model::value::Value;

/// What the cloud does to programs and an engine in their process does not, for tests of how a program copes with it.
///
/// Shares are of 1: with `0.25`, it happens to every fourth request on average. The same seed leads to the same choices for
/// the same requests in the same order.
///
/// ```
/// use dynamo_lmdb::{Options, Simulation};
/// use dynamo_model::Backend;
/// use dynamo_model::request::{CreateTable, GetItem, KeyKind, KeySchema};
/// use dynamo_model::value::Item;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_model::Result<()> {
/// let busy = Simulation::seeded(7).throttling_of("shop", 1.0);
/// let db = Options::temporary().simulate(busy).open()?;
/// db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
/// let refused = db.get_item(GetItem::new("shop", Item::from_iter([("id", "1")]))).await.unwrap_err();
/// assert!(refused.is_throttled() && refused.is_retryable());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Simulation {
    pub(super) seed: u64,
    pub(super) stale_reads: f64,
    pub(super) index_lag: f64,
    pub(super) throttling: f64,
    pub(super) throttled_tables: BTreeMap<String, f64>,
    pub(super) throttled_partitions: Vec<(String, Value, f64)>,
    pub(super) throttled_indexes: BTreeMap<(String, String), f64>,
    pub(super) unprocessed: f64,
    pub(super) conflicts: f64,
    pub(super) collection_limit: Option<u64>,
}

impl Simulation {
    /// Simulates nothing yet; choices follow from the seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// Lets a share of eventually consistent reads of tables and local indexes see the database as it was up to eight commits
    /// ago. Consistent reads, and those of transactions, never do.
    #[must_use]
    pub fn stale_reads(mut self, share: f64) -> Self {
        self.stale_reads = share;
        self
    }

    /// Lets a share of reads of global indexes see the index as it was up to eight commits ago.
    #[must_use]
    pub fn index_lag(mut self, share: f64) -> Self {
        self.index_lag = share;
        self
    }

    /// Refuses a share of requests on items for lack of throughput, whatever their table.
    #[must_use]
    pub fn throttling(mut self, share: f64) -> Self {
        self.throttling = share;
        self
    }

    /// Refuses a share of requests on items of one table for lack of throughput.
    #[must_use]
    pub fn throttling_of(mut self, table: impl Into<String>, share: f64) -> Self {
        self.throttled_tables.insert(table.into(), share);
        self
    }

    /// Refuses a share of requests on one partition of a table for lack of throughput: the one whose partition key has
    /// this value.
    #[must_use]
    pub fn throttling_of_partition(
        mut self,
        table: impl Into<String>,
        key: impl Into<Value>,
        share: f64,
    ) -> Self {
        self.throttled_partitions.push((table.into(), key.into(), share));
        self
    }

    /// Refuses a share of requests on one global index for lack of throughput: reads of it, and writes of the table that
    /// change it.
    #[must_use]
    pub fn throttling_of_index(
        mut self,
        table: impl Into<String>,
        index: impl Into<String>,
        share: f64,
    ) -> Self {
        self.throttled_indexes.insert((table.into(), index.into()), share);
        self
    }

    /// Leaves a share of the reads and writes of batches unprocessed. A batch of which nothing at all is processed is refused
    /// instead.
    #[must_use]
    pub fn unprocessed(mut self, share: f64) -> Self {
        self.unprocessed = share;
        self
    }

    /// Lets a share of single writes, and of the actions of transactions, meet another transaction on their item.
    #[must_use]
    pub fn conflicts(mut self, share: f64) -> Self {
        self.conflicts = share;
        self
    }

    /// Lets an item collection, of a table with local indexes, grow to so many bytes rather than ten gigabytes; one that is
    /// larger already can only shrink.
    #[must_use]
    pub fn collection_limit(mut self, bytes: u64) -> Self {
        self.collection_limit = Some(bytes);
        self
    }
}
