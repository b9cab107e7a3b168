//! Transactions of writes.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use super::guarded::{After, Before, Effect, GuardWrite, joined, violations};
use super::part::{Subject, TransactPart};
use super::{Binding, Bound, Check, Db, Delete, Put, Refusals, TransactOutcome, Unbound, Update};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, OfTable, Table};
use crate::error::{CancellationReason, Error, Result};
use crate::explain::explains;
use crate::expr::Condition;
use crate::limits::{check_transacted, check_transaction};
use crate::request::check::MOST_ACTIONS;
use crate::request::{Action, TableName, TransactWrite, TransactWriteItems};
use crate::time::seconds;

/// Writes up to 100 entities of one table, all or none; awaiting gives `()`.
///
/// If a write cannot be done, nothing is. The error says which they were and why, and has the stored items where a
/// condition failed: see [`Error::cancellation_reasons`], one for each write in the order they were added, and then one for
/// each guard of a unique value; [`Error::unique_violations`] says which values were taken. [`Transact::outcome`] gives
/// failed conditions as data.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order), Stock(Stock) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "STOCK#{product}", sk = "STOCK")]
/// # struct Stock { product: String, left: i64 }
/// use dynamo_model::builder::{Transact, Update};
/// use dynamo_model::request::Action;
///
/// let order = Order { id: "o1".into(), total: 5 };
/// let stock = Update::new(Stock::key("p1")).set(|s| s.left.plus(-1)).only_if(|s| s.left.ge(1));
/// let request = Transact::<Shop>::new().create(&order).update(stock).token("checkout-o1").request()?;
/// assert!(matches!(request.writes[0].action, Action::Put(_)));
/// assert!(request.writes.iter().all(|write| write.condition.is_some()));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a transaction does nothing until it is awaited"]
pub struct Transact<T, B = Unbound> {
    writes: Vec<Named>,
    token: Option<String>,
    time: Time,
    bound: B,
    table: PhantomData<fn() -> T>,
}

/// When the writes are made.
#[derive(Clone, Debug)]
enum Time {
    /// When it is asked for; with a token, when it is for the first time, by any clone.
    First(Arc<OnceLock<SystemTime>>),
    At(SystemTime),
}

/// A write that has no time yet, and what to call it when it fails.
#[derive(Clone)]
struct Named {
    what: String,
    subject: Subject,
    write: Arc<Write>,
    effect: Result<Option<Effect>>,
}

/// Makes a write at a time.
type Write = dyn Fn(SystemTime) -> Made + Send + Sync;
type Made = Result<(Action, Option<Condition>)>;

impl<T: Table> Transact<T> {
    /// Makes a transaction of nothing yet, without a database; as in the example of [`Transact`].
    pub fn new() -> Self {
        Self { writes: Vec::new(), token: None, time: Time::default(), bound: Unbound, table: PhantomData }
    }

    /// Puts the transaction on a database: then it can be awaited, and is made by the clock of the database; as in the
    /// example of [`bind`](crate::builder::Get::bind).
    pub fn bind(self, db: &Db<T>) -> Transact<T, Bound<'_, T>> {
        let time = self.time.anew();
        Transact { writes: self.writes, token: self.token, time, bound: Bound(db), table: PhantomData }
    }
}

impl<T: Table> Default for Transact<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Table, B: Binding> Transact<T, B> {
    /// Stores an entity, replacing the one with the same key; as in the example of [`with`](Self::with).
    pub fn put<E: OfTable<T>>(self, entity: &E) -> Self {
        self.with(Put::new(entity))
    }

    /// Stores an entity that must not exist yet; as in the example of [`Transact`].
    pub fn create<E: OfTable<T>>(self, entity: &E) -> Self {
        self.with(Put::create(entity))
    }

    /// Stores an entity that must exist already; as in the example of [`replace_from`](Self::replace_from).
    pub fn replace<E: OfTable<T>>(self, entity: &E) -> Self {
        self.with(Put::replace(entity))
    }

    /// Changes attributes of an entity that exists; as in the example of [`Transact`].
    pub fn update<E: Entity + OfTable<T>>(self, update: Update<E>) -> Self {
        self.with(update)
    }

    /// Stores an entity in place of one that was read before. Where fields are unique, the guards of the old values go and
    /// those of the new ones come; the stored entity must still have the old ones.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # fn user(email: &str) -> User { User { id: "u1".into(), email: email.into() } }
    /// use dynamo_model::builder::Transact;
    ///
    /// // The address of a `User` is unique.
    /// let (old, new) = (user("ada@example.org"), user("ada@example.com"));
    /// let moved = Transact::<Accounts>::new().replace_from(&old, &new);
    /// assert_eq!(moved.request()?.writes.len(), 3, "the user, and a guard for each address");
    /// assert_eq!(Transact::<Accounts>::new().delete_entity(&old).request()?.writes.len(), 2);
    ///
    /// let unknown = Transact::<Accounts>::new().replace(&new).request().unwrap_err();
    /// assert!(unknown.message().contains("use `create` for a new one, `replace_from` or `delete_entity`"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn replace_from<E: Entity + OfTable<T>>(self, old: &E, new: &E) -> Self {
        self.with(Put::replace(new).over(old))
    }

    /// Deletes an entity that was read before, and the guards of its unique values, which it must still have; as in
    /// the example of [`replace_from`](Self::replace_from).
    pub fn delete_entity<E: Entity + OfTable<T>>(self, entity: &E) -> Self {
        self.with(Delete::entity(entity))
    }

    /// Deletes an entity; there need not be one. As in the example of [`with`](Self::with).
    pub fn delete<E: Entity + OfTable<T>>(self, key: Key<E>) -> Self {
        self.with(Delete::new(key))
    }

    /// Requires something of an entity that is not written; as in the example of [`Check`].
    pub fn check<E: Entity + OfTable<T>>(self, check: Check<E>) -> Self {
        self.with(check)
    }

    /// Adds a write that was made before, with conditions of its own.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::{Delete, Transact, Upsert};
    /// use dynamo_model::request::Action;
    ///
    /// let transact = Transact::<Shop>::new()
    ///     .put(&order("o1", 5))
    ///     .delete(Session::key("s1"))
    ///     .with(Upsert::new(&order("o2", 7)).adding(|o| &o.total))
    ///     .with(Delete::new(Order::key("o3")).only_if(|o| o.total.eq(0)));
    /// let request = transact.request()?;
    /// assert!(matches!(request.writes[2].action, Action::Update(..)));
    /// let conditions: Vec<bool> = request.writes.iter().map(|write| write.condition.is_some()).collect();
    /// assert_eq!(conditions, [false, false, false, true]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn with(mut self, write: impl TransactPart<Table = T>) -> Self {
        let (what, subject, effect) = (write.what(), write.subject(), write.effect());
        let write = Arc::new(move |time| write.action(time));
        self.writes.push(Named { what, subject, effect, write });
        self
    }

    /// Makes the transaction run once, however often it is sent within ten minutes; 1 to 36 characters.
    ///
    /// The service refuses a token that comes with another request, and times of writes and of expiry are parts of the request.
    /// So from the first request on, the transaction and its clones are made at one time: send a clone, and if its answer is
    /// lost, another. A program that makes the transaction anew gives it the time it had with [`at`](Self::at).
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Transact;
    ///
    /// let once = Transact::<Shop>::new().create(&order("o1", 5)).token("checkout-o1");
    /// let request = once.request()?;
    /// assert_eq!(request.token.as_deref(), Some("checkout-o1"));
    /// assert_eq!(once.clone().request()?, request);
    /// let long = Transact::<Shop>::new().create(&order("o1", 5)).token("x".repeat(37));
    /// assert!(long.request().unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        // Clones from before have no token, or another one.
        self.time = self.time.anew();
        self
    }

    /// Makes the writes as if it were this time: it is what they store as the time of the write, and what expires is
    /// judged by it.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Clone, Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, #[attr(updated)] updated: u64 }
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// use dynamo_model::builder::Transact;
    ///
    /// let order = Order { id: "o1".into(), updated: 0 };
    /// // The job knows since when it has tried.
    /// let since = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let attempt = || Transact::<Shop>::new().put(&order).token("job-7").at(since).request();
    /// assert_eq!(attempt()?, attempt()?, "however much later it is made");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn at(mut self, time: SystemTime) -> Self {
        self.time = Time::At(time);
        self
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous,
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if there is nothing to write, or more than 100 writes, guards of unique
    /// values included, if items and constants have more than 4 MB together, if a write exceeds a limit of its own, or if an
    /// entity with unique fields is written without saying which values it had, and
    /// [`is_unique_violation`](crate::Error::is_unique_violation) if two of its writes have one unique value.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: u32, text: String }
    /// use dynamo_model::builder::Transact;
    ///
    /// let notes = |count| (0..count).map(|id| Note { id, text: "x".repeat(400_000) });
    /// let transact = |count| notes(count).fold(Transact::<Shop>::new(), |all, note| all.put(&note));
    /// assert_eq!(transact(10).request()?.writes.len(), 10);
    /// let error = transact(11).request().unwrap_err();
    /// assert!(error.is_unsent() && error.message().contains("cannot exceed 4MB"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn request(&self) -> Result<TransactWriteItems> {
        self.make().map_err(Error::unsent)
    }

    explains!(T, request);

    fn time(&self) -> SystemTime {
        match &self.time {
            Time::At(time) => *time,
            Time::First(first) if self.token.is_some() => *first.get_or_init(|| self.bound.time()),
            Time::First(_) => self.bound.time(),
        }
    }

    fn made(&self, time: SystemTime) -> Vec<Made> {
        self.writes.iter().map(|named| (named.write)(time)).collect()
    }

    fn make(&self) -> Result<TransactWriteItems> {
        let time = self.time();
        let made = self.made(time);
        let guards = self.guards(&made)?;
        check_count(self.writes.len(), guards.len())?;
        let table = self.bound.table_name(T::SCHEMA.name);
        let in_place =
            |(place, made)| transacted::<T>(&table, made).map_err(|error| error.context(self.name(place)));
        let mut writes: Vec<TransactWrite> =
            made.into_iter().enumerate().map(in_place).collect::<Result<_>>()?;
        let now = seconds(time);
        writes.extend(guards.iter().map(|guard| guard.request::<T>(&table, now)));
        let mut request = TransactWriteItems::new(writes);
        request.token = self.token.clone();
        check_transaction(&request)?;
        Ok(request)
    }

    fn name(&self, place: usize) -> String {
        let what = self.writes.get(place).map_or("", |named| &named.what);
        format!("write {} of {}, {what}", place + 1, self.writes.len())
    }

    /// The writes of guards, which come after the others.
    fn guards(&self, made: &[Made]) -> Result<Vec<GuardWrite>> {
        let mut all = Vec::new();
        for (place, (named, made)) in self.writes.iter().zip(made).enumerate() {
            let guards = named
                .effect
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|effect| guards::<T>(effect.as_ref(), made));
            all.extend(guards.map_err(|error| error.context(self.name(place)))?);
        }
        joined(all)
    }

    /// Names the writes for which a transaction was cancelled, and the unique values that were taken.
    fn name_failed(&self, error: Error) -> Error {
        let guards = self.guards(&self.made(self.time())).unwrap_or_default();
        let reasons = error.cancellation_reasons();
        let (own, of_guards) = reasons.split_at_checked(self.writes.len()).unwrap_or((reasons, &[]));
        let failed = own.iter().enumerate().filter(|(_, reason)| !reason.is_none());
        let name = |(place, reason): (usize, &CancellationReason)| {
            let subject = self.writes.get(place).map(|named| named.subject);
            let outdated = subject.zip(reason.item()).and_then(|(subject, item)| subject.outdated(item));
            self.name(place) + &outdated.unwrap_or_default()
        };
        let failed_guards = guards.iter().zip(of_guards).filter(|(_, reason)| !reason.is_none());
        let failed = failed.map(name).chain(failed_guards.map(|(write, _)| write.guard.name()));
        let failed: Vec<String> = failed.collect();
        let taken = violations(guards.iter().zip(of_guards));
        let error = error.with_violations(taken);
        if failed.is_empty() { error } else { error.context(failed.join("; ")) }
    }
}

fn check_count(writes: usize, guards: usize) -> Result<()> {
    if (1..=MOST_ACTIONS).contains(&(writes + guards)) {
        return Ok(());
    }
    let guards = match guards {
        0 => String::new(),
        _ => format!(" and {guards} of guards of unique values, which count too"),
    };
    Err(Error::validation(format!(
        "a transaction has 1 to {MOST_ACTIONS} writes, and this one {writes}{guards}; split what need not happen together"
    )))
}

/// The writes of guards that come with a write. A transaction reads nothing, so what is stored has to be known.
fn guards<T: Table>(effect: Option<&Effect>, write: &Made) -> Result<Vec<GuardWrite>> {
    // What is wrong with the write itself is said of it.
    let (Some(effect), Ok((action, _))) = (effect, write) else { return Ok(Vec::new()) };
    match (&effect.before, &effect.after) {
        (Before::Given(guards), _) => Ok(effect.writes(guards.as_ref(), || action.clone(), T::SCHEMA)),
        (Before::Read, After::Kept) => Err(Error::validation(format!(
            "the update changes when a `{}` expires, and so do the guards of its unique values, which a transaction does \
             not know; use `replace_from` with the one that was read, or `update` outside of a transaction",
            effect.entity.rust_name
        ))),
        (Before::Read, _) => Err(Error::validation(format!(
            "`{}` has unique fields, and a transaction does not know the values before; use `create` for a new one, \
             `replace_from` or `delete_entity` with the one that was read, or `edit` outside of a transaction",
            effect.entity.rust_name
        ))),
    }
}

fn transacted<T: Table>(table: &TableName, made: Made) -> Result<TransactWrite> {
    let (action, condition) = made?;
    let mut write = TransactWrite::new(table.clone(), action).returning_item_on_failure();
    write.condition = condition;
    check_transacted(&write, T::SCHEMA)?;
    Ok(write)
}

impl Default for Time {
    fn default() -> Self {
        Self::First(Arc::default())
    }
}

impl Time {
    /// The time of another request, unless it was given.
    fn anew(self) -> Self {
        match self {
            Self::First(_) => Self::default(),
            Self::At(time) => Self::At(time),
        }
    }
}

impl<T: Table> Transact<T, Bound<'_, T>> {
    /// Runs the transaction, with failed conditions as a result instead of an error: it says which writes were refused, and
    /// has the entities as they were stored; as in the example of [`TransactOutcome`].
    ///
    /// # Errors
    ///
    /// As awaiting the transaction, except for failed conditions of its writes. Unique values that are taken stay an error.
    pub async fn outcome(self) -> Result<TransactOutcome> {
        match self.run().await {
            Ok(()) => Ok(TransactOutcome::Done),
            Err(error) => {
                let refusals = Refusals::of_error(error, |place| self.name(place), self.writes.len())?;
                Ok(TransactOutcome::Refused(refusals))
            }
        }
    }

    async fn run(&self) -> Result<()> {
        let outcome = self.bound.0.backend().transact_write_items(self.request()?).await;
        outcome.map(drop).map_err(|error| self.name_failed(error))
    }
}

impl<'d, T: Table> IntoFuture for Transact<T, Bound<'d, T>> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'d, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.run().await })
    }
}

/// With a token, clones are one request; as in the example of [`Transact::token`].
impl<T, B: Clone> Clone for Transact<T, B> {
    fn clone(&self) -> Self {
        Self {
            writes: self.writes.clone(),
            token: self.token.clone(),
            time: self.time.clone(),
            bound: self.bound.clone(),
            table: PhantomData,
        }
    }
}

impl<T, B> fmt::Debug for Transact<T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let writes: Vec<&str> = self.writes.iter().map(|named| named.what.as_str()).collect();
        f.debug_struct("Transact").field("writes", &writes).field("token", &self.token).finish()
    }
}
