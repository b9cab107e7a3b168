use dynamo_model::Document;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Address {
    #[attr(length = 5..=5)]
    zip_code: String,
    #[attr(computed(first_of, from(zip_code)))]
    area: String,
}

fn main() {}
