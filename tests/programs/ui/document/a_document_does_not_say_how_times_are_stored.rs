use dynamo_model::Document;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Line {
    product: String,
    #[attr(time(millis))]
    packed_at: Timestamp,
}

fn main() {}
