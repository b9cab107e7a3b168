//! Every derive, where the library is known by the name that `Cargo.toml` gives it and by no other.

use model::builder::Update;
use model::query::IntoQuery as _;
use model::search::IntoSearch as _;
use model::value::Item;
use model::{Collection, Document, Entity, KeyPart, Patch, Projection, Record as _, Table, Vector};
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "port", ttl = "gone_at", crate = model)]
#[index(name = "gsi1")]
#[index(name = "by_day", project(include("gone_at", "deleted_at")))]
#[vector_index(name = "by_shape", vector = "shape", dimensions = 2, distance = cosine, filter("_type", owner))]
struct Port;

#[derive(Debug, PartialEq, Table)]
#[table(of = Port, crate = model)]
enum Moored {
    Ship(Ship),
    Crane(Crane<String>),
}

#[derive(Debug, PartialEq, Table)]
#[table(name = "yard", entity_type = none, revision = "form", crate = model)]
enum Yard {
    Dock(Dock),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(
    table = Port, pk = "SHIP#{id}", sk = "SHIP", hide_expired, check = Ship::is_manned, crate = model,
    unique(name = berth, fields(pier, place)),
)]
#[access(name = by_flag, index = gsi1, pk = "FLAG#{flag}#{shard(4)}", sk = "{state}#{crew}", view = Listed)]
#[access(name = on_day, index = by_day, pk = "DAY#{day}", sk = "{id}", hydrate)]
struct Ship {
    #[attr(generated)]
    id: Id,
    flag: String,
    state: State,
    #[attr(key)]
    day: Option<u32>,
    #[attr(range = 1..)]
    crew: u32,
    #[attr(computed(hands, from(crew)))]
    hands: u32,
    pier: u8,
    place: u8,
    #[attr(unique(scope = flag, normalize(trim, lowercase)))]
    name: String,
    #[attr(version)]
    version: u64,
    #[attr(created)]
    created: i64,
    #[attr(updated)]
    updated: Option<u64>,
    #[attr(ttl)]
    until: Option<u64>,
    #[attr(deleted)]
    deleted_at: Option<u64>,
    #[attr(time(millis))]
    arrived: jiff::Timestamp,
    #[attr(time(seconds, N))]
    left: Option<jiff::Timestamp>,
    load: Load,
    #[serde(flatten)]
    size: Size,
}

impl Ship {
    fn is_manned(&self) -> Result<(), &'static str> {
        if self.hands > 1 { Ok(()) } else { Err("nobody is on board") }
    }
}

fn hands(crew: &u32) -> u32 {
    2 * crew
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Port, pk = "CRANE#{number}", sk = "CRANE", crate = model)]
#[access(name = whole)]
#[access(name = like, index = by_shape, filter(owner))]
struct Crane<T> {
    number: u32,
    owner: String,
    shape: Option<Vector<2>>,
    note: T,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Yard, pk = "DOCK#{number}", sk = "{side}", revision = 2, upgrade(1 = Self::with_depth), crate = model)]
#[access(name = sides)]
struct Dock {
    number: u32,
    side: State,
    depth: u32,
}

impl Dock {
    fn with_depth(item: &mut Item) -> model::Result<()> {
        item.insert("depth", 9);
        Ok(())
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, KeyPart)]
#[key_part(generate, crate = model)]
struct Id(Number);

#[derive(Debug, PartialEq, Serialize, Deserialize, KeyPart)]
#[key_part(crate = model)]
struct Number(u32);

impl model::key::Generate for Number {
    fn generate() -> Self {
        Self(7)
    }

    fn is_nil(&self) -> bool {
        self.0 == 0
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, KeyPart)]
#[key_part(crate = model)]
enum State {
    Laden,
    Empty,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
#[document(crate = model)]
enum Load {
    Boxes { count: u32, marks: Vec<String> },
    Coal(#[attr(range = 1..)] u32),
    Nothing,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
#[document(crate = model)]
struct Size {
    #[attr(range = ..400)]
    length: Option<u32>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Ship, crate = model)]
struct Listed {
    id: Id,
    flag: String,
    #[projection(from = load.as_boxes().marks[0])]
    mark: Option<String>,
    #[projection(from = size.length)]
    length: Option<u32>,
}

#[derive(Debug, Patch)]
#[patch(of = Ship, together(by_flag(state, crew)), crate = model)]
struct Unloaded {
    state: Option<State>,
    crew: Option<u32>,
    left: Option<Option<jiff::Timestamp>>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Port, pk = "CRANE#{number}", of(number: u32), crate = model)]
enum AtCrane {
    Crane(Crane<String>),
    #[collection(other)]
    Other(Item),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Port, index = gsi1, pk = "FLAG#{flag}#{shard(4)}", of(flag: String), crate = model)]
struct UnderFlag {
    ships: Vec<Listed>,
    #[collection(other)]
    others: Vec<Item>,
}

fn ship() -> Ship {
    Ship {
        id: <Id as model::key::Generate>::generate(),
        flag: "dk".to_owned(),
        state: State::Laden,
        day: Some(3),
        crew: 4,
        hands: 8,
        pier: 1,
        place: 2,
        name: "Ada".to_owned(),
        version: 0,
        created: 5,
        updated: Some(6),
        until: None,
        deleted_at: None,
        arrived: jiff::Timestamp::UNIX_EPOCH,
        left: Some(jiff::Timestamp::UNIX_EPOCH),
        load: Load::Boxes { count: 1, marks: vec!["x".to_owned()] },
        size: Size { length: Some(90) },
    }
}

#[test]
fn what_is_written_is_read() {
    let crane = Crane {
        number: 1,
        owner: "ada".to_owned(),
        shape: Vector::new([0.5, 1.0]).ok(),
        note: "slow".to_owned(),
    };
    for entity in [Moored::from(ship()), crane.into()] {
        let read = entity.to_item().and_then(|item| Moored::from_item(item.view()));
        assert_eq!(read.ok(), Some(entity));
    }
    let dock = Yard::from(Dock { number: 1, side: State::Empty, depth: 9 });
    let mut old = dock.to_item().unwrap();
    assert!(old.remove("form") && old.remove("depth"));
    assert_eq!(Yard::from_item(old.view()).ok(), Some(dock), "it is upgraded");
}

#[test]
fn requests_are_made_of_it() {
    let listed = Ship::by_flag("dk").into_query();
    assert_eq!(listed.requests().map(|requests| requests.len()).ok(), Some(4), "one for each shard");
    assert_eq!(UnderFlag::of("dk").requests().map(|requests| requests.len()).ok(), Some(4));
    assert!(
        Ship::on_day(3)
            .into_query()
            .request()
            .is_ok_and(|request| request.index.as_deref() == Some("by_day"))
    );
    let question = Vector::new([1.0, 0.5]).unwrap();
    assert!(Crane::<String>::like().near(&question).filter(|c| c.owner.eq("dk")).request().is_ok());
    assert!(Crane::<String>::whole(1).into_query().request().is_ok());
    assert!(Dock::sides(1).side(State::Empty).into_query().request().is_ok());
    assert!(AtCrane::of(1).request().is_ok());
    let unloaded = Unloaded { state: Some(State::Empty), crew: Some(2), left: Some(None) };
    let update = Update::new(Ship::key(Id(Number(7)))).apply(&unloaded).only_if(|s| s.size.length.gt(80));
    assert_eq!(update.request().map(|request| request.update.removes().len()).ok(), Some(1));
}
