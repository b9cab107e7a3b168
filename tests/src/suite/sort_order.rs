//! The order of items within a partition.

use dynamo_model::Result;
use dynamo_model::request::KeyKind;
use dynamo_model::value::Value;

use crate::kit::{key, number};
use crate::{Target, TestTable};

/// Stores the sort keys in another order than given, and requires that queries return them as given.
async fn in_order(table: &TestTable, sorted: Vec<Value>) -> Result<()> {
    let (even, odd): (Vec<_>, Vec<_>) = sorted.iter().enumerate().partition(|(place, _)| place % 2 == 0);
    for (_, sort) in odd.into_iter().rev().chain(even) {
        table.put(key("a", sort)).await?;
    }
    assert_eq!(table.column("sk", table.partition("a")).await?, sorted);
    let reversed: Vec<Value> = sorted.into_iter().rev().collect();
    assert_eq!(table.column("sk", table.partition("a").descending()).await?, reversed);
    Ok(())
}

fn values<V: Into<Value>>(sorted: impl IntoIterator<Item = V>) -> Vec<Value> {
    sorted.into_iter().map(Into::into).collect()
}

pub async fn sort_keys_order_by_utf8_bytes_not_utf16(target: &Target) -> Result<()> {
    let table = target.table().await?;
    // In UTF-16, U+10000 would stand before U+E000.
    let sorted =
        ["10", "2", "Z", "a", "a\u{0}", "a\u{0}b", "aa", "b", "é", "\u{e000}", "\u{ffff}", "\u{10000}"];
    in_order(&table, values(sorted)).await
}

pub async fn zero_characters_in_sort_keys_keep_their_place(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let sorted = [
        "\u{0}",
        "\u{0}\u{0}",
        "\u{0}\u{0}\u{1}",
        "\u{0}\u{1}",
        "\u{1}",
        "\u{1}\u{0}",
        "\u{1}\u{0}\u{1}",
        "\u{1}\u{1}",
    ];
    in_order(&table, values(sorted)).await
}

pub async fn binary_sort_keys_order_by_unsigned_bytes(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::B).await?;
    let sorted: [&[u8]; 10] =
        [&[0], &[0, 0], &[0, 0, 1], &[0, 255], &[1], &[1, 0], &[127], &[128], &[255], &[255, 255]];
    in_order(&table, values(sorted)).await
}

pub async fn number_sort_keys_order_by_value(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::N).await?;
    let sorted = [
        "-9.9999999999999999999999999999999999999e125",
        "-1e10",
        "-123.4",
        "-123.39",
        "-100",
        "-99",
        "-10",
        "-9",
        "-1.5",
        "-1",
        "-0.5",
        "-1e-130",
        "0",
        "1e-130",
        "0.001",
        "0.01",
        "0.5",
        "0.99",
        "1",
        "1.01",
        "1.5",
        "2",
        "9",
        "10",
        "11",
        "99",
        "100",
        "1e10",
        "9.9999999999999999999999999999999999999e125",
    ];
    in_order(&table, values(sorted.map(number))).await
}

pub async fn thirty_eight_digits_of_a_number_key_all_count(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::N).await?;
    let sorted = [
        "-12345678901234567890123456789012345679",
        "-12345678901234567890123456789012345678",
        "0.12345678901234567890123456789012345678",
        "0.12345678901234567890123456789012345679",
        "12345678901234567890123456789012345678",
        "12345678901234567890123456789012345679",
    ];
    in_order(&table, values(sorted.map(number))).await
}

pub async fn partitions_never_mix(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let partitions = ["a", "ab", "a\u{0}", "a\u{0}b", "A", "\u{0}"];
    for pk in partitions {
        table.put_all(["1", "2"].map(|sk| key(pk, sk))).await?;
    }
    for pk in partitions {
        assert_eq!(table.all(table.partition(pk)).await?, ["1", "2"].map(|sk| key(pk, sk)));
    }
    Ok(())
}
