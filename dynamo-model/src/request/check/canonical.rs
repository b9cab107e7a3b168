use crate::value::Item;

/// Returns bytes that are the same for equal items, whatever the order of their attributes.
#[must_use]
pub fn canonical(item: &Item) -> Vec<u8> {
    Item::from(item.to_map()).into_bytes()
}

#[cfg(test)]
mod tests {
    use crate::value::Value;

    use super::*;

    #[test]
    fn order_of_attributes_does_not_matter_and_values_do() {
        let one = Item::from_iter([("a", Value::from(1)), ("b", "x".into())]);
        let turned = Item::from_iter([("b", Value::from("x")), ("a", 1.into())]);
        let other = Item::from_iter([("a", Value::from(2)), ("b", "x".into())]);
        assert_eq!(canonical(&one), canonical(&turned));
        assert_ne!(canonical(&one), canonical(&other));
    }
}
