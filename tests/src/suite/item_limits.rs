//! How large and how deep an item may be.

use dynamo_model::Result;
use dynamo_model::expr::Update;
use dynamo_model::value::{Item, Value};

use crate::Target;
use crate::kit::{item, key, list, map, nested, number, numbers, refused, strings, with_size};

const LARGEST: usize = 409_600;

pub async fn an_item_of_400_kb_is_stored_and_one_byte_more_is_not(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let largest = with_size(key("a", "1"), LARGEST);
    table.put(largest.clone()).await?;
    assert!(refused(table.put(with_size(key("a", "1"), LARGEST + 1)).await).is_validation());
    assert_eq!(table.get(key("a", "1")).await?, Some(largest.clone()));
    assert_eq!(table.all(table.partition("a")).await?, [largest]);
    Ok(())
}

pub async fn an_update_cannot_make_an_item_too_large(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let stored = with_size(key("a", "1"), LARGEST - 1000);
    table.put(stored.clone()).await?;
    let grown = Update::new().set("more", "x".repeat(1000));
    assert!(refused(table.update(key("a", "1"), grown).await).is_validation());
    assert_eq!(table.get(key("a", "1")).await?, Some(stored));
    table.update(key("a", "1"), Update::new().set("more", "x".repeat(800))).await
}

/// Stores `value` with a filler that makes the item as large as it may be, and then one byte larger.
async fn measures(target: &Target, value: Value, bytes: usize) -> Result<()> {
    let table = target.table().await?;
    // 2 + 1 and 2 + 1 of the keys, 1 of the name `v`, 6 of the name `filler`.
    let filler = LARGEST - 3 - 3 - 1 - bytes - 6;
    let with = |filler: usize| {
        item! { "pk": "a", "sk": "1", "v": value.clone(), "filler": "x".repeat(filler) }
    };
    table.put(with(filler)).await?;
    let error = refused(table.put(with(filler + 1)).await);
    assert!(error.is_validation(), "{value:?}: {error:?}");
    Ok(())
}

pub async fn strings_are_as_large_as_their_utf8_bytes(target: &Target) -> Result<()> {
    measures(target, "😀é".into(), 6).await
}

pub async fn numbers_are_as_large_as_half_their_digits(target: &Target) -> Result<()> {
    for (text, bytes) in [("0", 1), ("1", 2), ("-1", 3), ("123456", 4), ("3.14159", 5), ("1e125", 2)] {
        measures(target, number(text).into(), bytes).await?;
    }
    measures(target, number("12345678901234567890123456789012345678").into(), 20).await
}

pub async fn documents_cost_three_bytes_and_one_per_entry(target: &Target) -> Result<()> {
    measures(target, list::<Value>([]), 3).await?;
    measures(target, list([Value::Null, Value::from("ab")]), 3 + 2 + 3).await?;
    measures(target, map(item! { "key": "ab", "b": true }), 3 + (1 + 3 + 2) + (1 + 1 + 1)).await
}

pub async fn sets_are_as_large_as_their_members(target: &Target) -> Result<()> {
    measures(target, strings(["a", "bcd"]), 4).await?;
    measures(target, numbers(["1", "-1"]), 5).await
}

/// Nothing takes as much more room to store than the service charges.
pub async fn an_item_of_nothing_but_small_sets_is_stored_like_any_other(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let mut dense = key("a", "1");
    dense.insert("l", list(std::iter::repeat_n(strings([""]), 400_000)));
    table.put(dense.clone()).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(dense));
    table.delete(key("a", "1")).await
}

pub async fn thirty_one_containers_around_a_scalar_fit_and_thirty_two_do_not(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let stored = item! { "pk": "a", "sk": "1", "v": nested(31) };
    table.put(stored.clone()).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(stored.clone()));
    assert!(refused(table.put(item! { "pk": "a", "sk": "1", "v": nested(32) }).await).is_validation());
    assert!(refused(table.update(key("a", "1"), Update::new().set("v", nested(32))).await).is_validation());
    assert_eq!(table.get(key("a", "1")).await?, Some(stored));
    Ok(())
}

pub async fn an_update_cannot_nest_a_document_too_deeply(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let stored = item! { "pk": "a", "sk": "1", "m": map(item! { "in": list(["x"]) }) };
    table.put(stored.clone()).await?;
    let inside = dynamo_model::expr::Path::attribute("m").key("in").index(0);
    let error = refused(table.update(key("a", "1"), Update::new().set(inside.clone(), nested(30))).await);
    assert_eq!(error.message(), "Nesting Levels have exceeded supported limits");
    assert_eq!(table.get(key("a", "1")).await?, Some(stored));
    table.update(key("a", "1"), Update::new().set(inside, nested(29))).await
}

pub async fn sets_cannot_be_empty(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for empty in [strings([]), numbers([])] {
        assert!(refused(table.put(item! { "pk": "a", "sk": "1", "v": empty.clone() }).await).is_validation());
        let inside = list([empty.clone()]);
        assert!(refused(table.put(item! { "pk": "a", "sk": "1", "v": inside }).await).is_validation());
        assert!(refused(table.update(key("a", "1"), Update::new().set("v", empty)).await).is_validation());
    }
    assert_eq!(table.get(key("a", "1")).await?, None);
    Ok(())
}

pub async fn attribute_names_cannot_be_empty(target: &Target) -> Result<()> {
    let table = target.table().await?;
    assert!(refused(table.put(item! { "pk": "a", "sk": "1", "": 1 }).await).is_validation());
    let inside = map(item! { "": 1 });
    assert!(refused(table.put(item! { "pk": "a", "sk": "1", "m": inside }).await).is_validation());
    Ok(())
}

pub async fn an_attribute_name_may_be_65535_bytes_long(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let named = |length: usize| {
        let mut item = key("a", "1");
        item.insert(&"n".repeat(length), 1);
        item
    };
    table.put(named(65_535)).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(named(65_535)));
    assert!(refused(table.put(named(65_536)).await).is_validation());
    Ok(())
}

pub async fn an_item_may_have_thousands_of_attributes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let names = (0..5000).map(|n| (format!("attribute-{n}"), Value::from(n)));
    let stored: Item = names.chain([("pk".to_owned(), "a".into()), ("sk".to_owned(), "1".into())]).collect();
    table.put(stored.clone()).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(stored));
    Ok(())
}
