//! A leaderboard: the best score of each player in each season of a game, and every attempt behind it.
//!
//! The board is an index whose sort key *is* the ranking: score, then who had it first. It holds nothing but keys, which
//! are all that a line of the board shows, so reading a page of it is cheap. As all players of a season write to it, it is
//! spread over two partitions; a query reads both, in order.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1, 2 | submit a score, better or worse than the player's best | two puts, of which the second has a condition |
//! | 3 | top of a season | `board`, descending, as a view |
//! | 4 | the next page of it | a cursor |
//! | 5, 6 | who is just above and just below a player | `board`, ranges that begin at the player's score |
//! | 7 | rank of a player | `board`, counted above the player's score |
//! | 8, 9 | bests of a player, in all games or in one | partition `PLAYER#<player>#BEST` |
//! | 10, 11 | attempts of a player in a season, latest first; since a time | partition `PLAYER#<player>#<game>#<season>` |
//! | 12, 13 | take back a player's scores of a season; the board afterwards | batch of deletes |
//!
//! `cargo run --example leaderboard` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::cmp::Reverse;
use std::process::ExitCode;

use dynamo_examples::{log::Log, program};
use dynamo_model::builder::Outcome;
use dynamo_model::{Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "leaderboard")]
#[index(name = "board", project(include))]
pub enum Leaderboard {
    Best(Best),
    Attempt(Attempt),
}

/// A player's best in a season. Of equal scores the earlier one ranks higher: descending, the time must be reversed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Leaderboard, pk = "PLAYER#{player}#BEST", sk = "{game}#{season}")]
#[access(name = of_player)]
#[access(
    name = board,
    index = board,
    pk = "BOARD#{game}#{season}#{shard(2)}",
    sk = "{score}#{since}#{player}",
    view = Standing
)]
pub struct Best {
    pub player: String,
    pub game: String,
    pub season: u16,
    pub score: u32,
    /// Seconds since 1970.
    #[attr(key)]
    pub since: Reverse<u32>,
    pub avatar: Option<String>,
}

/// A line of the board. All of it is in the keys of the index.
#[derive(Debug, PartialEq, Projection)]
#[projection(of = Best)]
pub struct Standing {
    pub player: String,
    pub score: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Leaderboard, pk = "PLAYER#{player}#{game}#{season}", sk = "{at}#{score}")]
#[access(name = of_season)]
pub struct Attempt {
    #[attr(key)]
    pub player: String,
    #[attr(key)]
    pub game: String,
    #[attr(key)]
    pub season: u16,
    /// Seconds since 1970.
    #[attr(key)]
    pub at: u32,
    #[attr(key)]
    pub score: u32,
}

const SEASON: u16 = 7;

/// Runs every access pattern.
pub async fn run(db: &Db<Leaderboard>, log: &mut Log) -> Result<()> {
    let scores = [("ada", 900), ("bob", 1200), ("cyd", 900), ("dan", 300), ("eve", 2500)];
    for ((player, score), at) in scores.into_iter().zip(1_790_000_000..) {
        let first = submit(db, attempt(player, at, score)).await?;
        assert_eq!(first, Outcome::Done(()));
    }
    log.prepared();

    let better = submit(db, attempt("dan", 1_790_000_100, 950)).await?;
    assert_eq!(better, Outcome::Done(()));
    log.row("submit a score: a personal best", 1);
    let worse = submit(db, attempt("dan", 1_790_000_200, 700)).await?;
    assert!(matches!(worse, Outcome::Refused(Some(best)) if best.score == 950));
    log.row("submit a score: not the best", 1);

    let top = db.query(Best::board("tetris", SEASON)).descending().limit(3).page().await?;
    assert_eq!(players(&top), ["eve", "bob", "dan"]);
    log.row("top of a season", top.len());
    let Some(cursor) = top.cursor() else { unreachable!("there are five players") };
    let rest =
        db.query(Best::board("tetris", SEASON)).descending().limit(3).after(cursor.clone()).page().await?;
    assert_eq!(players(&rest), ["ada", "cyd"], "of equal scores the earlier one is higher");
    log.row("the next page", rest.len());

    // Who has the same score is neither above nor below.
    let above = db.query(Best::board("tetris", SEASON).score(951..)).limit(1).all().await?;
    assert_eq!(players(&above), ["bob"]);
    log.row("who is just above a player", above.len());
    let below = db.query(Best::board("tetris", SEASON).score(..950)).descending().limit(2).all().await?;
    assert_eq!(players(&below), ["ada", "cyd"]);
    log.row("who is just below", below.len());
    // A count reads what it counts: this is for boards of thousands, not of millions.
    let rank = 1 + db.query(Best::board("tetris", SEASON).score(951..)).count().await?;
    assert_eq!(rank, 3);
    log.row("rank of a player", rank);

    let bests = db.query(Best::of_player("dan")).all().await?;
    assert!(bests.iter().map(|best| (best.game.as_str(), best.score)).eq([("tetris", 950)]));
    log.row("bests of a player", bests.len());
    let seasons = db.query(Best::of_player("dan").game("tetris")).all().await?;
    assert_eq!(seasons, bests);
    log.row("bests of a player in a game", seasons.len());

    let attempts = db.query(Attempt::of_season("dan", "tetris", SEASON)).descending().all().await?;
    assert!(attempts.iter().map(|attempt| attempt.score).eq([700, 950, 300]));
    log.row("attempts of a player, latest first", attempts.len());
    let since = Attempt::of_season("dan", "tetris", SEASON).at(1_790_000_050..);
    let recent = db.query(since).all().await?;
    assert!(recent.iter().map(|attempt| attempt.score).eq([950, 700]));
    log.row("attempts since a time", recent.len());

    let attempts = db.query(Attempt::of_season("dan", "tetris", SEASON)).all().await?;
    let keys = attempts.iter().map(|a| Attempt::key(&a.player, &a.game, a.season, a.at, a.score));
    db.batch_write().delete(Best::key("dan", "tetris", SEASON)).delete_all(keys).await?;
    log.row("take back a player's scores", attempts.len());
    let left = db.query(Best::board("tetris", SEASON)).descending().all().await?;
    assert_eq!(players(&left), ["eve", "bob", "ada", "cyd"]);
    log.row("the board afterwards", left.len());
    Ok(())
}

fn attempt(player: &str, at: u32, score: u32) -> Attempt {
    Attempt { player: player.to_owned(), game: "tetris".to_owned(), season: SEASON, at, score }
}

/// Stores an attempt, and the player's best if it is one. Two devices of one player can do this at the same time: the
/// condition is looked at where the write is done.
async fn submit(db: &Db<Leaderboard>, attempt: Attempt) -> Result<Outcome<(), Best>> {
    db.put(&attempt).await?;
    let Attempt { player, game, season, at, score } = attempt;
    let best = Best { player, game, season, score, since: Reverse(at), avatar: None };
    let first_or_better = |stored: &BestAttributes| stored.score.missing().or(stored.score.lt(score));
    db.upsert(&best).keeping(|stored| &stored.avatar).only_if(first_or_better).outcome().await
}

fn players(board: &[Standing]) -> Vec<&str> {
    board.iter().map(|standing| standing.player.as_str()).collect()
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}
