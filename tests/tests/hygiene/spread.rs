//! A table whose entities live in modules of their own, with visibilities of their own.

use dynamo_model::{Collection, Record as _, Table};

#[derive(Debug, PartialEq, Table)]
#[table(name = "spread", overlap(Customer, Receipt))]
#[index(name = "gsi1")]
pub(crate) enum Spread {
    Customer(customers::Customer),
    Receipt(sales::archive::Receipt),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Spread, pk = "{id}", of(id: String))]
struct CustomerWithReceipts {
    customer: Option<customers::Customer>,
    receipts: Vec<sales::archive::Receipt>,
}

mod customers {
    use dynamo_model::Entity;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[entity(table = super::Spread, pk = "{id}", sk = "{id}")]
    pub(crate) struct Customer {
        pub(super) id: String,
        pub(super) name: String,
    }

    impl Customer {
        pub(super) fn new(id: &str, name: &str) -> Self {
            Self { id: id.to_owned(), name: name.to_owned() }
        }
    }
}

mod sales {
    pub(super) mod archive {
        use dynamo_model::{Entity, Patch, Projection};
        use serde::{Deserialize, Serialize};

        #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
        #[entity(table = crate::spread::Spread, pk = "{customer}", sk = "{number}")]
        #[access(name = by_number, index = "gsi1", pk = "{number}", sk = "{customer}")]
        pub(crate) struct Receipt {
            pub(in crate::spread) customer: String,
            pub(in crate::spread) number: String,
        }

        #[derive(Debug, PartialEq, Projection)]
        #[projection(of = super::super::customers::Customer)]
        pub(crate) struct Name {
            pub(in crate::spread) name: String,
        }

        #[derive(Debug, Patch)]
        #[patch(of = crate::spread::customers::Customer)]
        pub(crate) struct Renamed {
            pub(in crate::spread) name: Option<String>,
        }
    }
}

#[test]
fn entities_of_one_table_live_anywhere() {
    let receipt = sales::archive::Receipt { customer: "c".to_owned(), number: "9".to_owned() };
    for entity in [Spread::from(customers::Customer::new("c", "Ada")), receipt.into()] {
        let read = entity.to_item().and_then(|item| Spread::from_item(item.view()));
        assert_eq!(read.ok(), Some(entity));
    }
    assert!(CustomerWithReceipts::of("c").request().is_ok());
    let name = dynamo_model::builder::Get::new(customers::Customer::key("c")).view::<sales::archive::Name>();
    assert!(name.request().is_ok());
    let renamed = sales::archive::Renamed { name: Some("Ada".to_owned()) };
    let renamed = dynamo_model::builder::Update::new(customers::Customer::key("c")).apply(&renamed);
    assert!(renamed.request().is_ok());
    assert!(sales::archive::Receipt::by_number("9").customer("a".."c").request().is_ok());
}
