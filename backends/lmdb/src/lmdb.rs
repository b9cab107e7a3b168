use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dynamo_model::request::{CreateTable, Query};
use dynamo_model::{Error, ErrorKind, Result, Validation};
use tempfile::TempDir;

use crate::backup::Backup;
use crate::config::{Durability, Options};
use crate::env::DirLock;
use crate::rules::create_table::TablePart;
use crate::store::Store;
use crate::table::check_region;
use crate::usage::Usage;
use crate::verify::{Progress, Verification};
use crate::worker::{Shared, Syncing, Writer};
use crate::{backup, env, exec, rules, temporary, upkeep, usage, verify};

/// A database: one directory, open once at a time. Cheap to clone; the last clone closes it.
///
/// ```
/// use dynamo_lmdb::Lmdb;
///
/// let dir = tempfile::tempdir()?;
/// let db = Lmdb::open(dir.path())?;
/// let second = Lmdb::open(dir.path()).unwrap_err();
/// assert!(second.is_storage());
/// assert!(second.to_string().contains("open already"));
/// # drop(db);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Lmdb(Arc<Database>, Validation);

// Dropped in this order: the writer finishes, the map closes, the directory is unlocked, a temporary one goes.
struct Database {
    writer: Writer,
    shared: Arc<Shared>,
    path: PathBuf,
    /// None where another process has it.
    _lock: Option<DirLock>,
    _temporary: Option<TempDir>,
}

impl Lmdb {
    /// Opens the database in a directory, which is made if it does not exist. Writes are acknowledged once they are on
    /// disk; [`Options`] has the other choices.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if the directory cannot be made or read, is open already, is
    /// damaged, or was written by a newer version. The message names the directory and what to do.
    ///
    /// ```
    /// use dynamo_lmdb::Lmdb;
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let dir = tempfile::tempdir()?;
    /// let db = Lmdb::open(dir.path())?;
    /// db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    /// drop(db);
    ///
    /// let again = Lmdb::open(dir.path())?;
    /// assert!(again.describe_table("shop".into()).await.is_ok(), "it is still there");
    /// # drop(again);
    /// # Ok(())
    /// # }
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Options::new(path.as_ref()).open()
    }

    /// Makes an empty database that is gone once the last clone is dropped; for tests. [`Options::temporary`] says where.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if the system's temporary directory cannot be written.
    ///
    /// ```
    /// # fn main() -> dynamo_model::Result<()> {
    /// let db = dynamo_lmdb::Lmdb::temporary()?;
    /// let path = db.path().to_owned();
    /// assert!(path.exists());
    /// drop(db);
    /// assert!(!path.exists());
    /// # Ok(())
    /// # }
    /// ```
    pub fn temporary() -> Result<Self> {
        Options::temporary().open()
    }

    /// Returns how errors are worded where the service has two wordings.
    ///
    /// ```
    /// use dynamo_lmdb::{Lmdb, Validation};
    ///
    /// assert_eq!(Lmdb::temporary()?.validation(), Validation::Current);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub const fn validation(&self) -> Validation {
        self.1
    }

    /// Returns a handle of the same database with errors in other words.
    ///
    /// ```
    /// use dynamo_lmdb::{Lmdb, Validation};
    ///
    /// let db = Lmdb::temporary()?.worded(Validation::Classic);
    /// assert_eq!(db.validation(), Validation::Classic);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn worded(mut self, validation: Validation) -> Self {
        self.1 = validation;
        self
    }

    /// Says an error of an operation that the newer of the service's layers has come to.
    pub(crate) fn said<T>(&self, outcome: Result<T>) -> Result<T> {
        outcome.map_err(|error| error.in_layer(self.1.layer(true)))
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.0.shared
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.0.writer
    }

    /// Returns the directory. In that of a temporary database, where the system allows that, there is nothing but a lock: its
    /// files have lost their names, so that nothing is left of them when the process ends.
    ///
    /// ```
    /// let db = dynamo_lmdb::Lmdb::temporary()?;
    /// assert!(db.path().join("dynamo.lock").exists());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Checks a part of a new table, for who reads the others from something that may be too wrong to be written as such.
    ///
    /// # Errors
    ///
    /// What [`create_table`](dynamo_model::Backend::create_table) would tell of it.
    ///
    /// ```
    /// use dynamo_lmdb::{Lmdb, TablePart};
    /// use dynamo_model::request::{CreateTable, KeySchema};
    ///
    /// let error = Lmdb::check_part(&CreateTable::new("shop", KeySchema::new("id")), TablePart::Keys).unwrap_err();
    /// assert!(error.message().contains("have no definition"));
    /// ```
    #[doc(hidden)]
    pub fn check_part(request: &CreateTable, part: TablePart) -> Result<()> {
        rules::create_table::check_part(request, part)
    }

    /// Returns the region that ARNs are of.
    ///
    /// ```
    /// assert_eq!(dynamo_lmdb::Lmdb::temporary()?.region(), "us-east-1");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn region(&self) -> &str {
        &self.0.shared.region
    }

    /// Checks which keys a query is about, and reads nothing: that the table and the index are there, and that the start key
    /// and the key condition consist of attributes of their keys. With what they are compared is not looked at, so this is
    /// for conditions that the service has found wrong only after these.
    ///
    /// # Errors
    ///
    /// Those of [`query`](dynamo_model::Backend::query) that come before any about how keys are compared.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// use dynamo_model::Backend;
    /// use dynamo_model::expr::KeyCondition;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, Query};
    ///
    /// let db = dynamo_lmdb::Lmdb::temporary()?;
    /// db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    ///
    /// let on = |attribute| Query::new("shop", KeyCondition::partition(attribute, 1));
    /// assert!(db.query(on("id")).await.is_err(), "it is a text");
    /// assert!(db.check_query_keys(&on("id")).is_ok());
    /// let error = db.check_query_keys(&on("name")).unwrap_err();
    /// assert_eq!(error.message(), "Query condition missed key schema element: id");
    /// # Ok(())
    /// # }
    /// ```
    pub fn check_query_keys(&self, query: &Query) -> Result<()> {
        self.said(exec::check_query_keys(self.shared(), query))
    }

    /// Deletes, at once, what has expired by now: items by their table's time to live, stream records older than a day,
    /// and streams that ended a day ago. The engine does so by itself every [`Options::sweep_interval`].
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if the database cannot be written, or if some of what has expired is
    /// damaged; the rest is deleted.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// let db = dynamo_lmdb::Lmdb::temporary()?;
    /// assert_eq!(db.sweep().await?, dynamo_lmdb::Swept { items: 0, records: 0 });
    /// # Ok(())
    /// # }
    /// ```
    pub async fn sweep(&self) -> Result<Swept> {
        let mut total = Swept::default();
        loop {
            let piece = self.0.writer.run(|mut batch| upkeep::sweep(&mut batch)).await?;
            total.items += piece.items;
            total.records += piece.records;
            if let Some(fault) = piece.fault.filter(|_| !piece.is_piece) {
                return Err(fault.context("what has expired cannot all be deleted"));
            }
            if !piece.is_piece {
                return Ok(total);
            }
        }
    }

    /// Waits until the engine has done what no request waits for: removed the rows of deleted tables and indexes, and
    /// filled new indexes and orders of expiry. Changes made meanwhile prolong it.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if it cannot be done now, for want of room for instance. The engine
    /// goes on trying.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, TableName};
    ///
    /// let db = dynamo_lmdb::Lmdb::temporary()?;
    /// let table = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    /// db.create_table(table).await?;
    /// db.delete_table(TableName::from("shop")).await?; // Its name is free; its rows are still there.
    /// db.settle().await?;
    /// assert!(db.verify()?.is_sound());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn settle(&self) -> Result<()> {
        self.0.shared.wait_until(|catalog| !upkeep::is_waiting(catalog)).await
    }

    /// Goes through the whole database and checks that everything in it is what was written, and that everything agrees:
    /// items with the keys they are stored under, with their entries in indexes, and with when they expire; counters with
    /// what they count; streams with themselves and with the items they tell of. What is wrong is listed, in words.
    ///
    /// It checks what is committed when it starts; reads and writes go on meanwhile. It takes a while, about as long as
    /// reading everything several times, on the thread that calls it: in an asynchronous program, call it within
    /// `tokio::task::spawn_blocking`. While it runs, LMDB keeps every page that the database consists of: writes make the
    /// file longer instead of using old pages again, so it is best run when there are few of them.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if the database cannot be read at all.
    ///
    /// ```
    /// use dynamo_lmdb::Lmdb;
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, PutItem};
    /// use dynamo_model::value::Item;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let db = Lmdb::temporary()?;
    /// db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    /// db.put_item(PutItem::new("shop", Item::from_iter([("id", "o-1")]))).await?;
    ///
    /// let verification = tokio::task::spawn_blocking(move || db.verify()).await??;
    /// assert_eq!((verification.tables, verification.items), (1, 1));
    /// assert!(verification.is_sound(), "{:?}", verification.problems);
    /// # Ok(())
    /// # }
    /// ```
    pub fn verify(&self) -> Result<Verification> {
        self.verify_with(|_| {})
    }

    /// Does what [`verify`](Self::verify) does, and tells how far it has got: about every thousand rows, and at the end.
    ///
    /// # Errors
    ///
    /// As [`verify`](Self::verify).
    ///
    /// ```
    /// # fn main() -> dynamo_model::Result<()> {
    /// let db = dynamo_lmdb::Lmdb::temporary()?;
    /// let mut last = None;
    /// db.verify_with(|progress| last = Some(progress))?;
    /// assert!(last.is_some_and(|progress| progress.done == progress.total));
    /// # Ok(())
    /// # }
    /// ```
    pub fn verify_with(&self, mut progress: impl FnMut(Progress)) -> Result<Verification> {
        verify::verify(&self.0.shared, &mut progress)
    }

    /// Copies the database into a directory that is new or empty, while reads and writes go on. The copy is a database by
    /// itself: what was committed when it was begun, without the room that deletes have left.
    ///
    /// It is written under another name, brought to the disk, and only then called a database: one that was interrupted is
    /// refused by [`open`](Self::open), and made again by another call.
    ///
    /// It takes as long as reading and writing that much, on the thread that calls it: in an asynchronous program, call it
    /// within `tokio::task::spawn_blocking`. While the copy is written, LMDB keeps every page that the database consists of:
    /// the file grows by what is written meanwhile, and uses that room again afterwards.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if the directory is not empty, is in use, or cannot be written, or if
    /// the disk is full. The message names the directory and what to do.
    ///
    /// ```
    /// use dynamo_lmdb::Lmdb;
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, ListTables};
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let db = Lmdb::temporary()?;
    /// db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    ///
    /// let backups = tempfile::tempdir()?;
    /// let monday = backups.path().join("monday");
    /// let copied = {
    ///     let (db, monday) = (db.clone(), monday.clone());
    ///     tokio::task::spawn_blocking(move || db.backup(monday)).await??
    /// };
    /// assert!(copied.bytes > 0);
    ///
    /// assert!(db.backup(&monday).unwrap_err().to_string().contains("it is not empty"));
    /// let restored = Lmdb::open(&monday)?;
    /// assert_eq!(restored.list_tables(ListTables::new()).await?.tables.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn backup(&self, directory: impl AsRef<Path>) -> Result<Backup> {
        backup::backup(&self.0.shared.env, directory.as_ref())
    }

    /// Tells how much room the database takes. LMDB keeps count, so it takes no longer for a large one.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if the database cannot be read.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// use dynamo_model::Backend;
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema};
    ///
    /// let db = dynamo_lmdb::Lmdb::temporary()?;
    /// let empty = db.usage()?;
    /// db.create_table(CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
    /// let usage = db.usage()?;
    /// assert!(usage.used > empty.used);
    /// assert!(usage.allocated >= usage.used);
    /// # Ok(())
    /// # }
    /// ```
    pub fn usage(&self) -> Result<Usage> {
        usage::usage(&self.0.shared)
    }

    pub(crate) fn open_with(options: &Options) -> Result<Self> {
        match &options.path {
            Some(path) => Self::assemble(path.clone(), options, None),
            None => {
                let directory = temporary::directory().map_err(|error| {
                    Error::new(ErrorKind::Storage, format!("cannot make a temporary directory: {error}"))
                        .with_source(error)
                })?;
                Self::assemble(directory.path().to_owned(), options, Some(directory))
            }
        }
    }

    pub(crate) fn open_snapshot(options: &Options) -> Result<Self> {
        let Some(path) = &options.path else {
            let what = "there is nothing to be read in a new temporary database; say where one is, with `Options::new`";
            return Err(Error::new(ErrorKind::Storage, what));
        };
        check_region(&options.region)?;
        let (env, lock) = env::open_shared(path, options)?;
        let named = |error: Error| error.context(format_args!("cannot open database `{}`", path.display()));
        let store = if lock.is_some() { Store::open(&env) } else { Store::open_read(&env) }.map_err(named)?;
        let shared = Arc::new(Shared::of_now(env, store, options).map_err(named)?);
        let writer = Writer::none(shared.clone());
        let database = Database { writer, shared, path: path.clone(), _lock: lock, _temporary: None };
        Ok(Self(Arc::new(database), options.validation))
    }

    fn assemble(path: PathBuf, options: &Options, temporary: Option<TempDir>) -> Result<Self> {
        check_region(&options.region)?;
        let (env, lock) = env::open(&path, options)?;
        if temporary.is_some() {
            temporary::let_go(&path);
        }
        let named = |error: Error| error.context(format_args!("cannot open database `{}`", path.display()));
        let store = Store::open(&env).map_err(named)?;
        let syncing = match options.durability {
            Durability::Sync => Syncing::Commit,
            Durability::Async if temporary.is_some() => Syncing::Nobody,
            Durability::Async => Syncing::Writer,
        };
        let shared = Arc::new(Shared::new(env, store, syncing, options).map_err(named)?);
        let writer = Writer::start(shared.clone())?;
        let database = Database { writer, shared, path, _lock: Some(lock), _temporary: temporary };
        Ok(Self(Arc::new(database), options.validation))
    }
}

/// What a sweep has deleted; from [`Lmdb::sweep`].
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use dynamo_lmdb::{Clock, Options, Swept};
/// use dynamo_model::Backend;
/// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, PutItem, UpdateTimeToLive};
/// use dynamo_model::value::{Item, Value};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_model::Result<()> {
/// let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_800_000_000));
/// let db = Options::temporary().clock(clock.clone()).open()?;
/// db.create_table(CreateTable::new("carts", KeySchema::new("id")).with_attribute("id", KeyKind::S)).await?;
/// db.update_time_to_live(UpdateTimeToLive::enable("carts", "gone_at")).await?;
/// let cart = [("id", Value::from("c-1")), ("gone_at", Value::from(1_800_000_060))];
/// db.put_item(PutItem::new("carts", cart.into_iter().collect::<Item>())).await?;
///
/// assert_eq!(db.sweep().await?, Swept::default());
/// clock.advance(Duration::from_secs(61));
/// assert_eq!(db.sweep().await?, Swept { items: 1, records: 0 });
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Swept {
    /// Items that had expired.
    pub items: usize,
    /// Stream records that were older than a day.
    pub records: usize,
}

impl fmt::Debug for Lmdb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lmdb").field(&self.0.path).finish()
    }
}
