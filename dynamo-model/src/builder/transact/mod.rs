//! Transactions of writes.

mod guards;
mod make;
mod send;

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use super::guarded::Effect;
use super::part::{Composed, PartOf, Subject};
use super::{Binding, Bound, Check, Db, Delete, Put, Unbound, Update};
use crate::entity::{Entity, Key, OfTable, Table, WithoutUnique};
use crate::error::{Error, Result};
use crate::explain::{Explanation, explain_transaction, explains};
use crate::expr::Condition;
use crate::request::{Action, TransactWriteItems};

/// Writes up to 100 entities of one table, all or none; awaiting gives `()`.
///
/// If a write cannot be done, nothing is. The error says which they were and why, and has the stored items where a
/// condition failed: see [`Error::cancellation_reasons`], one for each write in the order they were added, and then one for
/// each guard of a unique value; [`Error::unique_violations`] says which values were taken. [`Transact::outcome`] gives
/// failed conditions as data.
///
/// A unique value that an entity gives up, but that another one has taken since it expired, stays with that one: the
/// transaction is sent once more, and makes sure of it. One with a [`token`](Self::token) is cancelled, as a token stands for
/// one request.
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
    /// When it is asked for; with a token, when it is for the first time, by any clone. Clones that are put on a database have
    /// another time than those without one, whose clock is the system's.
    First {
        here: Arc<OnceLock<SystemTime>>,
        on_database: Arc<OnceLock<SystemTime>>,
    },
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

/// The writes as they are at one time.
struct Moment {
    time: SystemTime,
    made: Vec<Made>,
}

impl<T: Table> Transact<T> {
    /// Makes a transaction of nothing yet, without a database.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::Transact;
    ///
    /// let nothing = Transact::<Shop>::new().request();
    /// assert!(nothing.unwrap_err().message().contains("a transaction has 1 to 100 writes"));
    /// ```
    pub fn new() -> Self {
        Self { writes: Vec::new(), token: None, time: Time::default(), bound: Unbound, table: PhantomData }
    }

    /// Puts the transaction on a database: then it can be awaited, and is made by the clock of the database.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::Transact;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// Transact::new().create(&order("o1", 5)).bind(&shop).await?;
    /// assert_eq!(shop.scan::<Order>().count().await?, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind(self, db: &Db<T>) -> Transact<T, Bound<'_, T>> {
        let time = match self.time {
            Time::First { on_database, .. } => Time::First { here: on_database.clone(), on_database },
            at @ Time::At(_) => at,
        };
        Transact { writes: self.writes, token: self.token, time, bound: Bound(db), table: PhantomData }
    }
}

impl<T: Table> Default for Transact<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Table, B: Binding> Transact<T, B> {
    /// Stores an entity, replacing the one with the same key.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::Transact;
    ///
    /// let request = Transact::<Shop>::new().put(&order("o1", 5)).request()?;
    /// assert_eq!(request.writes[0].condition, None);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn put<E: OfTable<T> + WithoutUnique>(self, entity: &E) -> Self {
        self.with(Put::new(entity))
    }

    /// Stores an entity that must not exist yet.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::Transact;
    ///
    /// let request = Transact::<Shop>::new().create(&order("o1", 5)).request()?;
    /// let condition = request.writes[0].condition.as_ref().map(|condition| Renderer::new().condition(condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_not_exists(#n0)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn create<E: OfTable<T>>(self, entity: &E) -> Self {
        self.with(Put::create(entity))
    }

    /// Stores an entity that must exist already.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::Transact;
    ///
    /// let request = Transact::<Shop>::new().replace(&order("o1", 5)).request()?;
    /// let condition = request.writes[0].condition.as_ref().map(|condition| Renderer::new().condition(condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_exists(#n0)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn replace<E: OfTable<T> + WithoutUnique>(self, entity: &E) -> Self {
        self.with(Put::replace(entity))
    }

    /// Changes attributes of an entity that exists.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::{Transact, Update};
    /// use dynamo_model::request::Action;
    ///
    /// let raise = Update::new(Order::key("o1")).set(|o| o.total.plus(2));
    /// let request = Transact::<Shop>::new().update(raise).request()?;
    /// assert!(matches!(&request.writes[0].action, Action::Update(key, _) if *key == Order::key("o1").item()?));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn update<E, U, R>(self, update: Update<E, U, R>) -> Self
    where
        E: Entity + OfTable<T>,
        Update<E, U, R>: Composed<E>,
    {
        self.with(update.composed())
    }

    /// Stores an entity in place of one that was read before. Where fields are unique, the guards of the old values go and
    /// those of the new ones come; the stored entity must still have the old ones.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # fn user(email: &str) -> User { User { id: "u1".into(), email: email.into() } }
    /// use dynamo_model::builder::{Put, Transact};
    ///
    /// // The address of a `User` is unique.
    /// let (old, new) = (user("ada@example.org"), user("ada@example.com"));
    /// let moved = Transact::<Accounts>::new().replace_from(&old, &new);
    /// assert_eq!(moved.request()?.writes.len(), 3, "the user, and a guard for each address");
    /// assert_eq!(Transact::<Accounts>::new().delete_entity(&old).request()?.writes.len(), 2);
    ///
    /// let unknown = Transact::<Accounts>::new().with(Put::replace(&new)).request().unwrap_err();
    /// assert!(unknown.message().contains("use `create` for a new one, `replace_from` or `delete_entity`"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn replace_from<E: Entity + OfTable<T>>(self, old: &E, new: &E) -> Self {
        self.with(Put::replace(new).over(old))
    }

    /// Deletes an entity that was read before, and the guards of its unique values. It must still have these values, and
    /// its version; [`Delete::unversioned`] does without the latter.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// use dynamo_model::builder::Transact;
    ///
    /// let user = User { id: "u1".into(), email: "ada@example.org".into() };
    /// let request = Transact::<Accounts>::new().delete_entity(&user).request()?;
    /// assert_eq!(request.writes.len(), 2, "the user, and the guard of the address");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn delete_entity<E: Entity + OfTable<T>>(self, entity: &E) -> Self {
        self.with(Delete::entity(entity))
    }

    /// Deletes an entity; there need not be one.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::Transact;
    /// use dynamo_model::request::Action;
    ///
    /// let request = Transact::<Shop>::new().delete(Order::key("o1")).request()?;
    /// assert_eq!(request.writes[0].action, Action::Delete(Order::key("o1").item()?));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn delete<E: Entity + OfTable<T> + WithoutUnique>(self, key: Key<E>) -> Self {
        self.with(Delete::new(key))
    }

    /// Requires something of an entity that is not written.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::{Check, Transact};
    /// use dynamo_model::request::Action;
    ///
    /// let request = Transact::<Shop>::new().check(Check::exists(Order::key("o1"))).request()?;
    /// assert_eq!(request.writes[0].action, Action::Check(Order::key("o1").item()?));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn check<E: Entity + OfTable<T>>(self, check: Check<E>) -> Self {
        self.with(check)
    }

    /// Adds a write that was made before, with conditions of its own.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
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
    pub fn with(mut self, write: impl PartOf<T>) -> Self {
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
    #[doc = include_str!("../shop.md")]
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
    /// values included, if two writes are of one item, if items and constants have more than 4 MB together, if a write exceeds
    /// a limit of its own, or if an entity with unique fields is written without saying which values it had, and
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
    ///
    /// let note = Note { id: 1, text: "x".into() };
    /// let error = Transact::<Shop>::new().create(&note).delete(Note::key(1)).request().unwrap_err();
    /// let named = "write 1 of 2, the create of `Note`, and write 2 of 2, the delete of `Note`, are of one item";
    /// assert!(error.is_unsent() && error.message().contains(named));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn request(&self) -> Result<TransactWriteItems> {
        let moment = self.moment();
        self.guards(&moment).and_then(|guards| self.make(&moment, &guards)).map_err(Error::unsent)
    }

    explains!(request, "dynamo_model::builder::Transact::<Shop>::new().create(&order(\"o1\", 5))" sends "Put in TransactWriteItems", "../shop.md", explained);

    fn explained(&self) -> Result<Explanation> {
        Ok(explain_transaction(&self.request()?, T::SCHEMA, self.writes.len()))
    }
}

impl Default for Time {
    fn default() -> Self {
        Self::First { here: Arc::default(), on_database: Arc::default() }
    }
}

impl Time {
    /// The time of another request, unless it was given.
    fn anew(self) -> Self {
        match self {
            Self::First { .. } => Self::default(),
            Self::At(time) => Self::At(time),
        }
    }
}

impl<T, B> fmt::Debug for Transact<T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let writes: Vec<&str> = self.writes.iter().map(|named| named.what.as_str()).collect();
        f.debug_struct("Transact").field("writes", &writes).field("token", &self.token).finish()
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
