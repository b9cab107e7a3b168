use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    User(User),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(
    table = Shop,
    pk = "USER#{id}",
    sk = "USER",
    unique(name = seat, fields(row, number)),
    unique(name = place, fields(number, row)),
    unique(name = written, fields(row(normalize = lowercase), number)),
    unique(name = contact, fields(tenant, email))
)]
struct User {
    id: String,
    row: String,
    number: u32,
    tenant: String,
    #[attr(unique(scope = tenant))]
    email: String,
}

fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

fn main() {}
