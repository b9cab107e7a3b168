use crate::value::{Item, ValueRef, Writer};

/// Returns bytes that are the same for equal items, whatever the order of their attributes.
#[must_use]
pub fn canonical(item: &Item) -> Vec<u8> {
    let mut attributes: Vec<(&str, ValueRef<'_>)> = item.iter().collect();
    // Other values have but one form; keys have no others.
    if attributes.iter().any(|(_, value)| matches!(value, ValueRef::L(_) | ValueRef::M(_))) {
        return Item::from(item.to_map()).into_bytes();
    }
    attributes.sort_unstable_by_key(|(name, _)| *name);
    let mut writer = Writer::with_capacity(item.as_bytes().len());
    for (name, value) in attributes {
        writer.name(name);
        writer.value(value);
    }
    writer.into_bytes()
}

#[cfg(test)]
mod tests {
    use crate::value::Value;

    use super::*;

    #[test]
    fn order_in_maps_does_not_matter_either() {
        let map = |entries: [(&str, u32); 2]| {
            let map = entries.map(|(name, value)| (name.to_owned(), value.into())).into();
            let mut item = Item::from_iter([("m", Value::M(map))]);
            item.insert("a", 1);
            item
        };
        let turned = Item::from_dynamodb_json(r#"{"a":{"N":"1"},"m":{"M":{"c":{"N":"2"},"b":{"N":"1"}}}}"#);
        assert_eq!(canonical(&map([("b", 1), ("c", 2)])), canonical(&turned.unwrap()));
        assert_ne!(canonical(&map([("b", 1), ("c", 2)])), canonical(&map([("b", 2), ("c", 1)])));
    }

    #[test]
    fn order_of_attributes_does_not_matter_and_values_do() {
        let one = Item::from_iter([("a", Value::from(1)), ("b", "x".into())]);
        let turned = Item::from_iter([("b", Value::from("x")), ("a", 1.into())]);
        let other = Item::from_iter([("a", Value::from(2)), ("b", "x".into())]);
        assert_eq!(canonical(&one), canonical(&turned));
        assert_ne!(canonical(&one), canonical(&other));
    }
}
