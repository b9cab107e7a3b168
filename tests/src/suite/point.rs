//! One item at a time: put, get, delete.

use dynamo_model::Result;
use dynamo_model::expr::Update;
use dynamo_model::request::{GetItem, KeyKind};
use dynamo_model::value::Value;

use crate::Target;
use crate::kit::{binaries, item, key, list, map, number, numbers, strings};

pub async fn put_then_get_returns_every_type_unchanged(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let stored = item! {
        "pk": "a", "sk": "1",
        "s": "😀é\u{0}z",
        "n": number("-12.5"),
        "b": vec![0_u8, 255, 0],
        "yes": true,
        "null": Value::Null,
        "list": list([Value::from(1), Value::from("x"), list([Value::Null])]),
        "map": map(item! { "inner": map(item! { "deep": numbers(["3", "1"]) }) }),
        "ss": strings(["b", "a"]),
        "ns": numbers(["10", "9.5"]),
        "bs": binaries([&[1], &[0, 1]]),
    };
    table.put(stored.clone()).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(stored));
    Ok(())
}

pub async fn put_replaces_the_whole_item(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(item! { "pk": "a", "sk": "1", "old": 1, "both": 1 }).await?;
    let second = item! { "pk": "a", "sk": "1", "new": 2, "both": 2 };
    table.put(second.clone()).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(second));
    Ok(())
}

pub async fn a_missing_item_is_none_not_an_error(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(key("a", "1")).await?;
    for missing in [key("a", "2"), key("b", "1")] {
        assert_eq!(table.get(missing).await?, None);
    }
    Ok(())
}

pub async fn eventually_consistent_reads_find_items_too(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(key("a", "1")).await?;
    let read = table.get_item(GetItem::new(&table, key("a", "1"))).await?;
    assert_eq!(read.item, Some(key("a", "1")));
    Ok(())
}

pub async fn delete_removes_the_item_and_no_other(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all([key("a", "1"), key("a", "2"), key("b", "1")]).await?;
    table.delete(key("a", "1")).await?;
    assert_eq!(table.get(key("a", "1")).await?, None);
    assert!(table.get(key("a", "2")).await?.is_some());
    assert!(table.get(key("b", "1")).await?.is_some());
    Ok(())
}

pub async fn deleting_what_is_not_there_succeeds(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.delete(key("a", "1")).await?;
    table.delete(key("a", "1")).await
}

pub async fn both_parts_of_the_key_tell_items_apart(target: &Target) -> Result<()> {
    let table = target.table().await?;
    // The same text when joined: a boundary must be part of the stored key.
    let keys = [("a", "bc"), ("ab", "c"), ("a\u{0}", "bc"), ("a", "\u{0}bc")];
    for (place, (pk, sk)) in keys.into_iter().enumerate() {
        table.put(item! { "pk": pk, "sk": sk, "place": place }).await?;
    }
    for (place, (pk, sk)) in keys.into_iter().enumerate() {
        let found = table.get(key(pk, sk)).await?;
        assert_eq!(found, Some(item! { "pk": pk, "sk": sk, "place": place }));
    }
    Ok(())
}

pub async fn a_hash_only_table_holds_one_item_per_key(target: &Target) -> Result<()> {
    let table = target.hash_table().await?;
    table.put_all([item! { "pk": "a", "v": 1 }, item! { "pk": "a", "v": 2 }, item! { "pk": "b" }]).await?;
    assert_eq!(table.get(item! { "pk": "a" }).await?, Some(item! { "pk": "a", "v": 2 }));
    table.delete(item! { "pk": "a" }).await?;
    assert_eq!(table.get(item! { "pk": "a" }).await?, None);
    assert_eq!(table.get(item! { "pk": "b" }).await?, Some(item! { "pk": "b" }));
    Ok(())
}

pub async fn number_and_binary_keys_are_read_back_by_value(target: &Target) -> Result<()> {
    let numbered = target.table_sorted_by(KeyKind::N).await?;
    numbered.put(item! { "pk": "a", "sk": number("1.50"), "v": 1 }).await?;
    let found = numbered.get(key("a", number("15e-1"))).await?;
    assert_eq!(found, Some(item! { "pk": "a", "sk": number("1.5"), "v": 1 }));

    let binary = target.table_sorted_by(KeyKind::B).await?;
    for bytes in [vec![0_u8], vec![0, 0], vec![255, 0], vec![255]] {
        binary.put(key("a", bytes.clone())).await?;
        assert_eq!(binary.get(key("a", bytes.clone())).await?, Some(key("a", bytes)));
    }
    Ok(())
}

pub async fn tables_share_nothing(target: &Target) -> Result<()> {
    let (one, other) = (target.table().await?, target.table().await?);
    one.put(item! { "pk": "a", "sk": "1", "of": "one" }).await?;
    assert_eq!(other.get(key("a", "1")).await?, None);
    other.put(item! { "pk": "a", "sk": "1", "of": "other" }).await?;
    other.delete(key("a", "1")).await?;
    assert_eq!(one.get(key("a", "1")).await?, Some(item! { "pk": "a", "sk": "1", "of": "one" }));
    Ok(())
}

pub async fn empty_strings_binaries_lists_and_maps_are_values(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let stored = item! {
        "pk": "a", "sk": "1",
        "s": "", "b": Vec::<u8>::new(), "l": list::<Value>([]), "m": map(item! {}),
        "inside": list([Value::from(""), map(item! { "s": "" })]),
        "ss": strings(["", "a"]), "bs": binaries([&[], &[0]]),
    };
    table.put(stored.clone()).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(stored));
    Ok(())
}

pub async fn attribute_names_may_be_any_text(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let stored = item! {
        "pk": "a", "sk": "1",
        "a.b": 1, "a[0]": 2, "#n0": 3, ":v0": 4, "SELECT": 5, "size": 6, "é 😀": 7, "A": 8, "a": 9,
    };
    table.put(stored.clone()).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(stored));
    table.update(key("a", "1"), Update::new().remove("a.b").set("SELECT", 50).remove("A")).await?;
    let left = item! {
        "pk": "a", "sk": "1", "a[0]": 2, "#n0": 3, ":v0": 4, "SELECT": 50, "size": 6, "é 😀": 7, "a": 9,
    };
    assert_eq!(table.get(key("a", "1")).await?, Some(left));
    Ok(())
}
