//! What refuses a transaction at once, rather than being the reason that cancels it.

use dynamo_model::expr::{Condition, Path, Projection, SetOperand, Update};
use dynamo_model::request::{
    Action, IndexDefinition, KeyKind, KeySchema, TransactGet, TransactGetItems, TransactWrite,
    TransactWriteItems,
};
use dynamo_model::value::Item;
use dynamo_model::{Error, Result};

use crate::kit::{item, key, map, nested, refused, with_size};
use crate::target::plain;
use crate::{Target, TestTable};

async fn indexed(target: &Target) -> Result<TestTable> {
    let index = |name: &str, schema| IndexDefinition::new(name, schema);
    target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("g", KeyKind::S)
                .with_attribute("l", KeyKind::S)
                .with_global_index(index("by-g", KeySchema::new("g")))
                .with_local_index(index("by-l", KeySchema::new("pk").with_sort("l")))
        })
        .await
}

/// Requires that a transaction is refused without reasons, in which nothing else is wrong.
async fn at_once(table: &TestTable, write: TransactWrite) -> Result<Error> {
    let other = TransactWrite::new(table, Action::Put(key("a", "other")));
    let error = refused(table.transact_write_items(TransactWriteItems::new([other, write])).await);
    assert!(error.is_validation(), "{error:?}");
    assert!(table.get(key("a", "other")).await?.is_none());
    Ok(error)
}

fn on(table: &TestTable, action: Action) -> TransactWrite {
    TransactWrite::new(table, action)
}

pub async fn paths_below_keys_refuse_a_transaction_at_once(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    for name in ["pk", "g"] {
        let below = || Path::attribute(name).key("x");
        let put = on(&table, Action::Put(key("a", "1"))).with_condition(Condition::exists(below()));
        let said = at_once(&table, put).await?;
        assert!(said.message().contains("Key attributes must be scalars"), "{said}");
        let check = on(&table, Action::Check(key("a", "1"))).with_condition(Condition::exists(below()));
        at_once(&table, check).await?;
        let get = TransactGet::new(&table, key("a", "1")).with_projection(Projection::from_iter([below()]));
        let error = refused(table.transact_get_items(TransactGetItems::new([get])).await);
        assert!(error.is_validation(), "{error:?}");
    }
    let update = Update::new().set(Path::attribute("g").key("x"), 1);
    at_once(&table, on(&table, Action::Update(key("a", "1"), update))).await?;
    Ok(())
}

pub async fn an_update_that_empties_an_index_key_refuses_a_transaction_at_once(
    target: &Target,
) -> Result<()> {
    let table = indexed(target).await?;
    let update = Update::new().set("g", "");
    let error = at_once(&table, on(&table, Action::Update(key("a", "1"), update))).await?;
    assert!(error.message().contains("cannot contain an empty string value"), "{error}");
    Ok(())
}

pub async fn an_item_too_large_with_its_entries_refuses_a_transaction_at_once(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    let large: Item = with_size(item! { "pk": "a", "sk": "1", "l": "x" }, 300_000);
    let error = at_once(&table, on(&table, Action::Put(large))).await?;
    assert_eq!(error.message(), "Item size has exceeded the maximum allowed size");
    Ok(())
}

pub async fn a_constant_too_deep_for_an_item_refuses_a_transaction_at_once(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    table.put(item! { "pk": "a", "sk": "1", "v": 1 }).await?;
    let differs = Condition::ne(Path::attribute("v"), nested(40));
    let unused = Update::new().set("w", SetOperand::if_not_exists("v", nested(40)));
    for write in [
        on(&table, Action::Check(key("a", "1"))).with_condition(differs.clone()),
        on(&table, Action::Put(key("a", "1"))).with_condition(differs),
        on(&table, Action::Update(key("a", "1"), unused)),
    ] {
        let error = at_once(&table, write).await?;
        assert!(error.message().contains("Nesting Levels have exceeded supported limits"), "{error}");
    }
    Ok(())
}

pub async fn a_constant_a_level_too_deep_for_an_item_is_compared_in_a_transaction(
    target: &Target,
) -> Result<()> {
    let table = indexed(target).await?;
    table.put(item! { "pk": "a", "sk": "1", "v": 1 }).await?;
    let deepest = || nested(32);
    let unlike = on(&table, Action::Check(key("a", "1")));
    let unlike = unlike.with_condition(Condition::ne(Path::attribute("v"), deepest()));
    let unused = Update::new().set("w", SetOperand::if_not_exists("v", deepest()));
    let update = on(&table, Action::Update(key("a", "1"), unused));
    table.transact_write_items(TransactWriteItems::new([unlike])).await?;
    table.transact_write_items(TransactWriteItems::new([update])).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(item! { "pk": "a", "sk": "1", "v": 1, "w": 1 }));
    let alike = on(&table, Action::Put(key("a", "2")));
    let alike = alike.with_condition(Condition::eq(Path::attribute("v"), deepest()));
    let error = refused(table.transact_write_items(TransactWriteItems::new([alike])).await);
    assert!(error.is_transaction_canceled(), "{error:?}");
    assert_eq!(error.cancellation_reasons()[0].code(), "ConditionalCheckFailed");
    Ok(())
}

pub async fn a_constant_that_makes_an_item_too_deep_cancels_a_transaction(target: &Target) -> Result<()> {
    let table = indexed(target).await?;
    table.put(item! { "pk": "a", "sk": "1", "v": map(item! {}) }).await?;
    let other = on(&table, Action::Put(key("a", "other")));
    for update in
        [Update::new().set(Path::attribute("v").key("w"), nested(31)), Update::new().set("w", nested(32))]
    {
        let deep = on(&table, Action::Update(key("a", "1"), update));
        let error = refused(table.transact_write_items(TransactWriteItems::new([other.clone(), deep])).await);
        assert!(error.is_transaction_canceled(), "{error:?}");
        let [first, second] = error.cancellation_reasons() else { panic!("{error:?}") };
        assert!(first.is_none(), "{first:?}");
        assert_eq!(second.code(), "ValidationError");
        assert_eq!(second.message(), Some("Nesting Levels have exceeded supported limits"));
        assert!(table.get(key("a", "other")).await?.is_none());
    }
    Ok(())
}
