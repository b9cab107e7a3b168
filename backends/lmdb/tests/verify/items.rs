//! Damage to items, and to what is made of them.

use std::path::Path;

use dynamo_model::value::Item;

use crate::database::{
    BY_GROUP, BY_LABEL, COUNTERS, STREAM, THINGS, finds, flip, item_in, rewrite, rewrite_item, row, row_of,
    thing,
};
use crate::raw::{delete, put, rows, sealed};

/// Replaces the content of the row of the third item, which is in no index and does not expire.
fn rewrite_third(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    rewrite(path, "items", &row_of(path, "items", THINGS, 3), change);
}

#[tokio::test]
async fn a_flipped_bit_in_an_item_is_found() {
    let damage = |path: &Path| flip(path, "items", &row_of(path, "items", THINGS, 3));
    finds(damage, &[r#"table `things`, item {"p":{"S":"a"},"s":{"N":"3"}}: its checksum does not match"#])
        .await;
}

#[tokio::test]
async fn bytes_that_are_no_item_are_found() {
    let damage = |path: &Path| rewrite_third(path, |content| content.extend([1, b'x', 99]));
    let problem = r#"table `things`, item {"p":{"S":"a"},"s":{"N":"3"}}: its content is not an item: malformed packed item at byte 14"#;
    finds(damage, &[problem]).await;
}

#[tokio::test]
async fn an_item_under_the_key_of_another_is_found() {
    let damage = |path: &Path| rewrite_third(path, |content| *content = row(&thing(2)));
    let problems = [
        r#"table `things`, item {"p":{"S":"a"},"s":{"N":"3"}}: what is stored there is the item {"p":{"S":"a"},"s":{"N":"2"}}"#,
        r#"table `things`, stream 2023-11-14T22:13:20.000, record 3: it is the last one of {"p":{"S":"a"},"s":{"N":"3"}}, and something else is stored"#,
        r#"table `things`, collection {"p":{"S":"a"}}: it has 162 bytes, and 133 are recorded"#,
        "table `things`: it has rows: 4, bytes: 5249; and is counted as rows: 4, bytes: 5220",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn an_item_without_its_key_is_found() {
    let keyless = Item::from_iter([("x", 123)]);
    let damage = |path: &Path| rewrite_third(path, |content| *content = row(&keyless));
    let problems = [
        r#"table `things`, item {"p":{"S":"a"},"s":{"N":"3"}}: a stored item has no key attribute `p`"#,
        r#"table `things`, stream 2023-11-14T22:13:20.000, record 3: it is the last one of {"p":{"S":"a"},"s":{"N":"3"}}, and something else is stored"#,
        r#"table `things`, collection {"p":{"S":"a"}}: it has 132 bytes, and 133 are recorded"#,
        "table `things`: it has rows: 4, bytes: 5219; and is counted as rows: 4, bytes: 5220",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn a_wrong_size_of_an_item_is_found() {
    let damage = |path: &Path| rewrite_third(path, |content| content[0] += 1);
    let problem = r#"table `things`, item {"p":{"S":"a"},"s":{"N":"3"}}: its size is 5, and 6 is recorded"#;
    finds(damage, &[problem]).await;
}

#[tokio::test]
async fn everything_that_is_left_of_an_item_that_is_gone_is_found() {
    let damage = |path: &Path| delete(path, Some("items"), &row_of(path, "items", THINGS, 1));
    let problems = [
        r#"table `things`, index `by-group`, entry of {"p":{"S":"a"},"s":{"N":"1"}}: there is no such item"#,
        r#"table `things`, index `keys`, entry of {"p":{"S":"a"},"s":{"N":"1"}}: there is no such item"#,
        r#"table `things`, index `by-label`, entry of {"p":{"S":"a"},"s":{"N":"1"}}: there is no such item"#,
        r#"table `things`, expiry of {"p":{"S":"a"},"s":{"N":"1"}}: there is no such item"#,
        r#"table `things`, stream 2023-11-14T22:13:20.000, record 5: it is the last one of {"p":{"S":"a"},"s":{"N":"1"}}, and something else is stored"#,
        r#"table `things`, collection {"p":{"S":"a"}}: it has 60 bytes, and 133 are recorded"#,
        "table `things`: it has rows: 3, bytes: 5173; and is counted as rows: 4, bytes: 5220",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn an_entry_that_is_missing_is_found() {
    let damage = |path: &Path| delete(path, Some("entries"), &row_of(path, "entries", BY_GROUP, 1));
    let problems = [
        r#"table `things`, item {"p":{"S":"a"},"s":{"N":"1"}}: index `by-group` has no entry for it"#,
        "table `things`, index `by-group`: it has rows: 1, bytes: 5134; and is counted as rows: 2, bytes: 5181",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn a_missing_entry_of_an_item_with_a_long_key_is_found() {
    let damage = |path: &Path| delete(path, Some("entries"), &row_of(path, "entries", BY_GROUP, 4));
    let problems = [
        r#"table `things`, item {"s":{"N":"4"}}, with a partition key of more than 400 bytes: index `by-group` has no entry for it"#,
        "table `things`, index `by-group`: it has rows: 1, bytes: 47; and is counted as rows: 2, bytes: 5181",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn a_flipped_bit_in_an_entry_is_found() {
    let damage = |path: &Path| flip(path, "entries", &row_of(path, "entries", BY_LABEL, 1));
    let problems = [
        r#"table `things`, item {"p":{"S":"a"},"s":{"N":"1"}}: its entry in index `by-label` cannot be read"#,
        r#"table `things`, index `by-label`, entry of {"p":{"S":"a"},"s":{"N":"1"}}: its checksum does not match"#,
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn an_entry_that_lacks_an_attribute_is_found() {
    let damage = |path: &Path| {
        let key = row_of(path, "entries", BY_LABEL, 2);
        rewrite_item(path, "entries", &key, |entry| assert!(entry.remove("text")));
    };
    let problems = [
        r#"table `things`, item {"p":{"S":"a"},"s":{"N":"2"}}: its entry in index `by-label` holds something else"#,
        "table `things`, index `by-label`: it has rows: 3, bytes: 3120; and is counted as rows: 3, bytes: 3128",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn entries_that_should_not_be_there_are_found() {
    let damage = |path: &Path| {
        let mut key = row_of(path, "entries", BY_GROUP, 1);
        let mut entry = item_in(&rows(path, Some("entries"))[&key][4..]);
        // Of an item that is not in the index, of none, and of one that is elsewhere.
        for (bit, number) in [(1, 3), (2, 7), (4, 1)] {
            *key.last_mut().unwrap() ^= bit;
            entry.insert("s", number);
            put(path, Some("entries"), &key, &sealed(&key, &row(&entry)));
        }
    };
    let problems = [
        r#"table `things`, index `by-group`, entry of {"p":{"S":"a"},"s":{"N":"3"}}: the item does not belong in the index"#,
        r#"table `things`, index `by-group`, entry of {"p":{"S":"a"},"s":{"N":"7"}}: there is no such item"#,
        r#"table `things`, index `by-group`, entry of {"p":{"S":"a"},"s":{"N":"1"}}: the item has another place in the index"#,
        "table `things`, index `by-group`: it has rows: 5, bytes: 5322; and is counted as rows: 2, bytes: 5181",
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn an_item_that_nothing_expires_is_found() {
    let damage = |path: &Path| {
        let all = rows(path, Some("expiries"));
        delete(path, Some("expiries"), all.keys().next().unwrap());
    };
    let problem =
        r#"table `things`, item {"p":{"S":"a"},"s":{"N":"1"}}: it is not noted for when it expires"#;
    finds(damage, &[problem]).await;
}

#[tokio::test]
async fn expiries_that_should_not_be_there_are_found() {
    let damage = |path: &Path| {
        let first = rows(path, Some("expiries")).keys().next().unwrap().clone();
        let mut earlier = first.clone();
        earlier[11] ^= 1;
        let third = row_of(path, "items", THINGS, 3)[4..].to_vec();
        let of_third = [&first[..12], &third].concat();
        let of_none = [&first[..12], &third, b"more"].concat();
        for key in [earlier, of_third, of_none] {
            put(path, Some("expiries"), &key, b"");
        }
        put(path, Some("expiries"), &first, b"content");
    };
    let problems = [
        r#"table `things`, expiry of {"p":{"S":"a"},"s":{"N":"1"}}: it has content"#,
        r#"table `things`, expiry of {"p":{"S":"a"},"s":{"N":"1"}}: the item expires at another time"#,
        r#"table `things`, expiry of {"p":{"S":"a"},"s":{"N":"3"}}: the item does not expire"#,
        r#"table `things`, expiry of {"p":{"S":"a"},"s":{"N":"3"}}: there is no such item"#,
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn sizes_of_collections_that_are_wrong_missing_or_of_nothing_are_found() {
    let damage = |path: &Path| {
        let all = rows(path, Some("collections"));
        let [short, long] = [b'a', 0].map(|last| {
            all.keys().find(|key| (key.last() == Some(&b'a')) == (last == b'a')).unwrap().clone()
        });
        rewrite(path, "collections", &short, |content| content[0] += 1);
        delete(path, Some("collections"), &long);
        let other = [&short[..short.len() - 1], b"b"].concat();
        put(path, Some("collections"), &other, &sealed(&other, &7_u64.to_le_bytes()));
    };
    let problems = [
        r#"table `things`, collection {"p":{"S":"a"}}: it has 133 bytes, and 134 are recorded"#,
        "table `things`, collection {}, with a partition key of more than 400 bytes: it has 8215 bytes, and 0 are recorded",
        r#"table `things`, collection {"p":{"S":"b"}}: it has a size, and no items"#,
    ];
    finds(damage, &problems).await;
}

#[tokio::test]
async fn counters_that_are_wrong_missing_or_of_nothing_are_found() {
    let damage = |path: &Path| {
        let counters = |id: u32| [b"n:", &id.to_be_bytes()[..]].concat();
        rewrite(path, "meta", &counters(THINGS), |content| content[0] += 1);
        rewrite(path, "meta", &counters(BY_GROUP), |content| content[8] += 1);
        delete(path, Some("meta"), &counters(COUNTERS));
        put(path, Some("meta"), &counters(STREAM), b"");
        put(path, Some("meta"), &counters(99), b"");
    };
    let problems = [
        "table `things`: it has rows: 4, bytes: 5220; and is counted as rows: 5, bytes: 5220",
        "table `things`, index `by-group`: it has rows: 2, bytes: 5181; and is counted as rows: 2, bytes: 5182",
        "table `counters`: it has rows: 1, bytes: 10; and is counted as rows: 0, bytes: 0",
        "counters of the number 5: no table or index has that number",
        "counters of the number 99: no table or index has that number",
    ];
    finds(damage, &problems).await;
}
