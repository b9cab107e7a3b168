//! Ranges over several parts of a sort key.

use std::ops::Bound::{self, Excluded, Included, Unbounded};
use std::ops::RangeBounds as _;

use dynamo_model::query::Between;
use dynamo_model::{Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "books")]
#[index(name = "gsi1")]
enum Books {
    Entry(Entry),
    Cover(Cover),
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Entity)]
#[entity(table = Books, pk = "BOOK#{book}", sk = "{page:03}-{line}#{word}")]
#[access(name = of)]
#[access(name = everywhere, index = gsi1, pk = "ENTRIES#{shard(3)}", sk = "{book}#{page}#{line: >4}#{word}")]
struct Entry {
    book: String,
    page: u8,
    line: u16,
    word: String,
}

/// Shares the partition, and stands behind every entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Books, pk = "BOOK#{book}", sk = "COVER")]
struct Cover {
    book: String,
}

fn entry(page: u8, line: u16, word: &str) -> Entry {
    Entry { book: "b".to_owned(), page, line, word: word.to_owned() }
}

/// Entries in their order, with words that begin each other and ones that sort below separators.
fn entries() -> Vec<Entry> {
    let mut all: Vec<Entry> = [1, 2, 9, 10, 255]
        .into_iter()
        .flat_map(|page| [0, 3, 20, 999].map(|line| (page, line)))
        .flat_map(|(page, line)| ["a", "a!", "ab"].map(|word| entry(page, line, word)))
        .collect();
    all.sort();
    all
}

/// The entries whose first parts are in a range, by the order of values and not of any text.
fn within<K: Ord>(of: impl Fn(&Entry) -> K, low: &K, high: &K) -> Vec<Entry> {
    entries().into_iter().filter(|entry| (low..=high).contains(&&of(entry))).collect()
}

pub async fn a_range_over_parts_is_in_the_order_of_the_first_then_of_the_next(target: &Target) -> Result<()> {
    let db = target.db::<Books>().await?;
    db.batch_write().put_all(&entries()).put(&Cover { book: "b".to_owned() }).await?;
    let of = || Entry::of("b");
    let ends = [(1, 3), (2, 0), (2, 20), (9, 999), (10, 1), (255, 999)];
    for low in ends {
        for high in ends.into_iter().filter(|high| low <= *high) {
            let query = of().between(|from| from.page(low.0).line(low.1), |to| to.page(high.0).line(high.1));
            let expected = within(|entry| (entry.page, entry.line), &low, &high);
            assert_eq!(db.query(query).consistent().all().await?, expected, "{low:?} to {high:?}");
        }
    }
    let of_pages = of().between(|from| from.page(2), |to| to.page(10));
    assert_eq!(db.query(of_pages).all().await?, within(|entry| entry.page, &2, &10), "whole pages");
    let uneven = of().between(|from| from.page(2).line(20).word("a!"), |to| to.page(9));
    let words = |entry: &Entry| (entry.page, entry.line, entry.word.clone());
    let expected = within(words, &(2, 20, "a!".to_owned()), &(9, u16::MAX, String::new()));
    assert_eq!(db.query(uneven).all().await?, expected, "one end is longer than the other");
    Ok(())
}

pub async fn an_end_of_a_range_over_parts_that_names_nothing_is_open(target: &Target) -> Result<()> {
    let db = target.db::<Books>().await?;
    db.batch_write().put_all(&entries()).put(&Cover { book: "b".to_owned() }).await?;
    let of = || Entry::of("b");
    let on = of().between(|from| from.page(10).line(3), |to| to);
    assert_eq!(db.query(on).all().await?, within(|entry| (entry.page, entry.line), &(10, 3), &(255, 999)));
    let until = of().between(|from| from, |to| to.page(2).line(3));
    assert_eq!(db.query(until).all().await?, within(|entry| (entry.page, entry.line), &(0, 0), &(2, 3)));
    let all = of().between(|from| from, |to| to);
    assert_eq!(db.query(all).all().await?, entries());
    // What is named before stands still, so that an end is open within it only.
    let of_page = of().page(9).between(|from| from.line(20), |to| to);
    assert_eq!(db.query(of_page).all().await?, within(|entry| (entry.page, entry.line), &(9, 20), &(9, 999)));
    Ok(())
}

pub async fn an_end_of_a_range_over_parts_that_is_excluded_is_not_read(target: &Target) -> Result<()> {
    let db = target.db::<Books>().await?;
    db.batch_write().put_all(&entries()).put(&Cover { book: "b".to_owned() }).await?;
    let of = || Entry::of("b");
    let read = async |low: Bound<(u8, u16)>, high: Bound<(u8, u16)>| -> Result<()> {
        let range = of().between(
            |from| low.map(|(page, line)| from.page(page).line(line)),
            |to| high.map(|(page, line)| to.page(page).line(line)),
        );
        let wanted: Vec<Entry> =
            entries().into_iter().filter(|entry| (low, high).contains(&(entry.page, entry.line))).collect();
        let found = db.query(range.clone()).all().await?;
        assert_eq!(found, wanted, "{low:?} to {high:?}");
        assert_eq!(db.query(range.clone()).count().await?, wanted.len());
        let page = db.query(range.clone().descending()).limit(4).page().await?;
        let mut back = wanted.clone();
        back.reverse();
        assert_eq!(*page, back[..back.len().min(4)]);
        if let Some(cursor) = page.cursor().cloned() {
            let rest = db.query(range.descending()).after(cursor).all().await?;
            assert_eq!(rest, back[4..], "a cursor goes on within the range");
        }
        Ok(())
    };
    let ends = [(1, 3), (2, 20), (9, 21), (255, 999)];
    for low in ends {
        read(Excluded(low), Unbounded).await?;
        read(Unbounded, Excluded(low)).await?;
        for high in ends.into_iter().filter(|high| low < *high) {
            read(Included(low), Excluded(high)).await?;
            read(Excluded(low), Excluded(high)).await?;
            read(Excluded(low), Included(high)).await?;
        }
    }
    let pages = of().between(|from| Excluded(from.page(2)), |to| Excluded(to.page(10)));
    assert_eq!(db.query(pages).all().await?, within(|entry| entry.page, &3, &9), "whole pages are left out");
    let words = of().between(
        |from| Excluded(from.page(2).line(3).word("a")),
        |to| Excluded(to.page(2).line(3).word("ab")),
    );
    assert_eq!(db.query(words).all().await?, [entry(2, 3, "a!")], "what begins as an end is another word");
    for nothing in [
        of().between(|from| from.page(2), |to| Excluded(to.page(2))),
        of().between(|from| Excluded(from.page(2)), |to| to.page(2)),
        of().between(|from| from, Excluded),
    ] {
        assert!(refused(db.query(nothing).all().await).message().contains("is empty"));
    }
    Ok(())
}

pub async fn a_range_over_parts_reads_every_shard_in_order(target: &Target) -> Result<()> {
    let db = target.db::<Books>().await?;
    db.batch_write().put_all(&entries()).await?;
    let range = || {
        let of_book = Entry::everywhere().book("b");
        of_book.between(|from| from.page(2).line(20), |to| to.page(10).line(3).word("a!"))
    };
    let words = |entry: &Entry| (entry.page, entry.line, entry.word.clone());
    let mut expected = within(words, &(2, 20, String::new()), &(10, 3, "a!".to_owned()));
    assert_eq!(db.query(range()).all().await?, expected);
    let page = db.query(range()).limit(5).page().await?;
    let rest = db.query(range()).after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!(rest, expected[5..], "a cursor goes on within the range");
    expected.reverse();
    assert_eq!(db.query(range()).descending().all().await?, expected);
    let some = db.query(range()).filter(|entry| entry.word.begins_with("ab")).count().await?;
    assert_eq!(some, expected.iter().filter(|entry| entry.word == "ab").count());
    Ok(())
}

pub async fn a_range_over_parts_that_ends_before_it_starts_is_refused(target: &Target) -> Result<()> {
    let db = target.db::<Books>().await?;
    let back = Entry::of("b").between(|from| from.page(2).line(3), |to| to.page(2).line(2));
    let error = refused(db.query(back).all().await);
    assert!(error.is_invalid_key());
    assert_eq!(
        error.message(),
        "query `Entry::of`: the range over the parts of `{page:03}-{line}#{word}` is empty: it ends before it starts"
    );
    let ambiguous = Entry::of("b").between(|from| from.page(2).line(3).word("a#b"), |to| to);
    assert!(refused(db.query(ambiguous).all().await).is_invalid_key());
    let elsewhere = Entry::of("a").page(2);
    let error = refused(db.query(Entry::of("b").between(|_| elsewhere, |to| to)).all().await);
    assert!(
        error.is_invalid_key() && error.message().contains("an end of the range is another query"),
        "{error}"
    );
    Ok(())
}
