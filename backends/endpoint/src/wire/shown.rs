//! Values as the service's program writes them where the older layer repeats them.

use super::json::Json;
use super::shape::Shape;

/// The class whose instances are written as such, with a number for what they hold.
const VALUE: &str = "AttributeValue";

/// Writes a value of some shape.
pub(super) fn shown(value: &Json<'_>, shape: &Shape) -> String {
    match (shape.kind(), value) {
        (Shape::Structure(VALUE, _), _) => {
            format!("com.amazonaws.dynamodb.v20120810.{VALUE}@{:x}", number(&value.to_string()))
        }
        (Shape::Structure(name, members), Json::Object(_)) => {
            let members = members.iter().map(|member| {
                let value = value.member(member.name).map(|value| shown(value, member.shape));
                format!("{}={}", camel(member.name), value.as_deref().unwrap_or("null"))
            });
            format!("{name}({})", joined(members))
        }
        (Shape::List(of), Json::List(elements)) => {
            format!("[{}]", joined(elements.iter().map(|element| shown(element, of))))
        }
        (Shape::Map(of), Json::Object(entries)) => {
            let entries = entries.iter().map(|(name, value)| format!("{name}={}", shown(value, of)));
            format!("{{{}}}", joined(entries))
        }
        (_, Json::Text(text)) => text.to_string(),
        _ => value.to_string(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// The number of an instance: the same for the same text.
fn number(text: &str) -> u32 {
    text.bytes().fold(0, |number, byte| number.wrapping_mul(31).wrapping_add(byte.into()))
}

fn camel(name: &str) -> String {
    let (first, rest) = name.split_at_checked(1).unwrap_or((name, ""));
    first.to_ascii_lowercase() + rest
}

#[cfg(test)]
mod tests {
    use super::super::shape::{FLAG, ITEM, TEXTS, optional};
    use super::*;

    static SHAPE: Shape = Shape::Structure(
        "Part",
        &[optional("Key", &ITEM), optional("Names", &TEXTS), optional("IsLast", &FLAG)],
    );

    fn written(body: &str) -> String {
        shown(&Json::parse(body.as_bytes()).unwrap(), &SHAPE)
    }

    #[test]
    fn structures_have_all_their_members_in_order() {
        assert_eq!(
            written(r#"{"IsLast":true,"Names":["a","b"]}"#),
            "Part(key=null, names=[a, b], isLast=true)"
        );
    }

    #[test]
    fn values_are_told_apart_by_numbers_alone() {
        let key = |value: &str| written(&format!(r#"{{"Key":{{"p":{value}}}}}"#));
        let one = key(r#"{"S":"a"}"#);
        assert!(one.starts_with("Part(key={p=com.amazonaws.dynamodb.v20120810.AttributeValue@"), "{one}");
        assert_eq!(one, key(r#"{"S":"a"}"#));
        assert_ne!(one, key(r#"{"S":"b"}"#));
    }
}
