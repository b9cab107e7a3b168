//! What tables are made of, as requests say it: keys, attributes, indexes, billing and streams.

use std::collections::BTreeMap;

use dynamo_model::request::check::{Constraint, INCLUDED, KEY_ELEMENTS, TAG_KEY, TAG_VALUE};
use dynamo_model::request::{
    AttributeDefinition, IndexDefinition, IndexProjection, KeyKind, KeySchema, OnDemandThroughput,
    StreamView, TableClass, Throughput,
};

use crate::fault::Fault;
use crate::wire::json::Json;
use crate::wire::read::Members;
use crate::wire::shape::{self, Bounds, FLAG, Member, NEW, Rules, Shape, TEXT, Width, optional, required};

static KIND: Shape = Shape::Word(&["B", "N", "S"]);
pub(super) static ATTRIBUTES: Shape = Shape::List(&ATTRIBUTE);
static ATTRIBUTE: Shape = Shape::Structure(
    "AttributeDefinition",
    &[required("AttributeName", &shape::ATTRIBUTE), required("AttributeType", &KIND)],
);
/// The key of a table or local index.
pub(super) static KEY: Shape = Shape::Ruled(Rules::Of(KEY_ELEMENTS), &Shape::List(&KEY_ELEMENT));
static GLOBAL_KEY: Shape =
    Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(1)]), &Shape::List(&KEY_ELEMENT));
static KEY_ELEMENT: Shape = Shape::Structure(
    "KeySchemaElement",
    &[required("AttributeName", &shape::ATTRIBUTE), required("KeyType", &KEY_TYPE)],
);
static KEY_TYPE: Shape = Shape::Word(&["HASH", "RANGE"]);

pub(super) static INDEXES: Shape = Shape::List(&INDEX);
static INDEX: Shape = Shape::Structure("GlobalSecondaryIndex", INDEX_MEMBERS);
/// An index that is added to a table.
pub(super) static CREATED_INDEX: Shape = Shape::Structure("CreateGlobalSecondaryIndexAction", INDEX_MEMBERS);
const INDEX_MEMBERS: &[Member] = &[
    required("IndexName", &NEW),
    required("KeySchema", &GLOBAL_KEY),
    required("Projection", &PROJECTION),
    optional("ProvisionedThroughput", &THROUGHPUT),
];
pub(super) static LOCAL_INDEXES: Shape = Shape::List(&LOCAL_INDEX);
static LOCAL_INDEX: Shape = Shape::Structure(
    "LocalSecondaryIndex",
    &[required("IndexName", &NEW), required("KeySchema", &KEY), required("Projection", &PROJECTION)],
);
static PROJECTION: Shape = Shape::Structure(
    "Projection",
    &[optional("ProjectionType", &PROJECTION_TYPE), optional("NonKeyAttributes", &NON_KEY)],
);
static PROJECTION_TYPE: Shape = Shape::Word(&["ALL", "INCLUDE", "KEYS_ONLY"]);
static NON_KEY: Shape = Shape::Ruled(
    Rules::Of(&[Constraint::ShortestLength(1)]),
    &Shape::Ruled(Rules::Of(INCLUDED), &Shape::List(&shape::ATTRIBUTE)),
);

pub(super) static BILLING: Shape = Shape::Word(&["PROVISIONED", "PAY_PER_REQUEST"]);
pub(super) static THROUGHPUT: Shape = Shape::Structure(
    "ProvisionedThroughput",
    &[required("ReadCapacityUnits", &UNITS), required("WriteCapacityUnits", &UNITS)],
);
static UNITS: Shape = Shape::Integer(Width::Long, Bounds::POSITIVE);
pub(super) static ON_DEMAND_THROUGHPUT: Shape = Shape::Structure(
    "OnDemandThroughput",
    &[optional("MaxReadRequestUnits", &MOST_UNITS), optional("MaxWriteRequestUnits", &MOST_UNITS)],
);
static MOST_UNITS: Shape = Shape::Integer(Width::Long, Bounds::ANY);
pub(super) static STREAM: Shape = Shape::Structure(
    "StreamSpecification",
    &[required("StreamEnabled", &FLAG), optional("StreamViewType", &VIEW)],
);
static VIEW: Shape = Shape::Word(&["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]);
pub(super) static CLASS: Shape = Shape::Word(&["STANDARD", "STANDARD_INFREQUENT_ACCESS"]);
pub(super) static TAGS: Shape = Shape::List(&TAG);
static TAG: Shape = Shape::Structure("Tag", &[required("Key", &LABEL), required("Value", &LABEL_VALUE)]);
static LABEL: Shape = Shape::Ruled(Rules::Of(TAG_KEY), &TEXT);
static LABEL_VALUE: Shape = Shape::Ruled(Rules::Of(TAG_VALUE), &TEXT);

/// Reads the attributes that keys are made of.
pub(super) fn attributes(members: Members<'_>) -> Vec<AttributeDefinition> {
    let attribute = |json: &Json<'_>| {
        let of = Members(json);
        let kind = match of.text("AttributeType") {
            Some("N") => KeyKind::N,
            Some("B") => KeyKind::B,
            _ => KeyKind::S,
        };
        AttributeDefinition { name: of.text("AttributeName").unwrap_or_default().to_owned(), kind }
    };
    list(members, "AttributeDefinitions").iter().map(attribute).collect()
}

/// Reads a key: attributes of the partition key first, those of the sort key after them.
///
/// # Errors
///
/// A key that does not begin with an attribute of its partition key, or where one follows a sort key's.
pub(super) fn key(members: Members<'_>) -> Result<KeySchema, Fault> {
    let elements = list(members, "KeySchema");
    let is_hash = |json: &Json<'_>| Members(json).is("KeyType", "HASH");
    let hashes = elements.iter().take_while(|element| is_hash(element)).count();
    let (partition, sort) = elements.split_at(hashes);
    let name = |json: &Json<'_>| Members(json).text("AttributeName").unwrap_or_default().to_owned();
    let schema = KeySchema::from_parts(partition.iter().map(name), sort.iter().map(name));
    schema.filter(|_| !sort.iter().any(is_hash)).ok_or_else(|| {
        Fault::validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    })
}

/// Reads the indexes of a list, which is not empty if it is there.
///
/// # Errors
///
/// As [`index`].
pub(super) fn indexes(members: Members<'_>, name: &str) -> Result<Vec<IndexDefinition>, Fault> {
    let elements = list(members, name);
    if elements.is_empty() && members.get(name).is_some() {
        return Err(invalid(&format!("List of {name} is empty")));
    }
    elements.iter().map(|json| index(Members(json))).collect()
}

/// Reads an index.
///
/// # Errors
///
/// As [`key`], and a projection that does not say what it is of, or says two things.
pub(super) fn index(members: Members<'_>) -> Result<IndexDefinition, Fault> {
    let mut index = IndexDefinition::new(members.text("IndexName").unwrap_or_default(), key(members)?);
    if let Some(of) = members.inside("Projection") {
        index.projection = projection(of)?;
    }
    index.throughput = throughput(members);
    Ok(index)
}

fn projection(of: Members<'_>) -> Result<IndexProjection, Fault> {
    let included = of.get("NonKeyAttributes").map(|names| names.elements().iter().filter_map(Json::as_text));
    match (of.text("ProjectionType"), included) {
        (Some("INCLUDE"), included) => {
            Ok(IndexProjection::Include(included.into_iter().flatten().map(str::to_owned).collect()))
        }
        (Some(word), Some(_)) => {
            Err(invalid(&format!("ProjectionType is {word}, but NonKeyAttributes is specified")))
        }
        (Some("KEYS_ONLY"), None) => Ok(IndexProjection::KeysOnly),
        (Some(_), None) => Ok(IndexProjection::All),
        (None, _) => Err(invalid("Unknown ProjectionType: null")),
    }
}

fn invalid(message: &str) -> Fault {
    Fault::validation(message).context("One or more parameter values were invalid")
}

/// Requires that a table without a stream does not say what the stream is to show.
///
/// # Errors
///
/// A stream that is off and shows something.
pub(super) fn check_no_view(members: Members<'_>) -> Result<(), Fault> {
    match members.inside("StreamSpecification").and_then(|of| of.get("StreamViewType")) {
        Some(_) => Err(invalid(
            "Table is being created with a stream disabled, UpdateViewType should not be specified",
        )),
        None => Ok(()),
    }
}

/// Reads what is provisioned, if anything is.
pub(super) fn throughput(members: Members<'_>) -> Option<Throughput> {
    let of = Members(members.get("ProvisionedThroughput")?);
    let units = |name| of.get(name).and_then(Json::as_integer).and_then(|units| u64::try_from(units).ok());
    Some(Throughput {
        read: units("ReadCapacityUnits").unwrap_or_default(),
        write: units("WriteCapacityUnits").unwrap_or_default(),
    })
}

/// Reads the most that is served on demand, if it is said.
pub(super) fn on_demand_throughput(members: Members<'_>) -> Option<OnDemandThroughput> {
    let of = members.inside("OnDemandThroughput")?;
    let units = |name| of.get(name).and_then(Json::as_integer);
    Some(OnDemandThroughput {
        max_read: units("MaxReadRequestUnits"),
        max_write: units("MaxWriteRequestUnits"),
    })
}

/// Reads what a stream is to show, if there is to be one.
pub(super) fn stream(members: Members<'_>) -> Option<StreamView> {
    let of = Members(members.get("StreamSpecification")?);
    of.flag("StreamEnabled").filter(|enabled| *enabled)?;
    of.text("StreamViewType").and_then(StreamView::parse)
}

pub(super) fn class(members: Members<'_>) -> Option<TableClass> {
    Some(match members.text("TableClass")? {
        "STANDARD_INFREQUENT_ACCESS" => TableClass::InfrequentAccess,
        _ => TableClass::Standard,
    })
}

/// Reads labels.
pub(super) fn tags(members: Members<'_>) -> BTreeMap<String, String> {
    let tag = |of: Members<'_>| {
        let text = |name| of.text(name).unwrap_or_default().to_owned();
        (text("Key"), text("Value"))
    };
    members.list("Tags").map(tag).collect()
}

fn list<'r>(members: Members<'r>, name: &str) -> &'r [Json<'r>] {
    members.get(name).map(Json::elements).unwrap_or_default()
}
