use dynamo_model::{Collection, Entity, KeyPart, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
#[index(name = "gsi2", project(include))]
enum Shop {
    Customer(Customer),
    Order(Order),
    Stock(Stock),
}

#[derive(Serialize, Deserialize, KeyPart)]
struct CustomerId(u32);

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[access(name = with_orders, index = gsi1, pk = "C#{id}", sk = "PROFILE")]
#[access(name = of_day, index = gsi2, pk = "DAY#{day}", sk = "{id}", project(id, day))]
struct Customer {
    id: CustomerId,
    day: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "C#{customer}", sk = "ORDER#{id}")]
#[access(name = of_day, index = gsi2, pk = "DAY#{day}", sk = "{id}", view = OrderId)]
struct Order {
    id: u32,
    customer: CustomerId,
    day: String,
    note: Option<String>,
}

#[derive(Projection)]
#[projection(of = Order)]
struct OrderId {
    id: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "STOCK#{product}", sk = "STOCK")]
struct Stock {
    product: String,
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "C#{customer}", of(customer: CustomerId))]
enum OfCustomer {
    Customer(Customer),
    Stock(Stock),
}

#[derive(Collection)]
#[collection(table = Shop, index = gsi1, pk = "C#{customer}", of(customer: CustomerId))]
struct CustomerWithStock {
    customer: Customer,
    stocks: Vec<Stock>,
}

fn main() {}
