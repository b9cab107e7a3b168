use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_status, index = gsi1, pk = "ORDERS", sk = "{status}#{updated_at}")]
struct Order {
    id: String,
    status: String,
    #[attr(updated)]
    updated_at: u64,
    #[attr(deleted)]
    deleted_at: Option<u64>,
}

/// Its keys are made of the time, and of what its primary key is made of.
#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
#[access(name = by_text, index = gsi1, pk = "NOTES#{text}", sk = "{updated_at}#{id}")]
struct Note {
    id: String,
    text: String,
    #[attr(updated)]
    updated_at: u64,
    #[attr(deleted)]
    deleted_at: Option<u64>,
}

fn main() {}
