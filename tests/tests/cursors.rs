//! Cursors survive what happens around them: pages of a read, with writes between them in any order.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::collections::BTreeSet;

use dynamo_lmdb::Lmdb;
use dynamo_model::query::IntoQuery;
use dynamo_model::{Cursor, Db, Entity, Page, Result, Table};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Table)]
#[table(name = "desk")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
#[index(name = "gsi3", project(keys_only))]
#[index(name = "gsi4", project(keys_only))]
#[allow(clippy::duplicated_attributes, reason = "two indexes hold the same")]
enum Desk {
    Card(Card),
    Slip(Slip),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "CARD", sk = "{n}")]
#[access(name = cards)]
#[access(name = by_rank, index = gsi1, pk = "RANK", sk = "{rank}")]
#[access(name = spread, index = gsi2, pk = "SPREAD#{shard(3)}", sk = "{rank}")]
#[access(name = hydrated, index = gsi3, pk = "HYDRATED#{shard(2)}", sk = "{rank}", hydrate)]
#[access(name = listed, index = gsi4, pk = "LISTED", sk = "{rank}", hydrate)]
struct Card {
    n: u8,
    rank: u8,
}

/// The same in a partition that is spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "SLIP#{shard(4)}", sk = "{n}")]
#[access(name = slips)]
struct Slip {
    n: u8,
    rank: u8,
}

/// There are so many cards; a few of them share a rank.
const CARDS: u8 = 32;

fn rank(n: u8) -> u8 {
    n * 7 % 5
}

async fn put(db: &Db<Desk>, n: u8) {
    let (card, slip) = (Card { n, rank: rank(n) }, Slip { n, rank: rank(n) });
    db.batch_write().put(&card).put(&slip).await.unwrap();
}

async fn delete(db: &Db<Desk>, n: u8) {
    db.batch_write().delete(Card::key(n)).delete(Slip::key(n)).await.unwrap();
}

/// What is read page by page.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Cards,
    ByRank,
    Spread,
    Hydrated,
    Slips,
    Scan,
}

#[derive(Clone, Debug)]
struct Read {
    kind: Kind,
    descending: bool,
    filtered: bool,
    page_size: Option<u32>,
}

impl Read {
    /// Reads a page: the numbers of its cards, and the cursor as the text that it is handed on as.
    async fn page(&self, db: &Db<Desk>, limit: usize, after: Option<Cursor>) -> (Vec<u8>, Option<Cursor>) {
        /// Says alike of a query and of a scan what to read.
        macro_rules! asked {
            ($read:expr, $n:expr) => {{
                let mut read = $read.limit(limit);
                if let Some(items) = self.page_size {
                    read = read.page_size(items);
                }
                if let Some(cursor) = after {
                    read = read.after(cursor);
                }
                read_out(read.page().await, $n)
            }};
        }
        macro_rules! queried {
            ($query:expr, $n:expr) => {{
                let query = $query;
                asked!(if self.descending { query.descending() } else { query }, $n)
            }};
        }
        let card = |card: &Card| card.n;
        match self.kind {
            Kind::Cards if self.filtered => queried!(db.query(Card::cards()).filter(|c| c.rank.le(2)), card),
            Kind::Cards => queried!(db.query(Card::cards()), card),
            Kind::ByRank => queried!(db.query(Card::by_rank()), card),
            Kind::Spread if self.filtered => {
                queried!(db.query(Card::spread()).filter(|c| c.rank.le(2)), card)
            }
            Kind::Spread => queried!(db.query(Card::spread()), card),
            Kind::Hydrated => queried!(db.query(Card::hydrated()), card),
            Kind::Slips if self.filtered => {
                queried!(db.query(Slip::slips()).filter(|s| s.rank.le(2)), |slip: &Slip| slip.n)
            }
            Kind::Slips => queried!(db.query(Slip::slips()), |slip: &Slip| slip.n),
            Kind::Scan if self.filtered => asked!(db.scan::<Card>().filter(|c| c.rank.le(2)), card),
            Kind::Scan => asked!(db.scan::<Card>(), card),
        }
    }

    fn wants(&self, n: u8) -> bool {
        let is_filtered = self.filtered && !matches!(self.kind, Kind::ByRank | Kind::Hydrated);
        !is_filtered || rank(n) <= 2
    }

    /// Whether one card may come right after another.
    fn in_order(&self, before: u8, after: u8) -> bool {
        let (before, after) = if self.descending { (after, before) } else { (before, after) };
        match self.kind {
            Kind::Cards | Kind::Slips => before < after,
            Kind::ByRank | Kind::Spread | Kind::Hydrated => rank(before) <= rank(after),
            Kind::Scan => true,
        }
    }
}

fn read_out<O>(page: Result<Page<O>>, number: impl Fn(&O) -> u8) -> (Vec<u8>, Option<Cursor>) {
    let page = page.unwrap();
    let cursor = page.cursor().map(|cursor| cursor.as_str().parse().unwrap());
    (page.iter().map(number).collect(), cursor)
}

/// What happens while a read goes on.
#[derive(Clone, Debug)]
enum Step {
    Page(usize),
    Put(u8),
    Delete(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1..6_usize).prop_map(Step::Page),
        2 => (0..CARDS).prop_map(Step::Put),
        2 => (0..CARDS).prop_map(Step::Delete),
    ]
}

fn read() -> impl Strategy<Value = Read> {
    let kind = prop_oneof![
        Just(Kind::Cards),
        Just(Kind::ByRank),
        Just(Kind::Spread),
        Just(Kind::Hydrated),
        Just(Kind::Slips),
        Just(Kind::Scan),
    ];
    (kind, any::<bool>(), any::<bool>(), proptest::option::of(1..5_u32))
        .prop_map(|(kind, descending, filtered, page_size)| Read { kind, descending, filtered, page_size })
}

/// Reads to the end, with the writes in between, and returns the numbers in the order they came.
async fn run(first: &BTreeSet<u8>, read: &Read, steps: &[Step]) -> Vec<u8> {
    let db = Desk::on(Lmdb::temporary().unwrap());
    db.ensure_table().await.unwrap();
    for n in first {
        put(&db, *n).await;
    }
    let (mut came, mut cursor, mut begun) = (Vec::new(), None, false);
    let rest = std::iter::repeat(&Step::Page(3));
    for step in steps.iter().chain(rest) {
        match step {
            Step::Put(n) => put(&db, *n).await,
            Step::Delete(n) => delete(&db, *n).await,
            Step::Page(limit) => {
                let (numbers, next) = read.page(&db, *limit, cursor.take()).await;
                assert!(numbers.len() <= *limit);
                came.extend(numbers);
                cursor = next;
                begun = true;
            }
        }
        if begun && cursor.is_none() {
            return came;
        }
    }
    came
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 384,
        rng_seed: RngSeed::Fixed(2026),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_query_that_starts_after_an_entity_reads_what_the_cursor_behind_it_does(
        first in prop::collection::btree_set(0..CARDS, 1..usize::from(CARDS)),
        (descending, filtered, deleted) in (any::<bool>(), any::<bool>(), any::<bool>()),
        at in any::<prop::sample::Index>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let limit = 1 + at.index(first.len());
        runtime.block_on(async {
            let db = Desk::on(Lmdb::temporary().unwrap());
            db.ensure_table().await.unwrap();
            for n in &first {
                put(&db, *n).await;
            }
            /// Reads up to a card, and the rest by the cursor and from the card.
            macro_rules! agree {
                ($query:expr) => {{
                    let query = || if descending { $query.descending() } else { $query };
                    let page = query().limit(limit).page().await.unwrap();
                    if let Some(last) = page.last() {
                        if deleted {
                            delete(&db, last.n).await;
                        }
                        let by_cursor = match page.cursor() {
                            Some(cursor) => query().after(cursor.clone()).all().await.unwrap(),
                            None => Vec::new(),
                        };
                        assert_eq!(query().starting_after(last).all().await.unwrap(), by_cursor);
                        if deleted {
                            put(&db, last.n).await;
                        }
                    }
                }};
            }
            if filtered {
                agree!(db.query(Card::cards()).filter(|c| c.rank.le(2)));
            } else {
                agree!(db.query(Card::cards()));
            }
            agree!(db.query(Card::by_rank()));
            agree!(db.query(Card::listed()));
        });
    }

    #[test]
    fn what_is_there_throughout_comes_once_and_in_order_and_nothing_comes_twice(
        first in prop::collection::btree_set(0..CARDS, 0..usize::from(CARDS)),
        read in read(),
        steps in prop::collection::vec(step(), 0..24),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let came = runtime.block_on(run(&first, &read, &steps));
        let once: BTreeSet<u8> = came.iter().copied().collect();
        prop_assert_eq!(once.len(), came.len(), "nothing comes twice: {:?}", came);
        prop_assert!(came.iter().all(|n| read.wants(*n)));
        let deleted: Vec<u8> = steps.iter().filter_map(|step| match step {
            Step::Delete(n) => Some(*n),
            _ => None,
        }).collect();
        let steady = |n: &&u8| first.contains(*n) && !deleted.contains(*n);
        let found: Vec<u8> = came.iter().filter(steady).copied().collect();
        let wanted = first.iter().filter(steady).filter(|n| read.wants(**n)).count();
        prop_assert_eq!(found.len(), wanted, "what is there throughout comes: {:?}", came);
        prop_assert!(found.is_sorted_by(|before, after| read.in_order(*before, *after)), "{:?}", came);
    }
}

#[test]
fn a_cursor_of_shards_is_short() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let page = runtime.block_on(async {
        let db = Desk::on(Lmdb::temporary().unwrap());
        db.ensure_table().await.unwrap();
        for n in 0..CARDS {
            put(&db, n).await;
        }
        db.query(Slip::slips().into_query()).limit(12).page().await.unwrap()
    });
    // The version and the fingerprint, and for each of four shards its number and a key.
    assert!(page.cursor().unwrap().as_str().len() < 100, "{:?}", page.cursor());
}
