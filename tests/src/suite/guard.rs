//! Writes that a condition guards.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Update};
use dynamo_model::request::{DeleteItem, PutItem, UpdateItem};

use super::condition::{path, with};
use crate::Target;
use crate::kit::{item, key, refused};

pub async fn a_failed_condition_writes_nothing(target: &Target) -> Result<()> {
    let table = with(target, item! { "n": 1 }).await?;
    let never = || Condition::eq(path("n"), 2);
    let put = PutItem::new(&table, item! { "pk": "a", "sk": "1", "n": 9 }).with_condition(never());
    assert!(refused(table.put_item(put).await).is_condition_failed());
    let update = UpdateItem::new(&table, key("a", "1")).with_update(Update::new().set("n", 9));
    assert!(refused(table.update_item(update.with_condition(never())).await).is_condition_failed());
    let delete = DeleteItem::new(&table, key("a", "1")).with_condition(never());
    assert!(refused(table.delete_item(delete).await).is_condition_failed());
    assert_eq!(table.get(key("a", "1")).await?, Some(item! { "pk": "a", "sk": "1", "n": 1 }));
    Ok(())
}

pub async fn a_true_condition_lets_the_write_through(target: &Target) -> Result<()> {
    let table = with(target, item! { "n": 1 }).await?;
    let is = |n: i32| Condition::eq(path("n"), n);
    let put = PutItem::new(&table, item! { "pk": "a", "sk": "1", "n": 2 }).with_condition(is(1));
    table.put_item(put).await?;
    let update = UpdateItem::new(&table, key("a", "1")).with_update(Update::new().set("n", 3));
    table.update_item(update.with_condition(is(2))).await?;
    table.delete_item(DeleteItem::new(&table, key("a", "1")).with_condition(is(3))).await?;
    assert_eq!(table.get(key("a", "1")).await?, None);
    Ok(())
}

pub async fn not_exists_on_the_key_creates_and_never_replaces(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let create = |v: i32| {
        PutItem::new(&table, item! { "pk": "a", "sk": "1", "v": v })
            .with_condition(Condition::not_exists("pk"))
    };
    table.put_item(create(1)).await?;
    assert!(refused(table.put_item(create(2)).await).is_condition_failed());
    assert_eq!(table.get(key("a", "1")).await?, Some(item! { "pk": "a", "sk": "1", "v": 1 }));
    Ok(())
}

pub async fn of_many_who_create_an_item_at_once_one_wins(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let attempts: Vec<_> = (0..10)
        .map(|n| {
            let backend = target.backend().clone();
            let item = item! { "pk": "a", "sk": "1", "by": n };
            let create = PutItem::new(&table, item).with_condition(Condition::not_exists("pk"));
            tokio::spawn(async move { (n, backend.put_item(create).await) })
        })
        .collect();
    let mut winners = Vec::new();
    for attempt in attempts {
        match attempt.await.unwrap() {
            (n, Ok(_)) => winners.push(n),
            (_, Err(error)) => assert!(error.is_condition_failed(), "{error:?}"),
        }
    }
    assert_eq!(winners.len(), 1);
    let stored = table.get(key("a", "1")).await?;
    assert_eq!(stored, Some(item! { "pk": "a", "sk": "1", "by": winners[0] }));
    Ok(())
}

pub async fn exists_on_the_key_changes_and_never_creates(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let update = UpdateItem::new(&table, key("a", "1"))
        .with_update(Update::new().set("v", 1))
        .with_condition(Condition::exists("pk"));
    assert!(refused(table.update_item(update.clone()).await).is_condition_failed());
    assert_eq!(table.get(key("a", "1")).await?, None);
    table.put(key("a", "1")).await?;
    table.update_item(update).await.map(drop)
}

pub async fn a_failed_condition_carries_the_stored_item_if_asked(target: &Target) -> Result<()> {
    let table = with(target, item! { "n": 1 }).await?;
    let stored = item! { "pk": "a", "sk": "1", "n": 1 };
    let never = || Condition::exists("absent");
    let put = PutItem::new(&table, key("a", "1")).with_condition(never());
    assert_eq!(refused(table.put_item(put.clone()).await).item(), None);
    assert_eq!(refused(table.put_item(put.returning_item_on_failure()).await).item(), Some(&stored));
    let update = UpdateItem::new(&table, key("a", "1")).with_condition(never()).returning_item_on_failure();
    assert_eq!(refused(table.update_item(update).await).item(), Some(&stored));
    let delete = DeleteItem::new(&table, key("a", "1")).with_condition(never()).returning_item_on_failure();
    assert_eq!(refused(table.delete_item(delete).await).item(), Some(&stored));
    let missing = DeleteItem::new(&table, key("b", "1")).with_condition(never()).returning_item_on_failure();
    assert_eq!(refused(table.delete_item(missing).await).item(), None);
    Ok(())
}
