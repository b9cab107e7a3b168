//! Values as the service's program writes them where the older layer repeats them.

use super::json::Json;
use super::shape::Shape;

/// The class whose instances are written as such, with a number for what they hold.
const VALUE: &str = "AttributeValue";

/// The longest text; what members are not there takes many times the room of the request.
const LONGEST: usize = 64 << 10;

/// Writes a value of some shape, unless that takes too long a text.
pub(super) fn shown(value: &Json<'_>, shape: &Shape) -> Option<String> {
    let mut text = String::new();
    push(&mut text, value, shape)?;
    Some(text)
}

fn push(text: &mut String, value: &Json<'_>, shape: &Shape) -> Option<()> {
    match (shape.kind(), value) {
        (Shape::Structure(VALUE, _), _) => {
            let number = number(&value.to_string());
            *text += &format!("com.amazonaws.dynamodb.v20120810.{VALUE}@{number:x}");
        }
        (Shape::Structure(name, members), Json::Object(_)) => {
            *text += &format!("{name}(");
            joined(text, members.iter(), |text, member| {
                *text += &format!("{}=", camel(member.name));
                match value.member(member.name) {
                    Some(value) => push(text, value, member.shape)?,
                    None => *text += "null",
                }
                Some(())
            })?;
            *text += ")";
        }
        (Shape::List(of), Json::List(elements)) => {
            *text += "[";
            joined(text, elements.iter(), |text, element| push(text, element, of))?;
            *text += "]";
        }
        (Shape::Map(of), Json::Object(entries)) => {
            *text += "{";
            joined(text, entries.iter(), |text, (name, value)| {
                *text += &format!("{name}=");
                push(text, value, of)
            })?;
            *text += "}";
        }
        (_, Json::Text(value)) => *text += value,
        _ => *text += &value.to_string(),
    }
    (text.len() <= LONGEST).then_some(())
}

fn joined<T>(
    text: &mut String,
    parts: impl Iterator<Item = T>,
    push: impl Fn(&mut String, T) -> Option<()>,
) -> Option<()> {
    for (place, part) in parts.enumerate() {
        if place > 0 {
            *text += ", ";
        }
        push(text, part)?;
    }
    Some(())
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
        shown(&Json::parse(body.as_bytes()).unwrap(), &SHAPE).unwrap()
    }

    #[test]
    fn what_would_be_too_long_is_not_shown() {
        static PARTS: Shape = Shape::List(&SHAPE);
        let of = |count: usize| format!("[{}]", vec!["{}"; count].join(","));
        let is_shown = |body: &str| shown(&Json::parse(body.as_bytes()).unwrap(), &PARTS).is_some();
        assert!(is_shown(&of(100)) && !is_shown(&of(10_000)));
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
