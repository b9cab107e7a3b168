use super::conditions::Conditions;
use super::single::{Terms, single_write_methods};
use super::{Binding, Nothing, Returning, Unbound};
use crate::entity::{Entity, Key};
use crate::error::Result;
use crate::request::DeleteItem;

/// Deletes an entity; awaiting gives `()`, or the old entity after [`Delete::returning_old`].
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
/// use dynamo_model::builder::Delete;
/// use dynamo_model::request::ReturnValues;
///
/// let request = Delete::new(Order::key("o1")).only_if(|o| o.total.eq(0)).returning_old().request()?;
/// assert_eq!(request.return_values, ReturnValues::AllOld);
/// assert!(request.condition.is_some());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a write does nothing until it is awaited"]
pub struct Delete<E, B = Unbound, R = Nothing> {
    key: Key<E>,
    terms: Terms<E, B, R>,
}

impl<E: Entity> Delete<E> {
    /// Makes the write, without a database.
    pub fn new(key: Key<E>) -> Self {
        Self { key, terms: Terms::new(Conditions::default()) }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Delete<E, B, R> {
    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
    pub fn request(&self) -> Result<DeleteItem> {
        self.terms.applied_to(DeleteItem::new(self.terms.table(), self.key.item()?))
    }
}

single_write_methods!(Delete of Entity { key });
