//! Cursors survive what happens around them: pages of a read, with writes between them in any order.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

mod desk;
mod local;
mod read;

use std::collections::BTreeSet;

use desk::{CARDS, Card, Desk, Slip, delete, put};
use dynamo_lmdb::Lmdb;
use dynamo_model::Db;
use dynamo_model::query::IntoQuery;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use read::{KINDS, Kind, Read};

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

/// A read, of a desk on which some cards lie at first, and what happens meanwhile.
#[derive(Clone, Debug)]
struct Story {
    first: BTreeSet<u8>,
    read: Read,
    steps: Vec<Step>,
}

fn story(kind: impl Strategy<Value = Kind>) -> impl Strategy<Value = Story> {
    let read = (kind, any::<bool>(), any::<bool>(), proptest::option::of(1..5_u32))
        .prop_map(|(kind, descending, filtered, page_size)| Read { kind, descending, filtered, page_size });
    let first = prop::collection::btree_set(0..CARDS, 0..usize::from(CARDS));
    (first, read, prop::collection::vec(step(), 0..24)).prop_map(|(first, read, steps)| Story {
        first,
        read,
        steps,
    })
}

fn any_story() -> impl Strategy<Value = Story> {
    story(prop::sample::select(&KINDS))
}

/// What has happened.
#[derive(Clone, Copy, Debug)]
enum Event {
    Put(u8),
    Deleted(u8),
    Came(u8),
}

/// Reads to the end, with the writes in between, and returns what happened in that order.
async fn run(db: &Db<Desk>, Story { first, read, steps }: &Story) -> Vec<Event> {
    db.ensure_table().await.unwrap();
    let (mut events, mut cursor, mut begun) = (Vec::new(), None, false);
    // A card, and the stamp of it.
    let both = |n: u8| std::iter::once(n).chain(read.has_stamps().then_some(CARDS + n));
    for n in first {
        put(db, *n).await;
        events.extend(both(*n).map(Event::Put));
    }
    let rest = std::iter::repeat(&Step::Page(3));
    for step in steps.iter().chain(rest) {
        match step {
            Step::Put(n) => {
                put(db, *n).await;
                events.extend(both(*n).map(Event::Put));
            }
            Step::Delete(n) => {
                delete(db, *n).await;
                events.extend(both(*n).map(Event::Deleted));
            }
            Step::Page(limit) => {
                let (numbers, next) = read.page(db, *limit, cursor.take()).await;
                assert!(numbers.len() <= *limit);
                events.extend(numbers.into_iter().map(Event::Came));
                cursor = next;
                begun = true;
            }
        }
        if begun && cursor.is_none() {
            break;
        }
    }
    events
}

fn run_on_lmdb(story: &Story) -> Vec<Event> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(run(&Desk::on(Lmdb::temporary().unwrap()), story))
}

/// Requires that what is there throughout has come once and in order, and nothing twice.
fn assert_complete(Story { first, read, steps }: &Story, events: &[Event]) {
    let came = events.iter().filter_map(|event| match event {
        Event::Came(n) => Some(*n),
        Event::Put(_) | Event::Deleted(_) => None,
    });
    let came: Vec<u8> = came.collect();
    let once: BTreeSet<u8> = came.iter().copied().collect();
    assert_eq!(once.len(), came.len(), "nothing comes twice: {came:?}");
    assert!(came.iter().all(|n| read.wants(*n)), "{came:?}");
    let (card, all) = (|n: u8| n % CARDS, if read.has_stamps() { 2 * CARDS } else { CARDS });
    let deleted = steps.iter().filter_map(|step| match step {
        Step::Delete(n) => Some(*n),
        _ => None,
    });
    let deleted: BTreeSet<u8> = deleted.collect();
    let steady = |n: &u8| first.contains(&card(*n)) && !deleted.contains(&card(*n));
    let found: Vec<u8> = came.iter().copied().filter(steady).collect();
    let wanted = (0..all).filter(steady).filter(|n| read.wants(*n)).count();
    assert_eq!(found.len(), wanted, "what is there throughout comes: {came:?}");
    assert!(found.is_sorted_by(|before, after| read.in_order(*before, *after)), "{came:?}");
}

/// Requires that what was put behind the cursor has come, and what was put before it has not.
fn assert_current(read: &Read, events: &[Event]) {
    let (mut last, mut due) = (None, BTreeSet::new());
    for event in events {
        match *event {
            // Of one sort key, which come first is left open.
            Event::Put(n) => {
                if read.wants(n) && last.is_none_or(|last| read.is_behind(n, last)) {
                    due.insert(n);
                }
            }
            Event::Deleted(n) => {
                due.remove(&n);
            }
            Event::Came(n) => {
                assert!(last.is_none_or(|last| read.in_order(last, n)), "{events:?}");
                due.remove(&n);
                last = Some(n);
            }
        }
    }
    assert!(due.is_empty(), "{due:?} of {events:?}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
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
            agree!(db.query(Card::by_number("hearts")));
            agree!(db.query(Card::by_face("hearts")));
            agree!(db.query(Card::by_both("hearts", "blue")));
            agree!(db.query(Card::beside()));
        });
    }

    #[test]
    fn what_is_there_throughout_comes_once_and_in_order_and_nothing_comes_twice(story in any_story()) {
        assert_complete(&story, &run_on_lmdb(&story));
    }

    #[test]
    fn what_is_put_behind_the_cursor_comes_and_what_is_put_before_it_does_not(story in any_story()) {
        assert_current(&story.read, &run_on_lmdb(&story));
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
