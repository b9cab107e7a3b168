//! Pages that end among items with equal index keys: by size, backwards, and while items come, go and move.

use std::collections::BTreeSet;

use dynamo_model::Result;
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{DeleteItem, IndexDefinition, KeyKind, KeySchema, Query, QueryOutput};
use dynamo_model::value::Item;

use crate::kit::{item, with_size};
use crate::target::plain;
use crate::{Target, TestTable};

const LARGE: usize = 300_000;

/// Makes a table whose items all share one key of the index `gsi`, and puts as many items, named by number.
async fn tied(target: &Target, items: u32, bytes: usize) -> Result<TestTable> {
    let index = IndexDefinition::new("gsi", KeySchema::new("gpk").with_sort("gsk"));
    let table = target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("gpk", KeyKind::S)
                .with_attribute("gsk", KeyKind::N)
                .with_global_index(index)
        })
        .await?;
    for number in 0..items {
        table.put(with_size(member(number), bytes)).await?;
    }
    Ok(table)
}

fn member(number: u32) -> Item {
    // In partitions of their own, and two of each: the tie is among keys of both parts.
    let (pk, sk) = (format!("p{}", number / 2), format!("s{}", number % 2));
    item! { "pk": pk, "sk": sk, "gpk": "x", "gsk": 1, "n": number }
}

fn key_of(item: &Item) -> Item {
    ["pk", "sk"].into_iter().map(|name| (name, item.get(name).unwrap().to_value())).collect()
}

fn all(table: &TestTable) -> Query {
    Query::new(table, KeyCondition::partition("gpk", "x")).on_index("gsi")
}

fn numbers(pages: &[QueryOutput]) -> Vec<u64> {
    let number = |item: &Item| item.get("n").unwrap().to_value().as_n().unwrap().to_u64().unwrap();
    pages.iter().flat_map(|page| &page.items).map(number).collect()
}

/// Requires that every number is there once.
#[track_caller]
fn assert_once(found: &[u64], expected: impl IntoIterator<Item = u64>) {
    let unique: BTreeSet<u64> = found.iter().copied().collect();
    assert_eq!(unique, expected.into_iter().collect());
    assert_eq!(unique.len(), found.len(), "nothing comes twice: {found:?}");
}

pub async fn a_megabyte_may_end_among_equal_index_keys(target: &Target) -> Result<()> {
    let table = tied(target, 9, LARGE).await?;
    for query in [all(&table), all(&table).descending()] {
        let pages = table.pages(query).await?;
        assert_once(&numbers(&pages), 0..9);
        let counts: Vec<usize> = pages.iter().map(|page| page.items.len()).collect();
        assert_eq!(counts, [4, 4, 1]);
    }
    Ok(())
}

pub async fn backward_pages_of_equal_index_keys_are_forward_pages_reversed(target: &Target) -> Result<()> {
    let table = tied(target, 8, 200).await?;
    let forward = numbers(&table.pages(all(&table).with_limit(3)).await?);
    let mut backward = numbers(&table.pages(all(&table).with_limit(2).descending()).await?);
    backward.reverse();
    assert_once(&forward, 0..8);
    assert_eq!(forward, backward);
    Ok(())
}

pub async fn the_item_a_cursor_among_equal_keys_points_to_may_go(target: &Target) -> Result<()> {
    let table = tied(target, 8, 200).await?;
    let order = numbers(&table.pages(all(&table)).await?);
    for (query, expected) in [
        (all(&table), order.clone()),
        (all(&table).descending(), order.iter().rev().copied().collect::<Vec<_>>()),
    ] {
        let first = table.query(query.clone().with_limit(3)).await?;
        let cursor = first.last_evaluated_key.clone().unwrap();
        let last = first.items.last().unwrap().clone();
        table.delete_item(DeleteItem::new(&table, key_of(&last))).await?;
        let rest = table.pages(query.starting_after(cursor)).await?;
        assert_eq!(numbers(&rest), expected[3..]);
        table.put(last).await?;
    }
    Ok(())
}

pub async fn what_comes_and_goes_around_a_cursor_moves_nothing_else(target: &Target) -> Result<()> {
    let table = tied(target, 8, 200).await?;
    let order = numbers(&table.pages(all(&table)).await?);
    let first = table.query(all(&table).with_limit(4)).await?;
    let cursor = first.last_evaluated_key.clone().unwrap();
    // One behind the cursor and one before it go, and others with the same index key come.
    for number in [order[1], order[5]] {
        table.delete(key_of(&member(u32::try_from(number).unwrap()))).await?;
    }
    for number in 100..104 {
        table.put(member(number)).await?;
    }
    let rest = numbers(&table.pages(all(&table).with_limit(2).starting_after(cursor)).await?);
    let old: Vec<u64> = rest.iter().copied().filter(|number| *number < 100).collect();
    assert_eq!(old, [order[4], order[6], order[7]]);
    assert_eq!(rest.len(), rest.iter().collect::<BTreeSet<_>>().len());
    Ok(())
}
