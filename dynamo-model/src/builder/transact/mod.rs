//! Transactions of writes.

mod guards;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use self::guards::{check_count, guards_with, reconsidered};
use super::guarded::{GuardWrite, joined, violations};
use super::part::{Subject, TransactPart};
use super::tries::{MOST_TRIES, Tries};
use super::{Binding, Bound, Check, Db, Delete, Put, Refusals, TransactOutcome, Unbound, Update};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, OfTable, Table};
use crate::error::{CancellationReason, Error, Result};
use crate::explain::explains;
use crate::expr::Condition;
use crate::limits::{check_transacted, check_transaction};
use crate::request::{Action, TableName, TransactWrite, TransactWriteItems};

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
    bound: B,
    table: PhantomData<fn() -> T>,
}

/// A write, and what to call it when it fails.
struct Named {
    what: String,
    subject: Subject,
    write: Result<(Action, Option<Condition>)>,
    guards: Result<Vec<GuardWrite>>,
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
        Self { writes: Vec::new(), token: None, bound: Unbound, table: PhantomData }
    }

    /// Puts the transaction on a database: then it can be awaited.
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
        Transact { writes: self.writes, token: self.token, bound: Bound(db), table: PhantomData }
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
    pub fn put<E: OfTable<T>>(self, entity: &E) -> Self {
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
    pub fn replace<E: OfTable<T>>(self, entity: &E) -> Self {
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
    pub fn update<E: Entity + OfTable<T>>(self, update: Update<E>) -> Self {
        self.with(update)
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

    /// Deletes an entity that was read before, and the guards of its unique values, which it must still have.
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
    pub fn delete<E: Entity + OfTable<T>>(self, key: Key<E>) -> Self {
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
    pub fn with(mut self, write: impl TransactPart<Table = T>) -> Self {
        let (what, subject, effect) = (write.what(), write.subject(), write.effect());
        let write = write.into_action(self.bound.time());
        let guards = effect.and_then(|effect| guards_with::<T>(effect, &write));
        self.writes.push(Named { what, subject, guards, write });
        self
    }

    /// Makes the transaction run once, however often it is sent within ten minutes; 1 to 36 characters.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::Transact;
    ///
    /// let request = Transact::<Shop>::new().create(&order("o1", 5)).token("checkout-o1").request()?;
    /// assert_eq!(request.token.as_deref(), Some("checkout-o1"));
    /// let long = Transact::<Shop>::new().create(&order("o1", 5)).token("x".repeat(37));
    /// assert!(long.request().unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
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
        self.guards().and_then(|guards| self.make(&guards)).map_err(Error::unsent)
    }

    explains!(T, request, "dynamo_model::builder::Transact::<Shop>::new().create(&order(\"o1\", 5))" sends "Put in TransactWriteItems", "../shop.md");

    fn make(&self, guards: &[GuardWrite]) -> Result<TransactWriteItems> {
        check_count(self.writes.len(), guards.len())?;
        let table = self.bound.table_name(T::SCHEMA.name);
        let mut writes: Vec<TransactWrite> = self
            .writes
            .iter()
            .enumerate()
            .map(|(place, named)| named.request::<T>(&table).map_err(|error| error.context(self.name(place))))
            .collect::<Result<_>>()?;
        let now = self.bound.now();
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
    fn guards(&self) -> Result<Vec<GuardWrite>> {
        let mut all = Vec::new();
        for (place, named) in self.writes.iter().enumerate() {
            let guards = named.guards.clone().map_err(|error| error.context(self.name(place)))?;
            all.extend(guards);
        }
        joined(all)
    }

    /// The writes of guards to try next. A token stands for one request, so there is nothing else to try with it.
    fn again(&self, guards: &[GuardWrite], error: &Error) -> Option<Vec<GuardWrite>> {
        reconsidered(guards, error, self.writes.len()).filter(|_| self.token.is_none())
    }

    /// Names the writes for which a transaction was cancelled, and the unique values that were taken.
    fn name_failed(&self, error: Error, guards: &[GuardWrite]) -> Error {
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

impl Named {
    fn request<T: Table>(&self, table: &TableName) -> Result<TransactWrite> {
        let (action, condition) = self.write.clone()?;
        let mut write = TransactWrite::new(table.clone(), action).returning_item_on_failure();
        write.condition = condition;
        check_transacted(&write, T::SCHEMA)?;
        Ok(write)
    }
}

impl<T: Table> Transact<T, Bound<'_, T>> {
    /// Runs the transaction, with failed conditions as a result instead of an error: it says which writes were refused, and
    /// has the entities as they were stored.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// assert!(shop.transact().create(&order("o1", 5)).outcome().await?.is_done());
    /// # Ok(())
    /// # }
    /// ```
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
        let mut guards = self.guards().map_err(Error::unsent)?;
        let mut tries = Tries::new("transaction", T::SCHEMA.rust_name, MOST_TRIES);
        loop {
            let request = self.make(&guards).map_err(Error::unsent)?;
            let sent = self.bound.0.backend().transact_write_items(request).await;
            let Err(error) = sent else { return Ok(()) };
            let Some(again) = self.again(&guards, &error) else {
                return Err(self.name_failed(error, &guards));
            };
            tries.again("unique values", error).await?;
            guards = again;
        }
    }
}

impl<'d, T: Table> IntoFuture for Transact<T, Bound<'d, T>> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'d, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.run().await })
    }
}

impl<T, B> fmt::Debug for Transact<T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let writes: Vec<&str> = self.writes.iter().map(|named| named.what.as_str()).collect();
        f.debug_struct("Transact").field("writes", &writes).field("token", &self.token).finish()
    }
}
