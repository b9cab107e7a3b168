//! Whether each member is of the kind of JSON it has to be, in the words of the service, which names the classes of its own
//! program.

use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine as _};

use super::json::Json;
use super::shape::{Member, Shape, Width};
use crate::fault::Fault;

/// What is said of a scalar in place of a list or a map that is an element itself: what the service's parser stumbles over.
const NO_CLASS: &str = "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class \
                        java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and \
                        java.lang.Class are in module java.base of loader 'bootstrap')";

/// Where a value stands.
#[derive(Clone, Copy)]
enum Place {
    /// A member of a structure.
    Member,
    /// An element of a list or a map.
    Element,
}

/// Checks the members of a request that are known; others are ignored.
///
/// # Errors
///
/// The first member of the wrong kind, in the order of the operation's members.
pub(crate) fn check(body: &Json<'_>, members: &[Member]) -> Result<(), Fault> {
    if !matches!(body, Json::Object(_)) {
        return Err(Fault::unreadable());
    }
    check_members(body, members)
}

fn check_members(object: &Json<'_>, members: &[Member]) -> Result<(), Fault> {
    // Nothing comes before the only one, as typed values have it.
    if let [(name, value)] = object.members() {
        let member = members.iter().find(|member| member.name == name);
        return member.map_or(Ok(()), |member| check_kind(value, member.shape, Place::Member));
    }
    // Most members of a structure are not there: what is there is looked for among them.
    let mut found: Vec<(usize, &Json<'_>)> = Vec::with_capacity(object.members().len());
    for (name, value) in object.members() {
        if let Some(place) = members.iter().position(|member| member.name == name)
            && *value != Json::Null
        {
            found.push((place, value));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().try_for_each(|(place, value)| match members.get(place) {
        Some(member) => check_kind(value, member.shape, Place::Member),
        None => Ok(()),
    })
}

fn check_kind(value: &Json<'_>, shape: &Shape, place: Place) -> Result<(), Fault> {
    let shape = shape.kind();
    match (shape, value) {
        (_, Json::Null)
        | (Shape::Text | Shape::Word(_), Json::Text(_))
        | (Shape::Integer(..) | Shape::Decimal, Json::Integer(_) | Json::Decimal(_))
        | (Shape::Flag, Json::Bool(_)) => Ok(()),
        (Shape::Flag, word) if word.as_bool().is_some() => Ok(()),
        (Shape::Bytes, Json::Text(text)) => check_base64(text),
        (Shape::List(of), Json::List(elements)) => {
            elements.iter().try_for_each(|element| check_kind(element, of, Place::Element))
        }
        (Shape::Map(of), Json::Object(entries)) => {
            entries.iter().try_for_each(|(_, value)| check_kind(value, of, Place::Element))
        }
        (Shape::Structure(_, members), Json::Object(_)) => check_members(value, members),
        _ => Err(Fault::serialization(misfit(value, shape, place))),
    }
}

/// Says what is wrong with a value that has not the kind of its shape.
fn misfit(value: &Json<'_>, shape: &Shape, place: Place) -> String {
    match (shape, value) {
        (Shape::List(..), Json::Object(_)) => "Start of structure or map found where not expected".to_owned(),
        (Shape::List(..) | Shape::Map(..) | Shape::Structure(..), scalar) if is_scalar(scalar) => {
            scalar_misfit(shape, place).to_owned()
        }
        (_, Json::List(_)) => format!("Unrecognized collection type {}", class(shape)),
        (_, Json::Object(_)) => "Start of structure or map found where not expected".to_owned(),
        (Shape::Bytes, _) => "only base-64-encoded strings are convertible to bytes".to_owned(),
        (Shape::Flag, Json::Text(_)) => "Unexpected token received from parser".to_owned(),
        _ => format!("{} cannot be converted to {}", token(value), simple_class(shape)),
    }
}

/// Says that a scalar is no list, map or structure.
const fn scalar_misfit(shape: &Shape, place: Place) -> &'static str {
    match (place, shape) {
        (Place::Member, _) => "Unexpected field type",
        (Place::Element, Shape::Structure(..)) => "Unexpected value type in payload",
        (Place::Element, _) => NO_CLASS,
    }
}

const fn is_scalar(value: &Json<'_>) -> bool {
    !matches!(value, Json::List(_) | Json::Object(_))
}

/// How the service's parser calls a token.
const fn token(value: &Json<'_>) -> &'static str {
    match value {
        Json::Bool(true) => "TRUE_VALUE",
        Json::Bool(false) => "FALSE_VALUE",
        Json::Integer(_) => "NUMBER_VALUE",
        Json::Decimal(_) => "DECIMAL_VALUE",
        _ => "STRING_VALUE",
    }
}

const fn simple_class(shape: &Shape) -> &'static str {
    match shape {
        Shape::Flag => "Boolean",
        Shape::Integer(Width::Integer, _) => "Integer",
        Shape::Integer(Width::Long, _) => "Long",
        Shape::Decimal => "Double",
        _ => "String",
    }
}

fn class(shape: &Shape) -> String {
    const MODEL: &str = "com.amazonaws.dynamodb.v20120810";
    match shape {
        Shape::Bytes => "class java.nio.ByteBuffer".to_owned(),
        Shape::Structure(name, _) => format!("class {MODEL}.{name}"),
        Shape::Map(of) => format!("java.util.Map<java.lang.String, {}>", element(of, MODEL)),
        scalar => format!("class java.lang.{}", simple_class(scalar)),
    }
}

fn element(shape: &Shape, model: &str) -> String {
    match shape.kind() {
        Shape::Structure(name, _) => format!("{model}.{name}"),
        Shape::Bytes => "java.nio.ByteBuffer".to_owned(),
        Shape::List(of) => format!("java.util.List<{}>", element(of, model)),
        scalar => format!("java.lang.{}", simple_class(scalar)),
    }
}

fn check_base64(text: &str) -> Result<(), Fault> {
    if !text.len().is_multiple_of(4) {
        let length = text.len();
        return Err(Fault::serialization(format!(
            "Base64 encoded length is expected a multiple of 4 bytes but found: {length}"
        )));
    }
    let body = text.trim_end_matches('=');
    let is_known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let unknown = body.chars().find(|c| !is_known(*c));
    match unknown {
        Some(unknown) if !has_bad_end(body) => {
            Err(Fault::serialization(format!("Invalid Base64 character: '{unknown}'")))
        }
        None if STANDARD.decode(text).is_ok() => Ok(()),
        // The word is the service's.
        _ => Err(Fault::serialization("Invalid last non-pad Base64 character dectected")),
    }
}

/// Whether the last character before the padding has bits that no byte has room for, which is looked at first.
fn has_bad_end(body: &str) -> bool {
    let (Some(end), padding) = (body.chars().last(), body.len() % 4) else { return false };
    let group = match padding {
        2 => format!("A{end}=="),
        3 => format!("AA{end}="),
        _ => return false,
    };
    matches!(STANDARD.decode(group), Err(DecodeError::InvalidLastSymbol(..)))
}

#[cfg(test)]
mod tests {
    use super::super::shape::{Bounds, ITEM, TEXT, VALUE, VALUES, optional};
    use super::*;

    static COUNT: Shape = Shape::Integer(Width::Integer, Bounds::POSITIVE);
    static NESTED: Shape = Shape::Structure("Outer", &[optional("Inner", &VALUE)]);
    static KEYS: Shape = Shape::List(&ITEM);
    static BATCHES: Shape = Shape::Map(&VALUES);
    static MEMBERS: &[Member] = &[
        optional("Name", &TEXT),
        optional("Count", &COUNT),
        optional("Flag", &super::super::shape::FLAG),
        optional("Item", &ITEM),
        optional("List", &VALUES),
        optional("Nested", &NESTED),
        optional("Keys", &KEYS),
        optional("Batches", &BATCHES),
    ];

    /// What is said of a body.
    fn said(body: &str) -> Option<String> {
        let json = Json::parse(body.as_bytes()).unwrap();
        check(&json, MEMBERS).err().map(|fault| fault.message().unwrap_or_default().to_owned())
    }

    #[test]
    fn members_of_the_right_kind_nulls_and_unknown_members_pass() {
        let body =
            r#"{"Name":"a","Count":1.5,"Flag":"No","Item":{"a":{"B":"AA=="}},"List":[],"Other":{"x":1}}"#;
        assert_eq!(said(body), None);
    }

    #[test]
    fn a_member_of_the_wrong_kind_is_named_by_its_class() {
        for (body, message) in [
            (r#"{"Name":1}"#, "NUMBER_VALUE cannot be converted to String"),
            (r#"{"Name":1.5}"#, "DECIMAL_VALUE cannot be converted to String"),
            (r#"{"Name":true}"#, "TRUE_VALUE cannot be converted to String"),
            (r#"{"Name":[]}"#, "Unrecognized collection type class java.lang.String"),
            (r#"{"Name":{}}"#, "Start of structure or map found where not expected"),
            (r#"{"Count":"1"}"#, "STRING_VALUE cannot be converted to Integer"),
            (r#"{"Flag":"maybe"}"#, "Unexpected token received from parser"),
            (r#"{"Flag":"2"}"#, "Unexpected token received from parser"),
            (r#"{"Flag":0}"#, "NUMBER_VALUE cannot be converted to Boolean"),
            (r#"{"Item":"a"}"#, "Unexpected field type"),
            (
                r#"{"Item":[]}"#,
                "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
            ),
            (r#"{"Item":{"a":"b"}}"#, "Unexpected value type in payload"),
            (r#"{"Nested":{"Inner":"b"}}"#, "Unexpected field type"),
            (r#"{"Keys":["b"]}"#, NO_CLASS),
            (r#"{"Batches":{"a":1}}"#, NO_CLASS),
            (r#"{"Item":{"a":{"N":1}}}"#, "NUMBER_VALUE cannot be converted to String"),
            (
                r#"{"Item":{"a":{"M":{"b":{"B":"AA"}}}}}"#,
                "Base64 encoded length is expected a multiple of 4 bytes but found: 2",
            ),
            (r#"{"Item":{"a":{"B":"A*=="}}}"#, "Invalid Base64 character: '*'"),
            (r#"{"Item":{"a":{"B":"=+/="}}}"#, "Invalid last non-pad Base64 character dectected"),
            (r#"{"Item":{"a":{"B":"=AA="}}}"#, "Invalid Base64 character: '='"),
            (r#"{"Item":{"a":{"B":"AB=="}}}"#, "Invalid last non-pad Base64 character dectected"),
            (r#"{"Item":{"a":{"B":1}}}"#, "only base-64-encoded strings are convertible to bytes"),
            (r#"{"List":{}}"#, "Start of structure or map found where not expected"),
        ] {
            assert_eq!(said(body).as_deref(), Some(message), "{body}");
        }
    }

    #[test]
    fn faults_are_reported_in_the_order_of_the_operations_members() {
        assert_eq!(
            said(r#"{"List":1,"Name":2}"#).as_deref(),
            Some("NUMBER_VALUE cannot be converted to String")
        );
    }
}
