//! What is written without being known.

use super::Record;

/// What batches and transactions write over, and delete, whatever is stored: entities without unique fields. Which values an
/// entity gives up is not known without reading it. The derive implements it; it is also implemented for the enum of a table,
/// of which each entity is asked when it is written.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use dynamo_model::builder::BatchWrite;
/// use dynamo_model::entity::{OfTable, WithoutUnique};
///
/// fn store_all<E: OfTable<Shop> + WithoutUnique>(entities: &[E]) -> BatchWrite<Shop> {
///     BatchWrite::new().put_all(entities)
/// }
/// assert_eq!(store_all(&[Order { id: "o1".into() }]).requests()?.len(), 1);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has unique fields, or is no entity, and is not written here without knowing what is stored",
    label = "has unique fields, or is no entity",
    note = "of an entity with unique fields, write each by itself, as with `db.put(…)` or `db.delete(…)`, or in a transaction: `create` a new one, and `replace_from` or `delete_entity` the one that was read"
)]
pub trait WithoutUnique: Record {}
