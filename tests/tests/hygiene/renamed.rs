//! The crate under another name, as when a library re-exports it.

use serde::{Deserialize, Serialize};

mod facade {
    pub(super) mod inner {
        pub(in super::super) use dynamo_model as model;
    }
}

use facade::inner::model::{Document, Entity, KeyPart, Record as _, Table};

#[derive(Debug, PartialEq, Table)]
#[table(name = "renamed", crate = facade::inner::model)]
#[index(name = "gsi1")]
enum Renamed {
    Thing(Thing),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Renamed, pk = "{id}", sk = "{size}", crate = crate::renamed::facade::inner::model)]
#[access(name = by_size, index = gsi1, pk = "{size}", sk = "{id}")]
struct Thing {
    id: Id,
    size: Size,
    weight: Weight,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
#[document(crate = facade::inner::model)]
struct Weight {
    grams: u32,
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
    let thing = Renamed::from(Thing { id: Id(1), size: Size::Small, weight: Weight { grams: 5 } });
    let read = thing.to_item().and_then(|item| Renamed::from_item(item.view()));
    assert_eq!(read.ok(), Some(thing));
    assert!(Thing::by_size(Size::Large).id(Id(1)..Id(5)).request().is_ok());
}
