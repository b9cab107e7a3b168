use dynamo_model::KeyPart;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Serialize, Deserialize, KeyPart)]
#[serde(into = "u8", try_from = "u8")]
enum Level {
    Low,
    High,
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level as Self
    }
}

impl TryFrom<u8> for Level {
    type Error = String;

    fn try_from(level: u8) -> Result<Self, String> {
        match level {
            0 => Ok(Self::Low),
            1 => Ok(Self::High),
            _ => Err(format!("{level} is no level")),
        }
    }
}

#[derive(Clone, Serialize, Deserialize, KeyPart)]
#[serde(into = "String")]
struct Number(u32);

impl From<Number> for String {
    fn from(number: Number) -> Self {
        format!("no. {}", number.0)
    }
}

/// Stored as what it holds, and checked when it is read.
#[derive(Clone, Serialize, Deserialize, KeyPart)]
#[serde(into = "String", try_from = "String")]
struct Email(String);

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl TryFrom<String> for Email {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.contains('@') { Ok(Self(text)) } else { Err(text) }
    }
}

fn main() {}
