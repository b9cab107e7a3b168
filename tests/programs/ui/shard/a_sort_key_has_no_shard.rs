use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "games")]
enum Games {
    Score(Score),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORES#{game}", sk = "{player}#{shard(10)}")]
struct Score {
    game: String,
    player: String,
}

fn main() {}
