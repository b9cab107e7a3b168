//! Vector indexes, as requests define them and answers describe them.

use dynamo_model::request::check::Constraint;
use dynamo_model::request::{
    Distance, SearchSchema, TableStatus, VectorIndex, VectorIndexDescription, VectorIndexUpdate,
};
use serde::Serialize;

use super::definition::{PROJECTION, invalid, projection};
use super::description::{Projection, status};
use crate::fault::Fault;
use crate::wire::json::Json;
use crate::wire::read::Members;
use crate::wire::shape::{self, Bounds, Member, NEW, Rules, Shape, TEXT, Width, optional, required};

pub(super) static INDEXES: Shape = Shape::List(&INDEX);
static INDEX: Shape = Shape::Structure("VectorIndex", INDEX_MEMBERS);
const INDEX_MEMBERS: &[Member] = &[
    required("IndexName", &NEW),
    required("VectorAttribute", &VECTOR),
    optional("SearchSchema", &SCHEMA),
    required("Projection", &PROJECTION),
    required("Dimensions", &DIMENSIONS),
    required("DistanceFunction", &DISTANCE),
];
static VECTOR: Shape =
    Shape::Structure("VectorAttributeDefinition", &[required("AttributeName", &shape::ATTRIBUTE)]);
static SCHEMA: Shape = Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(1)]), &Shape::List(&ELEMENT));
static ELEMENT: Shape = Shape::Structure(
    "SearchSchemaElement",
    &[required("AttributeName", &shape::ATTRIBUTE), required("SearchSchemaElementType", &ELEMENT_TYPE)],
);
static ELEMENT_TYPE: Shape = Shape::Word(&[HASH, INLINE_FILTER]);
const HASH: &str = "HASH";
const INLINE_FILTER: &str = "INLINE_FILTER";
/// Too many are told in words of their own.
static DIMENSIONS: Shape = Shape::Integer(Width::Long, Bounds::POSITIVE);
static DISTANCE: Shape = Shape::Word(&["DOT_PRODUCT", "COSINE", "EUCLIDEAN"]);

pub(super) static UPDATES: Shape = Shape::List(&UPDATE);
static UPDATE: Shape =
    Shape::Structure("VectorIndexUpdate", &[optional("Create", &CREATED), optional("Delete", &DELETED)]);
static CREATED: Shape = Shape::Structure("CreateVectorIndexAction", INDEX_MEMBERS);
static DELETED: Shape = Shape::Structure("DeleteVectorIndexAction", &[required("IndexName", &TEXT)]);

/// Reads the vector indexes of a new table, a list that is not empty if it is there.
///
/// # Errors
///
/// As [`index`].
pub(super) fn indexes(members: Members<'_>) -> Result<Vec<VectorIndex>, Fault> {
    if members.get("VectorIndexes").is_some_and(|list| list.elements().is_empty()) {
        return Err(invalid("List of VectorIndexes is empty"));
    }
    members.list("VectorIndexes").map(index).collect()
}

/// Reads the vector indexes of a new table without what they hold, which may be said wrongly: their attributes are used
/// all the same.
pub(super) fn schemas(members: Members<'_>) -> Vec<VectorIndex> {
    members.list("VectorIndexes").map(unprojected).collect()
}

/// Reads an index.
///
/// # Errors
///
/// A projection that does not say what it is of, or says two things.
fn index(members: Members<'_>) -> Result<VectorIndex, Fault> {
    let mut index = unprojected(members);
    if let Some(of) = members.inside("Projection") {
        index.projection = projection(of)?;
    }
    Ok(index)
}

fn unprojected(members: Members<'_>) -> VectorIndex {
    let attribute = members.inside("VectorAttribute").and_then(|of| of.text("AttributeName"));
    let dimensions = members.get("Dimensions").and_then(Json::as_integer).unwrap_or_default();
    let distance = members.text("DistanceFunction").and_then(Distance::parse);
    let index = VectorIndex::new(
        members.text("IndexName").unwrap_or_default(),
        attribute.unwrap_or_default(),
        // What is too much for the type is too much for an index.
        u32::try_from(dimensions).unwrap_or(u32::MAX),
        distance.unwrap_or(Distance::Cosine),
    );
    index.with_schema(schema(members))
}

fn schema(members: Members<'_>) -> SearchSchema {
    members.list("SearchSchema").fold(SearchSchema::new(), |schema, element| {
        let name = element.text("AttributeName").unwrap_or_default();
        if element.is("SearchSchemaElementType", HASH) {
            schema.with_partition(name)
        } else {
            schema.with_filter(name)
        }
    })
}

/// Reads what is to become of vector indexes.
///
/// # Errors
///
/// As [`index`], and an element that says nothing, or two things.
pub(super) fn updates(members: Members<'_>) -> Result<Vec<VectorIndexUpdate>, Fault> {
    members.list("VectorIndexUpdates").map(update).collect()
}

fn update(members: Members<'_>) -> Result<VectorIndexUpdate, Fault> {
    match ["Create", "Delete"].map(|action| members.inside(action)) {
        [Some(created), None] => Ok(VectorIndexUpdate::Create(index(created)?)),
        [None, Some(deleted)] => {
            Ok(VectorIndexUpdate::Delete(deleted.owned("IndexName").unwrap_or_default()))
        }
        [None, None] => {
            Err(invalid("One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null"))
        }
        [Some(_), Some(_)] => {
            Err(invalid("Only one vector index action is allowed per VectorIndexUpdate object"))
        }
    }
}

/// What answers say of a vector index.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Described<'t> {
    index_name: &'t str,
    vector_attribute: Attribute<'t>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    search_schema: Vec<Element<'t>>,
    projection: Projection<'t>,
    dimensions: u32,
    distance_function: &'static str,
    pub(super) index_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    backfilling: Option<bool>,
    index_size_bytes: u64,
    item_count: u64,
    index_arn: &'t str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Attribute<'t> {
    attribute_name: &'t str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Element<'t> {
    attribute_name: &'t str,
    search_schema_element_type: &'static str,
}

impl<'t> Described<'t> {
    pub(super) fn of(index: &'t VectorIndexDescription) -> Self {
        let definition = &index.definition;
        let element = |search_schema_element_type| {
            move |name: &'t String| Element { attribute_name: name, search_schema_element_type }
        };
        let partition = definition.schema.partition().iter().map(element(HASH));
        let filters = definition.schema.filters().iter().map(element(INLINE_FILTER));
        Self {
            index_name: &definition.name,
            vector_attribute: Attribute { attribute_name: &definition.attribute },
            search_schema: partition.chain(filters).collect(),
            projection: Projection::of(&definition.projection),
            dimensions: definition.dimensions,
            distance_function: definition.distance.as_str(),
            index_status: status(index.status),
            backfilling: index.backfilling.then_some(true),
            index_size_bytes: index.size_bytes,
            item_count: index.item_count,
            index_arn: &index.arn,
        }
    }

    /// Has it begin to be made, if it is one that is: room is made for it before it is filled.
    pub(super) fn begin(&mut self, updates: &[VectorIndexUpdate]) {
        let is_this = |update: &VectorIndexUpdate| matches!(update, VectorIndexUpdate::Create(new) if new.name == self.index_name);
        if updates.iter().any(is_this) {
            self.index_status = status(TableStatus::Creating);
            self.backfilling = Some(false);
            (self.item_count, self.index_size_bytes) = (0, 0);
        }
    }
}
