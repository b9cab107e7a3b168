//! What is read: cards, each of which is in an index of every kind, and a slip and a stamp for each.

use dynamo_model::value::Binary;
use dynamo_model::{Collection, Db, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Table)]
#[table(name = "desk")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
#[index(name = "gsi3", project(keys_only))]
#[index(name = "gsi4", project(keys_only))]
#[index(name = "shown", project(include))]
#[index(name = "by_number", pk = "suit", sk("rank", N))]
#[index(name = "by_face", pk = "suit", sk("face", B))]
#[index(name = "by_both", pk("suit", "deck"), sk(("rank", N), ("n", N)))]
#[index(name = "beside", local)]
#[allow(clippy::duplicated_attributes, reason = "two indexes hold the same")]
pub(crate) enum Desk {
    Card(Card),
    Slip(Slip),
    Stamp(Stamp),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "CARD", sk = "{n}")]
#[access(name = cards)]
#[access(name = by_rank, index = gsi1, pk = "RANK", sk = "{rank}")]
#[access(name = spread, index = gsi2, pk = "SPREAD#{shard(3)}", sk = "{rank}")]
#[access(name = hydrated, index = gsi3, pk = "HYDRATED#{shard(2)}", sk = "{rank}", hydrate)]
#[access(name = listed, index = gsi4, pk = "LISTED", sk = "{rank}", hydrate)]
#[access(name = shown, index = shown, pk = "SHOWN", sk = "{rank}", project(n, rank), view = Shown)]
#[access(name = by_number, index = by_number, pk(suit), sk(rank))]
#[access(name = by_face, index = by_face, pk(suit), sk(face))]
#[access(name = by_both, index = by_both, pk(suit, deck), sk(rank, n))]
#[access(name = beside, index = beside, pk = "CARD", sk = "{rank}")]
pub(crate) struct Card {
    pub(crate) n: u8,
    pub(crate) rank: u8,
    pub(crate) suit: String,
    pub(crate) deck: String,
    pub(crate) face: Binary,
}

/// What an index shows of a card.
#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Card)]
pub(crate) struct Shown {
    pub(crate) n: u8,
    pub(crate) rank: u8,
}

/// The same in a partition that is spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "SLIP#{shard(4)}", sk = "{n}")]
#[access(name = slips)]
pub(crate) struct Slip {
    pub(crate) n: u8,
    pub(crate) rank: u8,
}

/// One more behind the cards, in their partition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "CARD", sk = "STAMP#{n}")]
pub(crate) struct Stamp {
    pub(crate) n: u8,
}

/// The cards, and behind them their stamps.
#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(table = Desk, pk = "CARD")]
pub(crate) enum Stack {
    Card(Card),
    Stamp(Stamp),
}

/// There are so many cards; a few of them share a rank.
pub(crate) const CARDS: u8 = 32;

pub(crate) fn rank(n: u8) -> u8 {
    n * 7 % 5
}

pub(crate) async fn put(db: &Db<Desk>, n: u8) {
    let (rank, suit, deck) = (rank(n), "hearts".to_owned(), "blue".to_owned());
    let card = Card { n, rank, suit, deck, face: Binary::from(vec![255 - rank, 0]) };
    db.batch_write().put(&card).put(&Slip { n, rank }).put(&Stamp { n }).await.unwrap();
}

pub(crate) async fn delete(db: &Db<Desk>, n: u8) {
    db.batch_write().delete(Card::key(n)).delete(Slip::key(n)).delete(Stamp::key(n)).await.unwrap();
}
