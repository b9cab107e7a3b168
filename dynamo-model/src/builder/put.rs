use std::time::SystemTime;

use super::conditions::{Conditions, Existence, all};
use super::guarded::{Before, Effect, as_it_was};
use super::refused::{Asked, Demand, ExpectedVersion};
use super::single::{Terms, single_write_methods};
use super::{Binding, New, Nothing, Returning, Unbound};
use crate::entity::{Entity, Guards, Key, Record, Whole, entity_of, key_of};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::explains_write;
use crate::expr::Condition;
use crate::limits::{checked, of_entity};
use crate::request::{PutItem, TransactWriteItems};
use crate::time::seconds;

/// Stores an entity, or any entity of the table's enum; awaiting gives `()`, or the old entity after [`Put::returning_old`],
/// or the new one after [`Put::returning_new`].
///
/// An entity with a version (`#[attr(version)]`) only replaces the one it was read as: the condition fails if another
/// version is stored. It is stored as the next version.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// use dynamo_model::builder::Put;
///
/// let order = Order { id: "o1".into(), customer: "c1".into(), day: "2026-11-20".into(), total: 5 };
/// let request = Put::create(&order).request()?;
/// assert_eq!(request.item.get("gsi1pk").and_then(|pk| pk.as_s()), Some("CUSTOMER#c1"));
/// assert!(request.condition.is_some(), "only if there is no such item");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a write does nothing until it is awaited"]
pub struct Put<E, B = Unbound, R = Nothing> {
    whole: Result<Whole>,
    found: Found,
    checked: bool,
    guards: Result<Option<Guards>>,
    before: Result<Before>,
    terms: Terms<E, B, R>,
}

/// What a put finds where it stores the entity.
#[derive(Clone, Copy, Debug)]
enum Found {
    Anything,
    Nothing,
    Another,
}

impl<E: Record> Put<E> {
    /// Makes a write that replaces whatever is there, without a database. A version is checked, if the entity has one.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Put;
    ///
    /// assert_eq!(Put::new(&order("o1", 5)).request()?.condition, None);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(entity: &E) -> Self {
        Self::storing(entity, Found::Anything)
    }

    /// Makes a write that fails if the entity exists. Of an entity with `hide_expired`, one that has expired and is still
    /// there does not; one that was softly deleted does.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Put;
    ///
    /// let condition = Put::create(&order("o1", 5)).request()?.condition;
    /// let condition = condition.map(|condition| Renderer::new().condition(&condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_not_exists(#n0)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn create(entity: &E) -> Self {
        Self { before: Ok(Before::Given(None)), ..Self::storing(entity, Found::Nothing) }
    }

    /// Makes a write that fails if the entity does not exist; a hidden one does not. A version is checked, if the entity has
    /// one.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Put;
    ///
    /// let condition = |put: Put<Order>| -> Result<Option<String>> {
    ///     Ok(put.request()?.condition.map(|condition| Renderer::new().condition(&condition)))
    /// };
    /// let order = order("o1", 5);
    /// assert_eq!(condition(Put::new(&order))?, None);
    /// assert_eq!(condition(Put::create(&order))?.as_deref(), Some("attribute_not_exists(#n0)"));
    /// assert_eq!(condition(Put::replace(&order))?.as_deref(), Some("attribute_exists(#n0)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn replace(entity: &E) -> Self {
        Self::storing(entity, Found::Another)
    }

    fn storing(entity: &E, found: Found) -> Self {
        Self {
            whole: Whole::of(entity),
            found,
            checked: true,
            guards: entity.__guards(),
            before: Ok(Before::Read),
            terms: Terms::new(Conditions::default()),
        }
    }
}

impl<E: Record, B: Binding, R: Returning<E>> Put<E, B, R> {
    /// Says what is stored, so that the write need not read it: it fails unless the stored entity has the unique values of
    /// `old`. In a transaction there is no other way to write over an entity with unique fields.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Clone, Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// use dynamo_model::builder::{Put, Transact};
    ///
    /// let old = User { id: "u1".into(), email: "ada@example.org".into() };
    /// let new = User { email: "ada@example.com".into(), ..old.clone() };
    /// let request = Transact::<Accounts>::new().with(Put::replace(&new).over(&old)).request()?;
    /// assert_eq!(request.writes.len(), 3, "the user, the guard of the new address, and that of the old one");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn over(mut self, old: &E) -> Self
    where
        E: Entity,
    {
        self.before = same_key(&self.whole, old).and_then(|()| Ok(Before::Given(old.__guards()?)));
        if let Some(condition) = as_it_was(old).transpose() {
            self.terms.conditions.add(Demand::UniqueValues, condition);
        }
        self
    }

    /// Returns the entity as it is after. It costs nothing to ask, and matters for an entity with a version or times of
    /// writes: they are others than in the struct.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// // A `Note` has a version.
    /// let note = Note { id: "n1".into(), text: "milk".into(), version: 3 };
    /// let stored = shop.put(&note).returning_new().await?;
    /// assert_eq!(stored.version, 4);
    /// # Ok(())
    /// # }
    /// ```
    pub fn returning_new(self) -> Put<E, B, New> {
        self.returning()
    }

    /// Does not check that the stored version is that of the struct, and counts up from the struct's.
    ///
    /// What other programs have written since the struct was read is lost. And versions may come again: one that still holds
    /// an older entity under the number that is stored now will overwrite this write without noticing.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Put;
    ///
    /// // A `Note` has a version.
    /// let note = Note { id: "n1".into(), text: "milk".into(), version: 3 };
    /// assert!(Put::new(&note).request()?.condition.is_some(), "version 3, or no note");
    /// let request = Put::new(&note).unversioned().request()?;
    /// assert_eq!(request.condition, None);
    /// assert_eq!(Note::from_item(request.item.view())?.version, 4);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn unversioned(mut self) -> Self {
        self.checked = false;
        self
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous,
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if the next version, or the time, has none in the type of its field, or
    /// if the request exceeds a limit of DynamoDB: an item of 400 KB, a partition key of 2,048 bytes and a sort key of 1,024,
    /// those of indexes included, a condition of 4 KB with 300 operators, and lists of 99 values to find one in.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: String, text: String }
    /// use dynamo_model::builder::Put;
    ///
    /// let large = Note { id: "n1".into(), text: "x".repeat(409_600) };
    /// assert_eq!(
    ///     Put::new(&large).request().unwrap_err().message(),
    ///     "put of `Note`: Item size has exceeded the maximum allowed size; it has 409632 bytes, 409600 of them in `text`, \
    ///      and 409600 is the most; keep large values elsewhere, or spread them over several items"
    /// );
    /// let long = Note { id: "n".repeat(2048), text: String::new() };
    /// assert!(Put::new(&long).request().unwrap_err().message().contains("`pk` has 2053 bytes, and 2048 is the most"));
    /// ```
    pub fn request(&self) -> Result<PutItem> {
        checked::<E::Table, _>(self.request_by(self.terms.time()), || of_entity::<E>(self.what()))
    }

    pub(super) fn request_by(&self, time: SystemTime) -> Result<PutItem> {
        let whole = self.whole.as_ref().map_err(Clone::clone)?;
        let item = match self.found {
            Found::Nothing => whole.created(time)?,
            Found::Anything | Found::Another => whole.replacing(time)?,
        };
        let mut request = self.terms.applied_to(PutItem::new(self.terms.table(), item), time)?;
        request.condition = all([self.expected(whole, seconds(time)), request.condition]);
        Ok(request)
    }

    explains_write!(explained, "Put::new(&order(\"o1\", 5))" sends "PutItem");

    pub(super) fn what(&self) -> &'static str {
        match self.found {
            Found::Anything => "put",
            Found::Nothing => "create",
            Found::Another => "replace",
        }
    }

    /// What it asks of the stored item.
    fn asked(&self) -> Asked {
        let whole = self.whole.as_ref().ok();
        let entity = whole.and_then(|whole| entity_of::<E>(whole.as_is()));
        let version =
            whole.and_then(Whole::version).filter(|_| self.checked && !matches!(self.found, Found::Nothing));
        let version = version.map(|(attribute, number)| {
            let or_absent = matches!(self.found, Found::Anything);
            Demand::Version(ExpectedVersion { attribute, number, or_absent })
        });
        let existence = match self.found {
            Found::Anything => Vec::new(),
            Found::Nothing => Existence::absent::<E>(entity).demands(),
            Found::Another => Existence::present::<E>(entity).demands(),
        };
        self.terms.asked(self.what(), entity, existence.into_iter().chain(version))
    }

    /// What must be there for the write to happen, at a time.
    fn expected(&self, whole: &Whole, now: i64) -> Option<Condition> {
        let version = whole.is_same_version().filter(|_| self.checked);
        let entity = entity_of::<E>(whole.as_is());
        let absent = || Existence::absent::<E>(entity).condition(now);
        match self.found {
            Found::Nothing => Some(absent()),
            Found::Anything => version.map(|version| absent().or(version)),
            Found::Another => all([Some(Existence::present::<E>(entity).condition(now)), version]),
        }
    }

    /// Returns the transaction that would be sent if `stored` were stored, in place of [`request`](Self::request): an entity
    /// with unique fields is written together with the guards that change. Without a guard to change, the request is sent as
    /// it is. What is stored is read first, unless the write is a `create` or says it by [`over`](Put::over).
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request); [`is_invalid_key`](crate::Error::is_invalid_key) if a unique value is too long.
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
    /// use dynamo_model::builder::Put;
    ///
    /// // The address of a `User` is unique.
    /// let (old, new) = (user("ada@example.org"), user("ada@example.com"));
    /// assert_eq!(Put::new(&new).transaction(None)?.writes.len(), 2, "the user and a guard");
    /// assert_eq!(Put::new(&new).transaction(Some(&old))?.writes.len(), 3, "and the old guard");
    /// assert_eq!(Put::new(&new).transaction(Some(&new))?.writes.len(), 1);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn transaction(&self, stored: Option<&E>) -> Result<TransactWriteItems> {
        self.terms.transaction(self.request()?, self.effect()?, stored)
    }

    pub(super) fn effect(&self) -> Result<Option<Effect>> {
        Effect::storing(self.guards.clone(), self.before.clone()?)
    }
}

fn same_key<E: Entity>(new: &Result<Whole>, old: &E) -> Result<()> {
    let key = Key::of(old).item()?;
    match new {
        Ok(new) if key_of::<E::Table>(new.as_is().view(), None) != key => Err(Error::new(
            ErrorKind::InvalidKey,
            format!(
                "the entity written over a `{}` has another primary key; delete the one and create the other",
                E::SCHEMA.rust_name
            ),
        )),
        _ => Ok(()),
    }
}

single_write_methods!(Put of Record { whole, found, checked, guards, before }, sent by send, as in "Put::new(&order(\"o1\", 5))");
