use dynamo_model::KeyPart;

#[derive(KeyPart)]
enum Status {
    Open,
    Cancelled(String),
}

fn main() {}
