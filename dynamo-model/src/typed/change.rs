use std::fmt;
use std::marker::PhantomData;

use crate::error::Result;
use crate::expr::{Path, SetValue, Update};

/// One change an update makes to an attribute of an entity.
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
/// let change = Order::attributes().total.plus(5);
/// let update = change.add_to(dynamo_model::expr::Update::new())?;
/// assert_eq!(update.sets().len(), 1);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct Change<E> {
    path: Path,
    action: Action,
    entity: PhantomData<fn() -> E>,
}

#[derive(Clone, Debug)]
enum Action {
    Set(Result<SetValue>),
    Remove,
}

impl<E> Change<E> {
    pub(super) fn set(path: Path, value: Result<SetValue>) -> Self {
        Self { path, action: Action::Set(value), entity: PhantomData }
    }

    pub(super) fn remove(path: Path) -> Self {
        Self { path, action: Action::Remove, entity: PhantomData }
    }

    /// Adds the change to an update.
    ///
    /// # Errors
    ///
    /// [`is_codec`](crate::Error::is_codec) if the value has no place in DynamoDB.
    pub fn add_to(self, update: Update) -> Result<Update> {
        Ok(match self.action {
            Action::Set(value) => update.set(self.path, value?),
            Action::Remove => update.remove(self.path),
        })
    }
}

impl<E> Clone for Change<E> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), action: self.action.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for Change<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change").field("path", &self.path).field("action", &self.action).finish()
    }
}
