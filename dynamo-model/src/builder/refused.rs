//! Why a write was refused: what it asked of the stored item, and what is known of that.

use crate::entity::{Entity, has_expired, is_no_other, is_tagged_as, revision};
use crate::error::Error;
use crate::schema::{EntitySchema, TableSchema};
use crate::value::{Item, ItemRef, Number};

/// One thing that a write asks of the stored item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    Absent,
    Present,
    /// It is no other entity's, if there is one.
    NoOther,
    Unexpired,
    NotDeleted,
    Deleted,
    /// It is of the revision that the program writes, if there is one.
    Revision,
    Version(ExpectedVersion),
    /// Its unique values are those of the entity at hand.
    UniqueValues,
    /// What the program has said with `only_if`.
    Own,
}

/// The version that an item is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ExpectedVersion {
    pub(super) attribute: &'static str,
    pub(super) number: Option<Number>,
    /// Whether there may be no item, too.
    pub(super) or_absent: bool,
}

/// A write that was refused, and all that it asked.
pub(super) struct Asked {
    /// Names the write.
    pub(super) what: String,
    pub(super) entity: Option<&'static EntitySchema>,
    pub(super) table: &'static TableSchema,
    pub(super) demands: Vec<Demand>,
    pub(super) now: i64,
}

/// What is known of what is stored.
#[derive(Clone, Copy)]
enum Stored<'i> {
    Unknown,
    Nothing,
    Item(ItemRef<'i>),
}

impl Asked {
    /// Names the write in the error of a backend, and says of a failed condition what did not hold, as far as that is certain.
    pub(super) fn explain(&self, error: Error) -> Error {
        if error.is_validation() {
            return error.context(&self.what);
        }
        if !error.is_condition_failed() {
            return error;
        }
        let stored = match error.item() {
            Some(item) => Stored::Item(item.view()),
            None if error.is_missing() => Stored::Nothing,
            None => Stored::Unknown,
        };
        let why = self.why(stored);
        let error = error.context(&self.what);
        match why {
            Some(why) => error.followed_by(&why),
            None => error,
        }
    }

    fn why(&self, stored: Stored<'_>) -> Option<String> {
        let judged = || self.demands.iter().map(|demand| (demand, self.holds(demand, stored)));
        if let Some((failed, _)) = judged().find(|(_, holds)| *holds == Some(false)) {
            return Some(self.failed(failed, stored));
        }
        let mut open: Vec<&Demand> =
            judged().filter(|(_, holds)| holds.is_none()).map(|(demand, _)| demand).collect();
        open.dedup();
        match open.as_slice() {
            [] => None,
            [one] => Some(self.failed(one, stored)),
            several => {
                let asked: Vec<String> = several.iter().map(|demand| self.asked(demand)).collect();
                Some(format!("one of these does not hold: {}", asked.join("; ")))
            }
        }
    }

    /// Whether a demand is met; `None` if that is not certain.
    fn holds(&self, demand: &Demand, stored: Stored<'_>) -> Option<bool> {
        let item = match stored {
            Stored::Unknown => return None,
            Stored::Item(item) => item,
            Stored::Nothing => {
                return match demand {
                    Demand::Present | Demand::Deleted => Some(false),
                    Demand::Version(version) => Some(version.or_absent),
                    Demand::UniqueValues | Demand::Own => None,
                    _ => Some(true),
                };
            }
        };
        let expired = |entity| has_expired(entity, self.table, item, self.now);
        match demand {
            Demand::Absent => Some(self.entity.is_some_and(expired)),
            Demand::Present => Some(true),
            Demand::NoOther => self.entity.map(|entity| is_tagged_as(entity, self.table, item)),
            Demand::Unexpired => self.entity.map(|entity| !expired(entity)),
            Demand::NotDeleted => Some(!self.is_deleted(item)),
            Demand::Deleted => Some(self.is_deleted(item)),
            Demand::Revision => {
                let revisions = self.entity?.revisions?;
                Some(revision(self.table, item).is_ok_and(|stored| stored == revisions.current))
            }
            Demand::Version(version) => {
                let counts_as_absent = version.or_absent && self.entity.is_some_and(expired);
                Some(counts_as_absent || version.stored_in(item) == version.number)
            }
            Demand::UniqueValues | Demand::Own => None,
        }
    }

    fn is_deleted(&self, item: ItemRef<'_>) -> bool {
        self.entity.and_then(EntitySchema::deleted_at).is_some_and(|deleted_at| item.contains(deleted_at))
    }

    /// What a demand asks.
    fn asked(&self, demand: &Demand) -> String {
        let asked = match demand {
            Demand::Absent => "no item has the key",
            Demand::Present => "an item has the key",
            Demand::NoOther => return format!("the item is a `{}`", self.entity_name()),
            Demand::Unexpired => "it has not expired",
            Demand::NotDeleted => "it is not softly deleted",
            Demand::Deleted => "a softly deleted item has the key",
            Demand::Revision => "it is of the revision that the program writes",
            Demand::Version(version) => {
                return format!("the version of the item is {}", shown(version.number));
            }
            Demand::UniqueValues => "its unique values are those of the entity at hand",
            Demand::Own => "the condition of `only_if`",
        };
        asked.to_owned()
    }

    /// Says that a demand is not met.
    fn failed(&self, demand: &Demand, stored: Stored<'_>) -> String {
        let failed = match demand {
            Demand::Absent => "an item has the key already",
            Demand::Present => "no item has the key",
            Demand::NoOther => return format!("the item with the key is no `{}`", self.entity_name()),
            Demand::Unexpired => "the item with the key has expired",
            Demand::NotDeleted => "the item with the key is softly deleted",
            Demand::Deleted if matches!(stored, Stored::Item(_)) => {
                "the item with the key is not softly deleted"
            }
            Demand::Deleted => "no softly deleted item has the key",
            Demand::Revision => "the item with the key is of another revision than the program writes",
            Demand::Version(version) => return version.failed(stored),
            Demand::UniqueValues => "the item with the key has other unique values than the entity at hand",
            Demand::Own => "the condition of `only_if` does not hold",
        };
        failed.to_owned()
    }

    fn entity_name(&self) -> &'static str {
        self.entity.map_or(self.table.rust_name, |entity| entity.rust_name)
    }
}

impl ExpectedVersion {
    /// The version of an entity that is stored as this.
    pub(super) fn of<E: Entity>(item: &Item) -> Option<Self> {
        let (field, _) = E::SCHEMA.version()?;
        let number = item.get(field.attribute).and_then(|version| version.as_n());
        Some(Self { attribute: field.attribute, number, or_absent: false })
    }

    fn stored_in(&self, item: ItemRef<'_>) -> Option<Number> {
        item.get(self.attribute).and_then(|value| value.as_n())
    }

    fn failed(&self, stored: Stored<'_>) -> String {
        let expected = shown(self.number);
        match stored {
            Stored::Unknown => format!("the item with the key has another version than {expected}"),
            Stored::Nothing => "no item has the key".to_owned(),
            Stored::Item(item) => {
                let stored = shown(self.stored_in(item));
                format!("the version of the item with the key is {stored}, not {expected}")
            }
        }
    }
}

fn shown(version: Option<Number>) -> String {
    version.map_or_else(|| "none".to_owned(), |number| number.to_string())
}

/// What an item that is there must be, so that readers of an entity see it.
pub(super) fn visible(entity: &EntitySchema, table: &TableSchema) -> Vec<Demand> {
    let mut demands = alive(entity, table);
    demands.extend(entity.deleted_at().map(|_| Demand::NotDeleted));
    demands
}

/// What an item that is there must be, so that it is the entity's and has not expired for its readers.
pub(super) fn alive(entity: &EntitySchema, table: &TableSchema) -> Vec<Demand> {
    let no_other = is_no_other(entity, table).is_some().then_some(Demand::NoOther);
    let hides_expired = entity.retention.hide_expired && table.ttl.is_some();
    no_other.into_iter().chain(hides_expired.then_some(Demand::Unexpired)).collect()
}
