//! Collections of some sort keys and filtered member by member, and filters on views.

use dynamo_model::value::Item;
use dynamo_model::{Collection, Db, Entity, Projection, Result, Table, starts_with};
use serde::{Deserialize, Serialize};

use super::model::{Author, Book, Library, Loan, Status, author, book, loan, note};
use crate::Target;

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, pk = "AUTHOR#{author}", of(author: String))]
enum OfAuthor {
    Author(Author),
    Book(Book),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Library, index = gsi1, pk = "MEMBER#{member}", of(member: String))]
struct OfMember {
    loans: Vec<Loan>,
    #[collection(other)]
    rest: Vec<Item>,
}

/// Tasks, in an index that holds part of them.
#[derive(Debug, Table)]
#[table(name = "tasks")]
#[index(name = "by_owner", project(include))]
enum Tasks {
    Task(Task),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tasks, pk = "TASK#{id}", sk = "TASK")]
#[access(name = owned, index = by_owner, pk = "OWNER#{owner}", sk = "{id}", project(hours, urgent), view = Effort)]
struct Task {
    id: u32,
    owner: String,
    hours: u32,
    urgent: bool,
    text: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Task)]
struct Effort {
    id: u32,
    hours: u32,
}

async fn tasks(target: &Target) -> Result<Db<Tasks>> {
    let db = target.db::<Tasks>().await?;
    for id in 1..=4 {
        let (owner, text) = ("o".to_owned(), "do".to_owned());
        db.put(&Task { id, owner, hours: id * 2, urgent: id % 2 == 0, text }).await?;
    }
    Ok(db)
}

async fn library(target: &Target) -> Result<Db<Library>> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    for number in [1, 2, 10] {
        db.put(&book("a", number)).await?;
    }
    Ok(db)
}

pub async fn a_collection_is_narrowed_to_some_sort_keys(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let books = db.query(OfAuthor::of("a").sort_key(starts_with("BOOK#"))).all().await?;
    assert_eq!(books, [1, 2, 10].map(|number| OfAuthor::Book(book("a", number))));
    let one = db.query(OfAuthor::of("a").sort_key("PROFILE")).all().await?;
    assert_eq!(one, [OfAuthor::Author(author("a"))]);
    let last = db.query(OfAuthor::of("a").sort_key("BOOK#0000000002"..)).descending().limit(2).await?;
    assert_eq!(*last, [OfAuthor::Author(author("a")), OfAuthor::Book(book("a", 10))]);
    let mut rest = OfAuthor::of("a").sort_key("BOOK#0000000002"..).descending();
    if let Some(cursor) = last.cursor() {
        rest = rest.after(cursor.clone());
    }
    assert_eq!(db.query(rest).all().await?, [OfAuthor::Book(book("a", 2))]);
    Ok(())
}

pub async fn the_sort_keys_of_a_collection_are_named_once(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let twice = OfAuthor::of("a").sort_key("BOOK#"..).sort_key(.."PROFILE");
    assert!(db.query(twice).all().await.unwrap_err().is_validation());
    Ok(())
}

pub async fn a_filter_on_one_member_lets_all_others_pass(target: &Target) -> Result<()> {
    let db = library(target).await?;
    let long = OfAuthor::of("a").filter_members::<Book>(|book| book.pages.gt(997));
    let found = db.query(long.clone()).all().await?;
    let expected =
        [OfAuthor::Book(book("a", 1)), OfAuthor::Book(book("a", 2)), OfAuthor::Author(author("a"))];
    assert_eq!(found, expected);
    let none = long.filter_members::<Author>(|author| author.born.lt(1900));
    assert_eq!(db.query(none).count().await?, 2);
    Ok(())
}

pub async fn a_collection_that_is_a_struct_is_narrowed_too(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    for (id, status) in [("1", Status::Open), ("2", Status::Returned)] {
        db.put(&loan(id, &format!("2026-11-2{id}"), status)).await?;
        db.put(&note(id, &format!("2026-11-2{id}"))).await?;
    }
    let open = OfMember::of("m").filter_members::<Loan>(|loan| loan.id.eq("1"));
    let found = db.get_collection(open).await?;
    let counts = found.map(|found| (found.loans.len(), found.rest.len()));
    assert_eq!(counts, Some((1, 2)));
    let day = db.get_collection(OfMember::of("m").sort_key(starts_with("2026-11-22"))).await?;
    assert_eq!(day.map(|day| (day.loans.len(), day.rest.len())), Some((1, 1)));
    Ok(())
}

pub async fn a_pattern_of_views_is_filtered_by_what_the_index_holds(target: &Target) -> Result<()> {
    let db = tasks(target).await?;
    let urgent = db.query(Task::owned("o")).filter(|task| task.urgent.eq(true)).all().await?;
    assert_eq!(urgent, [Effort { id: 2, hours: 4 }, Effort { id: 4, hours: 8 }]);
    // Of a filter that was made elsewhere only the request tells what it is on.
    let elsewhere = |_: &_| Task::attributes().text.exists();
    let error = db.query(Task::owned("o")).filter(elsewhere).all().await.unwrap_err();
    assert!(error.is_validation());
    assert_eq!(
        error.to_string(),
        "index `by_owner` does not hold `text`, so no item there fulfils the filter; add it to a `project(…)`, or filter what the read returns"
    );
    Ok(())
}

pub async fn a_view_is_filtered_before_or_after_it_is_one(target: &Target) -> Result<()> {
    let db = tasks(target).await?;
    let before = db.scan::<Task>().filter(|task| task.hours.gt(6)).view::<Effort>().all().await?;
    let after = db.scan::<Task>().view::<Effort>().filter(|task| task.hours.gt(6)).all().await?;
    assert_eq!(before, [Effort { id: 4, hours: 8 }]);
    assert_eq!(before, after);
    Ok(())
}
