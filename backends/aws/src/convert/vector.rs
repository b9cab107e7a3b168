//! Vector indexes, and searches in them.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeValue, CreateVectorIndexAction, DeleteVectorIndexAction, SearchResultItem, SearchSchemaElement,
    SearchSchemaElementType, VectorAttributeDefinition, VectorDistanceFunction, VectorIndex as AwsIndex,
    VectorIndexDescription as AwsDescription, VectorIndexUpdate as AwsUpdate,
};
use dynamo_model::Result;
use dynamo_model::request::{
    Distance, Found, SearchSchema, VectorIndex, VectorIndexDescription, VectorIndexUpdate,
};
use dynamo_model::value::{Item, Number};

use super::index::{projection, read_projection, status};
use super::item::item;
use super::table::count;
use crate::error::unreadable;

/// Converts a vector index to send.
pub(crate) fn vector_index(index: &VectorIndex) -> Result<AwsIndex, BuildError> {
    AwsIndex::builder()
        .index_name(&index.name)
        .vector_attribute(VectorAttributeDefinition::builder().attribute_name(&index.attribute).build()?)
        .set_search_schema(search_schema(&index.schema)?)
        .projection(projection(&index.projection))
        .dimensions(index.dimensions.into())
        .distance_function(VectorDistanceFunction::from(index.distance.as_str()))
        .build()
}

/// Converts what searches are narrowed by; nothing is sent if that is nothing.
fn search_schema(schema: &SearchSchema) -> Result<Option<Vec<SearchSchemaElement>>, BuildError> {
    let element = |kind: SearchSchemaElementType| {
        move |name: &String| {
            let element = SearchSchemaElement::builder().attribute_name(name);
            element.search_schema_element_type(kind.clone()).build()
        }
    };
    let partition = schema.partition().iter().map(element(SearchSchemaElementType::Hash));
    let filters = schema.filters().iter().map(element(SearchSchemaElementType::InlineFilter));
    let elements = partition.chain(filters).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(elements).filter(|elements| !elements.is_empty()))
}

/// Converts a change of a vector index.
pub(crate) fn vector_index_update(update: &VectorIndexUpdate) -> Result<AwsUpdate, BuildError> {
    let builder = AwsUpdate::builder();
    Ok(match update {
        VectorIndexUpdate::Create(index) => builder.create(created(index)?),
        VectorIndexUpdate::Delete(name) => {
            builder.delete(DeleteVectorIndexAction::builder().index_name(name).build()?)
        }
        _ => builder,
    }
    .build())
}

/// An index of a new table and one of a table that is there have the same members, and different types.
fn created(index: &VectorIndex) -> Result<CreateVectorIndexAction, BuildError> {
    let index = vector_index(index)?;
    CreateVectorIndexAction::builder()
        .index_name(index.index_name)
        .set_vector_attribute(index.vector_attribute)
        .set_search_schema(index.search_schema)
        .set_projection(index.projection)
        .dimensions(index.dimensions)
        .distance_function(index.distance_function)
        .build()
}

/// Converts a vector index of an answer.
pub(super) fn read_vector_index(reported: &AwsDescription) -> Result<VectorIndexDescription> {
    let name = reported.index_name().ok_or_else(|| unreadable("a vector index without a name"))?;
    let attribute = reported.vector_attribute().map(VectorAttributeDefinition::attribute_name);
    let attribute = attribute.ok_or_else(|| unreadable("a vector index without an attribute"))?;
    let mut definition = VectorIndex::new(name, attribute, dimensions(reported)?, distance(reported)?);
    definition.schema = read_search_schema(reported.search_schema())?;
    definition.projection = read_projection(reported.projection())?;
    let mut index = VectorIndexDescription::of(definition);
    index.status = status(reported.index_status());
    index.backfilling = reported.backfilling().unwrap_or_default();
    index.arn = reported.index_arn().unwrap_or_default().to_owned();
    index.item_count = count(reported.item_count())?;
    index.size_bytes = count(reported.index_size_bytes())?;
    Ok(index)
}

fn dimensions(reported: &AwsDescription) -> Result<u32> {
    let dimensions = reported.dimensions().and_then(|dimensions| u32::try_from(dimensions).ok());
    dimensions.ok_or_else(|| unreadable("a vector index without a sensible number of dimensions"))
}

fn distance(reported: &AwsDescription) -> Result<Distance> {
    let known = reported.distance_function().and_then(|function| Distance::parse(function.as_str()));
    known.ok_or_else(|| unreadable("a vector index without a known distance function"))
}

fn read_search_schema(reported: &[SearchSchemaElement]) -> Result<SearchSchema> {
    reported.iter().try_fold(SearchSchema::new(), |schema, element| {
        let name = element.attribute_name();
        match element.search_schema_element_type() {
            SearchSchemaElementType::Hash => Ok(schema.with_partition(name)),
            SearchSchemaElementType::InlineFilter => Ok(schema.with_filter(name)),
            _ => Err(unreadable("a search schema with an attribute of no known use")),
        }
    })
}

/// Converts the vector of a search. What is no number is sent as something that the service refuses as such: it knows what
/// else to look at first.
pub(crate) fn search_vector(vector: &[f32]) -> Vec<AttributeValue> {
    let element = |element: &f32| match Number::try_from(*element) {
        Ok(number) => AttributeValue::N(number.to_string()),
        Err(_) => AttributeValue::Null(true),
    };
    vector.iter().map(element).collect()
}

/// Converts what a search found.
///
/// # Errors
///
/// `Internal` if the item cannot be read, or the score is not a number.
pub(crate) fn found(reported: &SearchResultItem) -> Result<Found> {
    let score = reported.score();
    if !score.is_finite() {
        return Err(unreadable(format_args!("a score of {score}")));
    }
    let item = reported.item().map(item).transpose()?;
    Ok(Found::new(item.unwrap_or_else(Item::new), score))
}
