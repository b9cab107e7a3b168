use dynamo_model::builder::Update;
use dynamo_model::{Document, Entity, Patch, Table};
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
    contact: Contact,
    note: Option<String>,
}

#[derive(Clone, Serialize, Deserialize, Document)]
struct Contact {
    email: String,
}

#[derive(Patch)]
#[patch(of = Customer)]
struct Change {
    contact: Option<Contact>,
}

fn main() {
    let contact = Contact { email: "ada@example.org".to_owned() };
    let _ = Update::new(Customer::key("c1")).set(|c| c.contact.to(contact));
    let _ = Update::new(Customer::key("c1")).set(|c| c.note.to(None::<String>));
    let _ = Update::new(Customer::key("c1")).only_if(|c| c.note.eq(None::<String>));
    let _ = Update::new(Customer::key("c1")).set(|c| c.contact.email.to("ada@example.org"));
}
