//! Queries that start after an entity.

use dynamo_model::query::IntoQuery;
use dynamo_model::{Collection, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{
    Author, Book, Chat, Library, Loan, Message, Reading, Readings, Status, author, book, loan, note,
};
use crate::Target;
use crate::kit::refused;

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Book)]
struct Numbered {
    number: u32,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, pk = "AUTHOR#{author}", of(author: String))]
enum OfAuthor {
    Author(Author),
    Book(Book),
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "games")]
#[index(name = "gsi1")]
enum Games {
    Score(Score),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "SCORE#{player}", sk = "SCORE")]
#[access(name = ranked, index = gsi1, pk = "RANKED#{shard(3)}", sk = "{points}")]
struct Score {
    player: u32,
    points: u32,
}

fn books(numbers: impl IntoIterator<Item = u32>) -> Vec<Book> {
    numbers.into_iter().map(|number| book("a", number)).collect()
}

pub async fn a_query_goes_on_after_an_entity_in_its_direction(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.batch_write().put_all(&books(0..8)).put(&author("a")).await?;
    let after = || db.query(Book::by_author("a")).consistent().starting_after(&book("a", 4));
    assert_eq!(after().all().await?, books(5..8));
    assert_eq!(after().descending().all().await?, books((0..4).rev()));
    assert_eq!(after().limit(2).await?.into_iter().collect::<Vec<_>>(), books(5..7));
    assert_eq!(after().filter(|b| b.pages.lt(994)).all().await?, books([7]));
    assert_eq!(after().view::<Numbered>().first().await?, Some(Numbered { number: 5 }));
    let of_some = db.query(Book::by_author("a").number(2..6)).consistent().starting_after(&book("a", 4));
    assert_eq!(of_some.all().await?, books([5]), "within a range");
    assert_eq!(after().starting_after(&book("a", 6)).all().await?, books([7]), "what is said last counts");
    Ok(())
}

pub async fn an_entity_that_is_gone_is_a_place_still(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.batch_write().put_all(&books([1, 3, 5])).await?;
    let after = |number| db.query(Book::by_author("a")).consistent().starting_after(&book("a", number));
    assert_eq!(after(2).all().await?, books([3, 5]));
    db.delete(Book::key("a", 3)).await?;
    assert_eq!(after(3).all().await?, books([5]));
    assert_eq!(after(9).all().await?, []);
    Ok(())
}

pub async fn a_query_of_an_index_starts_after_an_entity(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let loans: Vec<Loan> =
        (0..6).map(|n| loan(&n.to_string(), &format!("2026-11-{:02}", 10 + n), Status::Open)).collect();
    for loan in &loans {
        db.put(loan).await?;
    }
    db.put(&note("n", "2026-11-13")).await?;
    db.batch_write().put_all(&books(0..4)).await?;
    let after = |n: usize| db.query(Loan::of_member("m")).starting_after(&loans[n]);
    assert_eq!(after(2).all().await?, loans[3..]);
    let before: Vec<Loan> = loans[..2].iter().rev().cloned().collect();
    assert_eq!(after(2).descending().all().await?, before);
    // By the number of pages, which are fewer the higher the number.
    let on_shelf = db.query(Book::on_shelf("A")).starting_after(&book("a", 2));
    assert_eq!(on_shelf.all().await?, books([1, 0]));

    let page = db.query(Loan::of_member("m")).limit(4).await?;
    let cursor = page.cursor().cloned().unwrap();
    assert_eq!(page.last(), Some(&loans[3]));
    let by_cursor = db.query(Loan::of_member("m")).after(cursor.clone()).all().await?;
    assert_eq!(after(3).all().await?, by_cursor);
    assert_eq!(after(0).after(cursor).all().await?, by_cursor, "what a cursor goes on with, it goes on with");
    Ok(())
}

pub async fn keys_of_numbers_and_bytes_are_places_and_local_indexes_have_them(target: &Target) -> Result<()> {
    let db = target.db::<Readings>().await?;
    let sensor = dynamo_model::value::Binary::from(vec![0, 255]);
    let reading = |at: i64| Reading { sensor: sensor.clone(), at, celsius: at.into() };
    db.batch_write().put_all(&[-5, 0, 100].map(reading)).await?;
    let after = db.query(Reading::of_sensor(sensor.clone())).consistent().starting_after(&reading(-5));
    assert_eq!(after.all().await?, [0, 100].map(reading));

    let chat = target.db::<Chat>().await?;
    let message = |number: u32, sender: &str| Message {
        room: 1,
        number,
        sender: Some(sender.to_owned()),
        text: "hello".to_owned(),
    };
    let all = [message(3, "ada"), message(1, "bob"), message(2, "cy")];
    chat.batch_write().put_all(&all).await?;
    let after = chat.query(Message::sent_in(1)).consistent().starting_after(&all[0]);
    assert_eq!(after.all().await?, all[1..]);
    Ok(())
}

pub async fn a_collection_goes_on_after_one_of_its_members(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.batch_write().put_all(&books(0..3)).put(&author("a")).await?;
    let of_author = || OfAuthor::of("a").consistent();
    let after_book = db.query(of_author().starting_after_member(&book("a", 1))).all().await?;
    assert_eq!(after_book, [OfAuthor::Book(book("a", 2)), OfAuthor::Author(author("a"))]);
    let after_author = db.query(of_author().descending().starting_after_member(&author("a"))).first().await?;
    assert_eq!(after_author, Some(OfAuthor::Book(book("a", 2))));
    let all = db.query(Book::by_author("a").collection().starting_after(&book("a", 2))).all().await?;
    assert_eq!(all, [Library::Author(author("a"))], "the enum of the table, too");
    Ok(())
}

pub async fn an_entity_that_a_query_does_not_read_is_no_place_in_it(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let error = refused(db.query(Book::by_author("b")).starting_after(&book("a", 1)).await);
    assert!(error.is_validation() && error.is_unsent());
    assert_eq!(
        error.message(),
        "query `by_author`: the entity to start after is none of those it reads, as its `pk` is \"AUTHOR#a\""
    );
    let error = refused(db.query(Book::on_shelf("A").pages(..500)).starting_after(&book("a", 1)).await);
    assert!(error.message().ends_with("as its `pages` is 999"), "{error}");
    let nowhere = Loan { member: None, ..loan("1", "2026-11-20", Status::Open) };
    let error = refused(db.query(Loan::of_member("m")).starting_after(&nowhere).await);
    assert_eq!(
        error.message(),
        "query `of_member`: the `Loan` to start after is not in index `gsi1`, as it has no `gsi1pk`"
    );
    let error = refused(db.query(Book::by_author("a").number(1)).starting_after(&book("a", 1)).await);
    assert!(error.message().ends_with("it reads one key, and nothing comes after an entity"), "{error}");
    let ambiguous = book("a#b", 1);
    assert!(refused(db.query(Book::by_author("a")).starting_after(&ambiguous).await).is_invalid_key());
    Ok(())
}

pub async fn one_of_several_shards_starts_after_an_entity(target: &Target) -> Result<()> {
    let db = target.db::<Games>().await?;
    let scores: Vec<Score> = (0..12).map(|player| Score { player, points: player * 10 }).collect();
    db.batch_write().put_all(&scores).await?;
    let error = refused(db.query(Score::ranked()).starting_after(&scores[3]).await);
    assert!(error.is_validation() && error.message().contains("it reads several shards"), "{error}");
    let mut rest = 0;
    for shard in 0..3 {
        let of_shard = || Score::ranked().into_query().shard(shard);
        let all = db.query(of_shard()).all().await?;
        for (place, score) in all.iter().enumerate() {
            let after = db.query(of_shard().starting_after(score)).all().await?;
            assert_eq!(after, all[place + 1..]);
            rest += 1;
        }
        let other = scores.iter().find(|score| !all.contains(score)).unwrap();
        assert!(
            refused(db.query(of_shard().starting_after(other)).await).is_validation(),
            "of another shard"
        );
    }
    assert_eq!(rest, scores.len());
    Ok(())
}
