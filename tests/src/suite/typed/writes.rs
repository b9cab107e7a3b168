//! Entities one at a time: create, replace, put, update, delete.

use dynamo_model::Result;
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::ValueRef;

use super::model::{Author, Book, Library, Loan, Status, author, book, loan};
use crate::Target;
use crate::kit::{item, refused};

pub async fn an_entity_put_is_read_back_equal(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let (author, book, loan) = (author("le-guin"), book("le-guin", 1), loan("1", "2026-11-20", Status::Open));
    db.put(&author).await?;
    db.put(&book).await?;
    db.put(&loan).await?;
    assert_eq!(db.get(Author::key("le-guin")).await?, Some(author));
    assert_eq!(db.get(Book::key("le-guin", 1)).await?, Some(book.clone()));
    assert_eq!(db.get(Book::key("le-guin", 1)).consistent().await?, Some(book));
    assert_eq!(db.get(Loan::key("1")).await?, Some(loan));
    assert_eq!(db.get(Book::key("le-guin", 2)).await?, None);
    Ok(())
}

pub async fn stored_items_carry_keys_index_keys_and_the_tag(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&loan("1", "2026-11-20", Status::Open)).await?;
    let read = GetItem::new(db.table_name().clone(), item! { "pk": "LOAN#1", "sk": "LOAN" });
    let stored = db.backend().get_item(read).await?.item.unwrap();
    let text = |name| stored.get(name).and_then(|value| value.as_s().map(str::to_owned));
    assert_eq!(text("gsi1pk").as_deref(), Some("MEMBER#m"));
    assert_eq!(text("gsi1sk").as_deref(), Some("2026-11-20#open"));
    assert_eq!(text("_type").as_deref(), Some("Loan"));
    assert_eq!(stored.get("fee"), Some(ValueRef::N(0.into())));
    Ok(())
}

pub async fn create_refuses_what_exists_and_replace_what_does_not(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let first = author("a");
    assert!(refused(db.replace(&first).await).is_condition_failed());
    db.create(&first).await?;
    let second = Author { name: "Second".into(), ..first.clone() };
    assert!(refused(db.create(&second).await).is_condition_failed());
    assert_eq!(db.get(Author::key("a")).await?, Some(first.clone()));
    assert_eq!(db.replace(&second).returning_old().await?, Some(first));
    assert_eq!(db.get(Author::key("a")).await?, Some(second));
    Ok(())
}

pub async fn any_variant_of_the_tables_enum_can_be_put(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let records: [Library; 2] = [author("a").into(), book("a", 1).into()];
    for record in &records {
        db.put(record).await?;
    }
    assert_eq!(db.get(Author::key("a")).await?, Some(author("a")));
    assert_eq!(db.query(Author::collection_of("a").collection()).all().await?.len(), 2);
    Ok(())
}

pub async fn put_only_if_checks_the_stored_entity(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let stored = book("a", 1);
    db.put(&stored).await?;
    let changed = Book { copies: 5, ..stored.clone() };
    assert!(refused(db.put(&changed).only_if(|b| b.copies.gt(1)).await).is_condition_failed());
    let old =
        db.put(&changed).only_if(|b| b.copies.eq(1).and(b.title.begins_with("Book"))).returning_old().await?;
    assert_eq!(old, Some(stored));
    Ok(())
}

pub async fn replace_only_if_checks_the_entity_that_there_must_be(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let stored = book("a", 1);
    let changed = Book { copies: 5, ..stored.clone() };
    let of_none = db.replace(&changed).only_if(|b| b.copies.missing());
    assert!(refused(of_none.await).is_condition_failed(), "there is none to replace");
    db.put(&stored).await?;
    assert!(refused(db.replace(&changed).only_if(|b| b.copies.gt(1)).await).is_condition_failed());
    assert_eq!(db.get(Book::key("a", 1)).await?, Some(stored.clone()));
    let either = db.replace(&changed).only_if(|b| b.copies.gt(1).or(b.title.begins_with("Book")));
    assert_eq!(either.returning_old().await?, Some(stored));
    assert_eq!(db.get(Book::key("a", 1)).await?, Some(changed));
    Ok(())
}

pub async fn create_only_if_asks_for_both_no_entity_and_its_condition(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let stored = book("a", 1);
    let of_none = db.create(&stored).only_if(|b| b.copies.eq(1));
    assert!(refused(of_none.await).is_condition_failed(), "nothing has no copies");
    db.create(&stored).only_if(|b| b.copies.eq(1).or(b.copies.missing())).await?;
    let changed = Book { copies: 5, ..stored.clone() };
    let over = db.create(&changed).only_if(|b| b.copies.eq(1).or(b.copies.missing()));
    assert!(refused(over.await).is_condition_failed(), "it exists, whatever else is true of it");
    assert_eq!(db.get(Book::key("a", 1)).await?, Some(stored));
    Ok(())
}

pub async fn update_changes_attributes_of_what_exists(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    assert!(refused(db.update(Book::key("a", 1)).set(|b| b.copies.to(1)).await).is_condition_failed());
    assert_eq!(db.get(Book::key("a", 1)).await?, None);
    db.put(&book("a", 1)).await?;
    db.update(Book::key("a", 1)).set(|b| b.copies.plus(4)).set(|b| b.title.to("New")).await?;
    let wanted = Book { copies: 5, title: "New".into(), ..book("a", 1) };
    assert_eq!(db.get(Book::key("a", 1)).await?, Some(wanted.clone()));
    let key = || Book::key("a", 1);
    let never = db.update(key()).set(|b| b.copies.to(0)).only_if(|b| b.tags.contains("old".to_owned()));
    assert!(refused(never.await).is_condition_failed());
    let old = db.update(key()).set(|b| b.copies.minus(2)).only_if(|b| b.copies.ge(5)).returning_old().await?;
    assert_eq!(old, Some(wanted.clone()));
    let new = db.update(key()).set(|b| b.copies.to_if_missing(9)).returning_new().await?;
    assert_eq!(new, Book { copies: 3, ..wanted });
    Ok(())
}

pub async fn what_is_missing_is_set_and_what_is_there_stays(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&Author { born: None, ..author("a") }).await?;
    for year in [1929, 1930] {
        let new = db.update(Author::key("a")).set(|a| a.born.to_if_missing(year)).returning_new().await?;
        assert_eq!(new, Author { born: Some(1929), ..author("a") });
    }
    Ok(())
}

pub async fn removed_attributes_read_as_none(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    let new = db.update(Author::key("a")).set(|a| a.born.removed()).returning_new().await?;
    assert_eq!(new, Author { born: None, ..author("a") });
    assert!(refused(db.delete(Author::key("a")).only_if(|a| a.born.exists()).await).is_condition_failed());
    db.delete(Author::key("a")).only_if(|a| a.born.missing()).await
}

pub async fn delete_returns_the_entity_and_is_idempotent(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&book("a", 1)).await?;
    assert_eq!(db.delete(Book::key("a", 1)).returning_old().await?, Some(book("a", 1)));
    assert_eq!(db.delete(Book::key("a", 1)).returning_old().await?, None);
    db.delete(Book::key("a", 1)).await
}

pub async fn a_key_that_would_be_ambiguous_is_refused_before_anything_is_sent(target: &Target) -> Result<()> {
    // No table is made: a request that was sent would fail with another error.
    let db = dynamo_model::Db::<Library>::new(target.backend().clone()).named(target.table_name());
    assert!(refused(db.get(Author::key("a#b")).await).is_invalid_key());
    assert!(refused(db.get(Author::key("")).await).is_invalid_key());
    assert!(refused(db.put(&author("a#b")).await).is_invalid_key());
    assert!(refused(db.put(&author("")).await).is_invalid_key());
    assert!(refused(db.update(Author::key("")).set(|a| a.name.to("x")).await).is_invalid_key());
    assert!(refused(db.delete(Author::key("a#")).await).is_invalid_key());
    assert!(refused(db.query(Book::by_author("")).await).is_invalid_key());
    let badly_dated = loan("1", "2026#11", Status::Open);
    assert!(refused(db.put(&badly_dated).await).is_invalid_key());
    Ok(())
}

pub async fn an_item_of_another_entity_is_an_error_not_a_misread(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let foreign = item! { "pk": "AUTHOR#a", "sk": "PROFILE", "_type": "Publisher", "name": "x", "id": "a" };
    db.backend().put_item(PutItem::new(db.table_name().clone(), foreign)).await?;
    assert!(refused(db.get(Author::key("a")).await).is_unexpected_entity());
    assert!(refused(db.query(Author::collection_of("a").collection()).all().await).is_unexpected_entity());
    let untagged = item! { "pk": "AUTHOR#b", "sk": "PROFILE", "name": "x", "id": "b" };
    db.backend().put_item(PutItem::new(db.table_name().clone(), untagged)).await?;
    assert!(refused(db.get(Author::key("b")).await).is_unexpected_entity());
    Ok(())
}

pub async fn an_item_that_does_not_fit_the_type_is_a_codec_error(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let nameless = item! { "pk": "AUTHOR#a", "sk": "PROFILE", "_type": "Author", "id": "a", "name": 7 };
    db.backend().put_item(PutItem::new(db.table_name().clone(), nameless)).await?;
    assert!(refused(db.get(Author::key("a")).await).is_codec());
    Ok(())
}

pub async fn ensure_table_makes_the_declared_table_once(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&author("a")).await?;
    let again = db.ensure_table().await?;
    assert_eq!(again.global_indexes.len(), 3);
    assert!(db.get(Author::key("a")).await?.is_some());
    let other = dynamo_model::Db::<super::model::Readings>::new(target.backend().clone());
    let error = refused(other.named(db.table_name().clone()).ensure_table().await);
    assert!(error.is_validation(), "{error:?}");
    Ok(())
}
