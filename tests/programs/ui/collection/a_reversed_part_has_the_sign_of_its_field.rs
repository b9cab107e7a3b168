use std::cmp::Reverse;

use dynamo_model::{Collection, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "scores")]
enum Scores {
    Score(Score),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Scores, pk = "RANK#{rank}", sk = "{player}")]
struct Score {
    rank: Reverse<u32>,
    player: String,
}

#[derive(Collection)]
#[collection(table = Scores, pk = "RANK#{rank}", of(rank: Reverse<i32>))]
struct Rank {
    scores: Vec<Score>,
}

fn main() {}
