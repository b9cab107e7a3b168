use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "games")]
#[index(name = "gsi1")]
enum Games {
    Score(Score),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORES#{game}#{shard(10)}", sk = "SCORE")]
#[access(name = by_points, index = gsi1, pk = "POINTS#{game}#{shard(10)}", sk = "{points}")]
struct Score {
    game: String,
    points: u32,
}

fn main() {}
