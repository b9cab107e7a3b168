//! Values as the service of streams has them: the same as elsewhere, under other types.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodbstreams::types::AttributeValue as Streamed;
use dynamo_model::Result;
use dynamo_model::value::Item;

use super::value::DEPTH_LIMIT;
use crate::error::unreadable;

/// Converts a key or an image of a record.
///
/// # Errors
///
/// `Internal`, saying where, if a value breaks the protocol.
pub(super) fn item(attributes: &HashMap<String, Streamed>) -> Result<Item> {
    super::item(&entries(attributes, 0)?)
}

fn entries(streamed: &HashMap<String, Streamed>, depth: usize) -> Result<HashMap<String, AttributeValue>> {
    streamed.iter().map(|(name, streamed)| Ok((name.clone(), value(streamed, depth)?))).collect()
}

fn value(streamed: &Streamed, depth: usize) -> Result<AttributeValue> {
    if depth > DEPTH_LIMIT {
        return Err(unreadable(format_args!("a value is nested deeper than {DEPTH_LIMIT} levels")));
    }
    Ok(match streamed {
        Streamed::S(text) => AttributeValue::S(text.clone()),
        Streamed::N(number) => AttributeValue::N(number.clone()),
        Streamed::B(bytes) => AttributeValue::B(bytes.clone()),
        Streamed::Bool(value) => AttributeValue::Bool(*value),
        Streamed::Null(value) => AttributeValue::Null(*value),
        Streamed::Ss(members) => AttributeValue::Ss(members.clone()),
        Streamed::Ns(members) => AttributeValue::Ns(members.clone()),
        Streamed::Bs(members) => AttributeValue::Bs(members.clone()),
        Streamed::L(elements) => AttributeValue::L(
            elements.iter().map(|element| value(element, depth + 1)).collect::<Result<_>>()?,
        ),
        Streamed::M(map) => AttributeValue::M(entries(map, depth + 1)?),
        _ => return Err(unreadable("a value of an unknown type")),
    })
}
