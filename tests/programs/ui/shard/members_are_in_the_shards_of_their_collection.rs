use dynamo_model::{Collection, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "games")]
enum Games {
    Score(Score),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORES#{game}#{shard(10)}", sk = "{player}")]
struct Score {
    game: String,
    player: String,
}

#[derive(Collection)]
#[collection(table = Games, pk = "SCORES#{game}#{shard(20)}", of(game: String))]
struct Game {
    scores: Vec<Score>,
}

fn main() {}
