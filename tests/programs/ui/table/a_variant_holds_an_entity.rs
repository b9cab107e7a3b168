use dynamo_model::Table;

#[derive(Table)]
#[table(name = "shop")]
enum Shop {
    Order(Order),
}

struct Order {
    id: String,
}

fn main() {}
