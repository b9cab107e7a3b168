use dynamo_model::{query::IntoQuery as _, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "games")]
enum Games {
    Score(Score),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORES#{game}", sk = "{player}")]
#[access(name = of_game)]
struct Score {
    game: String,
    player: String,
}

fn main() {
    let _ = Score::of_game("chess").into_query().shard(3);
}
