//! DynamoDB JSON to packed values, written as it is parsed.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::error::number;
use super::{DynamoJson, JsonError, sets};
use crate::value::packed::{Cursor, first_repeat};
use crate::value::{Item, Value, ValueKind, ValueRef, Writer};

impl Item {
    /// Reads an item from DynamoDB JSON.
    ///
    /// ```
    /// use dynamo_model::value::{Item, ValueRef};
    ///
    /// let item = Item::from_dynamodb_json(r#"{"name":{"S":"Ada"},"born":{"N":"1815"}}"#)?;
    /// assert_eq!(item.get("name"), Some(ValueRef::S("Ada")));
    /// assert!(Item::from_dynamodb_json(r#"{"tags":{"SS":["a","a"]}}"#).is_err());
    /// # Ok::<(), dynamo_model::value::JsonError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`JsonError`] for anything but typed values, each with exactly one type, without repeated names or set
    /// members. JSON nested deeper than 128 levels, two for each list or map, is refused. Empty sets pass; see
    /// [`Item::check`].
    pub fn from_dynamodb_json(json: &str) -> Result<Item, JsonError> {
        let mut input = serde_json::Deserializer::from_str(json);
        let item = Parser::run(|parser| {
            Entries(parser).deserialize(&mut input)?;
            input.end()
        })?;
        Ok(item.into_item())
    }
}

impl Value {
    /// Reads a value from DynamoDB JSON.
    ///
    /// ```
    /// use dynamo_model::value::Value;
    ///
    /// assert_eq!(Value::from_dynamodb_json(r#"{"BOOL":true}"#)?, Value::Bool(true));
    /// # Ok::<(), dynamo_model::value::JsonError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Item::from_dynamodb_json`].
    pub fn from_dynamodb_json(json: &str) -> Result<Value, JsonError> {
        let mut input = serde_json::Deserializer::from_str(json);
        let value = Parser::run(|parser| {
            Typed(parser).deserialize(&mut input)?;
            input.end()
        })?;
        Ok(only_value(&value))
    }
}

impl<'de> Deserialize<'de> for DynamoJson<Item> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let item = Parser::run(|parser| Entries(parser).deserialize(deserializer)).map_err(Error::custom)?;
        Ok(DynamoJson(item.into_item()))
    }
}

impl<'de> Deserialize<'de> for DynamoJson<Value> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Parser::run(|parser| Typed(parser).deserialize(deserializer)).map_err(Error::custom)?;
        Ok(DynamoJson(only_value(&value)))
    }
}

fn only_value(written: &Writer) -> Value {
    ValueRef::read(&mut Cursor::new(written.as_bytes())).unwrap_or(ValueRef::Null).to_value()
}

/// Room for most items, so that few have to grow.
const USUAL_LENGTH: usize = 256;

/// What the nested seeds share.
struct Parser {
    writer: Writer,
    /// The error in full, of which serde's errors carry the text only.
    failure: Option<JsonError>,
}

impl Parser {
    fn run<E: fmt::Display>(parse: impl FnOnce(&mut Parser) -> Result<(), E>) -> Result<Writer, JsonError> {
        let mut parser = Parser { writer: Writer::with_capacity(USUAL_LENGTH), failure: None };
        match parse(&mut parser) {
            Ok(()) => Ok(parser.writer),
            Err(error) => Err(parser.failure.unwrap_or_else(|| JsonError::Malformed(error.to_string()))),
        }
    }

    fn fail<E: Error>(&mut self, error: JsonError) -> E {
        raise(&mut self.failure, error)
    }

    /// Passes a string to `act` together with the writer.
    fn text<'p, T>(
        &'p mut self,
        act: impl FnOnce(&str, &mut Writer) -> Result<T, JsonError> + 'p,
    ) -> Text<'p, impl FnOnce(&str) -> Result<T, JsonError> + 'p> {
        let Parser { writer, failure } = self;
        Text { failure, act: move |text: &str| act(text, writer) }
    }
}

/// Keeps the error for the caller. Malformed input is left to the parser, whose text says where it is.
fn raise<E: Error>(failure: &mut Option<JsonError>, error: JsonError) -> E {
    let text = E::custom(&error);
    if !matches!(error, JsonError::Malformed(_)) {
        *failure = Some(error);
    }
    text
}

/// Reads an object of names and typed values.
struct Entries<'p>(&'p mut Parser);

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of attribute names and typed values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Entries(parser) = self;
        let start = parser.writer.position();
        while map.next_key_seed(parser.text(write_name))?.is_some() {
            map.next_value_seed(Typed(parser))?;
        }
        let written = parser.writer.as_bytes().get(start..).unwrap_or_default();
        match first_repeat(written).map(|name| String::from_utf8_lossy(name).into_owned()) {
            Some(name) => Err(parser.fail(JsonError::DuplicateName(name))),
            None => Ok(()),
        }
    }
}

/// Reads an object of one member, whose name is the type. Others are ignored, as the service does.
struct Typed<'p>(&'p mut Parser);

impl<'de> DeserializeSeed<'de> for Typed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Typed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a typed value such as {\"S\":\"text\"}")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(self.0.fail(JsonError::NoType))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Typed(parser) = self;
        let mut types = 0_usize;
        while let Some(kind) = map.next_key_seed(parser.text(|name, _| Ok(ValueKind::from_name(name))))? {
            match kind {
                Some(kind) => {
                    // What is wrong with any of several values comes before that there are several.
                    map.next_value_seed(Payload { parser, kind })?;
                    types += 1;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match types {
            0 => Err(parser.fail(JsonError::NoType)),
            1 => Ok(()),
            _ => Err(parser.fail(JsonError::ManyTypes)),
        }
    }
}

/// Reads the value under a type's name.
struct Payload<'p> {
    parser: &'p mut Parser,
    kind: ValueKind,
}

impl<'de> DeserializeSeed<'de> for Payload<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Payload { parser, kind } = self;
        match kind {
            ValueKind::S => parser.text(write_string).deserialize(deserializer),
            ValueKind::N => parser.text(write_number).deserialize(deserializer),
            ValueKind::B => parser.text(write_binary).deserialize(deserializer),
            ValueKind::Bool => bool::deserialize(deserializer).map(|value| parser.writer.boolean(value)),
            ValueKind::Null => null(parser, deserializer),
            ValueKind::L => deserializer.deserialize_seq(Elements(parser)),
            ValueKind::M => {
                let map = parser.writer.begin_map();
                Entries(parser).deserialize(deserializer)?;
                parser.writer.end(map);
                Ok(())
            }
            ValueKind::Ss | ValueKind::Ns | ValueKind::Bs => set(parser, kind, deserializer),
        }
    }
}

fn null<'de, D: Deserializer<'de>>(parser: &mut Parser, input: D) -> Result<(), D::Error> {
    if !bool::deserialize(input)? {
        return Err(parser.fail(JsonError::NullFalse));
    }
    parser.writer.null();
    Ok(())
}

fn set<'de, D: Deserializer<'de>>(parser: &mut Parser, kind: ValueKind, input: D) -> Result<(), D::Error> {
    let members = Vec::<Option<String>>::deserialize(input)?;
    let Some(members) = members.into_iter().collect::<Option<Vec<String>>>() else {
        return Err(parser.fail(JsonError::NullMember(kind)));
    };
    let written = match kind {
        ValueKind::Ns => sets::numbers(&members, &mut parser.writer),
        ValueKind::Bs => binaries(&members, &mut parser.writer),
        _ => sets::strings(&members, &mut parser.writer),
    };
    written.map_err(|error| parser.fail(error))
}

fn binaries(texts: &[String], writer: &mut Writer) -> Result<(), JsonError> {
    let members = texts.iter().map(|text| decode(text)).collect::<Result<Vec<_>, _>>()?;
    sets::binaries(&members, texts, writer)
}

fn write_name(text: &str, writer: &mut Writer) -> Result<(), JsonError> {
    writer.name(text);
    Ok(())
}

fn write_string(text: &str, writer: &mut Writer) -> Result<(), JsonError> {
    writer.string(text);
    Ok(())
}

fn write_number(text: &str, writer: &mut Writer) -> Result<(), JsonError> {
    writer.number(number(text)?);
    Ok(())
}

fn write_binary(text: &str, writer: &mut Writer) -> Result<(), JsonError> {
    writer.binary(&decode(text)?);
    Ok(())
}

fn decode(text: &str) -> Result<Vec<u8>, JsonError> {
    STANDARD.decode(text).map_err(|error| JsonError::Malformed(format!("not base64: {error}")))
}

/// Reads an array of typed values.
struct Elements<'p>(&'p mut Parser);

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of typed values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Elements(parser) = self;
        let list = parser.writer.begin_list();
        while elements.next_element_seed(Typed(parser))?.is_some() {}
        parser.writer.end(list);
        Ok(())
    }
}

/// Hands a string to a function without keeping a copy.
struct Text<'p, F> {
    failure: &'p mut Option<JsonError>,
    act: F,
}

impl<'de, T, F: FnOnce(&str) -> Result<T, JsonError>> DeserializeSeed<'de> for Text<'_, F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> Result<T, JsonError>> Visitor<'_> for Text<'_, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.act)(text).map_err(|error| raise(self.failure, error))
    }
}
