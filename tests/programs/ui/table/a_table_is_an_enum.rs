use dynamo_model::Table;

#[derive(Table)]
#[table(name = "shop")]
struct Shop {
    orders: Vec<String>,
}

fn main() {}
