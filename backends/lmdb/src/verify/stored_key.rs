//! Stored keys, read back: what can be said of a row whose content is lost. `codec::key` says how they are made.

use std::fmt::Write as _;

use dynamo_model::request::KeyKind;
use dynamo_model::value::{Item, Number, Value};

use crate::table::{IndexDef, TableDef};

const ID: usize = 4;
const HASH: usize = 4;
/// Says that what follows is there as it is; anything else, that there is only a hash of it.
const AS_IT_IS: u8 = 0;

/// Reads the key attributes of an item; the partition key is left out if there is only a hash of it.
pub(super) fn item(table: &TableDef, key: &[u8]) -> Option<Item> {
    let (values, rest) = split(key)?;
    let mut item = partition_values(table, values)?;
    if let Some(name) = table.key.sort().first() {
        item.insert(name, plain(table, name, rest)?);
    }
    Some(item)
}

/// Reads the partition key of an item or a collection; it is empty if there is only a hash of it.
pub(super) fn partition(table: &TableDef, key: &[u8]) -> Option<Item> {
    let (values, _) = split(key)?;
    partition_values(table, values)
}

/// Returns what all keys of the same partition start with.
pub(super) fn prefix(key: &[u8]) -> Option<&[u8]> {
    let (_, rest) = split(key)?;
    key.get(..key.len() - rest.len())
}

/// Returns the key of the item that an entry of an index stands for; `None` if there is only a hash of it.
pub(super) fn item_of_entry(table: &TableDef, index: &IndexDef, key: &[u8]) -> Option<Vec<u8>> {
    let (_, mut rest) = split(key)?;
    for name in index.key.sort() {
        rest = match table.kind(name)? {
            KeyKind::N => after_number(rest)?,
            KeyKind::S | KeyKind::B => after_bytes(rest)?,
        };
    }
    item_of_tie(table, rest)
}

/// Returns the key of the item that an entry of a vector index stands for; `None` if there is only a hash of it.
pub(super) fn item_of_vector(table: &TableDef, key: &[u8]) -> Option<Vec<u8>> {
    let (_, rest) = split(key)?;
    item_of_tie(table, rest)
}

fn item_of_tie(table: &TableDef, tie: &[u8]) -> Option<Vec<u8>> {
    let (kind, tie) = tie.split_first()?;
    (*kind == AS_IT_IS).then(|| [&table.id.to_be_bytes(), tie].concat())
}

/// Splits a key into the values of its partition key, if they are there, and what follows.
fn split(key: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    let (kind, rest) = key.get(ID + HASH..)?.split_first()?;
    if *kind == AS_IT_IS {
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (values, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        return Some((Some(values), rest));
    }
    rest.split_at_checked(blake3::OUT_LEN).map(|(_, rest)| (None, rest))
}

fn partition_values(table: &TableDef, values: Option<&[u8]>) -> Option<Item> {
    let mut item = Item::new();
    if let (Some(name), Some(values)) = (table.key.partition().first(), values) {
        item.insert(name, plain(table, name, values)?);
    }
    Some(item)
}

/// Reads a value that nothing follows.
fn plain(table: &TableDef, name: &str, bytes: &[u8]) -> Option<Value> {
    match table.kind(name)? {
        KeyKind::S => str::from_utf8(bytes).ok().map(Value::from),
        KeyKind::B => Some(Value::B(bytes.to_vec())),
        KeyKind::N => number(bytes).map(Value::N),
    }
}

fn number(bytes: &[u8]) -> Option<Number> {
    let (&sign, rest) = bytes.split_first()?;
    match sign {
        0x80 if rest.is_empty() => Some(Number::ZERO),
        0xC0 => magnitude(rest.iter().copied(), ""),
        0x40 => magnitude(rest.iter().map(|byte| !byte), "-"),
        _ => None,
    }
}

/// Reads the exponent and the pairs of digits.
fn magnitude(mut bytes: impl Iterator<Item = u8>, sign: &str) -> Option<Number> {
    let exponent = i32::from(u16::from_be_bytes([bytes.next()?, bytes.next()?])) - 1000;
    let mut text = format!("{sign}0.");
    for pair in bytes.take_while(|byte| *byte != 0) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{:02}", pair.checked_sub(1)?);
    }
    Number::parse(&format!("{text}e{exponent}")).ok()
}

/// Skips a number: it ends with a zero byte, inverted if it is negative.
fn after_number(bytes: &[u8]) -> Option<&[u8]> {
    let (&sign, rest) = bytes.split_first()?;
    let end = match sign {
        0x80 => return Some(rest),
        0xC0 => 0x00,
        0x40 => 0xFF,
        _ => return None,
    };
    let pairs = rest.get(2..)?;
    let length = pairs.iter().position(|byte| *byte == end)?;
    pairs.get(length + 1..)
}

/// Skips bytes with an end: a zero byte, and one that says that nothing follows.
fn after_bytes(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes;
    loop {
        let zero = rest.iter().position(|byte| *byte == 0)?;
        let (run, after) = rest.get(zero + 1..)?.split_first()?;
        if *run <= 126 {
            return Some(after);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::request::{CreateTable, IndexDefinition, KeySchema};
    use proptest::prelude::*;

    use super::*;
    use crate::codec::key;

    fn table(sort: KeyKind) -> TableDef {
        let request = CreateTable::new("t", KeySchema::new("p").with_sort("s"))
            .with_attribute("p", KeyKind::S)
            .with_attribute("s", sort)
            .with_attribute("g", KeyKind::N)
            .with_global_index(IndexDefinition::new("i", KeySchema::new("g").with_sort("s").with_sort("p")));
        TableDef::new(&request, &mut || 7, 0, String::new())
    }

    fn sort_value() -> impl Strategy<Value = Value> {
        let zeros = (0..300_usize).prop_map(|zeros| vec![0; zeros]);
        prop_oneof![
            ".{1,20}".prop_map(Value::S),
            prop::collection::vec(prop_oneof![Just(vec![1]), Just(vec![255]), zeros], 1..5)
                .prop_map(|pieces| Value::B(pieces.concat())),
            (any::<i64>(), -90..60_i32).prop_filter_map("in range", |(digits, exponent)| {
                Number::from_parts(digits.into(), exponent).ok().map(Value::N)
            }),
        ]
    }

    fn kind(value: &Value) -> KeyKind {
        match value {
            Value::S(_) => KeyKind::S,
            Value::N(_) => KeyKind::N,
            _ => KeyKind::B,
        }
    }

    proptest! {
        #[test]
        fn keys_are_read_back_from_items_and_from_entries(p in ".{1,50}", s in sort_value(), g: i32) {
            let table = table(kind(&s));
            let expected = Item::from_iter([("p", Value::from(p)), ("s", s)]);
            let stored = key::item(&table, expected.view()).unwrap();
            prop_assert_eq!(item(&table, &stored), Some(expected.clone()));

            let mut attributes = expected.clone();
            attributes.insert("g", g);
            let index = &table.indexes[0];
            if let Some(entry) = key::entry(&table, index, attributes.view()).unwrap() {
                prop_assert_eq!(item_of_entry(&table, index, &entry), Some(stored.clone()));
            }

            let prefix = prefix(&stored).unwrap();
            prop_assert_eq!(prefix, key::partition_of(table.id, &table.key, expected.view()).unwrap());
            let partition = partition(&table, prefix).unwrap();
            prop_assert_eq!(partition.get("p"), expected.get("p"));
        }

        #[test]
        fn any_bytes_at_all_are_read_or_refused(bytes: Vec<u8>) {
            for kind in [KeyKind::S, KeyKind::N, KeyKind::B] {
                let table = table(kind);
                let _ = (item(&table, &bytes), partition(&table, &bytes), prefix(&bytes));
                let _ = item_of_entry(&table, &table.indexes[0], &bytes);
            }
        }
    }

    #[test]
    fn of_a_long_partition_key_only_the_sort_key_is_left() {
        let table = table(KeyKind::N);
        let long = Item::from_iter([("p", Value::from("p".repeat(401))), ("s", 5.into())]);
        let stored = key::item(&table, long.view()).unwrap();
        assert_eq!(item(&table, &stored), Some(Item::from_iter([("s", 5)])));
    }
}
