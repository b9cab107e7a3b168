use dynamo_model::KeyPart;

#[derive(KeyPart)]
struct Place(String, u32);

#[derive(KeyPart)]
struct Name {
    first: String,
}

fn main() {}
