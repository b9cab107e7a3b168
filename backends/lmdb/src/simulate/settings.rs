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
    ///
    /// ```
    /// use dynamo_lmdb::Simulation;
    ///
    /// assert_eq!(Simulation::seeded(0), Simulation::default());
    /// assert_ne!(Simulation::seeded(7), Simulation::seeded(8), "a test that fails is run again with its seed");
    /// ```
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// Lets a share of eventually consistent reads of tables and local indexes see the database as it was up to eight commits
    /// ago. Consistent reads, and those of transactions, never do.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, DeleteItem, GetItem, KeyKind, KeySchema, PutItem};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let shop = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// let db = Options::temporary().simulate(Simulation::seeded(7).stale_reads(1.0)).open()?;
    /// # db.create_table(shop).await?;
    /// let key = Item::from_iter([("id", "1")]);
    /// let (mut seen, read) = (0, GetItem::new("shop", key.clone()));
    /// for _ in 0..20 {
    ///     db.put_item(PutItem::new("shop", key.clone())).await?;
    ///     seen += usize::from(db.get_item(read.clone()).await?.item.is_some());
    ///     db.delete_item(DeleteItem::new("shop", key.clone())).await?;
    /// }
    /// assert!(seen < 20, "a program cannot count on reading what it has written");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn stale_reads(mut self, share: f64) -> Self {
        self.stale_reads = share;
        self
    }

    /// Lets a share of reads of global indexes, and of searches of vector indexes, see the index as it was up to eight commits ago.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, IndexDefinition, KeyKind, KeySchema, PutItem, Scan};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let shop = CreateTable::new("shop", KeySchema::new("id"))
    /// #     .with_attribute("id", KeyKind::S)
    /// #     .with_global_index(IndexDefinition::new("by_id", KeySchema::new("id")));
    /// let db = Options::temporary().simulate(Simulation::seeded(7).index_lag(1.0)).open()?;
    /// # db.create_table(shop).await?;
    /// let (mut late, in_index) = (0, Scan::new("shop").on_index("by_id"));
    /// for id in 1..=20 {
    ///     db.put_item(PutItem::new("shop", Item::from_iter([("id", id.to_string())]))).await?;
    ///     late += usize::from(db.scan(in_index.clone()).await?.count < id);
    /// }
    /// assert!(late > 0, "the index follows the table, but not at once");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn index_lag(mut self, share: f64) -> Self {
        self.index_lag = share;
        self
    }

    /// Refuses a share of requests on items for lack of throughput, whatever their table.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, GetItem, KeyKind, KeySchema};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let shop = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// let db = Options::temporary().simulate(Simulation::seeded(7).throttling(0.5)).open()?;
    /// # db.create_table(shop).await?;
    /// let (mut refused, read) = (0, GetItem::new("shop", Item::from_iter([("id", "1")])));
    /// for _ in 0..100 {
    ///     refused += usize::from(db.get_item(read.clone()).await.is_err_and(|error| error.is_throttled()));
    /// }
    /// assert!((20..80).contains(&refused));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn throttling(mut self, share: f64) -> Self {
        self.throttling = share;
        self
    }

    /// Refuses a share of requests on items of one table for lack of throughput.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, GetItem, KeyKind, KeySchema};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let db = Options::temporary().simulate(Simulation::seeded(7).throttling_of("shop", 1.0)).open()?;
    /// for name in ["shop", "log"] {
    ///     db.create_table(CreateTable::new(name, KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    /// }
    /// let read = |table: &str| db.get_item(GetItem::new(table, Item::from_iter([("id", "1")])));
    /// assert!(read("shop").await.unwrap_err().is_throttled());
    /// assert!(read("log").await.is_ok());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn throttling_of(mut self, table: impl Into<String>, share: f64) -> Self {
        self.throttled_tables.insert(table.into(), share);
        self
    }

    /// Refuses a share of requests on one partition of a table for lack of throughput: the one whose partition key has
    /// this value.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, GetItem, KeyKind, KeySchema};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let shop = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// let hot = Simulation::seeded(7).throttling_of_partition("shop", "bestseller", 1.0);
    /// let db = Options::temporary().simulate(hot).open()?;
    /// # db.create_table(shop).await?;
    /// let read = |id: &str| db.get_item(GetItem::new("shop", Item::from_iter([("id", id)])));
    /// assert!(read("bestseller").await.unwrap_err().is_throttled());
    /// assert!(read("shelf warmer").await.is_ok());
    /// # Ok(())
    /// # }
    /// ```
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
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, IndexDefinition, KeyKind, KeySchema, PutItem};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let shop = CreateTable::new("shop", KeySchema::new("id"))
    /// #     .with_attribute("id", KeyKind::S)
    /// #     .with_attribute("email", KeyKind::S)
    /// #     .with_global_index(IndexDefinition::new("by_email", KeySchema::new("email")));
    /// let busy = Simulation::seeded(7).throttling_of_index("shop", "by_email", 1.0);
    /// let db = Options::temporary().simulate(busy).open()?;
    /// # db.create_table(shop).await?;
    /// let known = Item::from_iter([("id", "1"), ("email", "ada@example.org")]);
    /// assert!(db.put_item(PutItem::new("shop", known)).await.unwrap_err().is_throttled());
    /// assert!(db.put_item(PutItem::new("shop", Item::from_iter([("id", "1")]))).await.is_ok(), "not in the index");
    /// # Ok(())
    /// # }
    /// ```
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
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{BatchGetItem, CreateTable, KeyKind, KeySchema, KeysToGet};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let shop = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// let db = Options::temporary().simulate(Simulation::seeded(7).unprocessed(0.5)).open()?;
    /// # db.create_table(shop).await?;
    /// let keys = KeysToGet::new((0..100).map(|id| Item::from_iter([("id", id.to_string())])));
    /// let read = db.batch_get_item(BatchGetItem::new().with_keys("shop", keys)).await?;
    /// let left = read.unprocessed["shop"].keys.len();
    /// assert!((20..80).contains(&left), "a program asks for these again");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn unprocessed(mut self, share: f64) -> Self {
        self.unprocessed = share;
        self
    }

    /// Lets a share of single writes, and of the actions of transactions, meet another transaction on their item.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, PutItem};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let shop = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// let db = Options::temporary().simulate(Simulation::seeded(7).conflicts(1.0)).open()?;
    /// # db.create_table(shop).await?;
    /// let put = db.put_item(PutItem::new("shop", Item::from_iter([("id", "1")])));
    /// assert!(put.await.unwrap_err().is_retryable());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn conflicts(mut self, share: f64) -> Self {
        self.conflicts = share;
        self
    }

    /// Lets an item collection, of a table with local indexes, grow to so many bytes rather than ten gigabytes; one that is
    /// larger already can only shrink.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, IndexDefinition, KeyKind, KeySchema, PutItem};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let shop = CreateTable::new("shop", KeySchema::new("customer").with_sort("id"))
    /// #     .with_attribute("customer", KeyKind::S)
    /// #     .with_attribute("id", KeyKind::S)
    /// #     .with_attribute("day", KeyKind::S)
    /// #     .with_local_index(IndexDefinition::new("by_day", KeySchema::new("customer").with_sort("day")));
    /// let db = Options::temporary().simulate(Simulation::seeded(7).collection_limit(1000)).open()?;
    /// # db.create_table(shop).await?;
    /// let order = |id: &str, note: usize| {
    ///     let note = "x".repeat(note);
    ///     PutItem::new("shop", Item::from_iter([("customer", "ada"), ("id", id), ("note", note.as_str())]))
    /// };
    /// assert!(db.put_item(order("o1", 500)).await.is_ok());
    /// assert!(db.put_item(order("o2", 500)).await.is_err(), "all of Ada's orders are in one collection");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn collection_limit(mut self, bytes: u64) -> Self {
        self.collection_limit = Some(bytes);
        self
    }
}
