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
    address: Address,
    payment: Payment,
    refund: Refund,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Serialize, Deserialize, Document)]
enum Payment {
    Cash,
    Card { number: String },
    Told(u32, String),
    Iban(String),
}

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "kind")]
enum Refund {
    Sent(Address),
}

#[derive(Projection)]
#[projection(of = Order)]
struct Ways {
    #[projection(from = payment.card)]
    a: Option<String>,
    #[projection(from = payment.as_crad().number)]
    b: Option<String>,
    #[projection(from = payment.as_bitcoin().wallet)]
    c: Option<String>,
    #[projection(from = payment.as_cash())]
    d: Option<String>,
    #[projection(from = address.as_card().number)]
    e: Option<String>,
    #[projection(from = payment.as_card().nubmer)]
    f: Option<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Ends {
    #[projection(from = payment.as_card())]
    a: Option<String>,
    #[projection(from = payment.as_card()[0])]
    b: Option<String>,
    #[projection(from = payment.as_card().0)]
    c: Option<String>,
    #[projection(from = payment.as_told().number)]
    d: Option<String>,
    #[projection(from = payment.as_told().2)]
    e: Option<String>,
    #[projection(from = payment.as_iban().0)]
    f: Option<String>,
    #[projection(from = refund.as_sent())]
    g: Option<Address>,
    #[projection(from = address.0)]
    h: Option<String>,
}

fn main() {}
