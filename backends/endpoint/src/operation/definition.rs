//! What tables are made of, as requests say it: keys, attributes, indexes, billing and streams.

use std::collections::BTreeMap;

use dynamo_model::request::check::{Constraint, INCLUDED, KEY_ELEMENTS};
use dynamo_model::request::{
    AttributeDefinition, IndexDefinition, IndexProjection, KeyKind, KeySchema, OnDemandThroughput,
    StreamUpdate, StreamView, TableClass, Throughput, WarmThroughput,
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
pub(super) static WARM_THROUGHPUT: Shape = Shape::Structure(
    "WarmThroughput",
    &[optional("ReadUnitsPerSecond", &WARM_UNITS), optional("WriteUnitsPerSecond", &WARM_UNITS)],
);
/// Too few are told as lower than what a table has.
static WARM_UNITS: Shape = Shape::Integer(Width::Long, Bounds::ANY);
pub(super) static STREAM: Shape = Shape::Structure(
    "StreamSpecification",
    &[required("StreamEnabled", &FLAG), optional("StreamViewType", &VIEW)],
);
static VIEW: Shape = Shape::Word(&["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]);
/// It is one of two words, and another is told in words of its own.
pub(super) static CLASS: Shape = Shape::Text;
pub(super) static TAGS: Shape = Shape::List(&TAG);
/// What is wrong with one is told in words of its own, that it is not there included.
static TAG: Shape = Shape::Structure("Tag", &[optional("Key", &TEXT), optional("Value", &TEXT)]);

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

/// Reads what the stream of a new table is to show, if there is to be one.
///
/// # Errors
///
/// As [`stream_update`]; a stream that is off and shows something.
pub(super) fn stream(members: Members<'_>) -> Result<Option<StreamView>, Fault> {
    let says_view = |of: Members<'_>| of.get("StreamViewType").is_some();
    match stream_update(members)? {
        Some(StreamUpdate::Enable(view)) => Ok(Some(view)),
        _ if members.inside("StreamSpecification").is_some_and(says_view) => Err(invalid(
            "Table is being created with a stream disabled, UpdateViewType should not be specified",
        )),
        _ => Ok(None),
    }
}

/// Reads what becomes of the stream of a table, if it is said.
///
/// # Errors
///
/// A stream that is on and shows nothing. The service's words for it are not known; these are DynamoDB Local's.
pub(super) fn stream_update(members: Members<'_>) -> Result<Option<StreamUpdate>, Fault> {
    let Some(of) = members.inside("StreamSpecification") else { return Ok(None) };
    if of.flag("StreamEnabled") != Some(true) {
        return Ok(Some(StreamUpdate::Disable));
    }
    let view = of.text("StreamViewType").and_then(StreamView::parse).ok_or_else(|| {
        Fault::validation(
            "Invalid StreamViewType: Stream ViewType must not be null or empty when enabling streams.",
        )
    })?;
    Ok(Some(StreamUpdate::Enable(view)))
}

/// Reads what is to be served at once, if it is said.
pub(super) fn warm_throughput(members: Members<'_>) -> Option<WarmThroughput> {
    let of = members.inside("WarmThroughput")?;
    let units = |name| Some(u64::try_from(of.get(name)?.as_integer()?).unwrap_or_default());
    Some(WarmThroughput { read: units("ReadUnitsPerSecond"), write: units("WriteUnitsPerSecond") })
}

/// Reads how throughput is billed, if it is said: by its older name, or else by the newer one.
pub(super) fn billing_mode(members: Members<'_>) -> Option<&str> {
    members.text("BillingMode").or_else(|| members.text("TableThroughputMode"))
}

/// Reads how storage is priced, if it is said.
///
/// # Errors
///
/// A word that is no class.
pub(super) fn class(members: Members<'_>) -> Result<Option<TableClass>, Fault> {
    let Some(word) = members.text("TableClass") else { return Ok(None) };
    let classes = [TableClass::Standard, TableClass::InfrequentAccess];
    let class = classes.into_iter().find(|class| class.as_str() == word);
    class.map(Some).ok_or_else(|| {
        Fault::validation(
            "Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].",
        )
    })
}

/// Reads labels.
///
/// # Errors
///
/// One without a key or a value, and two with one key.
pub(super) fn tags(members: Members<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let mut tags = BTreeMap::new();
    for tag in members.list("Tags") {
        let Some(key) = tag.owned("Key") else {
            return Err(Fault::validation("The Tag Key provided is invalid, Key: null"));
        };
        let Some(value) = tag.owned("Value") else {
            return Err(Fault::validation("The Tag Value provided is invalid, Value: null"));
        };
        if tags.insert(key.clone(), value).is_some() {
            return Err(Fault::validation(format!(
                "Duplicate Tag Keys provided as input: Duplicate Tag Key found {key}"
            )));
        }
    }
    Ok(tags)
}

fn list<'r>(members: Members<'r>, name: &str) -> &'r [Json<'r>] {
    members.get(name).map(Json::elements).unwrap_or_default()
}
