// A layout whose entities need not know each other, and the enum of all of them.
use dynamo_model::builder::Transact;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
struct Layout;

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Layout, pk = "CUSTOMER#{id}", sk = "CUSTOMER")]
struct Customer {
    id: u32,
    #[attr(unique)]
    email: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Layout, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}")]
struct Order {
    id: u32,
    customer: u32,
}

#[derive(Table)]
#[table(of = Layout)]
enum Shop {
    Customer(Customer),
    Order(Order),
}

fn main() {
    let (customer, order) = (Customer { id: 1, email: "a@x".into() }, Order { id: 2, customer: 1 });
    let both = Transact::<Layout>::new().create(&customer).create(&order).request().unwrap();
    assert_eq!(both.writes.len(), 3, "and a guard");
    assert_eq!(Shop::SCHEMA.entities.len(), 2);
    assert!(matches!(Shop::Order(order), Shop::Order(order) if order.customer == customer.id));
    assert!(matches!(Shop::Customer(customer), Shop::Customer(customer) if customer.email == "a@x"));
}
