use dynamo_model::{Entity, Table};
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
    #[attr(check = is_even)]
    total: u32,
    #[attr(check = not_negative)]
    balance: i64,
    #[attr(check = unknown)]
    stock: u32,
}

fn is_even(total: &u32) -> bool {
    total % 2 == 0
}

fn not_negative(balance: i64) -> Result<(), String> {
    if balance < 0 { Err("negative".to_owned()) } else { Ok(()) }
}

fn main() {}
