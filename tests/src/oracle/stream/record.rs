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
    view: StreamView,
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
            view,
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

    /// Makes the record a backend has to return, without what the backend makes up.
    #[must_use]
    pub fn to_stream_record(&self) -> StreamRecord {
        let mut record = StreamRecord::new(self.event, Item::from(&self.keys), self.view);
        record.old_image = self.old_image.as_ref().map(Item::from);
        record.new_image = self.new_image.as_ref().map(Item::from);
        record.size_bytes = self.size() as u64;
        record.user_identity = self.expired.then(UserIdentity::time_to_live);
        record
    }

    fn size(&self) -> usize {
        let images = [Some(&self.keys), self.old_image.as_ref(), self.new_image.as_ref()];
        images.into_iter().flatten().map(size::of_item).sum()
    }
}
