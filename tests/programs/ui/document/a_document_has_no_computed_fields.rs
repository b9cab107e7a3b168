use dynamo_model::Document;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Address {
    zip_code: String,
    #[attr(computed(first_of, from(zip_code)))]
    area: String,
}

#[derive(Serialize, Deserialize, Document)]
enum Contact {
    Mail {
        #[attr(unique)]
        address: String,
    },
}

fn main() {}
