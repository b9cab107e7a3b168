//! Key attributes and key schemas.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition as AwsDefinition, KeySchemaElement, KeyType, ScalarAttributeType,
};
use dynamo_model::Result;
use dynamo_model::request::{AttributeDefinition, KeyKind, KeySchema};

use crate::error::unreadable;

/// Converts a key attribute to send.
pub(crate) fn attribute_definition(attribute: &AttributeDefinition) -> Result<AwsDefinition, BuildError> {
    let kind = match attribute.kind {
        KeyKind::S => ScalarAttributeType::S,
        KeyKind::N => ScalarAttributeType::N,
        KeyKind::B => ScalarAttributeType::B,
    };
    AwsDefinition::builder().attribute_name(&attribute.name).attribute_type(kind).build()
}

/// Converts a key to send, partition key first.
pub(crate) fn key_schema(key: &KeySchema) -> Result<Vec<KeySchemaElement>, BuildError> {
    let partition = key.partition().iter().map(|name| element(name, KeyType::Hash));
    let sort = key.sort().iter().map(|name| element(name, KeyType::Range));
    partition.chain(sort).collect()
}

fn element(name: &str, kind: KeyType) -> Result<KeySchemaElement, BuildError> {
    KeySchemaElement::builder().attribute_name(name).key_type(kind).build()
}

/// Converts a key attribute of an answer.
pub(super) fn read_attribute_definition(reported: &AwsDefinition) -> Result<AttributeDefinition> {
    let kind = match reported.attribute_type() {
        ScalarAttributeType::S => KeyKind::S,
        ScalarAttributeType::N => KeyKind::N,
        ScalarAttributeType::B => KeyKind::B,
        other => return Err(unreadable(format_args!("a key attribute of type `{other}`"))),
    };
    Ok(AttributeDefinition { name: reported.attribute_name().to_owned(), kind })
}

/// Converts a key of an answer.
pub(super) fn read_key_schema(reported: &[KeySchemaElement]) -> Result<KeySchema> {
    let named = |kind: KeyType| {
        reported
            .iter()
            .filter(move |element| *element.key_type() == kind)
            .map(KeySchemaElement::attribute_name)
    };
    KeySchema::from_parts(named(KeyType::Hash), named(KeyType::Range))
        .ok_or_else(|| unreadable("a key without a partition key attribute"))
}
