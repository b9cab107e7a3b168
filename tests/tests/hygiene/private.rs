//! Private models, even inside a function, of which nothing is used: no warning about dead code.

mod unused {
    use dynamo_model::{Collection, Document, Entity, KeyPart, Projection, Table};
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

    #[derive(PartialEq, Serialize, Deserialize, KeyPart)]
    struct Id(String);

    #[derive(Serialize, Deserialize, Document)]
    struct Empty {}
}

#[test]
fn models_live_inside_functions() {
    use dynamo_model::{Collection, Entity, Projection, Record as _, Table};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Table)]
    #[table(name = "local")]
    enum Local {
        Note(Note),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[entity(table = Local, pk = "NOTE#{id}", sk = "NOTE")]
    struct Note {
        id: u8,
    }

    #[derive(Debug, PartialEq, Projection)]
    #[projection(of = Note)]
    struct Number {
        #[projection(from = id)]
        number: u8,
    }

    #[derive(Debug, PartialEq, Collection)]
    #[collection(table = Local, pk = "NOTE#{id}", of(id: u8))]
    struct Notes {
        notes: Vec<Note>,
    }

    assert!(Notes::of(1).request().is_ok());
    let number = dynamo_model::builder::Get::new(Note::key(1)).view::<Number>();
    assert!(number.request().is_ok());
    let note = Local::from(Note { id: 1 });
    let read = note.to_item().and_then(|item| Local::from_item(item.view()));
    assert_eq!(read.ok(), Some(note));
    assert!(None::<unused::Unused>.is_none());
    assert!(None::<unused::OfCustomer>.is_none_or(|unused::OfCustomer::Order(order)| order.day.is_empty()));
    assert!(None::<unused::OfId>.is_none_or(|of| of.order.day.is_empty()));
    assert!(None::<unused::Summary>.is_none_or(|summary| summary.day.is_empty()));
}
