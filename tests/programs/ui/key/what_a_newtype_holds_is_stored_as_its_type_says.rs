use dynamo_model::KeyPart;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod hexadecimal {
    use super::*;

    pub fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{number:x}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
    }
}

#[derive(Clone, Serialize, Deserialize, KeyPart)]
struct Color(#[serde(with = "hexadecimal")] u64);

#[derive(Clone, Serialize, KeyPart)]
struct Shade(#[serde(serialize_with = "hexadecimal::serialize")] u64);

#[derive(Clone, Deserialize, KeyPart)]
struct Tint(#[serde(deserialize_with = "hexadecimal::deserialize")] u64);

fn main() {}
