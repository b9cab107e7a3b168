use dynamo_model::{Document, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    payment: Payment,
}

#[derive(Serialize, Deserialize, Document)]
enum Payment {
    Card { number: String },
    Told(u32, String),
    Iban(String),
    Tags(Vec<String>),
}

#[derive(Projection)]
#[projection(of = Order)]
struct Types {
    #[projection(from = payment.as_card().number)]
    a: Option<u32>,
    #[projection(from = payment.as_told().0)]
    b: Option<String>,
    #[projection(from = payment.as_iban())]
    c: Option<Vec<String>>,
    #[projection(from = payment.as_tags()[0])]
    d: Option<u32>,
    #[projection(from = payment.as_iban().country)]
    e: Option<String>,
    #[projection(from = id.as_card().number)]
    f: Option<String>,
}

fn main() {}
