//! A public model under `missing_docs`: what the derives add is documented too.

use dynamo_model::builder::Update;
use dynamo_model::value::Item;
use dynamo_model::{Collection, Document, Entity, KeyPart, Patch, Projection, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A shop.
#[derive(Debug, Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
pub enum Shop {
    /// An order.
    Order(Order),
    /// A member.
    Member(Member),
}

/// An order.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_region, index = gsi1, pk = "REGION#{region}", sk = "{status}#{day}")]
#[access(name = recent, index = gsi2, pk = "ORDERS", sk = "{channel}#{created}")]
pub struct Order {
    /// Its number.
    pub id: u64,
    /// Where it goes.
    pub region: Region,
    /// How far it is.
    pub status: Status,
    /// When it was placed.
    #[attr(key)]
    pub day: Option<u32>,
    /// Whence it came.
    pub channel: String,
    /// How often it was written.
    #[attr(version)]
    pub version: u64,
    /// When it came in.
    #[attr(created)]
    pub created: i64,
}

/// A member, whose name is unique in a region, and a part of an index key besides.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "MEMBER#{id}", sk = "MEMBER", unique(name = desk, fields(floor, room)), check = has_a_door)]
#[access(name = named, index = gsi1, pk = "NAME#{first}#{name}", sk = "{id}")]
pub struct Member {
    /// The number.
    pub id: u64,
    /// The region.
    pub region: Option<Region>,
    /// The first name.
    pub first: String,
    /// The name.
    #[attr(unique(scope = region, normalize(trim, lowercase)))]
    pub name: String,
    /// The floor.
    pub floor: u8,
    /// The room.
    pub room: u8,
    /// Where the desk is.
    pub place: Option<Place>,
    /// When it came.
    #[attr(time(millis))]
    pub joined: Timestamp,
    /// When it was there for the last time.
    #[attr(time(seconds, N))]
    pub seen: Option<Timestamp>,
}

fn has_a_door(member: &Member) -> Result<(), String> {
    if member.room > 0 { Ok(()) } else { Err("a room has a number".to_owned()) }
}

/// What a member may change of itself.
#[derive(Debug, Patch)]
#[patch(of = Member)]
pub struct MemberPatch {
    /// Where the desk is.
    pub place: Option<Option<Place>>,
    /// When it was there for the last time.
    pub seen: Option<Option<Timestamp>>,
}

/// An order in a list.
#[derive(Debug, Projection)]
#[projection(of = Order)]
pub struct Listed {
    /// Where it goes.
    pub region: Region,
    /// When it was placed.
    pub day: Option<u32>,
}

/// Where a member is found.
#[derive(Debug, Projection)]
#[projection(of = Member)]
pub struct Found {
    /// The number.
    pub id: u64,
    /// Degrees north.
    #[projection(from = place.latitude)]
    pub latitude: Option<i32>,
    /// The sheet of the map.
    #[projection(from = place.known.as_mapped().sheet)]
    pub sheet: Option<u32>,
    /// Of whom it is known.
    #[projection(from = place.known.as_told().0)]
    pub told: Option<String>,
}

/// A member, as it is found.
#[derive(Debug, Collection)]
#[collection(table = Shop, pk = "MEMBER#{id}", of(id: u64))]
pub enum FoundMember {
    /// The member.
    Member(Found),
}

/// What is in a region, in lists.
#[derive(Debug, Collection)]
#[collection(table = Shop, index = gsi1, pk = "REGION#{region}", of(region: Region))]
pub struct ListedRegion {
    /// Its orders.
    pub orders: Vec<Listed>,
}

/// What is in a region, in order.
#[derive(Debug, Collection)]
#[collection(table = Shop, index = gsi1, pk = "REGION#{region}", of(region: Region))]
pub enum InRegion {
    /// An order.
    Order(Order),
    /// Anything else.
    #[collection(other)]
    Other(Item),
}

/// What is in a region, at once.
#[derive(Debug, Collection)]
#[collection(table = Shop, index = gsi1, pk = "REGION#{region}", of(region: Region))]
pub struct WholeRegion {
    /// Its orders.
    pub orders: Vec<Order>,
}

/// Where a region is.
#[derive(Debug, Serialize, Deserialize, Document)]
pub struct Place {
    /// Degrees north.
    #[attr(range = -90..=90)]
    pub latitude: i32,
    /// How it is known.
    pub known: Known,
}

/// How a place is known.
#[derive(Debug, Serialize, Deserialize, Document)]
pub enum Known {
    /// By a map.
    Mapped {
        /// The sheet.
        sheet: u32,
    },
    /// By hearsay, and of whom.
    Told(String, u32),
}

/// A region.
#[derive(Debug, Serialize, Deserialize, KeyPart)]
pub struct Region(pub String);

/// The state of an order.
#[derive(Debug, Serialize, Deserialize, KeyPart)]
pub enum Status {
    /// Not paid.
    Open,
    /// Paid.
    Paid,
}

#[test]
fn unique_fields_are_usable_where_documentation_is_required() {
    let region = Some(Region("north".to_owned()));
    let (first, name) = ("Ada".to_owned(), " Lovelace".to_owned());
    let joined = Timestamp::UNIX_EPOCH;
    let member = Member { id: 1, region, first, name, floor: 1, room: 2, place: None, joined, seen: None };
    let transaction = dynamo_model::builder::Put::create(&member).transaction(None);
    assert!(transaction.is_ok_and(|transaction| transaction.writes.len() == 3));
    let outside = dynamo_model::builder::Put::create(&Member { room: 0, ..member }).transaction(None);
    assert!(outside.is_err_and(|error| error.is_constraint()));
}

#[test]
fn patches_and_documents_are_usable_where_documentation_is_required() {
    let place = Place { latitude: 59, known: Known::Mapped { sheet: 7 } };
    let patch = MemberPatch { place: Some(Some(place)), seen: Some(Some(Timestamp::UNIX_EPOCH)) };
    let moved = Update::new(Member::key(1)).apply(&patch).only_if(|m| m.place.latitude.lt(59));
    let moved = moved.only_if(|m| m.joined.lt(Timestamp::UNIX_EPOCH).or(m.seen.ge(Timestamp::UNIX_EPOCH)));
    let moved = moved.request();
    assert!(moved.is_ok_and(|moved| moved.update.targets().count() == 2 && moved.condition.is_some()));
}

#[test]
fn public_items_are_usable_where_documentation_is_required() {
    let pattern = Order::by_region(Region("north".to_owned())).status(Status::Open).day(20_261_120..);
    assert!(InRegion::of(Region("north".to_owned())).request().is_ok());
    assert!(WholeRegion::of(Region("north".to_owned())).request().is_ok());
    assert!(pattern.clone().view::<Listed>().request().is_ok());
    assert!(ListedRegion::of(Region("north".to_owned())).request().is_ok());
    let last = Found { id: 1, latitude: None, sheet: None, told: None };
    let found = FoundMember::of(1).starting_after_member(&last).request();
    assert!(found.is_ok_and(|request| request.projection.is_some_and(|asked| asked.paths().len() > 3)));
    let condition = pattern.request().map(|request| request.key_condition.to_string());
    assert_eq!(
        condition.ok().as_deref(),
        Some("gsi1pk = \"REGION#north\" AND gsi1sk BETWEEN \"Open#0020261120\" AND \"Open#\\u{10ffff}\"")
    );
    let update =
        Update::new(Order::key(1)).set(|o| o.by_region(Region("south".to_owned()), Status::Paid, None));
    assert!(update.request().is_ok_and(|request| request.update.removes().len() == 2));
    let recent = Order::recent().channel("web").created(1_764_000_000..).request();
    assert!(recent.is_ok_and(|request| request.key_condition.to_string().contains("\"web#")));
}
