use dynamo_model::{Db, Entity, Table};
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
#[access(name = by_country, index = gsi1, pk = "COUNTRY#{country}", sk = "{id}")]
struct Customer {
    id: String,
    country: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
struct Order {
    id: String,
    customer: String,
    day: String,
}

fn use_of(shop: &Db<Shop>) {
    let _ = shop.scan::<Shop>().through(Order::BY_CUSTOMER);
    let _ = shop.scan::<Order>().through(Customer::BY_COUNTRY);
}

fn main() {}
