//! Equality as the service defines it: typed, deep, attributes in any order.

use super::packed::{Cursor, MAX_DEPTH, Tag};
use super::{Item, ItemRef, ListRef, ValueRef};

/// Tag and payload of a value.
type Packed<'a> = (u8, &'a [u8]);

impl PartialEq for Item {
    fn eq(&self, other: &Item) -> bool {
        self.view() == other.view()
    }
}

impl Eq for Item {}

impl PartialEq for ItemRef<'_> {
    fn eq(&self, other: &ItemRef<'_>) -> bool {
        entries_equal(self.as_bytes(), other.as_bytes(), MAX_DEPTH)
    }
}

impl Eq for ItemRef<'_> {}

impl PartialEq for ListRef<'_> {
    fn eq(&self, other: &ListRef<'_>) -> bool {
        elements_equal(self.packed(), other.packed(), MAX_DEPTH)
    }
}

impl Eq for ListRef<'_> {}

impl PartialEq for ValueRef<'_> {
    fn eq(&self, other: &ValueRef<'_>) -> bool {
        match (self, other) {
            (ValueRef::S(a), ValueRef::S(b)) => a == b,
            (ValueRef::N(a), ValueRef::N(b)) => a == b,
            (ValueRef::B(a), ValueRef::B(b)) => a == b,
            (ValueRef::Bool(a), ValueRef::Bool(b)) => a == b,
            (ValueRef::Null, ValueRef::Null) => true,
            (ValueRef::L(a), ValueRef::L(b)) => a == b,
            (ValueRef::M(a), ValueRef::M(b)) => a == b,
            (ValueRef::Ss(a), ValueRef::Ss(b)) => a == b,
            (ValueRef::Ns(a), ValueRef::Ns(b)) => a == b,
            (ValueRef::Bs(a), ValueRef::Bs(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for ValueRef<'_> {}

/// Everything but the order of entries is canonical, so only lists and maps are looked into.
fn values_equal(a: Packed<'_>, b: Packed<'_>, levels: usize) -> bool {
    if a == b {
        return true;
    }
    if a.0 != b.0 || a.1.len() != b.1.len() || levels == 0 {
        return false;
    }
    match a.0 {
        Tag::L => elements_equal(a.1, b.1, levels - 1),
        Tag::M => entries_equal(a.1, b.1, levels - 1),
        _ => false,
    }
}

fn elements_equal(a: &[u8], b: &[u8], levels: usize) -> bool {
    let (mut a, mut b) = (Cursor::new(a), Cursor::new(b));
    loop {
        match (a.value(), b.value()) {
            (None, None) => return true,
            (Some(left), Some(right)) if values_equal(left, right, levels) => {}
            _ => return false,
        }
    }
}

fn entries_equal(a: &[u8], b: &[u8], levels: usize) -> bool {
    if a == b {
        return true;
    }
    // The same names and values take the same bytes in any order.
    if a.len() != b.len() {
        return false;
    }
    let (mut left, mut right) = (Cursor::new(a), Cursor::new(b));
    loop {
        let (a, b) = (left.rest(), right.rest());
        match (next_entry(&mut left), next_entry(&mut right)) {
            (None, None) => return true,
            (Some(left), Some(right)) if left.0 == right.0 => {
                if !values_equal(left.1, right.1, levels) {
                    return false;
                }
            }
            (Some(_), Some(_)) => return equal_once_sorted(a, b, levels),
            _ => return false,
        }
    }
}

/// Compares entries whose names come in another order.
fn equal_once_sorted(a: &[u8], b: &[u8], levels: usize) -> bool {
    let (a, b) = (sorted_entries(a), sorted_entries(b));
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.0 == b.0 && values_equal(a.1, b.1, levels))
}

fn sorted_entries(bytes: &[u8]) -> Vec<(&[u8], Packed<'_>)> {
    let mut cursor = Cursor::new(bytes);
    let mut entries: Vec<_> = std::iter::from_fn(|| next_entry(&mut cursor)).collect();
    entries.sort_unstable_by_key(|entry| entry.0);
    entries
}

fn next_entry<'a>(cursor: &mut Cursor<'a>) -> Option<(&'a [u8], Packed<'a>)> {
    Some((cursor.prefixed()?, cursor.value()?))
}
