//! Private models, even inside a function, of which nothing is used: no warning about dead code.

mod unused {
    use dynamo_model::{Document, Entity, KeyPart, Table};
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
        empty: Empty,
    }

    #[derive(Serialize, Deserialize, KeyPart)]
    struct Id(String);

    #[derive(Serialize, Deserialize, Document)]
    struct Empty {}
}

#[test]
fn models_live_inside_functions() {
    use dynamo_model::{Entity, Record as _, Table};
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

    let note = Local::from(Note { id: 1 });
    let read = note.to_item().and_then(|item| Local::from_item(item.view()));
    assert_eq!(read.ok(), Some(note));
    assert!(None::<unused::Unused>.is_none());
}
