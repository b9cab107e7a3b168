//! What a query of a table returns.

use dynamo_model::expr::{Condition, KeyCondition, Path, Projection, SortRange};
use dynamo_model::request::{KeyKind, Query, ReturnCapacity, Select};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Error, Result};

use crate::kit::{item, key, refused};
use crate::{Target, TestTable};

/// Stores the sort keys `a`, `b`, `ba`, `bb` and `c` in partition `p`, numbered from 0.
async fn letters(target: &Target) -> Result<TestTable> {
    let table = target.table().await?;
    for (n, sk) in ["a", "b", "ba", "bb", "c"].into_iter().enumerate() {
        table.put(item! { "pk": "p", "sk": sk, "n": n }).await?;
    }
    table.put(item! { "pk": "other", "sk": "b", "n": 9 }).await?;
    Ok(table)
}

fn within(table: &TestTable, range: SortRange) -> Query {
    Query::new(table, KeyCondition::partition("pk", "p").with_range("sk", range))
}

pub async fn a_query_returns_its_partition_in_sort_key_order(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    assert_eq!(table.texts("sk", table.partition("p")).await?, ["a", "b", "ba", "bb", "c"]);
    assert_eq!(table.texts("sk", table.partition("p").descending()).await?, ["c", "bb", "ba", "b", "a"]);
    assert_eq!(table.texts("sk", table.partition("p").consistent()).await?, ["a", "b", "ba", "bb", "c"]);
    Ok(())
}

pub async fn an_empty_partition_is_an_empty_page(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let page = table.query(table.partition("nobody")).await?;
    assert_eq!((page.count, page.scanned_count), (0, 0));
    assert!(page.items.is_empty() && page.last_evaluated_key.is_none());
    Ok(())
}

pub async fn a_query_of_each_item_shows_what_a_query_returns(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let tested = Condition::ne(Path::attribute("n"), 2);
    let query = table
        .partition("p")
        .descending()
        .with_filter(tested)
        .with_limit(4)
        .with_capacity(ReturnCapacity::Total);
    let mut page = table.query(query.clone()).await?;
    let mut shown = Vec::new();
    let rest = table
        .query_each(&query, &mut |item| {
            shown.push(item.to_item());
            Ok(())
        })
        .await?;
    assert_eq!(shown, std::mem::take(&mut page.items));
    assert_eq!((shown.len(), &rest), (3, &page));
    Ok(())
}

pub async fn an_error_about_an_item_ends_a_query_of_each(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let mut seen = 0;
    let query = table.partition("p");
    let ended = table
        .query_each(&query, &mut |_| {
            seen += 1;
            if seen == 2 { Err(Error::validation("enough")) } else { Ok(()) }
        })
        .await;
    assert_eq!(refused(ended).message(), "enough");
    assert_eq!(seen, 2);
    Ok(())
}

pub async fn every_sort_key_range_selects_what_it_says(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let b = || Value::from("b");
    let cases: [(SortRange, &[&str]); 8] = [
        (SortRange::Lt(b()), &["a"]),
        (SortRange::Le(b()), &["a", "b"]),
        (SortRange::Gt(b()), &["ba", "bb", "c"]),
        (SortRange::Ge(b()), &["b", "ba", "bb", "c"]),
        (SortRange::Between(b(), "bb".into()), &["b", "ba", "bb"]),
        (SortRange::Between("b0".into(), "bazz".into()), &["ba"]),
        (SortRange::BeginsWith(b()), &["b", "ba", "bb"]),
        (SortRange::BeginsWith("bc".into()), &[]),
    ];
    for (range, wanted) in cases {
        assert_eq!(table.texts("sk", within(&table, range.clone())).await?, wanted, "{range:?}");
        let reversed: Vec<&str> = wanted.iter().rev().copied().collect();
        assert_eq!(
            table.texts("sk", within(&table, range.clone()).descending()).await?,
            reversed,
            "{range:?}"
        );
    }
    Ok(())
}

pub async fn a_full_key_selects_one_item(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let one = |sk: &str| Query::new(&table, KeyCondition::partition("pk", "p").with_equal("sk", sk));
    assert_eq!(table.texts("sk", one("b")).await?, ["b"]);
    assert!(table.texts("sk", one("bz")).await?.is_empty());
    Ok(())
}

pub async fn number_ranges_compare_values_not_text(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::N).await?;
    table.put_all([-10, -9, 0, 5, 9, 10, 100].map(|n| key("p", n))).await?;
    let cases = [
        (SortRange::Lt(9.into()), vec![-10, -9, 0, 5]),
        (SortRange::Ge(9.into()), vec![9, 10, 100]),
        (SortRange::Between((-9).into(), 10.into()), vec![-9, 0, 5, 9, 10]),
    ];
    for (range, wanted) in cases {
        let wanted: Vec<Value> = wanted.into_iter().map(Value::from).collect();
        assert_eq!(table.column("sk", within(&table, range.clone())).await?, wanted, "{range:?}");
    }
    Ok(())
}

pub async fn binary_prefixes_may_end_in_0xff(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::B).await?;
    let keys: [&[u8]; 6] = [&[1], &[1, 255], &[1, 255, 0], &[1, 255, 255, 7], &[2], &[255, 255]];
    table.put_all(keys.map(|sk| key("p", sk))).await?;
    let prefix = |bytes: &[u8]| within(&table, SortRange::BeginsWith(bytes.into()));
    assert_eq!(table.all(prefix(&[1, 255])).await?.len(), 3);
    assert_eq!(table.all(prefix(&[255])).await?.len(), 1);
    Ok(())
}

pub async fn strings_prefixes_include_the_last_characters_there_are(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all(["b", "b\u{10ffff}", "b\u{10ffff}\u{10ffff}", "c"].map(|sk| key("p", sk))).await?;
    assert_eq!(table.all(within(&table, SortRange::BeginsWith("b".into()))).await?.len(), 3);
    Ok(())
}

pub async fn a_filter_drops_items_after_they_are_counted(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let odd = Condition::is_in(Path::attribute("n"), [1, 3]);
    let page = table.query(table.partition("p").with_filter(odd)).await?;
    assert_eq!((page.count, page.scanned_count), (2, 5));
    assert_eq!(page.items.len(), 2);
    Ok(())
}

pub async fn the_limit_counts_items_before_the_filter(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let last = Condition::eq(Path::attribute("n"), 4);
    let page = table.query(table.partition("p").with_filter(last).with_limit(2)).await?;
    assert_eq!((page.count, page.scanned_count), (0, 2));
    assert_eq!(page.last_evaluated_key, Some(key("p", "b")));
    Ok(())
}

pub async fn counting_returns_no_items(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let filter = Condition::gt(Path::attribute("n"), 1);
    let page = table.query(table.partition("p").with_select(Select::Count).with_filter(filter)).await?;
    assert_eq!((page.count, page.scanned_count), (3, 5));
    assert!(page.items.is_empty());
    Ok(())
}

pub async fn a_projection_trims_every_item(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let query = table.partition("p").with_projection(Projection::from_iter(["n", "nope"]));
    let page = table.query(query.clone().with_select(Select::SpecificAttributes)).await?;
    let numbers: Vec<Item> = (0..5).map(|n| item! { "n": n }).collect();
    assert_eq!(page.items, numbers);
    assert_eq!(table.query(query).await?.items, numbers);
    Ok(())
}

pub async fn a_filter_may_use_attributes_the_projection_leaves_out(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let query = table
        .partition("p")
        .with_filter(Condition::lt(Path::attribute("n"), 2))
        .with_projection(Projection::from_iter(["sk"]));
    assert_eq!(table.all(query).await?, [item! { "sk": "a" }, item! { "sk": "b" }]);
    Ok(())
}

pub async fn a_hash_only_table_is_queried_by_its_key(target: &Target) -> Result<()> {
    let table = target.hash_table().await?;
    table.put_all([item! { "pk": "a" }, item! { "pk": "b" }]).await?;
    assert_eq!(table.all(table.partition("a")).await?, [item! { "pk": "a" }]);
    assert!(table.all(table.partition("c")).await?.is_empty());
    Ok(())
}

pub async fn a_key_condition_must_fit_the_key(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let partition = || KeyCondition::partition("pk", "p");
    for condition in [
        KeyCondition::partition("sk", "a"),
        KeyCondition::partition("n", 1),
        KeyCondition::partition("pk", 1),
        partition().with_equal("sk", 1),
        partition().with_equal("n", 1),
        partition().with_equal("sk", "a").with_equal("n", 1),
        partition().with_equal("sk", "a").with_range("sk", SortRange::Gt("a".into())),
        partition().with_range("sk", SortRange::Ge(1.into())),
        partition().with_range("sk", SortRange::Gt(true.into())),
        partition().with_range("sk", SortRange::Between("c".into(), "a".into())),
        partition().with_range("sk", SortRange::Between("c".into(), 1.into())),
        partition().with_range("pk", SortRange::Gt("p".into())),
    ] {
        let error = refused(table.query(Query::new(&table, condition.clone())).await);
        assert!(error.is_validation(), "{condition}: {error:?}");
    }
    Ok(())
}

pub async fn prefixes_of_numbers_are_refused(target: &Target) -> Result<()> {
    let table = target.table_sorted_by(KeyKind::N).await?;
    for prefix in [Value::from(1), Value::from("1")] {
        assert!(refused(table.query(within(&table, SortRange::BeginsWith(prefix))).await).is_validation());
    }
    Ok(())
}

pub async fn a_filter_on_the_queried_key_is_refused(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    for key in ["pk", "sk"] {
        let filter = Condition::exists("n").and(Condition::eq(Path::attribute(key), "a"));
        let error = refused(table.query(table.partition("p").with_filter(filter)).await);
        assert!(error.is_validation(), "{error:?}");
    }
    Ok(())
}

pub async fn select_and_projection_must_agree(target: &Target) -> Result<()> {
    let table = letters(target).await?;
    let projected = || table.partition("p").with_projection(Projection::from_iter(["n"]));
    for query in [
        projected().with_select(Select::Count),
        projected().with_select(Select::AllAttributes),
        table.partition("p").with_select(Select::SpecificAttributes),
        table.partition("p").with_select(Select::AllProjectedAttributes),
    ] {
        assert!(refused(table.query(query).await).is_validation());
    }
    Ok(())
}
