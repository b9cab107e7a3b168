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
        weight: Weight { grams: 5, given: Given::Nothing },
        serial: 3,
        made: jiff::Timestamp::UNIX_EPOCH,
        sold: Some(jiff::Timestamp::UNIX_EPOCH),
    });
    let read = thing.to_item().and_then(|item| Renamed::from_item(item.view()));
    assert_eq!(read.ok(), Some(thing));
    assert!(Things::of(Id(1)).request().is_ok());
    assert!(OneThing::of(Id(1)).request().is_ok());
    let weight = Some(Weight { grams: 6, given: Given::By { name: "ada".into() } });
    let weighed = Weighed { weight, made: Some(jiff::Timestamp::UNIX_EPOCH) };
    let update = Update::new(Thing::key(Id(1), Size::Small)).apply(&weighed);
    assert!(update.only_if(|o| o.sold.lt(jiff::Timestamp::UNIX_EPOCH)).request().is_ok());
    assert!(Thing::by_size(Size::Large).id(Id(1)..Id(5)).request().is_ok());
}
