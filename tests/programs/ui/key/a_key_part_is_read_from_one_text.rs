use dynamo_model::KeyPart;
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize, KeyPart)]
enum Status {
    Open,
    Paid,
    #[serde(other)]
    Unknown,
}

fn main() {}
