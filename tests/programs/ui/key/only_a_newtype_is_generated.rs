use dynamo_model::KeyPart;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeyPart)]
#[key_part(generate)]
enum Status {
    Open,
    Paid,
}

#[derive(Serialize, Deserialize, KeyPart)]
#[key_part(generate)]
struct OrderId(u64);

#[derive(Serialize, Deserialize, KeyPart)]
#[key_part(genrate)]
struct LineId(u64);

fn main() {}
