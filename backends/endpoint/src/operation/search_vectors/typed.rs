//! Typed values as the program that searches reads them: strictly, one member at a time.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A value of one type, some of which only the service itself has.
#[derive(serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(dead_code, reason = "of most, all that is of interest is whether they can be read")]
pub(super) enum Typed {
    B(Base64),
    Bool(bool),
    Bs(Vec<Base64>),
    Decimal(String),
    DecimalSet(Vec<String>),
    Double(String),
    DoubleSet(Vec<String>),
    Int(String),
    IntSet(Vec<String>),
    L(Vec<Typed>),
    M(BTreeMap<String, Typed>),
    N(String),
    Ns(Vec<String>),
    Null(bool),
    S(String),
    Ss(Vec<String>),
}

impl Typed {
    /// Returns the number that it is, if it is one of 32 bits.
    pub(super) fn number(&self) -> Option<f32> {
        match self {
            Self::N(text) => text.parse().ok().filter(|number: &f32| number.is_finite()),
            _ => None,
        }
    }

    /// Whether items can have it.
    pub(super) fn is_of_items(&self) -> bool {
        match self {
            Self::Decimal(_)
            | Self::DecimalSet(_)
            | Self::Double(_)
            | Self::DoubleSet(_)
            | Self::Int(_)
            | Self::IntSet(_) => false,
            Self::L(elements) => elements.iter().all(Self::is_of_items),
            Self::M(entries) => entries.values().all(Self::is_of_items),
            _ => true,
        }
    }
}

/// A text that should be in base64, which others look at.
pub(super) struct Base64;

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Self)
    }
}

impl Visitor<'_> for Base64 {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Base64-encoded string")
    }

    fn visit_str<E: Error>(self, _text: &str) -> Result<Self, E> {
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VARIANTS: &str = "expected one of `B`, `BOOL`, `BS`, `DECIMAL`, `DECIMALSET`, `DOUBLE`, `DOUBLESET`, `INT`, \
                            `INTSET`, `L`, `M`, `N`, `NS`, `NULL`, `S`, `SS`";

    fn said(json: &str) -> String {
        serde_json::from_str::<Typed>(json).map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn a_value_is_of_one_type_that_is_known() {
        assert_eq!(said(r#"{"L":[{"S":"a"},{"M":{"b":{"B":"AA=="}}},{"NULL":true}]}"#), "");
        for unknown in [r#"{"X":"1"}"#, r#"{"s":"a"}"#, r#""x""#] {
            assert!(said(unknown).starts_with("unknown variant `"), "{unknown}");
            assert!(said(unknown).contains(VARIANTS), "{unknown}");
        }
    }

    #[test]
    fn a_member_of_the_wrong_kind_is_told_with_what_it_should_have_been() {
        for (json, message) in [
            (r#"{"N":null}"#, "invalid type: null, expected a string"),
            (r#"{"N":1}"#, "invalid type: integer `1`, expected a string"),
            (r#"{"B":1}"#, "invalid type: integer `1`, expected a Base64-encoded string"),
            (r#"{"BOOL":"true"}"#, "invalid type: string \"true\", expected a boolean"),
            (r#"{"M":[]}"#, "invalid type: sequence, expected a map"),
            (r#"{"SS":[null]}"#, "invalid type: null, expected a string"),
            (r#"{"INT":1}"#, "invalid type: integer `1`, expected a string"),
        ] {
            assert!(said(json).starts_with(message), "{json}: {}", said(json));
        }
    }

    #[test]
    fn numbers_are_of_32_bits() {
        let number = |text: &str| Typed::N(text.to_owned()).number();
        for (text, read) in [("+1", 1.0), (".5", 0.5), ("1e-400", 0.0)] {
            assert_eq!(number(text), Some(read), "{text}");
        }
        for text in ["1e39", "1e400", "abc", "", " 1", "0x1", "Infinity", "NaN"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(Typed::Int("1".to_owned()).number(), None);
    }

    #[test]
    fn items_have_no_value_of_a_type_of_the_service_at_any_depth() {
        let is_of_items = |json: &str| serde_json::from_str::<Typed>(json).unwrap().is_of_items();
        assert!(is_of_items(r#"{"L":[{"N":"1"}]}"#));
        for json in [r#"{"INT":"1"}"#, r#"{"L":[{"DOUBLE":"1"}]}"#, r#"{"M":{"a":{"DECIMALSET":["1"]}}}"#] {
            assert!(!is_of_items(json), "{json}");
        }
    }
}
