//! How long keys may be, and that every byte of them counts.

use dynamo_model::Result;
use dynamo_model::expr::{KeyCondition, Update};
use dynamo_model::request::{IndexDefinition, KeyKind, KeySchema, Query};
use dynamo_model::value::{Item, Value};

use crate::Target;
use crate::kit::{item, key, refused};
use crate::target::plain;

const LONGEST_PARTITION_KEY: usize = 2048;
const LONGEST_SORT_KEY: usize = 1024;

fn long(start: &str, length: usize) -> String {
    let mut text = start.to_owned();
    text.push_str(&"x".repeat(length - start.len()));
    text
}

pub async fn keys_of_2048_and_1024_bytes_are_stored(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let longest = || key(long("p", LONGEST_PARTITION_KEY), long("s", LONGEST_SORT_KEY));
    table.put(longest()).await?;
    assert_eq!(table.get(longest()).await?, Some(longest()));
    assert_eq!(table.all(table.partition(long("p", LONGEST_PARTITION_KEY))).await?, [longest()]);
    table.delete(longest()).await?;
    assert_eq!(table.get(longest()).await?, None);
    Ok(())
}

pub async fn keys_one_byte_longer_are_refused_by_every_operation(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let too_long = [
        key(long("p", LONGEST_PARTITION_KEY + 1), "1"),
        key("a", long("s", LONGEST_SORT_KEY + 1)),
        // Two bytes a character: it is bytes that count.
        key("a", "é".repeat(LONGEST_SORT_KEY / 2 + 1)),
    ];
    for key in too_long {
        assert!(refused(table.put(key.clone()).await).is_validation());
        assert!(refused(table.get(key.clone()).await).is_validation());
        assert!(refused(table.update(key.clone(), Update::new().set("v", 1)).await).is_validation());
        assert!(refused(table.delete(key).await).is_validation());
    }
    Ok(())
}

pub async fn partition_keys_that_differ_in_the_last_byte_are_two(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for length in [300, 400, 401, 511, 512, 1000, 1982, LONGEST_PARTITION_KEY] {
        let keys = ["a", "b"].map(|last| format!("{}{last}", "p".repeat(length - 1)));
        for pk in &keys {
            table.put(item! { "pk": pk, "sk": "1", "last": &pk[length - 1..] }).await?;
        }
        for pk in &keys {
            let wanted = item! { "pk": pk, "sk": "1", "last": &pk[length - 1..] };
            assert_eq!(table.get(key(pk, "1")).await?, Some(wanted.clone()), "{length}");
            assert_eq!(table.all(table.partition(pk)).await?, [wanted], "{length}");
        }
    }
    Ok(())
}

pub async fn long_sort_keys_keep_their_order_to_the_last_byte(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let pk = long("p", LONGEST_PARTITION_KEY);
    let stem = "s".repeat(LONGEST_SORT_KEY - 1);
    let mut sorted = vec![stem.clone()];
    sorted.extend(["\u{0}", "1", "a", "~"].map(|last| format!("{stem}{last}")));
    for sk in sorted.iter().rev() {
        table.put(key(&pk, sk)).await?;
    }
    for limit in [1, 2, 10] {
        assert_eq!(table.texts("sk", table.partition(&pk).with_limit(limit)).await?, sorted);
        let down = table.texts("sk", table.partition(&pk).with_limit(limit).descending()).await?;
        assert_eq!(down, sorted.iter().rev().cloned().collect::<Vec<_>>());
    }
    Ok(())
}

pub async fn long_binary_keys_of_zeros_keep_their_order(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::B).await?;
    let lengths = [1, 2, 126, 127, 128, 129, 254, 255, 256, 512, LONGEST_SORT_KEY - 1, LONGEST_SORT_KEY];
    let mut sorted: Vec<Vec<u8>> = lengths.iter().map(|length| vec![0; *length]).collect();
    let mut alternating: Vec<u8> = (0..LONGEST_SORT_KEY).map(|n| u8::from(n % 2 == 1)).collect();
    sorted.push(alternating.clone());
    alternating.truncate(LONGEST_SORT_KEY - 1);
    sorted.insert(lengths.len(), alternating);
    sorted.push(vec![255; LONGEST_SORT_KEY]);
    for sk in sorted.iter().rev() {
        table.put(key("p", sk.clone())).await?;
    }
    let wanted: Vec<Value> = sorted.into_iter().map(Value::from).collect();
    assert_eq!(table.column("sk", table.partition("p")).await?, wanted);
    assert_eq!(table.column("sk", table.partition("p").with_limit(1)).await?, wanted);
    Ok(())
}

pub async fn keys_cannot_be_empty(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for empty in [key("", "1"), key("a", "")] {
        assert!(refused(table.put(empty.clone()).await).is_validation());
        assert!(refused(table.get(empty.clone()).await).is_validation());
        assert!(refused(table.update(empty.clone(), Update::new()).await).is_validation());
        assert!(refused(table.delete(empty).await).is_validation());
    }
    let binary = target.table_sorted_by(KeyKind::B).await?;
    assert!(refused(binary.put(key("a", Vec::<u8>::new())).await).is_validation());
    Ok(())
}

fn entry(n: usize) -> Item {
    item! {
        "pk": long(&format!("{n}"), LONGEST_PARTITION_KEY), "sk": long(&format!("{n}"), LONGEST_SORT_KEY),
        "gpk": long("g", LONGEST_PARTITION_KEY), "gsk": long(if n < 2 { "a" } else { "b" }, LONGEST_SORT_KEY),
    }
}

pub async fn index_keys_and_table_keys_may_all_be_as_long_as_allowed(target: &Target) -> Result<()> {
    let index = IndexDefinition::new("gsi", KeySchema::new("gpk").with_sort("gsk"));
    let table = target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("gpk", KeyKind::S)
                .with_attribute("gsk", KeyKind::S)
                .with_global_index(index)
        })
        .await?;
    table.put_all((0..5).map(entry)).await?;
    let query = || {
        Query::new(&table, KeyCondition::partition("gpk", long("g", LONGEST_PARTITION_KEY))).on_index("gsi")
    };
    for page in [query().with_limit(1), query().with_limit(2), query(), query().with_limit(1).descending()] {
        let found = table.all(page.clone()).await?;
        assert_eq!(found.len(), 5);
        assert!((0..5).all(|n| found.contains(&entry(n))), "each entry once");
        let starts = found.iter().filter(|item| [entry(0), entry(1)].contains(item)).count();
        assert_eq!(starts, 2);
        let edge = if page.scan_forward { &found[..2] } else { &found[3..] };
        assert!(edge.iter().all(|item| [entry(0), entry(1)].contains(item)), "ties stay together");
    }
    for n in 0..5 {
        let stored = entry(n);
        table.delete(key(stored.get("pk").unwrap(), stored.get("sk").unwrap())).await?;
        assert_eq!(table.all(query()).await?.len(), 4 - n);
    }
    Ok(())
}

pub async fn index_keys_one_byte_longer_stop_the_write(target: &Target) -> Result<()> {
    let index = IndexDefinition::new("gsi", KeySchema::new("gpk").with_sort("gsk"));
    let table = target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("gpk", KeyKind::S)
                .with_attribute("gsk", KeyKind::S)
                .with_global_index(index)
        })
        .await?;
    let with =
        |gpk: usize, gsk: usize| item! { "pk": "a", "sk": "1", "gpk": long("g", gpk), "gsk": long("g", gsk) };
    for too_long in [with(LONGEST_PARTITION_KEY + 1, 1), with(1, LONGEST_SORT_KEY + 1)] {
        assert!(refused(table.put(too_long).await).is_validation());
    }
    assert_eq!(table.get(key("a", "1")).await?, None);
    Ok(())
}
