use std::collections::BTreeMap;

use super::traffic::COUNTERS;

/// What a request changes when it is carried out.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    /// The new versions of items by sort key; none where they are deleted.
    pub(super) items: Vec<(u32, Option<u64>)>,
    /// The counter that it adds 1 to.
    pub(super) counter: Option<usize>,
    /// Whether it is carried out as a whole or not at all.
    pub(super) is_atomic: bool,
}

/// What a worker has been told of its items, which nobody else writes, and of the counters, which all of them do.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    versions: BTreeMap<u32, u64>,
    /// How many changes it was told of.
    acknowledged: u64,
    /// A change that was sent and not answered.
    open: Option<Change>,
    counted: [u64; COUNTERS],
    /// How often a counter was changed, maybe.
    uncertain: [u64; COUNTERS],
}

impl Ledger {
    pub(super) fn version(&self, key: u32) -> Option<u64> {
        self.versions.get(&key).copied()
    }

    pub(super) fn versions(&self) -> &BTreeMap<u32, u64> {
        &self.versions
    }

    pub(super) fn len(&self) -> usize {
        self.versions.len()
    }

    pub(super) fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// Whether something was sent and not answered.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Returns how often a counter was changed by this worker, at the least and at the most.
    pub(super) fn count(&self, counter: usize) -> (u64, u64) {
        let [counted, uncertain] = [self.counted, self.uncertain].map(|counts| *counts.get(counter).unwrap());
        (counted, counted + uncertain)
    }

    /// Notes a change that is acknowledged.
    pub(super) fn acknowledge(&mut self, change: &Change) {
        self.acknowledged += u64::from(change.counter.is_some() || !change.items.is_empty());
        for (key, version) in &change.items {
            self.set(*key, *version);
        }
        if let Some(counter) = change.counter {
            *self.counted.get_mut(counter).unwrap() += 1;
        }
    }

    /// Notes a change of which nothing is known.
    pub(super) fn leave_open(&mut self, change: Change) {
        self.open = Some(change);
    }

    /// Compares it with what is there, which also tells what became of the change that was not answered.
    #[track_caller]
    pub(super) fn settle(&mut self, partition: &str, found: &BTreeMap<u32, u64>) {
        if let Some(change) = self.open.take() {
            self.settle_open(change, found);
        }
        assert_eq!(&self.versions, found, "{partition}");
    }

    #[track_caller]
    fn settle_open(&mut self, change: Change, found: &BTreeMap<u32, u64>) {
        let visible = change.items.iter().filter(|(key, version)| self.version(*key) != *version);
        let (done, undone): (Vec<_>, Vec<_>) =
            visible.copied().partition(|(key, version)| found.get(key).copied() == *version);
        assert!(
            !change.is_atomic || done.is_empty() || undone.is_empty(),
            "{change:?} is carried out in part: {done:?}"
        );
        match change.counter {
            Some(counter) if change.items.is_empty() => *self.uncertain.get_mut(counter).unwrap() += 1,
            // The counter goes with the items.
            Some(counter) if undone.is_empty() => *self.counted.get_mut(counter).unwrap() += 1,
            _ => {}
        }
        for (key, version) in done {
            self.set(key, version);
        }
    }

    fn set(&mut self, key: u32, version: Option<u64>) {
        match version {
            Some(version) => self.versions.insert(key, version),
            None => self.versions.remove(&key),
        };
    }
}
