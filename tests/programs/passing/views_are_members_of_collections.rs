//! Members of collections may be views, through indexes that hold what they have, and views go into documents.

use std::collections::{BTreeMap, HashMap, VecDeque};

use dynamo_model::{Collection, Document, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", collections(OfCustomer, Keys))]
#[index(name = "gsi1", project(include))]
#[index(name = "gsi2", project(keys_only))]
pub enum Shop {
    Customer(Customer),
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[access(name = by_id, index = gsi1, pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[access(name = keys, index = gsi2, pk = "CUSTOMER#{id}", sk = "PROFILE", view = CustomerId)]
pub struct Customer {
    #[attr(key)]
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}", project(places, r#type), view = Place)]
#[access(name = keys, index = gsi2, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}", view = OrderId)]
pub struct Order {
    id: String,
    customer: String,
    places: HashMap<String, VecDeque<Address>>,
    r#type: Box<Kind>,
}

#[derive(Serialize, Deserialize, Document)]
pub struct Address {
    city: String,
    lines: [Option<String>; 2],
    more: BTreeMap<u32, Kind>,
}

#[derive(Serialize, Deserialize, Document)]
pub struct Kind {
    r#fn: Option<String>,
    of: Option<Box<Kind>>,
}

#[derive(Projection)]
#[projection(of = Order)]
pub struct Place {
    #[projection(from = places["home"][1].city)]
    city: Option<String>,
    #[projection(from = places["home"][0].more[&7].r#fn)]
    r#more: Option<String>,
    #[projection(from = r#type.of.of.r#fn)]
    r#fn: Option<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
pub struct OrderId {
    id: String,
}

#[derive(Projection)]
#[projection(of = Customer)]
pub struct CustomerId {
    id: String,
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "CUSTOMER#{customer}", of(customer: String))]
pub enum OfCustomer {
    Customer(Customer),
    Order(Place),
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi2, pk = "CUSTOMER#{customer}", of(customer: String))]
pub struct Keys {
    customer: CustomerId,
    orders: Vec<OrderId>,
}

fn main() {
    let place = Place { city: None, r#more: None, r#fn: None };
    let _ = (place.city, place.r#more, place.r#fn);
    let all = OfCustomer::of("c1").filter_members::<Place>(|o| o.r#type.exists());
    if let Ok(request) = all.request() {
        assert!(request.projection.is_none(), "customers are held whole");
    }
    assert!(Keys::of("c1").request().is_ok_and(|request| request.projection.is_some()));
    assert_eq!(Shop::SCHEMA.collections.len(), 2);
}
