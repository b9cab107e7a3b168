use super::conditions::Conditions;
use super::single::{Terms, single_write_methods};
use super::{Binding, New, Nothing, Returning, Unbound};
use crate::entity::{Entity, key_of, store_all, written_at};
use crate::error::{Error, Result};
use crate::expr::Path;
use crate::request::UpdateItem;
use crate::typed::{Adjustable, Attr};
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
    terms: Terms<E, B, R>,
}

impl<E: Entity> Upsert<E> {
    /// Makes the write, without a database.
    pub fn new(entity: &E) -> Self {
        let item = entity.to_item();
        Self { item, kept: Vec::new(), terms: Terms::new(Conditions::default()) }
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

    /// Returns the entity as it is after.
    pub fn returning_new(self) -> Upsert<E, B, New> {
        self.returning()
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous,
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if what is to be kept is only part of an attribute.
    pub fn request(&self) -> Result<UpdateItem> {
        let item = written_at::<E>(self.item.clone()?, self.terms.now());
        let key = key_of::<E::Table>(item.view(), None);
        let request =
            UpdateItem::new(self.terms.table(), key).with_update(store_all::<E>(&item, &self.kept_names()?));
        self.terms.applied_to(request)
    }

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
}

single_write_methods!(Upsert of Entity { item, kept });
