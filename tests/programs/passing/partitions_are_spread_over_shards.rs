// A table and an index in shards; one of them, or all in order.
use dynamo_model::query::IntoQuery as _;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "games")]
#[index(name = "gsi1")]
enum Games {
    Score(Score),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORES#{game}#{shard(10)}", sk = "{player}")]
#[access(name = of_game)]
#[access(name = best, index = gsi1, pk = "BEST#{game}#{shard(4)}", sk = "{points}")]
struct Score {
    game: String,
    player: String,
    points: u32,
}

fn main() {
    assert_eq!(Score::of_game("chess").into_query().requests().unwrap().len(), 10);
    assert_eq!(Score::best("chess").points(100..).requests().unwrap().len(), 4);
    assert!(Score::best("chess").into_query().shard(3).request().is_ok());
    let score = Score { game: "chess".into(), player: "ada".into(), points: 7 };
    assert_eq!(score.points, 7);
}
