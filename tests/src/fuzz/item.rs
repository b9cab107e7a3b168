//! Packed items of unknown origin.

use std::collections::BTreeMap;

use arbitrary::Unstructured;
use dynamo_model::value::{Item, ItemRef, PackedValue, Value, ValueKind, ValueRef};

use super::tree;

/// The JSON reader refuses what is nested deeper, two levels for each list or map.
const DEEPEST_JSON: usize = 60;

/// Takes bytes for an item, and another item out of what they say: what is an item must read and write back the same.
pub fn item_decode(data: &[u8]) {
    read_unchecked(ItemRef::new(data));
    match Item::from_bytes(data.to_vec()) {
        Ok(item) => check(&item, data),
        Err(error) => assert!(error.offset() <= data.len(), "{error} of {}", data.len()),
    }
    if let Ok(item) = tree::item(&mut Unstructured::new(data)) {
        let bytes = item.as_bytes().to_vec();
        check(&Item::from_bytes(bytes.clone()).unwrap(), &bytes);
    }
}

/// Readers stop at what they cannot read, whatever the bytes are.
fn read_unchecked(view: ItemRef<'_>) {
    for (name, value) in view {
        let _ = (view.get(name), view.contains(name), value.kind());
    }
    let _ = (view.len(), view.is_empty(), view.get(""));
}

fn check(item: &Item, bytes: &[u8]) {
    assert_eq!(item.as_bytes(), bytes);
    let map = item.to_map();
    let mut again = Item::new();
    for (name, value) in item {
        check_value(value);
        assert_eq!(item.get(name), Some(value));
        assert_eq!(map.get(name), Some(&value.to_value()));
        again.insert_ref(name, value);
    }
    assert_eq!(again.as_bytes(), bytes, "writing what was read gives the same bytes");
    let packed = Item::from(&map);
    assert_eq!(&packed, item);
    assert_eq!((packed.len(), packed.size()), (item.len(), item.size()));
    assert_eq!((item.len(), item.is_empty()), (map.len(), map.is_empty()));
    let size: usize = item.iter().map(|(name, value)| name.len() + value.size()).sum();
    assert_eq!(item.size(), size);
    check_serde(item, &map);
    check_json(item, &map);
    check_removal(item);
}

fn check_serde(item: &Item, map: &BTreeMap<String, Value>) {
    assert_eq!(&item.deserialize::<BTreeMap<String, Value>>().unwrap(), map);
    assert_eq!(&Item::from_serialize(map).unwrap(), item);
}

fn check_json(item: &Item, map: &BTreeMap<String, Value>) {
    let json = item.to_dynamodb_json();
    assert_eq!(format!("{item:?}"), json);
    if map.values().all(|value| value.depth() <= DEEPEST_JSON) {
        assert_eq!(&Item::from_dynamodb_json(&json).unwrap(), item);
    }
    if item.check().is_ok() {
        assert!(map.iter().all(|(name, value)| !name.is_empty() && value.check().is_ok()));
    }
}

fn check_removal(item: &Item) {
    let mut rest = item.clone();
    for (name, _) in item {
        assert!(rest.remove(name));
        assert!(!rest.contains(name));
    }
    assert!(rest.is_empty());
}

fn check_value(value: ValueRef<'_>) {
    let owned = value.to_value();
    let packed = PackedValue::from(&owned);
    assert_eq!(packed.view(), value);
    assert_eq!((owned.size(), owned.kind()), (value.size(), value.kind()));
    assert_eq!(owned.check(), value.check());
    let accessors = [
        (ValueKind::S, value.as_s().is_some()),
        (ValueKind::N, value.as_n().is_some()),
        (ValueKind::B, value.as_b().is_some()),
        (ValueKind::Bool, value.as_bool().is_some()),
        (ValueKind::Null, value.is_null()),
        (ValueKind::L, value.as_l().is_some()),
        (ValueKind::M, value.as_m().is_some()),
        (ValueKind::Ss, value.as_ss().is_some()),
        (ValueKind::Ns, value.as_ns().is_some()),
        (ValueKind::Bs, value.as_bs().is_some()),
    ];
    assert!(accessors.iter().all(|(kind, found)| *found == (*kind == value.kind())));
    check_elements(value);
}

fn check_elements(value: ValueRef<'_>) {
    match value {
        ValueRef::L(list) => {
            assert_eq!(list.len(), list.iter().count());
            assert_eq!(list.get(list.len()), None);
            for (place, element) in list.iter().enumerate() {
                assert_eq!(list.get(place), Some(element));
                check_value(element);
            }
        }
        ValueRef::M(map) => {
            assert_eq!(map.len(), map.iter().count());
            for (name, entry) in map {
                assert_eq!(map.get(name), Some(entry));
                check_value(entry);
            }
        }
        ValueRef::Ss(set) => assert!(set.iter().all(|member| set.contains(member))),
        ValueRef::Ns(set) => assert!(set.iter().all(|member| set.contains(member))),
        ValueRef::Bs(set) => assert!(set.iter().all(|member| set.contains(member))),
        ValueRef::N(number) => assert_eq!(number.to_string().parse(), Ok(number)),
        ValueRef::S(_) | ValueRef::B(_) | ValueRef::Bool(_) | ValueRef::Null => {}
    }
}
