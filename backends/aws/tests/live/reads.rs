//! Queries and scans.

use dynamo_model::Backend;
use dynamo_model::expr::{Condition, KeyCondition, Path, Projection, SortRange};
use dynamo_model::request::{Capacity, PutItem, Query, ReturnCapacity, Scan, Segment, Select};
use dynamo_model::value::Item;

use crate::{key, live, table, with};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn queries_page_filter_count_and_use_indexes() {
    let aws = live().await;
    let name = table(&aws, "queries").await;
    for sort in 1..=5 {
        let item = with(with(key(sort), "total", sort * 10), "tag", "t");
        aws.put_item(PutItem::new(name.as_str(), item)).await.unwrap();
    }
    let partition = || KeyCondition::partition("PK", "p");
    let from_two = partition().with_range("SK", SortRange::Ge(2.into()));
    let query = Query::new(name.as_str(), from_two).descending().with_limit(3);
    let page = aws.query(query.clone()).await.unwrap();
    assert_eq!((page.count, page.scanned_count), (3, 3));
    assert_eq!(page.items[0], with(with(key(5), "total", 50), "tag", "t"));
    let last = page.last_evaluated_key.expect("another page");
    assert_eq!(last, key(3));
    let rest = aws.query(query.starting_after(last)).await.unwrap();
    assert_eq!((rest.count, rest.last_evaluated_key), (1, None));

    let filtered = Query::new(name.as_str(), partition())
        .with_filter(Condition::is_in(Path::from("total"), [10, 20]))
        .with_select(Select::Count);
    let counted = aws.query(filtered).await.unwrap();
    assert_eq!((counted.items.len(), counted.count, counted.scanned_count), (0, 2, 5));

    let by_tag =
        Query::new(name.as_str(), KeyCondition::partition("tag", "t").with_equal("SK", 4)).on_index("by-tag");
    let page = aws.query(by_tag.with_capacity(ReturnCapacity::Indexes)).await.unwrap();
    assert_eq!(page.items, [with(with(key(4), "total", 40), "tag", "t")]);
    assert_eq!(page.consumed_capacity.unwrap().global_indexes["by-tag"], Capacity::from_halves(1));
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn scans_page_filter_count_and_use_indexes() {
    let aws = live().await;
    let name = table(&aws, "scans").await;
    for sort in 1..=5 {
        let item = with(key(sort), "total", sort * 10);
        let item = if sort > 3 { with(item, "tag", "t") } else { item };
        aws.put_item(PutItem::new(name.as_str(), item)).await.unwrap();
    }
    let scan = || Scan::new(name.as_str());
    let page = aws.scan(scan().with_limit(3).with_capacity(ReturnCapacity::Total)).await.unwrap();
    assert_eq!((page.count, page.scanned_count), (3, 3));
    assert_eq!(page.consumed_capacity.unwrap().total, Capacity::from_halves(1));
    let last = page.last_evaluated_key.expect("another page");
    assert_eq!(last, key(3));
    let rest = aws.scan(scan().starting_after(last)).await.unwrap();
    assert_eq!((rest.count, rest.last_evaluated_key), (2, None));

    let filtered = scan().with_filter(Condition::is_in(Path::from("total"), [10, 20]));
    let counted = aws.scan(filtered.clone().with_select(Select::Count)).await.unwrap();
    assert_eq!((counted.items.len(), counted.count, counted.scanned_count), (0, 2, 5));
    let projected = aws.scan(filtered.with_projection(Projection::from_iter(["total"]))).await.unwrap();
    assert_eq!(projected.items, [10, 20].map(|total| Item::from_iter([("total", total)])));

    let by_tag = aws.scan(scan().on_index("by-tag")).await.unwrap();
    assert_eq!((by_tag.count, by_tag.scanned_count), (2, 2));
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn the_segments_of_a_scan_share_the_items_out() {
    let aws = live().await;
    let name = table(&aws, "segments").await;
    let item = |id: usize| with(Item::from_iter([("PK", id.to_string())]), "SK", 1);
    for id in 0..20 {
        aws.put_item(PutItem::new(name.as_str(), item(id))).await.unwrap();
    }
    let mut found = Vec::new();
    for number in 0..4 {
        let scan = Scan::new(name.as_str()).in_segment(Segment { number, total: 4 });
        found.extend(aws.scan(scan.consistent()).await.unwrap().items);
    }
    assert_eq!(found.len(), 20);
    assert!((0..20).all(|id| found.contains(&item(id))));
    let beyond = Scan::new(name.as_str()).in_segment(Segment { number: 4, total: 4 });
    assert!(aws.scan(beyond).await.unwrap_err().is_validation());
    aws.delete_table(name.into()).await.unwrap();
}
