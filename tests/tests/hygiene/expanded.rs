//! Entities whose types a macro has filled in, which are types in a group to a derive.

use std::collections::BTreeSet;

use dynamo_model::builder::Update;
use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Collection, Document, Entity, KeyPart, Patch, Projection, Table};
use serde::{Deserialize, Serialize};

macro_rules! shop {
    ($shop:ident, $order:ident, $text:ty, $number:ty, $note:ty, $tags:ty, $member:ty, $inner:literal) => {
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, KeyPart)]
        struct Code($text);

        #[derive(Debug, Table)]
        #[table(name = "expanded", overlap($order, Parcel))]
        #[index(name = "gsi1")]
        enum $shop {
            First($member),
            Second(Parcel),
        }

        #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
        #[entity(table = $shop, pk = "ORDER#{id}", sk = "{code}")]
        #[access(name = by_note, index = gsi1, pk = "NOTE#{note}", sk = "{id}")]
        struct $order {
            id: $number,
            code: Code,
            note: $note,
            #[serde(rename = $inner)]
            inner: Option<$number>,
            #[serde(with = "dynamo_model::value::as_set", default)]
            tags: $tags,
            size: Size,
        }

        #[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
        struct Size {
            width: Option<$number>,
            notes: Vec<$text>,
        }

        #[derive(Debug, PartialEq, Projection)]
        #[projection(of = $order)]
        struct Seen {
            id: $number,
            note: $note,
        }

        #[derive(Debug, PartialEq, Patch)]
        #[patch(of = $order)]
        struct Change {
            inner: Option<Option<$number>>,
        }

        #[derive(Debug, PartialEq, Collection)]
        #[collection(table = $shop, index = gsi1, pk = "NOTE#{note}", of(note: String))]
        struct Noted {
            first: Option<$member>,
        }
    };
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "{code}")]
struct Parcel {
    id: u32,
    code: Code,
}

shop!(Shop, Order, String, u32, Option<String>, BTreeSet<String>, Order, "i");

#[test]
fn a_type_that_a_macro_fills_in_is_the_type() {
    let [id, _, note, inner, tags, _] = Order::SCHEMA.fields else { panic!("six fields") };
    assert_eq!([id.ty, note.ty, inner.ty, tags.ty], ["u32", "String", "u32", "BTreeSet<String>"]);
    assert_eq!(inner.attribute, "i");
    assert!(note.optional && inner.optional && !id.optional);
    let order = || Order::key(1, Code("c".to_owned()));
    let update = Update::new(order()).set(|o| o.note.removed()).set(|o| o.inner.removed());
    assert_eq!(update.request().map(|request| request.update.removes().len()).ok(), Some(4));
    let changed = Update::new(order()).apply(&Change { inner: Some(None) }).request();
    assert_eq!(changed.map(|request| request.update.removes().len()).ok(), Some(1));
    let wider = Update::new(order()).set(|o| o.size.width.to(3)).set(|o| o.size.notes.append(["n"]));
    assert!(wider.request().is_ok());
    assert!(Order::by_note("n").into_query().view::<Seen>().request().is_ok());
    assert!(Noted::of("n").request().is_ok());
}
