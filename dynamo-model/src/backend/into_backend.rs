use std::sync::Arc;

use super::Backend;

/// What `Table::on` takes: a backend, or one that is shared already.
///
/// ```
#[doc = include_str!("stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use std::sync::Arc;
///
/// use dynamo_model::{Backend, Db};
///
/// # let backend = Memory::default();
/// let backend: Arc<dyn Backend> = Arc::new(backend);
/// let tenants = ["ada", "bob"].map(|name| Shop::on(backend.clone()).named(format!("shop-{name}")));
/// assert_eq!(&**tenants[1].table_name(), "shop-bob");
/// assert_eq!(Arc::strong_count(&backend), 3, "they share one backend");
/// ```
pub trait IntoBackend {
    /// Puts the backend behind the pointer a [`Db`](crate::Db) holds.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use dynamo_lmdb::Lmdb;
    /// use dynamo_model::Backend;
    /// use dynamo_model::backend::IntoBackend as _;
    ///
    /// let shared: Arc<dyn Backend> = Lmdb::temporary()?.into_backend();
    /// let again = shared.clone().into_backend();
    /// assert!(Arc::ptr_eq(&shared, &again), "what is shared already stays what it is");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn into_backend(self) -> Arc<dyn Backend>;
}

impl<B: Backend> IntoBackend for B {
    fn into_backend(self) -> Arc<dyn Backend> {
        Arc::new(self)
    }
}

impl IntoBackend for Arc<dyn Backend> {
    fn into_backend(self) -> Arc<dyn Backend> {
        self
    }
}
