//! Queries against a model: whatever the keys, every range is read whole, in order, page by page, in both directions.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::collections::BTreeMap;

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_model::expr::{KeyCondition, SortRange};
use dynamo_model::request::{
    CreateTable, DeleteItem, IndexDefinition, IndexProjection, KeyKind, KeySchema, PutItem, Query, TableName,
};
use dynamo_model::value::{Item, Number, Value};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

/// A sort key, ordered as the service orders values of its type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    S(String),
    N(Number),
    B(Vec<u8>),
}

impl Sort {
    fn value(&self) -> Value {
        match self {
            Sort::S(text) => Value::S(text.clone()),
            Sort::N(number) => Value::N(*number),
            Sort::B(bytes) => Value::B(bytes.clone()),
        }
    }

    fn starts_with(&self, prefix: &Sort) -> bool {
        match (self, prefix) {
            (Sort::S(whole), Sort::S(prefix)) => whole.as_bytes().starts_with(prefix.as_bytes()),
            (Sort::B(whole), Sort::B(prefix)) => whole.starts_with(prefix),
            _ => false,
        }
    }

    /// The first `length` characters or bytes, at least one; numbers have no prefixes.
    fn prefix(&self, length: usize) -> Option<Sort> {
        match self {
            Sort::S(text) => Some(Sort::S(text.chars().take(length.max(1)).collect())),
            Sort::B(bytes) => Some(Sort::B(bytes.iter().copied().take(length.max(1)).collect())),
            Sort::N(_) => None,
        }
    }
}

/// Partitions that are easily confused: one the start of another, and long ones that differ at their end.
const PARTITIONS: usize = 6;

fn partition(which: usize) -> String {
    match which {
        0 => "p".to_owned(),
        1 => "p\0".to_owned(),
        2 => "p".repeat(400),
        3 => "p".repeat(401),
        4 => format!("{}a", "p".repeat(2047)),
        _ => format!("{}b", "p".repeat(2047)),
    }
}

#[derive(Clone, Debug)]
enum Step {
    Put { partition: usize, sort: usize, index_partition: Option<usize>, index_sort: usize, padding: usize },
    Delete { partition: usize, sort: usize },
}

/// What a query asks for: a partition, and perhaps a range of kind `range` made of two of the sort keys.
#[derive(Clone, Debug)]
struct Ask {
    partition: usize,
    range: usize,
    low: usize,
    high: usize,
    prefix: usize,
    limit: u32,
}

#[derive(Clone, Debug)]
struct Case {
    kind: KeyKind,
    sorts: Vec<Sort>,
    steps: Vec<Step>,
    asks: Vec<Ask>,
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::collection::vec(prop_oneof![Just(0), Just(1), Just(127), Just(254), Just(255)], 1..4),
        1 => (1..300_usize).prop_map(|zeros| vec![0; zeros]),
        1 => prop::collection::vec(any::<u8>(), 1..300),
    ];
    let short = prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat());
    let longest = any::<u8>().prop_map(|last| {
        (0..1024).map(|place| if place == 1023 { last } else { u8::from(place % 2 == 1) }).collect()
    });
    prop_oneof![6 => short, 1 => longest]
}

fn text() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![Just("\0"), Just("\u{1}"), Just("a"), Just("ä"), Just("\u{7f}"), Just("\u{10ffff}")];
    let short = prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
    let longest = prop_oneof![Just('\0'), Just('a'), Just('z')]
        .prop_map(|last| format!("{}{last}", "\0a".repeat(512).split_at(1023).0));
    prop_oneof![6 => short, 1 => longest]
}

fn number() -> impl Strategy<Value = Number> {
    let wide = -99_999_999_999_999_999_999_999_999_999_999_999_999_i128
        ..=99_999_999_999_999_999_999_999_999_999_999_999_999;
    let number = |mantissa: BoxedStrategy<i128>, exponent: std::ops::RangeInclusive<i32>| {
        (mantissa, exponent)
            .prop_filter_map("in range", |(mantissa, exponent)| Number::from_parts(mantissa, exponent).ok())
    };
    prop_oneof![number((-12..=12_i128).boxed(), -2..=2), number(wide.boxed(), -130..=87)]
}

fn sorts() -> impl Strategy<Value = (KeyKind, Vec<Sort>)> {
    let some = 2..12;
    prop_oneof![
        prop::collection::vec(text().prop_map(Sort::S), some.clone()).prop_map(|sorts| (KeyKind::S, sorts)),
        prop::collection::vec(number().prop_map(Sort::N), some.clone()).prop_map(|sorts| (KeyKind::N, sorts)),
        prop::collection::vec(bytes().prop_map(Sort::B), some).prop_map(|sorts| (KeyKind::B, sorts)),
    ]
}

fn cases() -> impl Strategy<Value = Case> {
    sorts().prop_flat_map(|(kind, sorts)| {
        let (partition, sort) = (0..PARTITIONS, 0..sorts.len());
        let put = (
            partition.clone(),
            sort.clone(),
            prop::option::weighted(0.8, 0..PARTITIONS),
            sort.clone(),
            prop_oneof![9 => 0..64_usize, 1 => 2000..9000_usize],
        )
            .prop_map(|(partition, sort, index_partition, index_sort, padding)| Step::Put {
                partition,
                sort,
                index_partition,
                index_sort,
                padding,
            });
        let delete =
            (partition.clone(), sort.clone()).prop_map(|(partition, sort)| Step::Delete { partition, sort });
        let ask = (partition, 0..8_usize, sort.clone(), sort, 1..4_usize, 1..5_u32).prop_map(
            |(partition, range, low, high, prefix, limit)| Ask { partition, range, low, high, prefix, limit },
        );
        let steps = prop::collection::vec(prop_oneof![4 => put, 1 => delete], 1..40);
        let asks = prop::collection::vec(ask, 12);
        (steps, asks).prop_map(move |(steps, asks)| Case { kind, sorts: sorts.clone(), steps, asks })
    })
}

/// What should be stored, by partition and sort key.
type Model = BTreeMap<(String, Sort), Stored>;

#[derive(Clone, Debug)]
struct Stored {
    item: Item,
    index: Option<(String, Sort)>,
}

fn key(partition: &str, sort: &Sort) -> Item {
    Item::from_iter([("pk", Value::from(partition)), ("sk", sort.value())])
}

async fn apply(db: &Lmdb, case: &Case) -> Model {
    let table = CreateTable::new("t-order", KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", case.kind)
        .with_attribute("gpk", KeyKind::S)
        .with_attribute("gsk", case.kind)
        .with_global_index(IndexDefinition::new("whole", KeySchema::new("gpk").with_sort("gsk")))
        .with_global_index(
            IndexDefinition::new("keys", KeySchema::new("gpk").with_sort("gsk"))
                .with_projection(IndexProjection::KeysOnly),
        );
    db.create_table(table).await.unwrap();
    let mut model = Model::new();
    for step in &case.steps {
        match step {
            Step::Put { partition: which, sort, index_partition, index_sort, padding } => {
                let (partition_key, sort) = (partition(*which), &case.sorts[*sort]);
                let mut item = key(&partition_key, sort);
                item.insert("padding", "x".repeat(*padding));
                let index = index_partition.map(|which| (partition(which), case.sorts[*index_sort].clone()));
                if let Some((partition, sort)) = &index {
                    item.insert("gpk", partition.as_str());
                    item.insert("gsk", sort.value());
                }
                db.put_item(PutItem::new("t-order", item.clone())).await.unwrap();
                model.insert((partition_key, sort.clone()), Stored { item, index });
            }
            Step::Delete { partition: which, sort } => {
                let (partition, sort) = (partition(*which), &case.sorts[*sort]);
                db.delete_item(DeleteItem::new("t-order", key(&partition, sort))).await.unwrap();
                model.remove(&(partition, sort.clone()));
            }
        }
    }
    model
}

type Holds = Box<dyn Fn(&Sort) -> bool>;

/// The range a query asks for, and whether a sort key lies in it.
fn range(case: &Case, ask: &Ask) -> (Option<SortRange>, Holds) {
    let (low, high) = (case.sorts[ask.low].clone(), case.sorts[ask.high].clone());
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    match ask.range {
        0 => (Some(SortRange::Lt(high.value())), Box::new(move |sort| *sort < high)),
        1 => (Some(SortRange::Le(high.value())), Box::new(move |sort| *sort <= high)),
        2 => (Some(SortRange::Gt(low.value())), Box::new(move |sort| *sort > low)),
        3 => (Some(SortRange::Ge(low.value())), Box::new(move |sort| *sort >= low)),
        4 => (
            Some(SortRange::Between(low.value(), high.value())),
            Box::new(move |sort| low <= *sort && *sort <= high),
        ),
        5 | 6 => match low.prefix(ask.prefix) {
            Some(prefix) => {
                (Some(SortRange::BeginsWith(prefix.value())), Box::new(move |sort| sort.starts_with(&prefix)))
            }
            None => (None, Box::new(|_| true)),
        },
        _ => (None, Box::new(|_| true)),
    }
}

/// Reads every page; with a limit, pages are as long as it says.
async fn read(db: &Lmdb, query: Query, limit: Option<u32>) -> Vec<Item> {
    let mut query = query;
    query.limit = limit;
    let mut items = Vec::new();
    loop {
        let page = db.query(query.clone()).await.unwrap();
        if let (Some(limit), true) = (limit, page.last_evaluated_key.is_some()) {
            assert_eq!(page.items.len(), limit as usize, "a page that is not the last is full");
        }
        items.extend(page.items);
        match page.last_evaluated_key {
            Some(last) => query.exclusive_start_key = Some(last),
            None => return items,
        }
    }
}

async fn check_table(db: &Lmdb, case: &Case, ask: &Ask, model: &Model) -> TestCaseResult {
    let (range, holds) = range(case, ask);
    let partition = partition(ask.partition);
    let expected: Vec<Item> = model
        .iter()
        .filter(|((pk, sort), _)| *pk == partition && holds(sort))
        .map(|(_, stored)| stored.item.clone())
        .collect();
    let mut condition = KeyCondition::partition("pk", partition.as_str());
    if let Some(range) = range {
        condition = condition.with_range("sk", range);
    }
    let forward = Query::new("t-order", condition);
    let backward = forward.clone().descending();
    let reversed: Vec<Item> = expected.iter().rev().cloned().collect();
    for limit in [None, Some(ask.limit)] {
        prop_assert_eq!(&read(db, forward.clone(), limit).await, &expected);
        prop_assert_eq!(&read(db, backward.clone(), limit).await, &reversed);
    }
    Ok(())
}

async fn check_index(db: &Lmdb, case: &Case, ask: &Ask, model: &Model) -> TestCaseResult {
    let (range, holds) = range(case, ask);
    let partition = partition(ask.partition);
    let mut expected: Vec<(&Sort, &Item)> = model
        .values()
        .filter_map(|stored| {
            let (own, sort) = stored.index.as_ref()?;
            (*own == partition && holds(sort)).then_some((sort, &stored.item))
        })
        .collect();
    let mut condition = KeyCondition::partition("gpk", partition.as_str());
    if let Some(range) = range {
        condition = condition.with_range("gsk", range);
    }
    let forward = Query::new("t-order", condition).on_index("whole");
    let found = read(db, forward.clone(), None).await;

    // Items with one sort key may come in any order, as long as it is always the same.
    let order: Vec<Value> = found.iter().map(|item| item.get("gsk").unwrap().to_value()).collect();
    expected.sort_by_key(|(sort, _)| *sort);
    prop_assert_eq!(order, expected.iter().map(|(sort, _)| sort.value()).collect::<Vec<_>>());
    prop_assert!(expected.iter().all(|(_, item)| found.contains(item)));

    prop_assert_eq!(&read(db, forward.clone(), Some(ask.limit)).await, &found);
    let reversed: Vec<Item> = found.iter().rev().cloned().collect();
    let backward = forward.clone().descending();
    prop_assert_eq!(&read(db, backward.clone(), None).await, &reversed);
    prop_assert_eq!(&read(db, backward, Some(ask.limit)).await, &reversed);

    let keys: Vec<Item> = found.iter().map(keys_of).collect();
    prop_assert_eq!(read(db, forward.on_index("keys"), Some(ask.limit)).await, keys);
    Ok(())
}

fn keys_of(item: &Item) -> Item {
    ["pk", "sk", "gpk", "gsk"].iter().map(|name| (name, item.get(name).unwrap().to_value())).collect()
}

async fn check_counters(db: &Lmdb, model: &Model) -> TestCaseResult {
    let description = db.describe_table(TableName::from("t-order")).await.unwrap();
    let sizes =
        |items: &[Item]| (items.len() as u64, items.iter().map(|item| item.size() as u64).sum::<u64>());
    let items: Vec<Item> = model.values().map(|stored| stored.item.clone()).collect();
    prop_assert_eq!((description.item_count, description.size_bytes), sizes(&items));
    let indexed: Vec<Item> =
        model.values().filter(|stored| stored.index.is_some()).map(|stored| stored.item.clone()).collect();
    let keys: Vec<Item> = indexed.iter().map(keys_of).collect();
    for (index, held) in description.global_indexes.iter().zip([indexed, keys]) {
        prop_assert_eq!((index.item_count, index.size_bytes), sizes(&held), "{}", index.definition.name);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn every_range_reads_as_a_sorted_map_would(case in cases()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let db = Lmdb::temporary().unwrap();
            let model = apply(&db, &case).await;
            for ask in &case.asks {
                check_table(&db, &case, ask, &model).await?;
                check_index(&db, &case, ask, &model).await?;
            }
            check_counters(&db, &model).await
        })?;
    }
}
