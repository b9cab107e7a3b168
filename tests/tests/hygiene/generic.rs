//! Entities with parameters of every kind, under any bounds and visibilities, and of the crate under another name.

use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Collection, Document, Entity, Patch, Projection, Record as _, Table};
use serde::{Deserialize, Serialize};

mod facade {
    pub(super) use dynamo_model as model;
}

#[derive(Debug, PartialEq, Table)]
#[table(name = "generic", ttl = "gone_at")]
#[index(name = "gsi1", pk = "id", sk("size", N))]
pub(crate) enum Generic {
    Boxed(Boxed<String, Vec<u8>>),
    Fixed(Fixed<2>),
    Hidden(inner::Hidden<u8>),
}

pub(crate) trait Held {}
impl Held for String {}

/// A field of each kind; no parameter is `Clone` or `Debug` but by its own bounds.
#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Generic, pk = "{id}", sk = "BOXED", revision = 1, check = Self::is_packed, crate = facade::model)]
#[access(name = by_size, index = gsi1, pk(id), sk(size))]
pub(crate) struct Boxed<T: Held, U = Vec<u8>>
where
    U: PartialEq,
{
    id: String,
    size: u32,
    #[attr(version)]
    version: u32,
    #[attr(deleted)]
    deleted_at: Option<u64>,
    #[attr(ttl)]
    until: Option<u64>,
    #[attr(range = 1..)]
    count: u32,
    #[attr(computed(doubled, from(count)))]
    twice: u32,
    #[attr(unique)]
    code: Option<String>,
    #[attr(time(millis))]
    packed: jiff::Timestamp,
    #[attr(time(seconds, N))]
    sent: Option<jiff::Timestamp>,
    label: Label,
    first: T,
    second: Option<U>,
}

impl<T: Held, U: PartialEq> Boxed<T, U> {
    fn is_packed(&self) -> Result<(), &'static str> {
        if self.size > 0 { Ok(()) } else { Err("the box has no size") }
    }
}

/// A rule in what every form holds.
#[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
#[document(crate = facade::model)]
struct Label {
    #[attr(length = 1..)]
    text: String,
}

/// What shows, and changes, one form of it.
#[derive(Debug, PartialEq, Projection)]
#[projection(of = Boxed<String>, crate = facade::model)]
struct Opened {
    first: String,
    second: Option<Vec<u8>>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Boxed<String>, crate = facade::model)]
struct FirstByte {
    id: String,
    #[projection(from = second[0])]
    byte: Option<u8>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Fixed<2>)]
struct FixedId {
    id: String,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Generic, pk = "{id}", of(id: String), crate = facade::model)]
enum BothSeen {
    Boxed(FirstByte),
    Fixed(FixedId),
    #[collection(other)]
    Other(facade::model::value::Item),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Generic, index = gsi1, pk(id), of(id: String), crate = facade::model)]
struct BySize {
    boxed: Vec<FirstByte>,
}

#[derive(Debug, Patch)]
#[patch(of = Boxed<String>, crate = facade::model)]
struct Repacked {
    first: Option<String>,
    sent: Option<Option<jiff::Timestamp>>,
    second: Option<Option<Vec<u8>>>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Generic, pk = "{id}", of(id: String), crate = facade::model)]
enum Both {
    Boxed(Boxed<String>),
    Fixed(Fixed<2>),
    #[collection(other)]
    Other(facade::model::value::Item),
}

fn doubled(count: &u32) -> u32 {
    2 * count
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Generic, pk = "{id}", sk = "FIXED")]
#[access(name = whole)]
pub(crate) struct Fixed<const N: usize> {
    id: String,
}

mod inner {
    use dynamo_model::Entity;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[entity(table = super::Generic, pk = "{id}", sk = "HIDDEN")]
    pub(crate) struct Hidden<T> {
        #[attr(key)]
        pub(super) id: String,
        #[serde(with = "with", bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
        pub(super) value: Vec<T>,
    }

    mod with {
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        pub(super) fn serialize<T: Serialize, S: Serializer>(
            value: &[T],
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            value.serialize(serializer)
        }

        pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Vec<T>, D::Error> {
            Vec::deserialize(deserializer)
        }
    }
}

#[test]
fn entities_have_parameters() {
    let boxed = Boxed {
        id: "1".to_owned(),
        size: 2,
        version: 0,
        deleted_at: None,
        until: None,
        count: 4,
        twice: 8,
        code: None,
        packed: jiff::Timestamp::UNIX_EPOCH,
        sent: Some(jiff::Timestamp::UNIX_EPOCH),
        label: Label { text: "box".to_owned() },
        first: "first".to_owned(),
        second: Some(vec![1, 2]),
    };
    let hidden = inner::Hidden { id: "3".to_owned(), value: vec![1, 2] };
    for entity in [Generic::from(boxed), Fixed { id: "2".to_owned() }.into(), hidden.into()] {
        let read = entity.to_item().and_then(|item| Generic::from_item(item.view()));
        assert_eq!(read.ok(), Some(entity));
    }
    assert!(Both::of("1").request().is_ok());
    let last = FirstByte { id: "1".to_owned(), byte: None };
    assert!(BothSeen::of("1").starting_after_member(&last).request().is_ok());
    assert!(BothSeen::of("1").starting_after_member(&FixedId { id: "1".to_owned() }).request().is_ok());
    assert!(BySize::of("1").request().is_ok_and(|request| request.projection.is_some()));
    assert!(Boxed::by_size("1").into_query().view::<Opened>().request().is_ok());
    let repacked = Repacked { first: Some("2nd".to_owned()), sent: Some(None), second: Some(None) };
    let repacked = dynamo_model::builder::Update::new(Boxed::key("1")).apply(&repacked);
    let repacked = repacked.only_if(|o| o.packed.lt(jiff::Timestamp::UNIX_EPOCH).and(o.label.text.eq("box")));
    assert!(repacked.request().is_ok_and(|repacked| repacked.update.removes().len() == 2));
    assert!(Boxed::by_size("1").size(1..).request().is_ok());
    assert!(Fixed::<2>::whole("1").into_query().request().is_ok());
}
