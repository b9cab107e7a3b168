use dynamo_model::Document;

#[derive(Document)]
union Payment {
    cents: u32,
    bytes: [u8; 4],
}

fn main() {}
