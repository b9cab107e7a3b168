use crate::error::UniqueViolation;
use crate::paging::Cursor;
use crate::value::Item;

/// What [`ClaimUnique`](super::ClaimUnique) found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claims {
    /// How many entities were looked at.
    pub checked: usize,
    /// How many guards were missing, or held by an entity that has another value by now.
    pub claimed: usize,
    /// How many guards were left over: their entities are gone, or have other values.
    pub released: usize,
    /// The entities whose values other entities have. Nothing was done about them.
    pub clashes: Vec<Clash>,
    /// Where to go on; `None` if everything was looked at.
    pub cursor: Option<Cursor>,
}

/// An entity with a value that another entity has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clash {
    /// The primary key of the entity.
    pub key: Item,
    /// The field, and the entity that has the value.
    pub violation: UniqueViolation,
}

/// What became of one guard.
#[derive(Debug)]
pub(super) enum Settled {
    InOrder,
    Claimed,
    Released,
    Clashes(Clash),
}

impl Claims {
    pub(super) fn count(&mut self, settled: Settled) {
        match settled {
            Settled::InOrder => {}
            Settled::Claimed => self.claimed += 1,
            Settled::Released => self.released += 1,
            Settled::Clashes(clash) => self.clashes.push(clash),
        }
    }

    pub(super) fn add(&mut self, page: Self) {
        self.checked += page.checked;
        self.claimed += page.claimed;
        self.released += page.released;
        self.clashes.extend(page.clashes);
        self.cursor = page.cursor;
    }
}
