//! Transactions.

use dynamo_model::Backend;
use dynamo_model::expr::{Condition, Path, Projection, Update};
use dynamo_model::request::{
    Action, Capacity, PutItem, ReturnCapacity, Scan, TransactGet, TransactGetItems, TransactWrite,
    TransactWriteItems,
};
use dynamo_model::value::Item;

use crate::{key, live, table, with};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn a_transaction_does_all_of_its_actions() {
    let aws = live().await;
    let name = table(&aws, "transactions").await;
    for sort in 1..=3 {
        aws.put_item(PutItem::new(name.as_str(), with(key(sort), "total", sort))).await.unwrap();
    }
    let write = |action| TransactWrite::new(name.as_str(), action);
    let total = || Path::from("total");
    let request = TransactWriteItems::new([
        write(Action::Put(key(4))).with_condition(Condition::not_exists("PK")),
        write(Action::Update(key(1), Update::new().add("total", 10)))
            .with_condition(Condition::eq(total(), 1)),
        write(Action::Delete(key(2))).with_condition(Condition::eq(total(), 2)),
        write(Action::Check(key(3))).with_condition(Condition::eq(total(), 3)),
    ]);
    let output = aws.transact_write_items(request.with_capacity(ReturnCapacity::Total)).await.unwrap();
    let [consumed] = output.consumed_capacity.as_slice() else { panic!("one table: {output:?}") };
    assert_eq!(&*consumed.table_name, name.as_str());
    // The service says 8; DynamoDB Local counts the last action of each table only.
    assert!(consumed.total >= Capacity::from_units(2), "{consumed:?}");

    let get = |sort| TransactGet::new(name.as_str(), key(sort));
    let request =
        TransactGetItems::new([get(1).with_projection(Projection::from_iter(["total"])), get(2), get(4)]);
    let read = aws.transact_get_items(request.with_capacity(ReturnCapacity::Total)).await.unwrap();
    assert_eq!(read.items, [Some(Item::from_iter([("total", 11)])), None, Some(key(4))]);
    assert_eq!(read.consumed_capacity[0].total, Capacity::from_units(6));
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn a_cancelled_transaction_writes_nothing_and_says_why() {
    let aws = live().await;
    let name = table(&aws, "cancelled").await;
    let stored = with(key(1), "total", 1);
    aws.put_item(PutItem::new(name.as_str(), stored.clone())).await.unwrap();
    let write = |action| TransactWrite::new(name.as_str(), action);
    let absent = || Condition::not_exists("PK");
    let request = TransactWriteItems::new([
        write(Action::Put(key(2))).with_condition(absent()),
        write(Action::Put(key(1))).with_condition(absent()).returning_item_on_failure(),
        write(Action::Check(key(3))).with_condition(Condition::exists("PK")).returning_item_on_failure(),
    ]);
    let error = aws.transact_write_items(request).await.unwrap_err();
    assert!(error.is_transaction_canceled());
    let [first, second, third] = error.cancellation_reasons() else { panic!("three reasons: {error:?}") };
    assert!(first.is_none());
    assert_eq!((second.code(), second.item()), ("ConditionalCheckFailed", Some(&stored)));
    assert_eq!(second.message(), Some("The conditional request failed"));
    assert_eq!((third.code(), third.item()), ("ConditionalCheckFailed", None));
    assert_eq!(aws.scan(Scan::new(name.as_str())).await.unwrap().items, [stored]);
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn a_token_makes_a_transaction_run_once() {
    let aws = live().await;
    let name = table(&aws, "tokens").await;
    let add = |total: i32| {
        let update = Action::Update(key(1), Update::new().add("total", total));
        TransactWriteItems::new([TransactWrite::new(name.as_str(), update)]).with_token(name.as_str())
    };
    aws.transact_write_items(add(1)).await.unwrap();
    aws.transact_write_items(add(1)).await.unwrap();
    assert!(aws.transact_write_items(add(2)).await.unwrap_err().is_token_mismatch());
    assert_eq!(aws.scan(Scan::new(name.as_str())).await.unwrap().items, [with(key(1), "total", 1)]);
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn transactions_that_break_a_rule_are_refused() {
    let aws = live().await;
    let name = table(&aws, "transaction-rules").await;
    let write = |action| TransactWrite::new(name.as_str(), action);
    for writes in [
        vec![],
        vec![write(Action::Put(key(1))), write(Action::Delete(key(1)))],
        vec![write(Action::Update(key(1), Update::new()))],
        vec![write(Action::Check(key(1)))],
    ] {
        let error = aws.transact_write_items(TransactWriteItems::new(writes)).await.unwrap_err();
        assert!(error.is_validation(), "{error:?}");
    }
    let absent = TransactGetItems::new([TransactGet::new("absent-table", key(1))]);
    assert!(aws.transact_get_items(absent).await.unwrap_err().is_not_found());
    aws.delete_table(name.into()).await.unwrap();
}
