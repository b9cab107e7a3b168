use serde::{Deserialize, Deserializer};

use super::Change;
use crate::entity::Entity;

/// Some fields of an entity, each of which may stay as it is: what an HTTP `PATCH` brings. Derive it.
///
/// It is an [`Update`](crate::builder::Update), and does not ask a rule over several fields either.
///
/// ```
/// # use dynamo_model::{Entity, Patch, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32, note: Option<String> }
/// #[derive(Patch)]
/// #[patch(of = Order)]
/// struct OrderPatch {
///     total: Option<u32>,
///     note: Option<Option<String>>,
/// }
///
/// let patch = OrderPatch { total: Some(5), note: None };
/// let update = patch.change().into_update(&Order::key("o1"))?;
/// let paths: Vec<String> = update.targets().map(ToString::to_string).collect();
/// assert_eq!(paths, ["total"], "what is `None` stays as it is");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub trait Patch {
    /// The entity it changes.
    type Entity: Entity;

    /// Returns the change it makes.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// #[derive(Patch)]
    /// #[patch(of = Order)]
    /// struct OrderPatch { total: Option<u32>, note: Option<Option<String>> }
    ///
    /// let patch = OrderPatch { total: Some(5), note: Some(None) };
    /// let update = patch.change().into_update(&Order::key("o1"))?;
    /// assert_eq!(Renderer::new().update(&update), "SET #n0 = :v0 REMOVE #n1");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn change(&self) -> Change<Self::Entity>;
}

/// Patches of entity `E`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a patch of `{E}`",
    label = "not a patch of `{E}`",
    note = "add `#[derive(Patch)]` and `#[patch(of = {E})]` to it, or write a struct that has them"
)]
pub trait PatchOf<E>: Patch<Entity = E> {}

#[diagnostic::do_not_recommend]
impl<E, P: Patch<Entity = E>> PatchOf<E> for P {}

/// Tells `null` from what is missing, for serde: `#[serde(default, deserialize_with = "null_clears")]` on a field of a
/// patch makes `null` a `Some(None)`, which removes the attribute.
///
/// ```
/// use dynamo_model::typed::null_clears;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Body {
///     #[serde(default, deserialize_with = "null_clears")]
///     note: Option<Option<String>>,
/// }
///
/// assert_eq!(serde_json::from_str::<Body>("{}")?.note, None);
/// assert_eq!(serde_json::from_str::<Body>(r#"{"note": null}"#)?.note, Some(None));
/// assert_eq!(serde_json::from_str::<Body>(r#"{"note": "x"}"#)?.note, Some(Some("x".to_owned())));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// Those of the deserializer.
pub fn null_clears<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}
