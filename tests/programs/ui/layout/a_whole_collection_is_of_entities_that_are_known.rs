use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
struct ShopTable;

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = ShopTable, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[access(name = of_customer)]
struct Order {
    customer: String,
    id: String,
}

fn everything(shop: &Db<ShopTable>) {
    let _ = shop.query(Order::of_customer("c1").collection());
    let _ = shop.scan::<ShopTable>();
}

fn main() {}
