//! DynamoDB JSON, the typed form of the service's requests: `{"name":{"S":"Ada"}}`.

mod debug;
mod error;
mod read;
mod sets;
mod write;

pub use error::{DuplicateMember, JsonError};

/// Carries an item or value through serde in DynamoDB's typed JSON, as a part of larger documents.
///
/// ```
/// use dynamo_model::value::{DynamoJson, Item};
///
/// let items: Vec<DynamoJson<Item>> = serde_json::from_str(r#"[{"id":{"N":"1"}},{"id":{"N":"2"}}]"#)?;
/// assert_eq!(items[1].0, Item::from_iter([("id", 2)]));
/// assert_eq!(serde_json::to_string(&items[0])?, r#"{"id":{"N":"1"}}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamoJson<T>(pub T);
