use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model::request::{KeySchema, StreamEvent, StreamRecord, StreamView, UserIdentity};
use dynamo_model::value::Item;

use crate::oracle::table::Change;
use crate::oracle::{Attributes, size};

/// What a stream says of one change of an item.
#[derive(Clone, Debug)]
pub struct Record {
    number: usize,
    time: Duration,
    event: StreamEvent,
    keys: Attributes,
    old_image: Option<Attributes>,
    new_image: Option<Attributes>,
    expired: bool,
}

impl Record {
    /// Makes the record of a change; there is none of what changes nothing.
    pub(super) fn of(
        number: usize,
        key: &KeySchema,
        view: StreamView,
        change: &Change,
        time: Duration,
        expired: bool,
    ) -> Option<Self> {
        let Change { old, new } = change;
        let event = match (old, new) {
            (None, Some(_)) => StreamEvent::Insert,
            (Some(old), Some(new)) if old != new => StreamEvent::Modify,
            (Some(_), None) => StreamEvent::Remove,
            _ => return None,
        };
        let item = new.as_ref().or(old.as_ref())?;
        let keys = key.attributes().filter_map(|name| Some((name.to_owned(), item.get(name)?.clone())));
        Some(Self {
            number,
            time,
            event,
            keys: keys.collect(),
            old_image: old.clone().filter(|_| view.has_old()),
            new_image: new.clone().filter(|_| view.has_new()),
            expired,
        })
    }

    /// Returns how many records of its stream came before it.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Returns when the change was made.
    #[must_use]
    pub fn at(&self) -> SystemTime {
        UNIX_EPOCH + self.time
    }

    pub(super) fn time(&self) -> Duration {
        self.time
    }

    /// Whether it is of the item with these keys.
    #[must_use]
    pub fn is_of(&self, keys: &Item) -> bool {
        self.keys == keys.to_map()
    }

    /// Whether a backend's record says the same, apart from what the backend makes up.
    #[must_use]
    pub fn admits(&self, found: &StreamRecord) -> bool {
        found.event == self.event
            && self.is_of(&found.keys)
            && is_image(self.old_image.as_ref(), found.old_image.as_ref())
            && is_image(self.new_image.as_ref(), found.new_image.as_ref())
            && found.size_bytes == self.size() as u64
            && found.user_identity == self.expired.then(UserIdentity::time_to_live)
    }

    fn size(&self) -> usize {
        let images = [Some(&self.keys), self.old_image.as_ref(), self.new_image.as_ref()];
        images.into_iter().flatten().map(size::of_item).sum()
    }
}

fn is_image(image: Option<&Attributes>, found: Option<&Item>) -> bool {
    match (image, found) {
        (None, None) => true,
        (Some(image), Some(found)) => *image == found.to_map(),
        _ => false,
    }
}
