//! Access patterns whose index only says which items there are.

use dynamo_model::{Db, Result};

use super::model::{Archive, Letter, Photo};
use crate::Target;
use crate::kit::refused;

fn letter(id: u32, title: &str) -> Letter {
    Letter { id, title: title.to_owned(), day: 26, text: format!("letter {id}") }
}

fn photo(id: u32) -> Photo {
    Photo { id, day: 26, subject: "a bridge".to_owned() }
}

/// Stores letters 0, 2, 4, 6 and 8, and photos 1, 3, 5 and 7, all of one day.
async fn archive(target: &Target) -> Result<Db<Archive>> {
    let db = target.db::<Archive>().await?;
    for id in 0..9 {
        if id % 2 == 0 {
            db.put(&letter(id, "Hello")).await?;
        } else {
            db.put(&photo(id)).await?;
        }
    }
    Ok(db)
}

fn ids(letters: &[Letter]) -> Vec<u32> {
    letters.iter().map(|letter| letter.id).collect()
}

pub async fn a_hydrated_query_returns_whole_entities_in_the_order_of_the_index(
    target: &Target,
) -> Result<()> {
    let db = archive(target).await?;
    let letters = db.query(Letter::on_day(26)).all().await?;
    assert_eq!(letters, [0, 2, 4, 6, 8].map(|id| letter(id, "Hello")));
    let last = db.query(Letter::on_day(26).id(3..)).descending().all().await?;
    assert_eq!(ids(&last), [8, 6, 4]);
    assert_eq!(db.query(Letter::on_day(26)).descending().first().await?, Some(letter(8, "Hello")));
    assert!(db.query(Letter::on_day(25)).all().await?.is_empty());
    assert_eq!(db.query(Letter::on_day(26)).count().await?, 5);
    Ok(())
}

pub async fn a_collection_is_hydrated_if_one_of_its_entities_is(target: &Target) -> Result<()> {
    let db = archive(target).await?;
    for all in [
        db.query(Letter::on_day(26).collection()).all().await?,
        db.query(Photo::of_day(26).collection()).all().await?,
        db.scan::<Archive>().through(Letter::ON_DAY).all().await?,
    ] {
        assert_eq!(all.len(), 9);
        assert!(all.contains(&letter(2, "Hello").into()) && all.contains(&photo(3).into()));
    }
    let photos = || db.scan::<Photo>().through(Photo::OF_DAY).filter(|p| p.subject.eq("a bridge"));
    assert_eq!((photos().all().await?.len(), photos().count().await?), (4, 4));
    Ok(())
}

pub async fn what_an_index_cannot_do_is_refused_before_it_is_sent(target: &Target) -> Result<()> {
    let db = archive(target).await?;
    let filtered = db.scan::<Letter>().filter(|l| l.text.eq("letter 2")).through(Letter::ON_DAY);
    assert!(refused(filtered.request()).is_validation());
    assert!(refused(db.scan::<Photo>().consistent().through(Photo::OF_DAY).count().await).is_validation());
    Ok(())
}

pub async fn hydrated_pages_go_on_in_the_index(target: &Target) -> Result<()> {
    let db = archive(target).await?;
    let query = || db.query(Letter::on_day(26)).limit(2);
    let (mut found, mut page) = (Vec::new(), query().page().await?);
    while let Some(cursor) = page.cursor().cloned() {
        assert_eq!(page.len(), 2);
        found.extend(page);
        page = query().after(cursor).page().await?;
    }
    found.extend(page);
    assert_eq!(ids(&found), [0, 2, 4, 6, 8]);
    let mut pages = db.query(Letter::on_day(26)).page_size(3).pages();
    let first = pages.next().await.unwrap()?;
    assert!(first.len() <= 3 && first.cursor().is_some());
    Ok(())
}

pub async fn an_index_of_keys_finds_more_entities_than_a_batch_holds(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    let all: Vec<Letter> = (0..230).map(|id| letter(id, "Hello")).collect();
    db.batch_write().put_all(&all).await?;
    db.put(&letter(999, "Goodbye")).await?;
    let mut found = db.query(Letter::titled("Hello")).page_size(150).all().await?;
    found.sort_by_key(|letter| letter.id);
    assert_eq!(found, all);
    let page = db.query(Letter::titled("Hello")).page().await?;
    assert_eq!((page.len(), page.cursor().is_some()), (100, true));
    let titled = db.scan::<Letter>().through(Letter::TITLED);
    assert_eq!((titled.clone().all().await?.len(), titled.count().await?), (231, 231));
    assert!(refused(db.query(Letter::titled("")).page().await).is_invalid_key());
    Ok(())
}
