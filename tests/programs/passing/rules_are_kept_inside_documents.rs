// Rules inside documents, of several fields together, and paths that only read.
use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_model::builder::{Put, Update};
use dynamo_model::typed::{Attr, Plain};
use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

#[derive(Clone, Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", check = pays_for_something)]
struct Order {
    id: String,
    #[attr(check = inhabited)]
    address: Box<Address>,
    lines: Vec<Box<Line>>,
    by_day: BTreeMap<String, Vec<Line>>,
    payment: Option<Payment>,
}

#[derive(Clone, Serialize, Deserialize, Document)]
struct Address {
    city: String,
    #[attr(length = 5..=5)]
    zip: Option<String>,
}

#[derive(Clone, Serialize, Deserialize, Document)]
struct Line {
    #[attr(range = 1..)]
    quantity: u32,
    parts: Vec<Self>,
}

#[derive(Clone, Serialize, Deserialize, Document)]
#[serde(tag = "kind", content = "of")]
enum Payment {
    Card {
        #[attr(length = 4..=4)]
        last4: String,
    },
    Voucher(#[attr(range = 1..)] u32),
    Cash,
}

fn inhabited(address: &Address) -> Result<(), &'static str> {
    if address.city.is_empty() { Err("nobody lives there") } else { Ok(()) }
}

fn pays_for_something(order: &Order) -> Result<(), &'static str> {
    if order.payment.is_some() && order.lines.is_empty() { Err("nothing is paid for") } else { Ok(()) }
}

fn main() {
    let update = || Update::new(Order::key("o1"));
    let paid = update()
        .set(|o| o.lines[0].quantity.to(2))
        .set(|o| o.address.to(Address { city: "Lund".into(), zip: None }))
        .only_if(|o| o.address.city.eq("Ystad").and(o.address.zip.missing()))
        .only_if(|o| o.payment.as_card().last4.eq("4242").and(o.payment.as_voucher().missing()))
        .only_if(|o| o.payment.is(PaymentTag::Card).and(o.by_day["mon"][0].parts[1].quantity.lt(3)));
    assert!(paid.request().is_ok());
    let broken = [
        update().set(|o| o.lines[0].quantity.to(0)).request(),
        update().set(|o| o.by_day["mon"][0].parts[1].quantity.to(0)).request(),
        update().set(|o| o.lines[0].parts.append([Line { quantity: 0, parts: Vec::new() }])).request(),
        update().set(|o| o.payment.to(Payment::Voucher(0))).request(),
    ];
    assert!(broken.into_iter().all(|request| request.is_err_and(|error| error.is_constraint())));
    let line = Line { quantity: 1, parts: vec![Line { quantity: 1, parts: Vec::new() }] };
    let address = Address { city: "Lund".into(), zip: Some("22100".into()) };
    let order = Order {
        id: "o1".into(),
        address: address.into(),
        lines: vec![line.into()],
        by_day: BTreeMap::new(),
        payment: Some(Payment::Card { last4: "4242".into() }),
    };
    assert!(Put::new(&order).request().is_ok());
    let mut deep = order.clone();
    deep.lines[0].parts[0].quantity = 0;
    let error = Put::new(&deep).request().map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "`Order`: field `lines[0].parts[0].quantity` is 0, which is not in 1..");
    let error = Put::new(&Order { lines: Vec::new(), ..order }).request().map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "`Order`: nothing is paid for");
    // An entity can hold one with serde's feature `rc`.
    let shared = Attr::<Order, Arc<Payment>, Plain>::new("shared");
    assert_eq!(shared.as_card().last4.path().to_string(), "shared.of.last4");
    assert!(shared.is(PaymentTag::Cash).into_condition().is_ok());
    assert!([Payment::Cash].iter().all(|payment| matches!(payment, Payment::Cash)));
}
