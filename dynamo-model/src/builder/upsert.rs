use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::conditions::Conditions;
use super::{Binding, Bound, Db, New, Nothing, Old, Outcome, Returning, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Table, key_of, store_all};
use crate::error::{Error, Result};
use crate::explain::explains;
use crate::expr::Path;
use crate::request::UpdateItem;
use crate::typed::{Adjustable, Attr, Cond};
use crate::value::Item;

/// Stores an entity, whether it exists or not, and keeps the attributes of a stored item that the entity does not know;
/// awaiting gives `()`, or the entity before or after.
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
    item: Result<Item>,
    kept: Vec<Path>,
    conditions: Conditions,
    bound: B,
    returns: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity> Upsert<E> {
    /// Makes the write, without a database.
    pub fn new(entity: &E) -> Self {
        let item = entity.to_item();
        Self {
            item,
            kept: Vec::new(),
            conditions: Conditions::default(),
            bound: Unbound,
            returns: PhantomData,
        }
    }

    pub(super) fn bind(self, db: &Db<E::Table>) -> Upsert<E, Bound<'_, E::Table>> {
        Upsert {
            item: self.item,
            kept: self.kept,
            conditions: self.conditions,
            bound: Bound(db),
            returns: PhantomData,
        }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Upsert<E, B, R> {
    /// Keeps an attribute that is stored already, and sets it only if there is none: `.keeping(|o| &o.created_at)`.
    pub fn keeping<T, Role: Adjustable>(
        mut self,
        attribute: impl FnOnce(&E::Attributes) -> &Attr<E, T, Role>,
    ) -> Self {
        self.kept.push(attribute(&E::attributes()).path());
        self
    }

    /// Writes only if a condition holds of the stored item; further ones must hold too. Of an item that is missing, all
    /// attributes are.
    pub fn only_if(mut self, condition: impl FnOnce(&E::Attributes) -> Cond<E>) -> Self {
        self.conditions.add_typed::<E>(condition);
        self
    }

    /// Returns the entity as it was before, if there was one.
    pub fn returning_old(self) -> Upsert<E, B, Old> {
        self.with_returns()
    }

    /// Returns the entity as it is after.
    pub fn returning_new(self) -> Upsert<E, B, New> {
        self.with_returns()
    }

    /// Makes the error of a failed condition bring the stored item: see [`Error::item`](crate::Error::item).
    pub fn returning_item_on_failure(mut self) -> Self {
        self.conditions.item_on_failure = true;
        self
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous,
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if what is to be kept is only part of an attribute.
    pub fn request(&self) -> Result<UpdateItem> {
        let table = self.bound.table_name(<E::Table as Table>::SCHEMA.name);
        let item = self.item.clone()?;
        let key = key_of::<E::Table>(item.view(), None);
        let mut request = UpdateItem::new(table, key).with_update(store_all::<E>(&item, &self.kept_names()?));
        request.condition = self.conditions.joined()?;
        request.return_values = R::VALUES;
        request.return_item_on_failure = self.conditions.item_on_failure;
        Ok(request)
    }

    explains!(E::Table, request);

    /// An upsert stores attributes whole, so it can only keep them whole.
    fn kept_names(&self) -> Result<Vec<String>> {
        let name = |path: &Path| match path.depth() {
            1 => Ok(path.root().to_owned()),
            _ => Err(Error::validation(format!(
                "an upsert keeps whole attributes, and `{path}` is inside one; keep `{}`",
                path.root()
            ))),
        };
        self.kept.iter().map(name).collect()
    }

    fn with_returns<R2>(self) -> Upsert<E, B, R2> {
        Upsert {
            item: self.item,
            kept: self.kept,
            conditions: self.conditions,
            bound: self.bound,
            returns: PhantomData,
        }
    }
}

impl<'d, E: Entity, R: Returning<E> + 'd> Upsert<E, Bound<'d, E::Table>, R> {
    /// Runs the write, with a failed condition as a result instead of an error: the entity as it was stored is in it.
    ///
    /// # Errors
    ///
    /// As awaiting the write, except for the failed condition.
    pub async fn outcome(self) -> Result<Outcome<R::Output, E>> {
        Outcome::of(self.returning_item_on_failure().await)
    }
}

impl<'d, E: Entity, R: Returning<E> + 'd> IntoFuture for Upsert<E, Bound<'d, E::Table>, R> {
    type Output = Result<R::Output>;
    type IntoFuture = BoxFuture<'d, Result<R::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let request = self.request()?;
            R::read(self.bound.0.backend().update_item(request).await?.attributes)
        })
    }
}

impl<E, B, R> fmt::Debug for Upsert<E, B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upsert")
            .field("item", &self.item)
            .field("kept", &self.kept)
            .field("conditions", &self.conditions)
            .finish()
    }
}
