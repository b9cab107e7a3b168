use super::{Entity, Readable, Record};
use crate::key::ErasedPart;
use crate::schema::ViewSchema;

/// Some fields of an entity: what a read returns that does not need them all. Derive it.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { #[attr(key)] id: String, customer: String, #[serde(rename = "cents")] total: u32 }
/// use dynamo_model::builder::Get;
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Summary {
///     id: String,
///     #[projection(from = total)]
///     price: u32,
/// }
///
/// let request = Get::new(Order::key("o1")).view::<Summary>().request()?;
/// let paths: Vec<String> = request.projection.iter().flat_map(|p| p.paths()).map(|p| p.to_string()).collect();
/// assert_eq!(paths, ["_type", "pk", "cents"], "the tag is checked, and `id` is read out of the key");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a view of an entity",
    label = "not a view",
    note = "add `#[derive(Projection)]` and `#[projection(of = …)]` to it"
)]
pub trait Projection: Readable<Table = <Self::Entity as Record>::Table> {
    /// The entity it is a view of.
    type Entity: Entity;

    /// Which fields of the entity it has.
    const SCHEMA: &'static ViewSchema;

    // The field of the entity at a place, if the view has it and it may be a part of keys.
    #[doc(hidden)]
    fn __part(&self, _field: usize) -> Option<&dyn ErasedPart> {
        None
    }
}
