use std::path::PathBuf;
use std::time::Duration;

use dynamo_model::{Result, Validation};

use crate::{Clock, Lmdb, Simulation};

/// When a write is acknowledged.
///
/// ```
/// use dynamo_lmdb::Durability;
///
/// assert_eq!(Durability::default(), Durability::Sync);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Durability {
    /// After it has reached the disk: it survives a power cut.
    #[default]
    Sync,
    /// After it has reached the operating system: it survives the end of this process, however abrupt. The disk
    /// follows within about a second; a power cut before that can lose the last writes or damage the database.
    Async,
}

/// How to open a database.
///
/// ```
/// use dynamo_lmdb::{Durability, Options};
///
/// let dir = tempfile::tempdir()?;
/// let lmdb = Options::new(dir.path().join("shop")).durability(Durability::Async).open()?;
/// assert!(dir.path().join("shop").is_dir());
/// # drop(lmdb);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// The directory; `None` for a temporary one.
    pub(crate) path: Option<PathBuf>,
    pub(crate) durability: Durability,
    pub(crate) max_size: usize,
    pub(crate) clock: Clock,
    pub(crate) sweep_interval: Duration,
    pub(crate) simulation: Simulation,
    pub(crate) validation: Validation,
    pub(crate) region: String,
    /// The most rows one piece of upkeep reads or writes.
    pub(crate) piece: usize,
}

/// Address space is reserved for it; the file grows only as far as it is filled.
const MAX_SIZE: usize = match 1_usize.checked_shl(40) {
    Some(size) => size,
    None => 1 << 30,
};
/// Soon enough to keep the database small, and late enough that nobody comes to rely on it: the cloud takes longer.
const SWEEP_INTERVAL: Duration = Duration::from_secs(60);
/// Looking all the time would leave no time for requests.
const SHORTEST_INTERVAL: Duration = Duration::from_millis(1);
/// So few that requests do not wait long for it.
const PIECE: usize = 500;
/// The region that nothing else is said of.
const REGION: &str = "us-east-1";

impl Options {
    /// Opens the database in a directory, which is made if it does not exist.
    ///
    /// ```
    /// use dynamo_lmdb::Options;
    ///
    /// let dir = tempfile::tempdir()?;
    /// let options = Options::new(dir.path().join("shop"));
    /// assert!(!dir.path().join("shop").exists(), "nothing is opened yet");
    /// let db = options.open()?;
    /// assert_eq!(db.path(), dir.path().join("shop"));
    /// # drop(db);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: Some(path.into()),
            durability: Durability::default(),
            max_size: MAX_SIZE,
            clock: Clock::system(),
            sweep_interval: SWEEP_INTERVAL,
            simulation: Simulation::default(),
            validation: Validation::default(),
            region: REGION.to_owned(),
            piece: PIECE,
        }
    }

    /// Makes an empty database that is gone once the last handle is dropped, and that never waits for the disk; for tests.
    ///
    /// It is in the directory that the environment variable `TMPDIR` names. Unless that names one, it is in memory on Linux, in
    /// `/dev/shm`, if a gigabyte is free there, and else in the system's temporary directory. A process that is killed leaves
    /// an empty directory there, but for a lock; on Unix, the first temporary database of a later process deletes it, once it is
    /// a minute old.
    ///
    /// ```
    /// use dynamo_lmdb::Options;
    ///
    /// let db = Options::temporary().open()?;
    /// let path = db.path().to_owned();
    /// drop(db);
    /// assert!(!path.exists());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn temporary() -> Self {
        Self { path: None, durability: Durability::Async, ..Self::new("") }
    }

    /// Sets when a write is acknowledged.
    ///
    /// ```
    /// use dynamo_lmdb::{Durability, Options};
    ///
    /// let dir = tempfile::tempdir()?;
    /// // What is lost with the power is made again.
    /// let cache = Options::new(dir.path()).durability(Durability::Async);
    /// assert!(format!("{cache:?}").contains("durability: Async"));
    /// assert!(cache.open().is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Limits how much the database holds, in bytes; 1 TiB unless set, 1 MiB at least. A write that would exceed it
    /// fails; reads, deletes and, without a stream, smaller items go on. The file can become up to 64 MiB larger, for the sake
    /// of deletes.
    ///
    /// ```
    /// use dynamo_lmdb::Options;
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, PutItem};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let db = Options::temporary().max_size(1 << 20).open()?;
    /// db.create_table(CreateTable::new("notes", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    /// let note = |id: usize| {
    ///     let mut item = Item::from_iter([("id", format!("n{id}"))]);
    ///     item.insert("text", "x".repeat(300_000));
    ///     PutItem::new("notes", item)
    /// };
    /// let mut last = db.put_item(note(1)).await;
    /// for id in 2..9 {
    ///     last = db.put_item(note(id)).await;
    /// }
    /// assert!(last.unwrap_err().is_storage(), "there is no room for eight");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn max_size(mut self, bytes: usize) -> Self {
        self.max_size = bytes.max(1 << 20);
        self
    }

    /// Takes the time from a clock; the system's unless set.
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use dynamo_lmdb::{Clock, Options};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let clock = Clock::stopped_at(SystemTime::UNIX_EPOCH);
    /// let db = Options::temporary().clock(clock).open()?;
    /// let table = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// assert_eq!(db.create_table(table).await?.created_at, Some(SystemTime::UNIX_EPOCH));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets how often items that have expired, and stream records older than a day, are looked for and deleted; every
    /// minute unless set, and no more than once a millisecond. [`Lmdb::sweep`] does it at once, and nothing else does if the
    /// interval is [`Duration::MAX`].
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamo_lmdb::Options;
    ///
    /// // Nothing is deleted behind a test's back.
    /// let db = Options::temporary().sweep_interval(Duration::MAX).open()?;
    /// # drop(db);
    /// let often = Options::temporary().sweep_interval(Duration::ZERO);
    /// assert!(format!("{often:?}").contains("sweep_interval: 1ms"), "as often as it goes");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn sweep_interval(mut self, interval: Duration) -> Self {
        self.sweep_interval = interval.max(SHORTEST_INTERVAL);
        self
    }

    /// Simulates what the cloud does to programs and this engine does not; nothing unless set.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Simulation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, GetItem, KeyKind, KeySchema};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let db = Options::temporary().simulate(Simulation::seeded(7).throttling(1.0)).open()?;
    /// db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    /// let read = db.get_item(GetItem::new("shop", Item::from_iter([("id", "1")])));
    /// assert!(read.await.unwrap_err().is_throttled(), "what the program does then is what a test looks at");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn simulate(mut self, simulation: Simulation) -> Self {
        self.simulation = simulation;
        self
    }

    /// Picks the wording of errors where the service has two; the current one unless set.
    ///
    /// ```
    /// use dynamo_lmdb::{Options, Validation};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::GetItem;
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let db = Options::temporary().validation(Validation::Classic).open()?;
    /// let error = db.get_item(GetItem::new("", Item::new())).await.unwrap_err();
    /// assert!(error.message().starts_with("1 validation error detected: Value '' at 'tableName' failed"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Names the region that ARNs are of; `us-east-1` unless set. It is not stored, and ARNs of any region are understood:
    /// those of a database that was opened for another region go on to name its tables and streams.
    ///
    /// ```
    /// use dynamo_lmdb::Options;
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let db = Options::temporary().region("eu-west-2").open()?;
    /// let table = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// assert_eq!(db.create_table(table).await?.arn, "arn:aws:dynamodb:eu-west-2:000000000000:table/shop");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// Opens the database.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if the directory cannot be made or read, is open already, is
    /// damaged, or was written by a newer version; [`is_validation`](dynamo_model::Error::is_validation) if the region is
    /// no name of one.
    ///
    /// ```
    /// use dynamo_lmdb::Options;
    ///
    /// let dir = tempfile::tempdir()?;
    /// let options = Options::new(dir.path());
    /// let db = options.open()?;
    /// assert!(options.open().unwrap_err().is_storage(), "one directory is open once");
    /// drop(db);
    /// assert!(options.open().is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn open(&self) -> Result<Lmdb> {
        Lmdb::open_with(self)
    }

    /// Opens the database as it is now, only to be read, whether or not another process has it open: to look at it, to copy
    /// it, to check it. What that process writes afterwards is not seen, and every write here is refused; only a
    /// [`backup`](Lmdb::backup) has what is committed by the time it is made. While nobody has it open to write, nobody can open
    /// it so either until this handle is dropped.
    ///
    /// LMDB keeps every page of what is seen, as long as this handle is there: what is written meanwhile makes the file
    /// longer.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if there is no database, if this process has it open, or a process that
    /// has the same number in another container; and as [`Options::open`] otherwise.
    ///
    /// ```
    /// use dynamo_lmdb::{Lmdb, Options};
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, ListTables, TableName};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let dir = tempfile::tempdir()?;
    /// let db = Lmdb::open(dir.path())?;
    /// db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    /// drop(db);
    ///
    /// let seen = Options::new(dir.path()).open_snapshot()?;
    /// assert_eq!(seen.list_tables(ListTables::new()).await?.tables.len(), 1);
    /// let refused = seen.delete_table(TableName::from("shop")).await.unwrap_err();
    /// assert!(refused.to_string().contains("open only to be read"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn open_snapshot(&self) -> Result<Lmdb> {
        Lmdb::open_snapshot(self)
    }
}
