//! What records of streams say of items: each record takes an item from what the one before it left to what the next one
//! found, and the last one to what is stored.

use std::collections::HashMap;
use std::ops::Bound;

use dynamo_model::Result;
use dynamo_model::request::StreamEvent;
use dynamo_model::request::check::canonical;
use dynamo_model::value::ItemRef;

use super::check::Check;
use super::place;
use super::records::record_place;
use crate::codec::key;
use crate::store::{ChangeRow, Part};
use crate::table::{StreamDef, TableDef};

/// The most items remembered at once; a stream that has more records is gone through several times.
const MOST_ITEMS: u64 = 1 << 19;

/// A hash that stands for what was hashed.
type Digest = [u8; 16];

/// What is known of an item at one time.
#[derive(Clone, Copy, Debug)]
struct State {
    exists: bool,
    /// The item, if a record shows it.
    item: Option<Digest>,
}

impl State {
    fn agrees(self, other: Self) -> bool {
        let same = self.item.zip(other.item).is_none_or(|(one, other)| one == other);
        self.exists == other.exists && same
    }
}

/// Follows every item through the records of a stream, backwards from what is stored if `table` still writes the stream.
pub(super) fn check(check: &mut Check<'_>, stream: &StreamDef, table: Option<&TableDef>, records: u64) {
    check_in_rounds(check, stream, table, records.div_ceil(MOST_ITEMS));
}

fn check_in_rounds(check: &mut Check<'_>, stream: &StreamDef, table: Option<&TableDef>, rounds: u64) {
    for round in 0..rounds {
        let mut history = History { stream, table, later: HashMap::new() };
        let followed = history.follow(check, |item| round_of(item, rounds) == round);
        if check.read(|| place::stream(stream), followed).is_none() {
            return;
        }
    }
}

/// In which round an item is followed: in the same one, whichever of its records asks.
fn round_of(item: Digest, rounds: u64) -> u64 {
    item.first_chunk().map_or(0, |start| u64::from_le_bytes(*start)) % rounds.max(1)
}

struct History<'h> {
    stream: &'h StreamDef,
    /// The table that still writes the stream.
    table: Option<&'h TableDef>,
    /// What an item was before the records gone through so far.
    later: HashMap<Digest, State>,
}

impl History<'_> {
    /// Goes through the records of some items.
    fn follow(&mut self, check: &mut Check<'_>, wanted: impl Fn(Digest) -> bool) -> Result<()> {
        let StreamDef { id, trimmed, .. } = self.stream;
        let low = [id.to_be_bytes().as_slice(), trimmed.to_be_bytes().as_slice()].concat();
        let high = id.saturating_add(1).to_be_bytes();
        for row in check.snapshot.rev_range(Part::Changes, Bound::Excluded(&low), Bound::Excluded(&high))? {
            let (key, bytes) = row?;
            // Those that cannot be read have been reported where they are gone through one by one.
            let Ok(change) = ChangeRow::decode(key, bytes) else { continue };
            let (Ok(keys), Ok(event)) = (change.keys(), change.event()) else { continue };
            let digest = digest(keys);
            if wanted(digest) {
                self.take(check, digest, keys, change, event);
            }
        }
        Ok(())
    }

    fn take(
        &mut self,
        check: &mut Check<'_>,
        digest_of_key: Digest,
        keys: ItemRef<'_>,
        change: ChangeRow<'_>,
        event: StreamEvent,
    ) {
        let before = State { exists: event != StreamEvent::Insert, item: change.old_image().map(digest) };
        let after = State { exists: event != StreamEvent::Remove, item: change.new_image().map(digest) };
        let place = || record_place(self.stream, change.sequence);
        match self.later.insert(digest_of_key, before) {
            Some(later) if !after.agrees(later) => {
                let of = keys.to_item().to_dynamodb_json();
                check.problem(place(), format_args!("the next record of {of} does not go on from it"));
            }
            Some(_) => {}
            None => {
                if self.stored(check, keys).is_some_and(|stored| !after.agrees(stored)) {
                    let of = keys.to_item().to_dynamodb_json();
                    check.problem(
                        place(),
                        format_args!("it is the last one of {of}, and something else is stored"),
                    );
                }
            }
        }
    }

    /// What is stored of an item; `None` if that cannot be told.
    fn stored(&self, check: &Check<'_>, keys: ItemRef<'_>) -> Option<State> {
        let key = key::item(self.table?, keys).ok()?;
        let row = check.snapshot.row(Part::Items, &key).ok()?;
        Some(State { exists: row.is_some(), item: row.map(|row| digest(row.item)) })
    }
}

/// Hashes an item, whatever the order of its attributes.
fn digest(item: ItemRef<'_>) -> Digest {
    let hash = blake3::hash(&canonical(&item.to_item()));
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use dynamo_model::request::{KeySchema, StreamView};
    use dynamo_model::value::Item;

    use super::*;
    use crate::store::{Catalog, Change, Snapshot};
    use crate::worker::ByHand;

    fn item(id: u32, n: u32) -> Item {
        Item::from_iter([("id", id), ("n", n)])
    }

    #[test]
    fn however_many_rounds_it_takes_every_item_is_followed_once() {
        let stream = StreamDef {
            id: 1,
            table: "things".to_owned(),
            key: KeySchema::new("id"),
            view: StreamView::NewAndOldImages,
            started_at: 0,
            ended_at: Some(0),
            trimmed: 0,
        };
        let db = ByHand::new(1);
        let shared = db.shared();
        let mut txn = shared.env.write_txn().unwrap();
        shared.store.save_stream(&mut txn, &mut Catalog::default(), stream.clone()).unwrap();
        for id in 0..10 {
            // Every third item changes from what it never was.
            let steps = [(None, Some(1)), (Some(if id % 3 == 0 { 7 } else { 1 }), Some(2)), (Some(2), None)];
            for (old, new) in steps {
                let [old, new] = [old, new].map(|n| n.map(|n| item(id, n)));
                let [old, new] = [&old, &new].map(|item| item.as_ref().map(Item::view));
                let change = Change { at: 0, old, new, expired: false };
                shared.store.append(&mut txn, &stream, change).unwrap();
            }
        }
        for rounds in [1, 2, 3, 30] {
            let mut quiet = |_| {};
            let mut check = Check::new(Snapshot::new(&shared.store, &txn), &mut quiet).unwrap();
            check_in_rounds(&mut check, &stream, None, rounds);
            let problems = check.report.found.problems;
            let mut places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
            places.sort_unstable();
            let stream = place::stream(&stream);
            assert_eq!(places, [1, 10, 19, 28].map(|number| format!("{stream}, record {number}")));
        }
    }
}
