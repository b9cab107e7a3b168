//! Keys of rows.
//!
//! ```text
//! item   table id(u32 BE) partition sort
//! index  index id(u32 BE) partition sort… tie
//!
//! partition  hash(u32 BE) 0x00 length(u16 BE) values, or hash 0x01 and 32 bytes of BLAKE3 if the values are longer
//!            than 400 bytes; the hash is the CRC-32 of the values
//! values     S and B as they are, N in sorting form; several attributes each with its length(u16 BE) before it
//! sort       of an item: the value as it is, since nothing follows
//!            of an index: every value with its own end
//! tie        0x00 and the item's key without the table id, or 0x01 and 16 bytes of its BLAKE3 if the key would be
//!            longer than LMDB allows
//! ```
//!
//! Partitions stand in the order of their hashes, as in the service: a scan can be split into even segments, and no
//! program comes to rely on an order that the cloud does not have. Order within a partition is the service's.

use dynamo_model::request::KeySchema;
use dynamo_model::request::check::{LONGEST_PARTITION_VALUE, LONGEST_SORT_VALUES};
use dynamo_model::value::{ItemRef, Value, ValueRef};
use dynamo_model::{Error, ErrorKind, Result};

use super::{number, order};
use crate::table::{IndexDef, TableDef};

/// The longest key LMDB takes with 4 KiB pages and longer keys built in.
pub(crate) const LONGEST: usize = 1982;
/// The longest partition key kept as it is.
const LONGEST_PARTITION: usize = 400;
/// The bytes before the values of a partition that is kept as it is.
const HEAD: usize = 4 + 4 + 1 + 2;
/// Room for most keys.
const USUAL_LENGTH: usize = 128;

/// Makes the key of an item from its attributes.
pub(crate) fn item(table: &TableDef, attributes: ItemRef<'_>) -> Result<Vec<u8>> {
    let mut key = partition_of(table.id, &table.key, attributes)?;
    for name in table.key.sort() {
        push_plain(&mut key, part(attributes, name)?);
    }
    Ok(key)
}

/// Makes the key of an item's entry in an index; `Ok(None)` if the item is not in the index.
pub(crate) fn entry(table: &TableDef, index: &IndexDef, attributes: ItemRef<'_>) -> Result<Option<Vec<u8>>> {
    if !is_member(table, index, attributes) {
        return Ok(None);
    }
    let mut key = partition_of(index.id, &index.key, attributes)?;
    for name in index.key.sort() {
        push_terminated(&mut key, part(attributes, name)?);
    }
    push_tie(&mut key, &item(table, attributes)?);
    Ok(Some(key))
}

/// Makes the key of an item's entry in a vector index; all items are in one partition if the index has none.
pub(crate) fn vector(id: u32, partition: Option<ValueRef<'_>>, item_key: &[u8]) -> Vec<u8> {
    let mut key = vector_partition(id, partition);
    push_tie(&mut key, item_key);
    key
}

/// Makes the prefix of every row of one partition of a vector index.
pub(crate) fn vector_partition(id: u32, value: Option<ValueRef<'_>>) -> Vec<u8> {
    match value {
        Some(value) => partition(id, std::iter::once(value)),
        None => partition(id, std::iter::empty()),
    }
}

/// Returns what the key of an item has behind the id of its table.
pub(crate) fn without_id(item_key: &[u8]) -> &[u8] {
    item_key.get(4..).unwrap_or_default()
}

/// Appends what tells entries with equal index keys apart.
fn push_tie(key: &mut Vec<u8>, item_key: &[u8]) {
    let tie = without_id(item_key);
    if key.len() + 1 + tie.len() <= LONGEST {
        key.push(0);
        key.extend_from_slice(tie);
    } else {
        key.push(1);
        key.extend_from_slice(blake3::hash(tie).as_bytes().get(..16).unwrap_or_default());
    }
}

/// Makes the key of an item, or of its entry in an index; `Ok(None)` if the item is not in the index.
pub(crate) fn row(
    table: &TableDef,
    index: Option<&IndexDef>,
    attributes: ItemRef<'_>,
) -> Result<Option<Vec<u8>>> {
    match index {
        None => item(table, attributes).map(Some),
        Some(index) => entry(table, index, attributes),
    }
}

/// Makes the prefix of every row of one partition, from the values of its partition key in schema order.
pub(crate) fn partition<'v>(id: u32, values: impl ExactSizeIterator<Item = ValueRef<'v>>) -> Vec<u8> {
    let several = values.len() > 1;
    let mut key = Vec::with_capacity(USUAL_LENGTH);
    key.extend_from_slice(&[0; HEAD]);
    for value in values {
        let start = key.len();
        push_plain(&mut key, value);
        if several {
            let length = u16::try_from(key.len() - start).unwrap_or(u16::MAX).to_be_bytes();
            key.splice(start..start, length);
        }
    }
    finish_partition(id, key)
}

/// Writes what stands before the values, or instead of them if they are long.
fn finish_partition(id: u32, mut key: Vec<u8>) -> Vec<u8> {
    let Some((head, values)) = key.split_first_chunk_mut::<HEAD>() else { return key };
    let ([a, b, c, d], [e, f, g, h]) = (id.to_be_bytes(), crc32fast::hash(values).to_be_bytes());
    match u16::try_from(values.len()) {
        Ok(length) if values.len() <= LONGEST_PARTITION => {
            let [high, low] = length.to_be_bytes();
            *head = [a, b, c, d, e, f, g, h, 0, high, low];
        }
        _ => {
            let digest = blake3::hash(values);
            key.clear();
            key.extend_from_slice(&[a, b, c, d, e, f, g, h, 1]);
            key.extend_from_slice(digest.as_bytes());
        }
    }
    key
}

/// Appends a sort key value as an item's key has it.
pub(crate) fn push_plain(key: &mut Vec<u8>, value: ValueRef<'_>) {
    match value {
        ValueRef::S(text) => key.extend_from_slice(text.as_bytes()),
        ValueRef::B(bytes) => key.extend_from_slice(bytes),
        ValueRef::N(value) => number::push(key, value),
        _ => {}
    }
}

/// Appends a sort key value as an index's key has it.
pub(crate) fn push_terminated(key: &mut Vec<u8>, value: ValueRef<'_>) {
    match value {
        ValueRef::S(text) => order::push_terminated(key, text.as_bytes()),
        ValueRef::B(bytes) => order::push_terminated(key, bytes),
        ValueRef::N(value) => number::push(key, value),
        _ => {}
    }
}

/// Borrows a key value; only strings, numbers and binaries can be in keys.
pub(crate) fn borrowed(value: &Value) -> Option<ValueRef<'_>> {
    match value {
        Value::S(text) => Some(ValueRef::S(text)),
        Value::N(number) => Some(ValueRef::N(*number)),
        Value::B(bytes) => Some(ValueRef::B(bytes)),
        _ => None,
    }
}

/// Whether an item is in an index: it has every key attribute, with a value that a key can have. Others are there only
/// where an index was added later.
fn is_member(table: &TableDef, index: &IndexDef, attributes: ItemRef<'_>) -> bool {
    let mut sort_bytes = 0;
    let fits = |name: &str| {
        let value = attributes.get(name)?;
        let fits = table.kind(name).is_some_and(|kind| has_kind(value, kind)) && !is_empty(value);
        fits.then(|| value.size())
    };
    index.key.partition().iter().all(|name| fits(name).is_some_and(|size| size <= LONGEST_PARTITION_VALUE))
        && index.key.sort().iter().all(|name| {
            fits(name).is_some_and(|size| {
                sort_bytes += size;
                sort_bytes <= LONGEST_SORT_VALUES
            })
        })
}

fn is_empty(value: ValueRef<'_>) -> bool {
    matches!(value, ValueRef::S("") | ValueRef::B([]))
}

/// Makes the prefix of every row of an item's partition.
pub(crate) fn partition_of(id: u32, schema: &KeySchema, attributes: ItemRef<'_>) -> Result<Vec<u8>> {
    if let [name] = schema.partition() {
        return Ok(partition(id, std::iter::once(part(attributes, name)?)));
    }
    let values: Vec<ValueRef<'_>> =
        schema.partition().iter().map(|name| part(attributes, name)).collect::<Result<_>>()?;
    Ok(partition(id, values.into_iter()))
}

fn part<'a>(attributes: ItemRef<'a>, name: &str) -> Result<ValueRef<'a>> {
    attributes
        .get(name)
        .ok_or_else(|| Error::new(ErrorKind::Storage, format!("a stored item has no key attribute `{name}`")))
}

fn has_kind(value: ValueRef<'_>, kind: dynamo_model::request::KeyKind) -> bool {
    value.kind().as_str() == kind.as_str()
}

#[cfg(test)]
mod tests {
    use dynamo_model::request::{CreateTable, IndexDefinition, KeyKind};
    use dynamo_model::value::Item;

    use super::*;

    fn table() -> TableDef {
        let request = CreateTable::new("t", KeySchema::new("p").with_sort("s"))
            .with_attribute("p", KeyKind::S)
            .with_attribute("s", KeyKind::B)
            .with_attribute("g", KeyKind::S)
            .with_global_index(IndexDefinition::new("i", KeySchema::new("g").with_sort("s")));
        TableDef::new(&request, &mut || 7, 0, String::new())
    }

    #[test]
    fn the_longest_keys_of_the_service_fit_lmdb() {
        let table = table();
        let zeros: Vec<u8> = (0..1024).map(|place| u8::from(place % 2 == 0)).collect();
        let mut attributes = Item::from_iter([("p", "p".repeat(2048)), ("g", "g".repeat(2048))]);
        attributes.insert("s", Value::B(zeros));
        assert!(item(&table, attributes.view()).unwrap().len() <= LONGEST);
        let entry = entry(&table, &table.indexes[0], attributes.view()).unwrap().unwrap();
        assert!(entry.len() <= LONGEST, "{}", entry.len());
    }

    #[test]
    fn neighbouring_partitions_never_share_a_prefix() {
        let of = |text| partition(1, [ValueRef::S(text)].into_iter());
        assert!(!of("ab").starts_with(&of("a")));
        let two = |a, b| partition(1, [ValueRef::S(a), ValueRef::S(b)].into_iter());
        assert_ne!(two("ab", "c"), two("a", "bc"));
    }

    #[test]
    fn an_item_without_an_index_attribute_has_no_entry() {
        let table = table();
        let mut attributes = Item::from_iter([("p", "1")]);
        attributes.insert("s", Value::B(vec![1]));
        assert!(entry(&table, &table.indexes[0], attributes.view()).unwrap().is_none());
    }
}
