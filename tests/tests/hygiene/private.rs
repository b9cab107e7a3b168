//! Private models, even inside a function, of which nothing is used: no warning about dead code.

mod unused {
    use dynamo_model::{Collection, Document, Entity, KeyPart, Patch, Projection, Table};
    use serde::{Deserialize, Serialize};

    #[derive(Table)]
    #[table(name = "unused")]
    #[index(name = "gsi1")]
    pub(super) enum Unused {
        Order(Order),
    }

    #[derive(Serialize, Deserialize, Entity)]
    #[entity(table = Unused, pk = "ORDER#{id}", sk = "ORDER")]
    #[access(name = by_customer, index = gsi1, pk = "{customer}", sk = "{day}#{id}")]
    pub(super) struct Order {
        id: Id,
        customer: String,
        pub(super) day: String,
        #[attr(unique(scope = day))]
        code: String,
        empty: Empty,
    }

    #[derive(PartialEq, Projection)]
    #[projection(of = Order)]
    pub(super) struct Summary {
        id: Id,
        pub(super) day: String,
    }

    #[derive(Collection)]
    #[collection(table = Unused, index = gsi1, pk = "{customer}", of(customer: String))]
    pub(super) enum OfCustomer {
        Order(Order),
    }

    #[derive(Collection)]
    #[collection(table = Unused, pk = "ORDER#{id}", of(id: Id))]
    pub(super) struct OfId {
        pub(super) order: Order,
    }

    #[derive(Patch)]
    #[patch(of = Order)]
    pub(super) struct Change {
        pub(super) empty: Option<Empty>,
    }

    #[derive(PartialEq, Serialize, Deserialize, KeyPart)]
    struct Id(String);

    #[derive(Serialize, Deserialize, Document)]
    pub(super) struct Empty {}
}

#[test]
fn models_live_inside_functions() {
    use dynamo_model::{Collection, Document, Entity, KeyPart, Patch, Projection, Record as _, Table};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Table)]
    #[table(name = "local")]
    enum Local {
        Note(Note),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[entity(table = Local, pk = "NOTE#{id}", sk = "NOTE")]
    struct Note {
        id: Id,
        text: Text,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KeyPart)]
    struct Id(u8);

    #[derive(Debug, PartialEq, Serialize, Deserialize, Document)]
    struct Text {
        words: u8,
    }

    #[derive(Debug, PartialEq, Patch)]
    #[patch(of = Note)]
    struct Rewritten {
        text: Option<Text>,
    }

    #[derive(Debug, PartialEq, Projection)]
    #[projection(of = Note)]
    struct Number {
        #[projection(from = id)]
        number: Id,
    }

    #[derive(Debug, PartialEq, Collection)]
    #[collection(table = Local, pk = "NOTE#{id}", of(id: Id))]
    struct Notes {
        notes: Vec<Note>,
    }

    assert!(Notes::of(Id(1)).request().is_ok());
    let number = dynamo_model::builder::Get::new(Note::key(Id(1))).view::<Number>();
    assert!(number.request().is_ok());
    let rewritten = Rewritten { text: Some(Text { words: 3 }) };
    let update = dynamo_model::builder::Update::new(Note::key(Id(1))).apply(&rewritten);
    assert!(update.only_if(|note| note.text.words.gt(3)).request().is_ok());
    let note = Local::from(Note { id: Id(1), text: Text { words: 3 } });
    let read = note.to_item().and_then(|item| Local::from_item(item.view()));
    assert_eq!(read.ok(), Some(note));
    assert!(None::<unused::Unused>.is_none());
    assert!(None::<unused::OfCustomer>.is_none_or(|unused::OfCustomer::Order(order)| order.day.is_empty()));
    assert!(None::<unused::OfId>.is_none_or(|of| of.order.day.is_empty()));
    assert!(None::<unused::Change>.is_none_or(|change| change.empty.is_none()));
    assert!(None::<unused::Summary>.is_none_or(|summary| summary.day.is_empty()));
}
