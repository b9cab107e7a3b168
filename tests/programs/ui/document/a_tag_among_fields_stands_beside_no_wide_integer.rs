use dynamo_model::Document;
use dynamo_model::value::Number;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "kind")]
enum Payment {
    Card { cents: u128 },
    Cash { notes: Vec<Option<i128>> },
    Transfer { amount: Number, cents: u64 },
}

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "kind", content = "data")]
enum Refund {
    Card { cents: u128 },
}

fn main() {}
