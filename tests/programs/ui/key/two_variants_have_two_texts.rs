use dynamo_model::KeyPart;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    Paid,
    #[serde(rename = "paid")]
    Settled,
}

fn main() {}
