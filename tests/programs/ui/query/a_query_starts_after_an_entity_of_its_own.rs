use dynamo_model::query::IntoQuery;
use dynamo_model::{Collection, Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Customer(Customer),
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
struct Customer {
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = of_customer)]
struct Order {
    customer: String,
    id: u32,
}

#[derive(Collection)]
#[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
enum Orders {
    Order(Order),
}

fn use_of(shop: &Db<Shop>, customer: &Customer, order: &Order) {
    let _ = shop.query(Order::of_customer("c1")).starting_after(order);
    let _ = shop.query(Order::of_customer("c1")).starting_after(customer);
    let _ = shop.query(Order::of_customer("c1").into_query().any_pattern()).starting_after(order);
    let _ = shop.query(Orders::of("c1").starting_after_member(customer));
}

fn main() {}
