use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "games")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
enum Games {
    Score(Score),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORES#{game}#{shard(1)}", sk = "{player}")]
#[access(name = by_points, index = gsi1, pk = "POINTS#{shard(0)}", sk = "{points}")]
#[access(name = by_player, index = gsi2, pk = "{player}#{shard(101)}", sk = "{game}")]
struct Score {
    game: String,
    player: String,
    points: u32,
}

fn main() {}
