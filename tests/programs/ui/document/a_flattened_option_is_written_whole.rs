use dynamo_model::builder::Update;
use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Customer(Customer),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "CUSTOMER")]
struct Customer {
    id: String,
    #[serde(flatten)]
    contact: Option<Contact>,
}

#[derive(Serialize, Deserialize, Document)]
struct Contact {
    email: String,
    phone: Option<String>,
}

fn main() {
    let _ = Update::new(Customer::key("c1")).set(|c| c.contact.email.to("ada@example.org"));
    let _ = Update::new(Customer::key("c1")).set(|c| c.contact.phone.removed());
}
