use dynamo_model::Table;

#[derive(Table)]
#[table(name = shop)]
struct Shop;

#[derive(Table)]
#[table("forum")]
struct Forum;

#[derive(Table)]
#[table(name = "games", ttl)]
#[index("gsi1")]
#[index(name = "gsi2", project = keys_only)]
#[index(name = "gsi3", pk = day)]
struct Games;

fn main() {}
