use dynamo_model::Table;

#[derive(Table)]
#[table(name = "shop", adopt, entity_type = "kind", overlap(Order, Customer))]
struct Shop;

#[derive(Table)]
#[table(name = "log", entity_type = none)]
struct Log;

#[derive(Table)]
#[table(of = Shop)]
struct Orders;

fn main() {}
