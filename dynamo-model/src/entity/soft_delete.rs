use std::time::SystemTime;

use super::Entity;
use crate::error::Result;
use crate::expr::Update;

/// An entity that can be softly deleted: a field with `#[attr(deleted)]` says when it was. The derive implements it.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Note(Note) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
/// struct Note {
///     id: String,
///     #[attr(deleted)]
///     deleted_at: Option<u64>,
/// }
///
/// use dynamo_model::builder::Update;
/// use dynamo_model::expr::Renderer;
///
/// let request = Update::soft_delete(Note::key("n1")).request()?;
/// let mut renderer = Renderer::new();
/// assert_eq!(renderer.update(&request.update), "SET #n0 = :v0");
/// assert_eq!(renderer.names()["#n0"], "deleted_at");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be softly deleted: no field of it says when it was",
    label = "has no field with `#[attr(deleted)]`",
    note = "add a field such as `#[attr(deleted)] deleted_at: Option<Timestamp>`, or delete the item for good with `delete`"
)]
pub trait SoftDelete: Entity {}

/// Makes the update that softly deletes an entity at a time.
pub(crate) fn deletion<E: Entity>(now: SystemTime) -> Result<Update> {
    match (E::SCHEMA.deleted_at(), E::SCHEMA.retention.deleted.and_then(E::__time)) {
        (Some(attribute), Some(time)) => Ok(Update::new().set(attribute, (time.stamp)(now)?)),
        _ => Ok(Update::new()),
    }
}

/// Makes the update that takes that back.
pub(crate) fn restoration<E: Entity>() -> Update {
    E::SCHEMA.deleted_at().into_iter().fold(Update::new(), Update::remove)
}
