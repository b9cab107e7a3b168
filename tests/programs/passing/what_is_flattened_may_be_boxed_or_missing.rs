use dynamo_model::builder::Upsert;
use dynamo_model::expr::Renderer;
use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Parcel(Parcel),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PARCEL#{id}", sk = "PARCEL")]
struct Parcel {
    id: String,
    #[serde(flatten)]
    address: Box<Address>,
    #[serde(flatten)]
    sender: Option<Sender>,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
    zip: Option<String>,
}

#[derive(Serialize, Deserialize, Document)]
struct Sender {
    from: String,
}

fn main() {
    let address = Box::new(Address { city: "Lund".into(), zip: Some("22100".into()) });
    let update = Upsert::new(&Parcel { id: "p1".into(), address, sender: None }).request().unwrap().update;
    let mut renderer = Renderer::new();
    let rendered = renderer.update(&update);
    let (_, removed) = rendered.split_once(" REMOVE ").unwrap();
    assert_eq!(renderer.names()[removed], "from", "what an older parcel may have, and this one has not");
}
