//! The body of a request as a tree, with what the service tells apart and nothing more.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{
    Deserialize as _, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::{Serialize, Serializer, forward_to_deserialize_any};

/// The deepest nesting that is read. The service reads 32 levels of values, each of two levels of JSON, and what is deeper
/// is refused by the rules of values.
const DEEPEST: usize = 256;

/// A value of JSON that borrows from the body where it can.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'b> {
    Null,
    Bool(bool),
    Integer(i64),
    /// A number that is no integer, or one beyond 64 bits.
    Decimal(f64),
    Text(Cow<'b, str>),
    List(Vec<Json<'b>>),
    /// Members in the order they are written, the last one of each name.
    Object(Vec<(Cow<'b, str>, Json<'b>)>),
}

impl<'b> Json<'b> {
    /// Reads a whole body.
    ///
    /// # Errors
    ///
    /// Anything but one value of JSON, or one that is nested deeper than 256 levels.
    pub(crate) fn parse(body: &'b [u8]) -> Result<Self, serde_json::Error> {
        let mut input = serde_json::Deserializer::from_slice(body);
        // Seeds count the levels themselves.
        input.disable_recursion_limit();
        let json = Level(DEEPEST).deserialize(&mut input)?;
        input.end()?;
        Ok(json)
    }

    /// Returns a member of an object, unless it is null.
    pub(crate) fn member(&self, name: &str) -> Option<&Json<'b>> {
        let Self::Object(members) = self else { return None };
        let found = members.iter().find(|(member, _)| member == name);
        found.map(|(_, value)| value).filter(|value| **value != Self::Null)
    }

    /// Whether lists and objects are nested deeper than so many levels.
    pub(crate) fn is_deeper_than(&self, levels: usize) -> bool {
        match (self, levels.checked_sub(1)) {
            (Self::List(_) | Self::Object(_), None) => true,
            (Self::List(elements), Some(left)) => elements.iter().any(|element| element.is_deeper_than(left)),
            (Self::Object(members), Some(left)) => {
                members.iter().any(|(_, value)| value.is_deeper_than(left))
            }
            _ => false,
        }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the service cuts fractions off and saturates"
            )]
            Self::Decimal(number) => Some(*number as i64),
            _ => None,
        }
    }

    /// Returns a flag, which some words are, too.
    pub(crate) fn as_bool(&self) -> Option<bool> {
        let is_one_of = |text: &str, words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        match self {
            Self::Bool(flag) => Some(*flag),
            Self::Text(text) if is_one_of(text, &["true", "t", "yes", "y", "1"]) => Some(true),
            Self::Text(text) if is_one_of(text, &["false", "f", "no", "n", "0"]) => Some(false),
            _ => None,
        }
    }

    pub(crate) fn elements(&self) -> &[Json<'b>] {
        match self {
            Self::List(elements) => elements,
            _ => &[],
        }
    }

    pub(crate) fn members(&self) -> &[(Cow<'b, str>, Json<'b>)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }
}

/// Displays as JSON.
impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        serde_json::Value::deserialize(self).unwrap_or_default().fmt(f)
    }
}

/// Writes it as it was read, but for the form of numbers and texts.
impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Decimal(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(elements) => serializer.collect_seq(elements),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

/// How many levels may still be opened.
#[derive(Clone, Copy)]
struct Level(usize);

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Level {
    fn below<E: serde::de::Error>(self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Self).ok_or_else(|| E::custom("nested too deeply"))
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        #[allow(clippy::cast_precision_loss, reason = "no member is as large as to tell the difference")]
        Ok(i64::try_from(number).map_or(Json::Decimal(number as f64), Json::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json<'de>, E> {
        Ok(Json::Decimal(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json<'de>, A::Error> {
        let below = self.below()?;
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(below)? {
            list.push(element);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json<'de>, A::Error> {
        let below = self.below()?;
        let mut object = Vec::new();
        while let Some(name) = members.next_key_seed(Name)? {
            let value = members.next_value_seed(below)?;
            if object.is_empty() {
                // Most objects are typed values, which have one member.
                object.reserve_exact(1);
            }
            object.push((name, value));
        }
        keep_last(&mut object);
        Ok(Json::Object(object))
    }
}

/// The most members whose names are compared each with each.
const FEW: usize = 16;

/// Drops members behind which there is another one of the same name: the last one counts, whatever the object stands for.
fn keep_last(members: &mut Vec<(Cow<'_, str>, Json<'_>)>) {
    let overridden = if members.len() <= FEW { of_few(members) } else { of_many(members) };
    if overridden.is_empty() {
        return;
    }
    let mut places = 0..;
    members.retain(|_| places.next().is_some_and(|place| !overridden.contains(&place)));
}

/// Finds the places of such members, without room for their names.
fn of_few(members: &[(Cow<'_, str>, Json<'_>)]) -> BTreeSet<usize> {
    let is_overridden =
        |place: usize, name: &str| members.iter().skip(place + 1).any(|(later, _)| later == name);
    let places = members.iter().enumerate().filter(|(place, (name, _))| is_overridden(*place, name));
    places.map(|(place, _)| place).collect()
}

/// Finds the same in less time, if there are many members.
fn of_many(members: &[(Cow<'_, str>, Json<'_>)]) -> BTreeSet<usize> {
    let mut by_name: Vec<(&str, usize)> = members.iter().map(|(name, _)| &**name).zip(0..).collect();
    by_name.sort_unstable();
    let overridden = by_name.windows(2).filter_map(|pair| match pair {
        [(name, place), (next, _)] if name == next => Some(*place),
        _ => None,
    });
    overridden.collect()
}

/// The name of a member.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

/// Why a part of the tree is not what was asked for, as each of the service's layers says it.
#[derive(Debug)]
pub(crate) struct Misfit {
    message: String,
    pub(crate) older: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl serde::de::Error for Misfit {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self { message: problem.to_string(), older: format!("{problem:#}") }
    }
}

impl<'de> Deserializer<'de> for &'de Json<'_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Json::Null => visitor.visit_unit(),
            Json::Bool(flag) => visitor.visit_bool(*flag),
            Json::Integer(number) => visitor.visit_i64(*number),
            Json::Decimal(number) => visitor.visit_f64(*number),
            Json::Text(text) => visitor.visit_borrowed_str(text),
            Json::List(elements) => visitor.visit_seq(SeqDeserializer::new(elements.iter())),
            Json::Object(members) => {
                // A member that is null is one that is not there.
                let members = members.iter().filter(|(_, value)| *value != Json::Null);
                visitor.visit_map(MapDeserializer::new(members.map(|(name, value)| (Text(name), value))))
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.as_bool() {
            Some(flag) => visitor.visit_bool(flag),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Misfit> for &'de Json<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A name on its way through serde.
struct Text<'n>(&'n str);

impl<'de, 'n: 'de> IntoDeserializer<'de, Misfit> for Text<'n> {
    type Deserializer = StrDeserializer<'n, Misfit>;

    fn into_deserializer(self) -> Self::Deserializer {
        self.0.into_deserializer()
    }
}

impl<'b> From<&'b str> for Json<'b> {
    fn from(text: &'b str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::value::{DynamoJson, Item};
    use serde::Deserialize as _;

    use super::*;

    #[test]
    fn members_are_kept_in_order_and_the_last_of_one_name_counts() {
        let json = Json::parse(br#"{"a":1,"b":[true,null],"a":2.5}"#).unwrap();
        assert_eq!(json.member("a"), Some(&Json::Decimal(2.5)));
        assert_eq!(json.to_string(), r#"{"a":2.5,"b":[true,null]}"#);
        assert_eq!(json.members().len(), 2);
        assert_eq!(json.member("b").unwrap().elements(), [Json::Bool(true), Json::Null]);
        assert_eq!(json.member("c"), None);
    }

    #[test]
    fn the_last_of_one_name_counts_among_few_and_many() {
        for names in [2, FEW / 2, FEW, 10_000] {
            let members: Vec<String> = (0..2 * names).map(|n| format!(r#""{}":{n}"#, n % names)).collect();
            let body = format!("{{{}}}", members.join(","));
            let json = Json::parse(body.as_bytes()).unwrap();
            let kept: Vec<_> = json.members().iter().filter_map(|(_, value)| value.as_integer()).collect();
            assert!(kept.into_iter().eq((names..2 * names).map(|n| i64::try_from(n).unwrap())), "{names}");
        }
    }

    #[test]
    fn a_body_is_one_value_and_not_nested_for_ever() {
        assert!(Json::parse(b"{} {}").is_err());
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(Json::parse(deep(DEEPEST).as_bytes()).is_ok());
        assert!(Json::parse(deep(DEEPEST + 1).as_bytes()).is_err());
        assert!(Json::parse(deep(1_000_000).as_bytes()).is_err(), "and does not overflow the stack");
    }

    #[test]
    fn the_levels_of_a_body_are_its_lists_and_objects() {
        for (body, levels) in [("1", 0), ("{}", 1), (r#"{"a":1}"#, 1), (r#"{"a":[],"b":[{"c":1}]}"#, 3)] {
            let json = Json::parse(body.as_bytes()).unwrap();
            assert!(!json.is_deeper_than(levels), "{body}");
            assert!(levels == 0 || json.is_deeper_than(levels - 1), "{body}");
        }
    }

    #[test]
    fn what_is_written_again_is_what_was_read() {
        let body = r#"{"b":[true,null,-1,2.5],"a":{"S":"\"\n"},"c":{}}"#;
        let json = Json::parse(body.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&json).unwrap(), body);
    }

    #[test]
    fn some_words_are_flags() {
        let flags =
            [("true", true), ("False", false), ("YES", true), ("n", false), ("1", true), ("0", false)];
        let others = ["maybe", "on", "2", "01", ""];
        let all = flags.map(|(word, flag)| (word, Some(flag))).into_iter();
        for (word, flag) in all.chain(others.map(|word| (word, None))) {
            assert_eq!(Json::from(word).as_bool(), flag, "{word}");
        }
    }

    #[test]
    fn items_are_read_from_the_tree() {
        let json = Json::parse(br#"{"id":{"N":"1"},"tags":{"L":[{"S":"\u0061"}]},"no":null}"#).unwrap();
        let DynamoJson(item) = DynamoJson::<Item>::deserialize(&json).unwrap();
        assert_eq!(item.to_dynamodb_json(), r#"{"id":{"N":"1"},"tags":{"L":[{"S":"a"}]}}"#);
    }
}
