//! The crate under another name, as when a library re-exports it.

use serde::{Deserialize, Serialize};

mod facade {
    pub(super) mod inner {
        pub(in super::super) use dynamo_model as model;
    }
}

use facade::inner::model::builder::Update;
use facade::inner::model::{Collection, Document, Entity, KeyPart, Patch, Projection, Record as _, Table};

#[derive(Debug, PartialEq, Table)]
#[table(name = "renamed", crate = facade::inner::model)]
#[index(name = "gsi1")]
enum Renamed {
    Thing(Thing),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Renamed, pk = "{id}", sk = "{size}", check = Thing::fits, crate = crate::renamed::facade::inner::model)]
#[access(name = by_size, index = gsi1, pk = "{size}", sk = "{id}", view = Sized)]
struct Thing {
    id: Id,
    size: Size,
    weight: Weight,
    #[attr(unique)]
    serial: u32,
    #[attr(time(millis))]
    made: jiff::Timestamp,
    #[attr(time(seconds, N))]
    sold: Option<jiff::Timestamp>,
}

impl Thing {
    fn fits(&self) -> Result<(), &'static str> {
        if self.serial > 0 { Ok(()) } else { Err("the serial number is missing") }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
#[document(crate = facade::inner::model)]
struct Weight {
    #[attr(range = 1..)]
    grams: u32,
    given: Given,
    marks: std::collections::BTreeMap<u8, String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
#[document(crate = facade::inner::model)]
enum Given {
    By { name: String },
    Nothing,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Thing, crate = facade::inner::model)]
struct Sized {
    size: Size,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Thing, crate = facade::inner::model)]
struct Inner {
    id: Id,
    size: Size,
    #[projection(from = weight.grams)]
    grams: u32,
    #[projection(from = weight.given.as_by().name)]
    by: Option<String>,
    #[projection(from = weight.marks[&1])]
    mark: Option<String>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Renamed, pk = "{id}", of(id: Id), crate = facade::inner::model)]
enum InnerThings {
    Thing(Inner),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Renamed, index = gsi1, pk = "{size}", of(size: Size), crate = facade::inner::model)]
struct OfSize {
    things: Vec<Inner>,
}

#[derive(Debug, Patch)]
#[patch(of = Thing, crate = facade::inner::model)]
struct Weighed {
    weight: Option<Weight>,
    made: Option<jiff::Timestamp>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Renamed, pk = "{id}", of(id: Id), crate = facade::inner::model)]
enum Things {
    Thing(Thing),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Renamed, pk = "{id}", of(id: Id), crate = self::facade::inner::model)]
struct OneThing {
    thing: Thing,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, KeyPart)]
#[key_part(crate = facade::inner::model)]
struct Id(u32);

#[derive(Debug, PartialEq, Serialize, Deserialize, KeyPart)]
#[key_part(crate = self::facade::inner::model)]
enum Size {
    Large,
    Small,
}

#[test]
fn the_crate_may_have_another_path() {
    let thing = Renamed::from(Thing {
        id: Id(1),
        size: Size::Small,
        weight: Weight { grams: 5, given: Given::Nothing, marks: std::collections::BTreeMap::new() },
        serial: 3,
        made: jiff::Timestamp::UNIX_EPOCH,
        sold: Some(jiff::Timestamp::UNIX_EPOCH),
    });
    let read = thing.to_item().and_then(|item| Renamed::from_item(item.view()));
    assert_eq!(read.ok(), Some(thing));
    assert!(Things::of(Id(1)).request().is_ok());
    assert!(OneThing::of(Id(1)).request().is_ok());
    let last = Inner { id: Id(1), size: Size::Small, grams: 5, by: None, mark: None };
    let found = InnerThings::of(Id(1)).starting_after_member(&last).request();
    let paths = |asked: &facade::inner::model::expr::Projection| {
        asked.paths().iter().any(|path| path.to_string() == "weight.marks.1")
    };
    assert!(found.is_ok_and(|request| request.projection.as_ref().is_some_and(paths)));
    assert!(OfSize::of(Size::Small).request().is_ok());
    let (given, marks) = (Given::By { name: "ada".into() }, std::collections::BTreeMap::new());
    let weight = Some(Weight { grams: 6, given, marks });
    let weighed = Weighed { weight, made: Some(jiff::Timestamp::UNIX_EPOCH) };
    let update = Update::new(Thing::key(Id(1), Size::Small)).apply(&weighed);
    assert!(update.only_if(|o| o.sold.lt(jiff::Timestamp::UNIX_EPOCH)).request().is_ok());
    assert!(Thing::by_size(Size::Large).id(Id(1)..Id(5)).request().is_ok());
}
