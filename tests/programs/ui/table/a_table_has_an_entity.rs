use dynamo_model::Table;

#[derive(Table)]
#[table(name = "shop")]
enum Shop {}

fn main() {}
