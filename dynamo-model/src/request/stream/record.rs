use std::time::SystemTime;

use crate::request::StreamView;
use crate::value::Item;

/// A change of one item.
///
/// ```
/// use dynamo_model::request::{StreamEvent, StreamRecord, StreamView};
/// use dynamo_model::value::Item;
///
/// let record = StreamRecord::new(StreamEvent::Remove, Item::from_iter([("id", 7)]), StreamView::KeysOnly);
/// assert!(record.new_image.is_none() && record.user_identity.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamRecord {
    /// Tells this record from every other one.
    pub event_id: String,
    /// What happened to the item.
    pub event: StreamEvent,
    /// Its place in the shard: 21 to 40 digits, larger for later records.
    pub sequence_number: String,
    /// About when it happened, in whole seconds.
    pub created_at: Option<SystemTime>,
    /// The item's key.
    pub keys: Item,
    /// The item after the change, if the stream records it.
    pub new_image: Option<Item>,
    /// The item before the change, if the stream records it.
    pub old_image: Option<Item>,
    /// The size of key and images, as item sizes are counted.
    pub size_bytes: u64,
    /// What the stream records.
    pub view: StreamView,
    /// Who made the change, where it was the service itself.
    pub user_identity: Option<UserIdentity>,
}

impl StreamRecord {
    /// Makes a record without images, place and time.
    ///
    /// ```
    /// use dynamo_model::request::{StreamEvent, StreamRecord, StreamView};
    /// use dynamo_model::value::Item;
    ///
    /// let keys = Item::from_iter([("PK", "c#1")]);
    /// let record = StreamRecord::new(StreamEvent::Remove, keys, StreamView::KeysOnly);
    /// assert!(record.old_image.is_none() && record.new_image.is_none());
    /// ```
    #[must_use]
    pub fn new(event: StreamEvent, keys: Item, view: StreamView) -> Self {
        let size_bytes = u64::try_from(keys.size()).unwrap_or(u64::MAX);
        Self {
            event_id: String::new(),
            event,
            sequence_number: String::new(),
            created_at: None,
            keys,
            new_image: None,
            old_image: None,
            size_bytes,
            view,
            user_identity: None,
        }
    }
}

/// What happened to an item.
///
/// ```
/// use dynamo_model::request::{StreamEvent, StreamRecord, StreamView};
/// use dynamo_model::value::Item;
///
/// let record = StreamRecord::new(StreamEvent::Insert, Item::from_iter([("id", 7)]), StreamView::NewImage);
/// let is_there = match record.event {
///     StreamEvent::Insert | StreamEvent::Modify => true,
///     StreamEvent::Remove => false,
/// };
/// assert!(is_there);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StreamEvent {
    /// There was none with this key.
    Insert,
    /// There was one, and it is another one now.
    Modify,
    /// It is gone.
    Remove,
}

impl StreamEvent {
    /// Returns the service's spelling.
    ///
    /// ```
    /// assert_eq!(dynamo_model::request::StreamEvent::Modify.as_str(), "MODIFY");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Insert => "INSERT",
            Self::Modify => "MODIFY",
            Self::Remove => "REMOVE",
        }
    }
}

/// Who made a change.
///
/// ```
/// use dynamo_model::request::UserIdentity;
///
/// assert_eq!(UserIdentity::time_to_live().principal_id, "dynamodb.amazonaws.com");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct UserIdentity {
    /// What kind of identity it is.
    pub kind: String,
    /// Which one.
    pub principal_id: String,
}

impl UserIdentity {
    /// Names an identity.
    ///
    /// ```
    /// use dynamo_model::request::UserIdentity;
    ///
    /// assert_eq!(UserIdentity::new("Service", "dynamodb.amazonaws.com"), UserIdentity::time_to_live());
    /// ```
    pub fn new(kind: impl Into<String>, principal_id: impl Into<String>) -> Self {
        Self { kind: kind.into(), principal_id: principal_id.into() }
    }

    /// The identity of deletes of expired items.
    ///
    /// ```
    /// use dynamo_model::request::UserIdentity;
    ///
    /// assert_eq!(UserIdentity::time_to_live().kind, "Service");
    /// ```
    #[must_use]
    pub fn time_to_live() -> Self {
        Self::new("Service", "dynamodb.amazonaws.com")
    }
}
