use dynamo_model::Document;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Line {
    #[attr(length = 1..)]
    quantity: u32,
    #[attr(check = known)]
    product: String,
}

#[derive(Serialize, Deserialize, Document)]
struct Sum {
    #[attr(range = 1..)]
    #[serde(flatten)]
    price: Price,
}

#[derive(Serialize, Deserialize, Document)]
struct Price {
    cents: u32,
}

#[derive(Serialize, Deserialize, Document)]
enum Payment {
    Card {
        #[attr(range = 1..)]
        number: String,
    },
}

fn known(product: &String) -> bool {
    !product.is_empty()
}

fn main() {}
