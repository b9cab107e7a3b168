use dynamo_model::{Collection, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Customer(Customer),
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
struct Customer {
    id: String,
    name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
struct Order {
    customer: String,
    id: u32,
    day: u32,
}

#[derive(Projection)]
#[projection(of = Customer)]
struct Name {
    name: String,
}

#[derive(Projection)]
#[projection(of = Order)]
struct Keys {
    customer: String,
    id: u32,
}

#[derive(Collection)]
#[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
enum OfCustomer {
    Customer(Name),
    Order(Keys),
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "DAY#{day}", of(day: u32))]
enum OfDay {
    Order(Keys),
}

fn use_of(customer: &Customer, name: &Name, order: &Keys) {
    let _ = OfCustomer::of("c1").starting_after_member(order);
    let _ = OfCustomer::of("c1").starting_after_member(name);
    let _ = OfCustomer::of("c1").starting_after_member(customer);
    let _ = OfDay::of(1).starting_after_member(order);
}

fn main() {}
