//! What tables are made of, as requests say it: keys, attributes, indexes, billing and streams.

use std::collections::BTreeMap;

use dynamo_model::request::check::{Constraint, INCLUDED, KEY_ELEMENTS};
use dynamo_model::request::{
    AttributeDefinition, IndexDefinition, IndexProjection, KeyKind, KeySchema, OnDemandThroughput,
    StreamView, TableClass, Throughput, WarmThroughput,
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
    optional("OnDemandThroughput", &ON_DEMAND_THROUGHPUT),
    optional("WarmThroughput", &WARM_THROUGHPUT),
];
pub(super) static LOCAL_INDEXES: Shape = Shape::List(&LOCAL_INDEX);
static LOCAL_INDEX: Shape = Shape::Structure(
    "LocalSecondaryIndex",
    &[required("IndexName", &NEW), required("KeySchema", &KEY), required("Projection", &PROJECTION)],
);
pub(super) static PROJECTION: Shape = Shape::Structure(
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
static VIEW: Shape = Shape::Word(&["OLD_IMAGE", "KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE"]);
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
    let schema = schema.ok_or_else(|| {
        Fault::validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    })?;
    if sort.iter().any(is_hash) {
        return Err(invalid("All HASH key attributes must precede RANGE key attributes in the KeySchema"));
    }
    Ok(schema)
}

/// Requires that a list of indexes is not empty if it is there.
///
/// # Errors
///
/// One that is.
pub(super) fn check_list(members: Members<'_>, name: &str) -> Result<(), Fault> {
    if list(members, name).is_empty() && members.get(name).is_some() {
        return Err(invalid(&format!("List of {name} is empty")));
    }
    Ok(())
}

/// Reads the indexes of a list, each in one way.
///
/// # Errors
///
/// The first that cannot be read.
pub(super) fn indexes(
    members: Members<'_>,
    name: &str,
    read: fn(Members<'_>) -> Result<IndexDefinition, Fault>,
) -> Result<Vec<IndexDefinition>, Fault> {
    list(members, name).iter().map(|json| read(Members(json))).collect()
}

/// Reads the name and the key of an index.
///
/// # Errors
///
/// As [`key`].
pub(super) fn keyed(members: Members<'_>) -> Result<IndexDefinition, Fault> {
    Ok(IndexDefinition::new(members.text("IndexName").unwrap_or_default(), key(members)?))
}

/// Reads an index.
///
/// # Errors
///
/// As [`key`], and a projection that does not say what it is of, or says two things.
pub(super) fn index(members: Members<'_>) -> Result<IndexDefinition, Fault> {
    let mut index = keyed(members)?;
    if let Some(of) = members.inside("Projection") {
        index.projection = projection(of)?;
    }
    index.throughput = throughput(members);
    index.on_demand_throughput = on_demand_throughput(members).unwrap_or_default();
    index.warm_throughput = warm_throughput(members).unwrap_or_default();
    Ok(index)
}

/// Reads the names and the keys of indexes, however wrong those are otherwise: their attributes are used all the same.
pub(super) fn keys_of_indexes(members: Members<'_>, name: &str) -> Vec<IndexDefinition> {
    let index = |json: &Json<'_>| {
        let of = Members(json);
        IndexDefinition::new(of.text("IndexName").unwrap_or_default(), unordered_key(of))
    };
    list(members, name).iter().map(index).collect()
}

/// Reads the attributes of a key, which has one at the least, in whatever order they come.
pub(super) fn unordered_key(members: Members<'_>) -> KeySchema {
    let mut names = list(members, "KeySchema").iter().filter_map(|json| Members(json).owned("AttributeName"));
    let first = KeySchema::new(names.next().unwrap_or_default());
    names.fold(first, KeySchema::with_partition)
}

/// Reads what an index holds.
///
/// # Errors
///
/// A projection that does not say what it is of, or says two things.
pub(super) fn projection(of: Members<'_>) -> Result<IndexProjection, Fault> {
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

pub(super) fn invalid(message: &str) -> Fault {
    Fault::validation(message).context("One or more parameter values were invalid")
}

/// Requires that none of some members is there, which would be ignored.
///
/// # Errors
///
/// The first of them that is there.
pub(super) fn check_supported(members: Members<'_>, later: &[&str]) -> Result<(), Fault> {
    later.iter().find(|name| members.get(name).is_some()).map_or(Ok(()), |name| Err(Fault::unsupported(name)))
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

/// Reads whether there is to be a stream, if that is said, and what it is to show: `Some(None)` if there is to be none.
///
/// # Errors
///
/// A stream of nothing, and one that is off and shows something; the words for both depend on the operation.
pub(super) fn stream(
    members: Members<'_>,
    unseen: &str,
    shown_by_none: &str,
) -> Result<Option<Option<StreamView>>, Fault> {
    let Some(of) = members.inside("StreamSpecification") else { return Ok(None) };
    match (of.flag("StreamEnabled"), of.text("StreamViewType").and_then(StreamView::parse)) {
        (Some(true), None) => Err(invalid(unseen)),
        (Some(true), view) => Ok(Some(view)),
        (_, Some(_)) => Err(invalid(shown_by_none)),
        (_, None) => Ok(Some(None)),
    }
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
