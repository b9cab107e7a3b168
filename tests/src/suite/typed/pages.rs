//! Cursors, limits and counts.

use dynamo_model::{Cursor, Db, Result};

use super::model::{Author, Book, Library, Loan, Note, Status, book, loan, note};
use crate::Target;
use crate::kit::refused;

/// Stores ten books of one author.
async fn ten(target: &Target) -> Result<Db<Library>> {
    let db = target.db::<Library>().await?;
    for number in 0..10 {
        db.put(&book("a", number)).await?;
    }
    Ok(db)
}

fn numbers(books: &[Book]) -> Vec<u32> {
    books.iter().map(|book| book.number).collect()
}

pub async fn a_cursor_goes_on_where_the_page_ended(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    for descending in [false, true] {
        let query = || {
            let query = db.query(Book::by_author("a")).limit(4);
            if descending { query.descending() } else { query }
        };
        let (mut found, mut cursor) = (Vec::new(), None::<Cursor>);
        loop {
            let page = match cursor.take() {
                Some(cursor) => query().after(cursor).page().await?,
                None => query().page().await?,
            };
            found.extend(numbers(&page));
            // Through its text, as an application would hand it to a browser and back.
            cursor = page.cursor().map(|cursor| cursor.as_str().parse()).transpose()?;
            if cursor.is_none() {
                break;
            }
        }
        let mut wanted: Vec<u32> = (0..10).collect();
        if descending {
            wanted.reverse();
        }
        assert_eq!(found, wanted);
    }
    Ok(())
}

pub async fn a_cursor_belongs_to_one_query(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let cursor = db.query(Book::by_author("a")).limit(3).page().await?.cursor().cloned().unwrap();
    for other in [
        db.query(Book::by_author("b")).any_pattern(),
        db.query(Book::by_author("a")).descending().any_pattern(),
        db.query(Book::numbered(3)).any_pattern(),
        db.query(Book::on_shelf("A".to_owned())).any_pattern(),
    ] {
        let error = refused(other.after(cursor.clone()).page().await);
        assert!(error.is_invalid_cursor());
        assert!(error.to_string().contains("the cursor belongs to another request"), "{error}");
    }
    assert!(refused("bm90IGEgY3Vyc29y".parse::<Cursor>()).is_invalid_cursor());
    Ok(())
}

pub async fn a_cursor_belongs_to_one_access_pattern(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    for day in ["2026-11-01", "2026-11-02"] {
        db.put(&loan(day, day, Status::Open)).await?;
        db.put(&note(day, day)).await?;
    }
    // Of one partition of one index.
    let loans = || db.query(Loan::of_member("m".to_owned()));
    let cursor = loans().limit(1).page().await?.cursor().cloned().unwrap();
    let notes = db.query(Note::about_member("m")).after(cursor.clone());
    assert!(refused(notes.page().await).is_invalid_cursor());
    let together = db.query(Loan::of_member("m".to_owned()).collection()).after(cursor.clone());
    assert!(refused(together.page().await).is_invalid_cursor());
    assert_eq!(loans().after(cursor).count().await?, 1);
    // Of one request, which two patterns send.
    let by_author = || db.query(Book::by_author("a").collection());
    let of_author = || db.query(Author::collection_of("a").collection());
    assert_eq!(by_author().request()?, of_author().request()?);
    let cursor = by_author().limit(3).page().await?.cursor().cloned().unwrap();
    assert!(refused(of_author().after(cursor.clone()).page().await).is_invalid_cursor());
    assert_eq!(by_author().after(cursor).count().await?, 7);
    Ok(())
}

pub async fn a_cursor_belongs_to_one_table(target: &Target) -> Result<()> {
    let (db, other) = (ten(target).await?, ten(target).await?);
    let cursor = db.query(Book::by_author("a")).limit(3).page().await?.cursor().cloned().unwrap();
    let error = refused(other.query(Book::by_author("a")).after(cursor.clone()).page().await);
    assert!(error.is_invalid_cursor());
    assert_eq!(db.query(Book::by_author("a")).after(cursor).count().await?, 7);
    Ok(())
}

pub async fn a_cursor_is_text_for_urls_and_whole_or_refused(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    // The key is in the cursor, and its bytes are of every kind.
    let author = "ö/?&=+ %~\u{fffd}😀";
    for number in [1, 2] {
        db.put(&book(author, number)).await?;
    }
    let cursor = db.query(Book::by_author(author)).limit(1).page().await?.cursor().cloned().unwrap();
    let text = cursor.to_string();
    assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");
    for end in 0..text.len() {
        assert!(refused(text[..end].parse::<Cursor>()).is_invalid_cursor(), "{}", &text[..end]);
    }
    let changed = |c| if c == 'A' { 'B' } else { 'A' };
    let mistyped: String = text.char_indices().map(|(at, c)| if at == 20 { changed(c) } else { c }).collect();
    assert!(refused(mistyped.parse::<Cursor>()).is_invalid_cursor());
    let rest = db.query(Book::by_author(author)).after(text.parse()?).all().await?;
    assert_eq!(rest, [book(author, 2)]);
    Ok(())
}

pub async fn a_cursor_goes_on_among_entities_that_come_and_go(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    for number in [10, 20, 30, 40] {
        db.put(&book("a", number)).await?;
    }
    for (descending, wanted) in [(false, vec![25, 40, 45]), (true, vec![25, 15, 10, 5])] {
        let query = || {
            let query = db.query(Book::by_author("a"));
            if descending { query.descending() } else { query }
        };
        let page = query().limit(2).page().await?;
        let (stands_on, next) = if descending { (30, 20) } else { (20, 30) };
        db.delete(Book::key("a", stands_on)).await?;
        db.delete(Book::key("a", next)).await?;
        for number in [5, 15, 25, 45] {
            db.put(&book("a", number)).await?;
        }
        assert_eq!(numbers(&query().after(page.cursor().cloned().unwrap()).all().await?), wanted);
        // As it was before.
        for number in [5, 15, 25, 45] {
            db.delete(Book::key("a", number)).await?;
        }
        db.put(&book("a", stands_on)).await?;
        db.put(&book("a", next)).await?;
    }
    Ok(())
}

pub async fn a_limit_counts_what_passes_the_filter(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let odd = || db.query(Book::by_author("a")).filter(|b| b.pages.is_in([999, 997, 995, 993, 991]));
    let page = odd().limit(2).page_size(1).page().await?;
    assert_eq!(numbers(&page), [1, 3]);
    let rest = odd().limit(10).after(page.cursor().cloned().unwrap()).page().await?;
    assert_eq!(numbers(&rest), [5, 7, 9]);
    assert!(rest.cursor().is_none());
    Ok(())
}

pub async fn a_limit_counts_only_the_entity_in_a_shared_range(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    for n in 0..4 {
        db.put(&loan(&format!("l{n}"), &format!("2026-11-0{n}"), Status::Open)).await?;
        db.put(&note(&format!("n{n}"), &format!("2026-11-0{n}"))).await?;
    }
    let first = db.query(Loan::of_member("m".to_owned())).limit(3).page().await?;
    assert_eq!(first.iter().map(|loan| loan.id.as_str()).collect::<Vec<_>>(), ["l0", "l1", "l2"]);
    let rest = db.query(Loan::of_member("m".to_owned())).limit(3).after(first.cursor().cloned().unwrap());
    assert_eq!(rest.page().await?.iter().map(|loan| loan.id.as_str()).collect::<Vec<_>>(), ["l3"]);
    let notes = db.query(Note::about_member("m")).limit(1).descending().page().await?;
    assert_eq!(notes[0].id, "n3");
    Ok(())
}

pub async fn a_limit_that_takes_everything_leaves_no_unread_item(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let page = db.query(Book::by_author("a")).limit(10).page().await?;
    assert_eq!(page.len(), 10);
    if let Some(cursor) = page.cursor() {
        let next = db.query(Book::by_author("a")).limit(10).after(cursor.clone()).page().await?;
        assert!(next.is_empty() && next.cursor().is_none());
    }
    assert!(db.query(Book::by_author("a")).limit(11).page().await?.cursor().is_none());
    assert!(refused(db.query(Book::by_author("a")).limit(0).page().await).is_validation());
    Ok(())
}

pub async fn a_query_of_one_whole_key_is_one_page(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let query = || db.query(Book::by_author("a").number(3)).page_size(1);
    assert_eq!(numbers(&query().all().await?), [3]);
    assert_eq!(query().count().await?, 1);
    let page = query().limit(1).page().await?;
    assert_eq!((numbers(&page), page.cursor()), (vec![3], None));
    Ok(())
}

pub async fn a_cursor_outlives_the_entity_it_stands_on(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let page = db.query(Book::by_author("a")).limit(4).page().await?;
    db.delete(Book::key("a", 3)).await?;
    let rest = db.query(Book::by_author("a")).after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!(numbers(&rest), [4, 5, 6, 7, 8, 9]);
    Ok(())
}

pub async fn cursors_work_on_indexes_with_ties(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    for n in 0..5 {
        db.put(&loan(&n.to_string(), "2026-11-01", Status::Open)).await?;
    }
    let query = || db.query(Loan::of_member("m".to_owned()).day("2026-11-01")).limit(2);
    let mut page = query().page().await?;
    let mut found: Vec<String> = page.iter().map(|loan| loan.id.clone()).collect();
    while let Some(cursor) = page.cursor().cloned() {
        page = query().after(cursor).page().await?;
        found.extend(page.iter().map(|loan| loan.id.clone()));
    }
    found.sort();
    assert_eq!(found, ["0", "1", "2", "3", "4"]);
    Ok(())
}

pub async fn first_and_count_agree_with_all(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    let query = || db.query(Book::by_author("a").number(3..));
    assert_eq!(query().count().await?, 7);
    assert_eq!(query().first().await?, Some(book("a", 3)));
    assert_eq!(query().descending().first().await?, Some(book("a", 9)));
    assert_eq!(query().filter(|b| b.pages.eq(1)).first().await?, None);
    assert_eq!(numbers(&query().limit(2).all().await?), [3, 4]);
    Ok(())
}

pub async fn consistent_queries_see_the_last_write(target: &Target) -> Result<()> {
    let db = ten(target).await?;
    db.put(&book("a", 10)).await?;
    assert_eq!(db.query(Book::by_author("a")).consistent().count().await?, 11);
    Ok(())
}
