//! Tables whose entities they do not know, with visibilities of their own, and the crate under another name.

use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Collection, Entity, Patch, Projection, Record as _, Table};
use serde::{Deserialize, Serialize};

mod facade {
    pub(super) use dynamo_model as model;
}

#[derive(Debug, Table)]
#[table(name = "apart", crate = facade::model)]
#[index(name = "gsi1")]
struct Apart;

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Apart, pk = "{id}", sk = "A")]
#[access(name = whole)]
struct First {
    id: String,
    count: u32,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = First, crate = facade::model)]
struct Counted {
    count: u32,
}

#[derive(Debug, Patch)]
#[patch(of = First, crate = facade::model)]
struct Recounted {
    count: Option<u32>,
}

mod second {
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize, dynamo_model::Entity)]
    #[entity(table = super::Apart, pk = "{id}", sk = "B")]
    pub(super) struct Second {
        pub(super) id: String,
    }
}

#[derive(Debug, PartialEq, Table)]
#[table(of = self::Apart, crate = facade::model)]
enum Both {
    First(First),
    Second(second::Second),
}

#[derive(Debug, PartialEq, Table)]
#[table(of = Apart)]
enum Again {
    First(First),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Apart, pk = "{id}", of(id: String))]
struct Firsts {
    first: Option<First>,
    #[collection(other)]
    others: Vec<dynamo_model::value::Item>,
}

#[test]
fn a_layout_is_closed_by_an_enum_wherever_that_is() {
    let second = Both::from(second::Second { id: "2".to_owned() });
    let read = second.to_item().and_then(|item| Both::from_item(item.view()));
    assert_eq!(read.ok(), Some(second));
    assert_eq!((Both::SCHEMA.entities.len(), Again::SCHEMA.entities.len()), (2, 1));
    assert!(First::whole("1").collection::<Both>().request().is_ok(), "one of two enums has to be named");
    assert!(Firsts::of("1").request().is_ok());
    assert!(First::whole("1").into_query().view::<Counted>().request().is_ok());
    let recounted = dynamo_model::builder::Update::new(First::key("1")).apply(&Recounted { count: Some(2) });
    assert!(recounted.request().is_ok());
}
