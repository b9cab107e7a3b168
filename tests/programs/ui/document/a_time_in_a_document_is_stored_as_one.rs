use dynamo_model::Document;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Line {
    #[serde(with = "dynamo_model::time::as_time_in_millis")]
    product: String,
    #[serde(with = "dynamo_model::time::as_millis_since_1970")]
    packed_at: DateTime,
}

fn main() {}
