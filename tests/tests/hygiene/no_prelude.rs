//! A module without the prelude: generated code names everything by its path.

#![no_implicit_prelude]

use ::dynamo_model::value::Item;
use ::dynamo_model::{Collection, Document, Entity, KeyPart, Patch, Projection, Table};
use ::serde::{Deserialize, Serialize};
use ::std::cmp::PartialEq;
use ::std::fmt::Debug;
use ::std::option::Option::{self, Some};
use ::std::string::String;
use ::std::vec::Vec;

#[derive(Debug, Table)]
#[table(name = "bare", entity_type = none)]
#[index(name = "gsi1", sk = none)]
enum Bare {
    Thing(Thing),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Bare, pk = "THING#{id}", sk = "{state}", check = fits, revision = 2, upgrade(1 = Self::with_size))]
#[access(name = all)]
#[access(name = owned, index = gsi1, pk = "{owner}")]
struct Thing {
    id: Id,
    #[attr(key)]
    state: State,
    owner: Option<String>,
    size: Size,
    made: Made,
    #[attr(unique(scope(id), normalize(lowercase, self::short)))]
    name: Option<String>,
    #[attr(version)]
    version: Option<u32>,
    #[attr(updated)]
    at: u64,
    #[attr(time(seconds, N))]
    left: Option<::jiff::Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[attr(time(millis))]
    seen: Option<::jiff::Timestamp>,
}

fn fits(thing: &Thing) -> ::std::result::Result<(), &'static str> {
    match thing.size.width {
        Some(0) => ::std::result::Result::Err("there is nothing"),
        _ => ::std::result::Result::Ok(()),
    }
}

fn short(name: &String) -> String {
    ::std::clone::Clone::clone(name)
}

impl Thing {
    fn with_size(_item: &mut Item) -> ::dynamo_model::Result<()> {
        ::std::result::Result::Ok(())
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
struct Size {
    #[attr(range = ..100)]
    width: Option<u32>,
    parts: Vec<Self>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
enum Made {
    By(#[attr(length = 1..)] String),
    Of { parts: Option<Vec<Size>>, marks: ::std::collections::BTreeMap<u8, String> },
    In(u32, String),
    Never,
    Void(),
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Thing)]
struct Seen {
    id: Id,
    state: State,
    owner: Option<String>,
    #[projection(from = size.parts[0].width)]
    width: Option<u32>,
    #[projection(from = made.as_by())]
    by: Option<String>,
    #[projection(from = made.as_of().parts[0].width)]
    part: Option<u32>,
    #[projection(from = made.as_of().marks[&7])]
    mark: Option<String>,
    #[projection(from = made.as_in().1)]
    r#in: Option<String>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Bare, pk = "THING#{id}", of(id: Id))]
enum SeenThings {
    Thing(Seen),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Bare, index = gsi1, pk = "{owner}", of(owner: String))]
struct SeenOfOwner {
    things: Vec<Seen>,
    #[collection(other)]
    rest: Vec<Item>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Bare, pk = "THING#{id}", of(id: Id))]
enum Things {
    Thing(Thing),
    #[collection(other)]
    Other(Item),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Bare, index = gsi1, pk = "{owner}", of(owner: String))]
struct Owned {
    things: Vec<Thing>,
    #[collection(other)]
    rest: Vec<Item>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, KeyPart)]
struct Id(u32);

#[derive(Debug, PartialEq, Serialize, Deserialize, KeyPart)]
enum State {
    New,
    Old,
}

#[derive(Debug, Patch)]
#[patch(of = Thing)]
struct Handed {
    owner: Option<Option<String>>,
    size: Option<Size>,
}

#[test]
fn nothing_is_needed_from_the_prelude() {
    use ::dynamo_model::Record as _;

    let thing = Thing {
        id: Id(7),
        state: State::Old,
        owner: Some(::std::string::ToString::to_string("ada")),
        size: Size { width: Some(3), parts: Vec::new() },
        made: Made::Never,
        name: Some(::std::string::ToString::to_string("Thing")),
        version: Some(1),
        at: 5,
        left: Some(::jiff::Timestamp::UNIX_EPOCH),
        seen: Option::None,
    };
    let item = thing.to_item();
    ::std::assert!(::dynamo_model::builder::Put::new(&thing).request().is_ok());
    let json = item.map(|item| item.to_dynamodb_json());
    ::std::assert_eq!(
        json.ok().as_deref(),
        Some(
            r#"{"pk":{"S":"THING#0000000007"},"sk":{"S":"Old"},"gsi1pk":{"S":"ada"},"_rev":{"N":"2"},"id":{"N":"7"},"owner":{"S":"ada"},"size":{"M":{"width":{"N":"3"},"parts":{"L":[]}}},"made":{"S":"Never"},"name":{"S":"Thing"},"version":{"N":"1"},"at":{"N":"5"},"left":{"N":"0"}}"#
        )
    );
    let pattern = Thing::all(Id(7)).state(State::New);
    ::std::assert!(::dynamo_model::query::IntoQuery::into_query(pattern).request().is_ok());
    ::std::assert!(
        ::dynamo_model::builder::Get::new(Thing::key(Id(7), State::Old)).view::<Seen>().request().is_ok()
    );
    ::std::assert!(Things::of(Id(7)).request().is_ok());
    let (owner, width, by) = (Option::None, Option::None, Option::None);
    let (part, mark, r#in) = (Option::None, Option::None, Option::None);
    let last = Seen { id: Id(7), state: State::New, owner, width, by, part, mark, r#in };
    ::std::assert!(SeenThings::of(Id(7)).starting_after_member(&last).request().is_ok());
    ::std::assert!(SeenOfOwner::of("ada").request().is_ok());
    ::std::assert!(Owned::of("ada").request().is_ok());
    ::std::assert!(::dynamo_model::query::IntoQuery::into_query(Thing::owned("ada")).request().is_ok());
    let update =
        ::dynamo_model::builder::Update::new(Thing::key(Id(7), State::New)).set(|o| o.owner.to("ada"));
    let update = update.only_if(|o| o.seen.lt(::jiff::Timestamp::UNIX_EPOCH));
    ::std::assert!(update.request().is_ok());
    let made = ::dynamo_model::builder::Update::new(Thing::key(Id(7), State::New))
        .set(|o| o.made.to(Made::Of { parts: Option::None, marks: ::std::collections::BTreeMap::new() }))
        .only_if(|o| o.made.as_by().eq("ada").and(o.made.as_in().0.eq(3)));
    ::std::assert!(made.only_if(|o| o.made.as_of().parts[1].width.missing()).request().is_ok());
    let patch =
        Handed { owner: Some(Option::None), size: Some(Size { width: Option::None, parts: Vec::new() }) };
    let patched = ::dynamo_model::builder::Update::new(Thing::key(Id(7), State::New)).apply(&patch);
    ::std::assert!(patched.request().is_ok());
}
