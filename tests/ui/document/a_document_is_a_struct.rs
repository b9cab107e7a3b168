use dynamo_model::Document;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
enum Payment {
    Card { number: String },
    Cash,
}

fn main() {}
