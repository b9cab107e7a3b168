//! Reading on from where a page ended.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, KeyCondition, Path, Projection, SortRange};
use dynamo_model::request::{KeyKind, Query, QueryOutput};
use dynamo_model::value::{Item, Value};

use crate::kit::{item, key, number, refused, with_size};
use crate::{Target, TestTable};

const MEGABYTE: usize = 1_048_576;

/// Stores the sort keys `0` to `9` in partition `p`, and neighbours in others.
async fn ten(target: &Target) -> Result<TestTable> {
    let table = target.table().await?;
    table.put_all((0..10).map(|n| item! { "pk": "p", "sk": n.to_string(), "n": n })).await?;
    table.put_all([key("o", "5"), key("q", "5")]).await?;
    Ok(table)
}

fn sort_keys(pages: &[QueryOutput]) -> Vec<Vec<String>> {
    let text = |item: &Item| item.get("sk").and_then(|sk| sk.as_s().map(str::to_owned)).unwrap();
    pages.iter().map(|page| page.items.iter().map(text).collect()).collect()
}

pub async fn pages_cover_a_partition_once_in_either_direction(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    for limit in [1, 3, 4, 9] {
        let up = sort_keys(&table.pages(table.partition("p").with_limit(limit)).await?).concat();
        assert_eq!(up, (0..10).map(|n| n.to_string()).collect::<Vec<_>>(), "{limit}");
        let down =
            sort_keys(&table.pages(table.partition("p").with_limit(limit).descending()).await?).concat();
        assert_eq!(down, (0..10).rev().map(|n| n.to_string()).collect::<Vec<_>>(), "{limit}");
    }
    Ok(())
}

pub async fn a_page_ends_with_the_key_of_its_last_item(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let page = table.query(table.partition("p").with_limit(3)).await?;
    assert_eq!(page.last_evaluated_key, Some(key("p", "2")));
    let down = table.query(table.partition("p").with_limit(3).descending()).await?;
    assert_eq!(down.last_evaluated_key, Some(key("p", "7")));
    Ok(())
}

pub async fn a_limit_reached_at_the_very_end_still_leaves_a_cursor(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let page = table.query(table.partition("p").with_limit(10)).await?;
    assert_eq!(page.last_evaluated_key, Some(key("p", "9")));
    let next = table.query(table.partition("p").with_limit(10).starting_after(key("p", "9"))).await?;
    assert_eq!((next.count, next.scanned_count, next.last_evaluated_key), (0, 0, None));
    let wide = table.query(table.partition("p").with_limit(11)).await?;
    assert_eq!((wide.count, wide.last_evaluated_key), (10, None));
    Ok(())
}

pub async fn deleting_the_item_a_cursor_points_to_loses_nothing(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let first = table.query(table.partition("p").with_limit(4)).await?;
    let cursor = first.last_evaluated_key.unwrap();
    table.delete(cursor.clone()).await?;
    let up = table.texts("sk", table.partition("p").starting_after(cursor.clone())).await?;
    assert_eq!(up, ["4", "5", "6", "7", "8", "9"]);
    let down = table.texts("sk", table.partition("p").starting_after(cursor).descending()).await?;
    assert_eq!(down, ["2", "1", "0"]);
    Ok(())
}

pub async fn a_start_key_need_not_exist(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let after = |sk: &str| table.partition("p").starting_after(key("p", sk));
    assert_eq!(table.texts("sk", after("75")).await?, ["8", "9"]);
    assert_eq!(table.texts("sk", after("25").descending()).await?, ["2", "1", "0"]);
    assert!(table.texts("sk", after("A")).await?.is_empty());
    assert_eq!(table.texts("sk", after("A").descending().with_limit(2)).await?.len(), 10);
    Ok(())
}

pub async fn pages_stay_within_the_sort_key_range(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let range = SortRange::Between("3".into(), "7".into());
    let query = Query::new(&table, KeyCondition::partition("pk", "p").with_range("sk", range)).with_limit(2);
    let up = sort_keys(&table.pages(query.clone()).await?);
    assert_eq!(up.concat(), ["3", "4", "5", "6", "7"]);
    let down = sort_keys(&table.pages(query.descending()).await?);
    assert_eq!(down.concat(), ["7", "6", "5", "4", "3"]);
    Ok(())
}

pub async fn a_page_may_be_empty_and_not_the_last(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let filter = Condition::eq(Path::attribute("n"), 9);
    let pages = table.pages(table.partition("p").with_filter(filter).with_limit(4)).await?;
    assert_eq!(sort_keys(&pages), [vec![], vec![], vec!["9".to_owned()]]);
    assert_eq!(pages.iter().map(|page| page.scanned_count).collect::<Vec<_>>(), [4, 4, 2]);
    Ok(())
}

pub async fn number_and_binary_keys_page_in_both_directions(target: &Target) -> Result<()> {
    let numbers: Vec<Value> = ["-100", "-1.5", "0", "1e-100", "7", "1e100"].map(|n| number(n).into()).into();
    let binaries: Vec<Value> =
        [&[0_u8][..], &[0, 0], &[0, 1], &[1], &[255], &[255, 0]].map(Value::from).into();
    for (kind, sorted) in [(KeyKind::N, numbers), (KeyKind::B, binaries)] {
        let table = target.table_sorted_by(kind).await?;
        table.put_all(sorted.iter().map(|sk| key("p", sk))).await?;
        let query = table.partition("p").with_limit(1);
        assert_eq!(table.column("sk", query.clone()).await?, sorted);
        let reversed: Vec<Value> = sorted.into_iter().rev().collect();
        assert_eq!(table.column("sk", query.descending()).await?, reversed);
    }
    Ok(())
}

/// Stores `count` items of `bytes` each in partition `p`, numbered in the sort key.
async fn heavy(target: &Target, count: usize, bytes: usize) -> Result<TestTable> {
    let table = target.table().await?;
    for n in 0..count {
        table.put(with_size(item! { "pk": "p", "sk": format!("{n:03}"), "n": n }, bytes)).await?;
    }
    Ok(table)
}

pub async fn a_page_ends_after_a_megabyte(target: &Target) -> Result<()> {
    let table = heavy(target, 7, 300_000).await?;
    let pages = table.pages(table.partition("p")).await?;
    // Three items are less than a megabyte; the fourth crosses the line and is still in.
    assert_eq!(pages.iter().map(|page| page.count).collect::<Vec<_>>(), [4, 3]);
    assert_eq!(pages[0].last_evaluated_key, Some(key("p", "003")));
    let down = table.pages(table.partition("p").descending()).await?;
    assert_eq!(down.iter().map(|page| page.count).collect::<Vec<_>>(), [4, 3]);
    assert_eq!(down[0].last_evaluated_key, Some(key("p", "003")));
    Ok(())
}

pub async fn a_page_holds_items_until_a_megabyte_is_reached(target: &Target) -> Result<()> {
    let table = heavy(target, 5, MEGABYTE / 4).await?;
    let page = table.query(table.partition("p")).await?;
    // Exactly a megabyte is either full already or not yet over: either way no item is lost or doubled.
    assert!((4..=5).contains(&page.count), "{}", page.count);
    let all = table.texts("sk", table.partition("p")).await?;
    assert_eq!(all, ["000", "001", "002", "003", "004"]);
    Ok(())
}

pub async fn the_megabyte_counts_what_was_read_not_what_is_returned(target: &Target) -> Result<()> {
    let table = heavy(target, 6, 300_000).await?;
    let projected = table.partition("p").with_projection(Projection::from_iter(["n"]));
    assert_eq!(table.pages(projected).await?.iter().map(|page| page.count).collect::<Vec<_>>(), [4, 2]);
    Ok(())
}

pub async fn a_filter_does_not_stretch_the_megabyte(target: &Target) -> Result<()> {
    let table = heavy(target, 6, 300_000).await?;
    let filtered = table.partition("p").with_filter(Condition::eq(Path::attribute("n"), 5));
    let pages = table.pages(filtered).await?;
    assert_eq!(
        pages.iter().map(|page| (page.count, page.scanned_count)).collect::<Vec<_>>(),
        [(0, 4), (1, 2)]
    );
    Ok(())
}

pub async fn a_start_key_must_be_exactly_the_key(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    for start in [
        item! { "pk": "p" },
        item! { "pk": "p", "sk": "1", "n": 1 },
        item! { "pk": "p", "n": 1 },
        item! { "pk": "p", "sk": 1 },
        item! { "pk": 1, "sk": "1" },
    ] {
        let error = refused(table.query(table.partition("p").starting_after(start.clone())).await);
        assert!(error.is_validation(), "{start:?}: {error:?}");
    }
    Ok(())
}

pub async fn a_start_key_must_lie_in_what_is_read(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let elsewhere = table.partition("p").starting_after(key("o", "5"));
    assert!(refused(table.query(elsewhere).await).is_validation());
    let range = KeyCondition::partition("pk", "p").with_range("sk", SortRange::Lt("5".into()));
    for sk in ["5", "7"] {
        let beyond = Query::new(&table, range.clone()).starting_after(key("p", sk));
        assert!(refused(table.query(beyond).await).is_validation(), "{sk}");
    }
    Ok(())
}

pub async fn a_hash_only_query_leaves_no_cursor(target: &Target) -> Result<()> {
    let table = target.hash_table().await?;
    table.put(item! { "pk": "a" }).await?;
    let page = table.query(table.partition("a").with_limit(1)).await?;
    assert_eq!((page.count, page.last_evaluated_key), (1, None));
    Ok(())
}

pub async fn a_query_of_one_whole_key_cannot_be_restarted(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let one = Query::new(&table, KeyCondition::partition("pk", "p").with_equal("sk", "3"));
    let again = refused(table.query(one.starting_after(key("p", "3"))).await);
    assert_eq!(again.message(), "The query can return at most one row and cannot be restarted");
    Ok(())
}

pub async fn a_hash_only_query_cannot_be_restarted(target: &Target) -> Result<()> {
    let table = target.hash_table().await?;
    table.put(item! { "pk": "a" }).await?;
    let again = table.partition("a").starting_after(item! { "pk": "a" });
    assert!(refused(table.query(again).await).is_validation());
    Ok(())
}

pub async fn new_items_show_up_on_later_pages(target: &Target) -> Result<()> {
    let table = ten(target).await?;
    let first = table.query(table.partition("p").with_limit(5)).await?;
    table.put_all([key("p", "45"), key("p", "05")]).await?;
    let rest = table.partition("p").starting_after(first.last_evaluated_key.unwrap());
    assert_eq!(table.texts("sk", rest).await?, ["45", "5", "6", "7", "8", "9"]);
    Ok(())
}
