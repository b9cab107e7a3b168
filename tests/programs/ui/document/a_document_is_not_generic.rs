use dynamo_model::Document;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Envelope<T> {
    content: T,
}

fn main() {}
