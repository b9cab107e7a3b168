use std::time::SystemTime;

use super::conditions::{Conditions, missing};
use super::guarded::{Before, Effect};
use super::refused::Asked;
use super::single::{Terms, single_write_methods};
use super::{Binding, New, Nothing, Returning, Unbound};
use crate::entity::{Entity, Guards, Over, Upsertable, Whole, check_upsert, key_of, spread, store_all};
use crate::error::{Error, Result};
use crate::explain::explains_write;
use crate::expr::Path;
use crate::limits::{checked, of_entity};
use crate::request::{TransactWriteItems, UpdateItem};
use crate::typed::{Adjustable, Attr, Keepable, Summable, Unconstrained};

/// Stores an entity, whether it exists or not, and keeps the attributes of a stored item that the entity does not know;
/// awaiting gives `()`, or the entity before or after. An item of an older revision is upgraded first.
///
/// A version counts up from what is stored, whatever the struct says, and the time of creation is kept.
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
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}")]
/// # struct Order { id: String, customer: Option<String> }
/// use dynamo_model::builder::Upsert;
/// use dynamo_model::expr::Renderer;
///
/// let request = Upsert::new(&Order { id: "o1".into(), customer: None }).request()?;
/// let mut renderer = Renderer::new();
/// assert_eq!(renderer.update(&request.update), "SET #n0 = :v0, #n1 = :v1 REMOVE #n2, #n3, #n4");
/// assert_eq!([&renderer.names()["#n0"], &renderer.names()["#n1"]], ["_type", "id"]);
/// assert_eq!(request.condition, None);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a write does nothing until it is awaited"]
pub struct Upsert<E, B = Unbound, R = Nothing> {
    whole: Result<Whole>,
    over: Vec<(Path, Over)>,
    spread: Vec<&'static str>,
    guards: Result<Option<Guards>>,
    terms: Terms<E, B, R>,
}

impl<E: Entity> Upsert<E> {
    /// Makes the write, without a database.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Upsert;
    ///
    /// let upsert = Upsert::new(&order("o1", 5)).request()?;
    /// assert!(upsert.condition.is_none() && upsert.update.sets().len() > 1);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(entity: &E) -> Self
    where
        E: Upsertable,
    {
        let mut conditions = Conditions::default();
        conditions.add_no_other::<E>();
        conditions.add_revision::<E>(Some(missing::<E>()));
        Self {
            whole: Whole::of(entity),
            over: Vec::new(),
            spread: spread::<E>(),
            guards: entity.__guards(),
            terms: Terms::new(conditions),
        }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Upsert<E, B, R> {
    /// Keeps an attribute that is stored already, and sets it only if there is none: `.keeping(|o| &o.created_at)`.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Upsert;
    ///
    /// let request = Upsert::new(&order("o1", 5)).keeping(|o| &o.total).request()?;
    /// let update = Renderer::new().update(&request.update);
    /// assert_eq!(update.matches("if_not_exists").count(), 1, "the total stays, and the rest is replaced: {update}");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn keeping<T, Role: Keepable + Adjustable, Seen>(
        mut self,
        attribute: impl FnOnce(&E::Attributes) -> &Attr<E, T, Role, Seen>,
    ) -> Self {
        self.over.push((attribute(&E::attributes()).path(), Over::Kept));
        self
    }

    /// Adds the entity's number to the one that is stored, counting none as zero: `.adding(|c| &c.visits)` makes a counter
    /// that need not exist before it counts. The sum is checked by no one: it may not read back into a small integer.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "site")]
    /// # enum Site { Page(Page) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Site, pk = "PAGE#{path}", sk = "PAGE")]
    /// # struct Page { path: String, visits: u32 }
    /// use dynamo_model::builder::Upsert;
    /// use dynamo_model::expr::Renderer;
    ///
    /// let visit = Upsert::new(&Page { path: "home".into(), visits: 1 }).adding(|p| &p.visits).request()?;
    /// let mut renderer = Renderer::new();
    /// let update = renderer.update(&visit.update);
    /// assert!(update.ends_with("#n2 = if_not_exists(#n2, :v2) + :v3"), "{update}");
    /// assert_eq!(renderer.names()["#n2"], "visits");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn adding<T: Summable, Role: Keepable + Adjustable + Unconstrained, Seen>(
        mut self,
        attribute: impl FnOnce(&E::Attributes) -> &Attr<E, T, Role, Seen>,
    ) -> Self {
        self.over.push((attribute(&E::attributes()).path(), Over::Added));
        self
    }

    /// Returns the entity as it is after.
    ///
    /// Where guards of unique values are written too, it is read after the transaction, which returns nothing: what another
    /// program writes in between is in it, and [`is_missing`](crate::Error::is_missing) says that one has deleted it; unless it
    /// [`is_condition_failed`](crate::Error::is_condition_failed), too: then there was none, and nothing was written.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Upsert;
    /// use dynamo_model::request::ReturnValues;
    ///
    /// let order = order("o1", 5);
    /// assert_eq!(Upsert::new(&order).returning_new().request()?.return_values, ReturnValues::AllNew);
    /// assert_eq!(Upsert::new(&order).returning_old().request()?.return_values, ReturnValues::AllOld);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn returning_new(self) -> Upsert<E, B, New> {
        self.returning()
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous,
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if what is to be kept is only part of an attribute, or is to be added to as
    /// well, if a key is made of the time of creation, or if the request exceeds a limit of DynamoDB, as that of an
    /// [`Update`](crate::builder::Update::request) may.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Upsert;
    ///
    /// let both = Upsert::new(&order("o1", 5)).keeping(|o| &o.total).adding(|o| &o.total);
    /// assert_eq!(
    ///     both.request().unwrap_err().message(),
    ///     "an upsert of `Order` cannot both keep `total` and add to it; say one of `keeping` and `adding`"
    /// );
    /// ```
    pub fn request(&self) -> Result<UpdateItem> {
        checked::<E::Table, _>(self.request_by(self.terms.time()), || of_entity::<E>("upsert"))
    }

    pub(super) fn request_by(&self, time: SystemTime) -> Result<UpdateItem> {
        check_upsert::<E>()?;
        let item = self.whole.as_ref().map_err(Clone::clone)?.created(time)?;
        let key = key_of::<E::Table>(item.view(), None);
        let update = store_all::<E>(&item, &self.over()?, &self.spread);
        self.terms.applied_to(UpdateItem::new(self.terms.table(), key).with_update(update), time)
    }

    /// Returns the transaction that would be sent if `stored` were stored, in place of [`request`](Self::request): an entity
    /// with unique fields is written together with the guards that change. What is stored is read first.
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
    /// use dynamo_model::builder::Upsert;
    ///
    /// // The address of a `User` is unique.
    /// let (old, new) = (user("ada@example.org"), user("ada@example.com"));
    /// assert_eq!(Upsert::new(&new).transaction(Some(&old))?.writes.len(), 3, "the user and two guards");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request); [`is_invalid_key`](crate::Error::is_invalid_key) if a unique value is too long.
    pub fn transaction(&self, stored: Option<&E>) -> Result<TransactWriteItems> {
        self.terms.transaction(self.request()?, self.effect()?, stored)
    }

    pub(super) fn effect(&self) -> Result<Option<Effect>> {
        Effect::storing(self.guards.clone(), Before::Read)
    }

    /// What it asks of the stored item.
    fn asked(&self) -> Asked {
        self.terms.asked("upsert", Some(E::SCHEMA), [])
    }

    explains_write!(explained_update, "Upsert::new(&order(\"o1\", 5))" sends "UpdateItem");

    /// An upsert stores attributes whole, so it can only keep them whole, and add to whole ones.
    fn over(&self) -> Result<Vec<(String, Over)>> {
        let name = |(path, over): &(Path, Over)| match (path.depth(), over) {
            (1, over) => Ok((path.root().to_owned(), *over)),
            (_, Over::Kept) => Err(Error::validation(format!(
                "an upsert keeps whole attributes, and `{path}` is inside one; keep `{}`",
                path.root()
            ))),
            (_, Over::Added) => Err(Error::validation(format!(
                "an upsert stores attributes whole, and `{path}` is inside one; add to it with an `update`"
            ))),
        };
        let over: Vec<(String, Over)> = self.over.iter().map(name).collect::<Result<_>>()?;
        let is_said_otherwise =
            |one: &&(String, Over)| over.iter().any(|(name, over)| *name == one.0 && *over != one.1);
        match over.iter().find(is_said_otherwise) {
            None => Ok(over),
            Some((name, _)) => Err(Error::validation(format!(
                "an upsert of `{}` cannot both keep `{name}` and add to it; say one of `keeping` and `adding`",
                E::SCHEMA.rust_name
            ))),
        }
    }
}

single_write_methods!(Upsert of Entity { whole, over, spread, guards }, sent by send_update, as in "Upsert::new(&order(\"o1\", 5))");
