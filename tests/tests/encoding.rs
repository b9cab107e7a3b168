//! What entities become as items, and back, where field names and key attributes meet.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dynamo_model::value::Number;
use dynamo_model::{Entity, Key, KeyPart, Record, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Table)]
#[table(name = "blog", ttl = "expires_at")]
#[index(name = "by_author", pk = "author", sk = none)]
#[index(name = "by_score", pk = "cat", sk("score", N))]
enum Blog {
    Post(Post),
    Comment(Comment),
    Note(Note),
    Draft(Draft),
}

/// Its key-only field has the name of the index's key attribute, which holds another text.
#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blog, pk = "POST#{id}", sk = "POST")]
#[access(name = of_author, index = by_author, pk = "AUTHOR#{author}")]
struct Post {
    id: String,
    #[attr(key)]
    author: Option<String>,
}

/// In no index, with a key-only field named like an index's key attribute.
#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blog, pk = "COMMENT#{author}", sk = "COMMENT")]
struct Comment {
    #[attr(key)]
    author: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blog, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    id: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Blog, pk = "DRAFT#{id}", sk = "DRAFT")]
struct Draft {
    id: String,
    #[attr(ttl)]
    until: Option<u64>,
    #[serde(flatten)]
    rest: BTreeMap<String, u64>,
}

#[test]
fn a_field_in_a_key_reads_back_under_the_name_of_a_key_attribute() {
    for author in [Some("d".to_owned()), None] {
        let post = Post { id: "1".to_owned(), author };
        let item = post.to_item().unwrap();
        assert_eq!(item.contains("author"), post.author.is_some());
        assert_eq!(Post::from_item(item.view()).unwrap(), post);
    }
    let comment = Comment { author: "d".to_owned() };
    assert_eq!(Comment::from_item(comment.to_item().unwrap().view()).unwrap(), comment);
}

#[test]
fn a_flattened_attribute_cannot_pose_as_an_index_key() {
    let note = |name: &str| Note { id: "1".to_owned(), rest: [(name.to_owned(), "x".to_owned())].into() };
    let fine = note("colour");
    assert_eq!(Note::from_item(fine.to_item().unwrap().view()).unwrap(), fine);
    let error = note("cat").to_item().unwrap_err();
    assert!(error.is_codec());
    assert!(
        error.to_string().contains("an attribute `cat`, which is a key attribute of table `Blog`"),
        "{error}"
    );
}

#[test]
fn a_flattened_attribute_cannot_pose_as_the_time_that_an_item_expires() {
    let draft = |name: &str| Draft { id: "1".to_owned(), until: None, rest: [(name.to_owned(), 5)].into() };
    let fine = draft("days");
    assert_eq!(Draft::from_item(fine.to_item().unwrap().view()).unwrap(), fine);
    let error = draft("expires_at").to_item().unwrap_err();
    assert!(error.is_codec());
    assert!(error.to_string().contains("`expires_at`, which is the time to live of table `Blog`"), "{error}");
}

#[test]
fn every_entity_reads_back_through_the_table() {
    let comment = Blog::from(Comment { author: "d".to_owned() });
    assert_eq!(Blog::from_item(comment.to_item().unwrap().view()).unwrap(), comment);
}

#[derive(Debug, Table)]
#[table(name = "ledger")]
enum Ledger {
    Entry(Entry),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, KeyPart)]
enum Side {
    Debit,
    Credit,
}

/// Its key has a part of most types, and integers in every format.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(
    table = Ledger,
    pk = "{account}#{page:06}#{line:unpadded}#{side}",
    sk = "{last}{open}{offset}|{rank}|{name}|{wide}{amount}"
)]
struct Entry {
    account: String,
    page: u32,
    line: i16,
    side: Side,
    last: bool,
    open: i8,
    offset: u64,
    rank: Reverse<i32>,
    name: String,
    wide: u128,
    amount: Number,
}

type Parts = (String, u32, i16, Side, bool, i8, u64, Reverse<i32>, String, u128, Number);

fn random_parts(random: &mut fastrand::Rng) -> Parts {
    let text = |random: &mut fastrand::Rng, but: &[char]| {
        let chars = std::iter::repeat_with(|| {
            random.choice(['a', 'B', '0', ' ', '#', '|', 'é', '\0']).unwrap_or('a')
        });
        let text: String = chars.filter(|c| !but.contains(c)).take(2).collect();
        text
    };
    let (account, name) = (text(random, &['#']), text(random, &['|']));
    let side = if random.bool() { Side::Debit } else { Side::Credit };
    let amount = Number::from_parts(random.i64(-99..99).into(), random.i32(-3..3)).unwrap_or_default();
    let (page, line, open) = (random.u32(0..1_000_000), random.i16(-12..12), random.i8(..));
    let (offset, rank, wide) = (random.u64(..), Reverse(random.i32(..)), random.u128(..));
    (account, page, line, side, random.bool(), open, offset, rank, name, wide, amount)
}

fn key_of(parts: &Parts) -> Key<Entry> {
    let (account, page, line, side, last, open, offset, rank, name, wide, amount) = parts;
    Entry::key(account, page, line, side, last, open, offset, rank, name, wide, amount)
}

#[test]
fn a_key_has_the_parts_it_was_made_of() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..2000 {
        let parts = random_parts(&mut random);
        let key = key_of(&parts);
        assert_eq!(key.parts::<Parts>().unwrap(), parts);
        let item = key.item().unwrap();
        let read = Key::<Entry>::from_item(item.view()).unwrap();
        assert_eq!(read.item().unwrap(), item);
    }
}

#[test]
fn two_keys_are_equal_if_their_parts_are() {
    let mut random = fastrand::Rng::with_seed(11);
    let mut seen: BTreeMap<Vec<u8>, Parts> = BTreeMap::new();
    for _ in 0..2000 {
        let mut parts = random_parts(&mut random);
        // Few values of most parts, so that many keys are nearly equal.
        (parts.1, parts.5, parts.6, parts.7, parts.9) = (7, -1, 1, Reverse(-1), 10);
        let item = key_of(&parts).item().unwrap();
        if let Some(other) = seen.insert(item.as_bytes().to_vec(), parts.clone()) {
            assert_eq!(other, parts);
        }
    }
}
