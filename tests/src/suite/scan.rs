//! What a scan of a table or an index returns.

use std::collections::BTreeSet;

use dynamo_model::expr::{Condition, Path, Projection};
use dynamo_model::request::{
    Capacity, IndexDefinition, IndexProjection, KeyKind, KeySchema, ReturnCapacity, Scan, ScanOutput,
    Segment, Select,
};
use dynamo_model::value::Item;
use dynamo_model::{Error, Result};

use crate::kit::{item, key, refused, with_size};
use crate::target::plain;
use crate::{Target, TestTable};

/// Stores three sort keys in each of eight partitions, numbered from 0.
async fn grid(target: &Target) -> Result<TestTable> {
    let table = target.table().await?;
    table.put_all(cells()).await?;
    Ok(table)
}

fn cells() -> impl Iterator<Item = Item> {
    (0..24).map(|n| item! { "pk": format!("p{}", n / 3), "sk": (n % 3).to_string(), "n": n })
}

/// Stores three items, two of which are in the index `gsi`.
async fn sparse(target: &Target) -> Result<TestTable> {
    let index = IndexDefinition::new("gsi", KeySchema::new("g")).with_projection(IndexProjection::KeysOnly);
    let table = target
        .create(|name| plain(name, KeyKind::S).with_attribute("g", KeyKind::S).with_global_index(index))
        .await?;
    let [first, second, third] = ["1", "2", "3"].map(|sk| item! { "pk": "a", "sk": sk, "v": "unprojected" });
    let with = |mut item: Item, g: &str| {
        item.insert("g", g);
        item
    };
    table.put_all([with(first, "x"), second, with(third, "y")]).await?;
    Ok(table)
}

/// Reads page after page until there is none.
async fn pages(table: &TestTable, mut scan: Scan) -> Result<Vec<ScanOutput>> {
    let mut pages = Vec::new();
    loop {
        let page = table.scan(scan.clone()).await?;
        scan.exclusive_start_key = page.last_evaluated_key.clone();
        pages.push(page);
        if scan.exclusive_start_key.is_none() {
            return Ok(pages);
        }
    }
}

async fn all(table: &TestTable, scan: Scan) -> Result<Vec<Item>> {
    Ok(pages(table, scan).await?.into_iter().flat_map(|page| page.items).collect())
}

/// Returns the keys of items in order: none is left out, none comes twice.
fn keys<'i>(items: impl IntoIterator<Item = &'i Item>) -> Vec<(String, String)> {
    let text = |item: &Item, name: &str| item.get(name).and_then(|v| v.as_s().map(str::to_owned)).unwrap();
    let mut keys: Vec<_> = items.into_iter().map(|item| (text(item, "pk"), text(item, "sk"))).collect();
    keys.sort();
    keys
}

fn total(page: ScanOutput) -> Capacity {
    page.consumed_capacity.unwrap().total
}

pub async fn a_scan_returns_every_item_once(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let wanted: Vec<Item> = cells().collect();
    for limit in [1, 2, 5, 23, 24, 25] {
        let found = all(&table, Scan::new(&table).with_limit(limit)).await?;
        assert_eq!(keys(&found), keys(&wanted), "{limit}");
        assert!(found.iter().all(|item| wanted.contains(item)), "{limit}");
    }
    assert_eq!(keys(&all(&table, Scan::new(&table).consistent()).await?), keys(&wanted));
    Ok(())
}

pub async fn a_scan_of_each_item_shows_what_a_scan_returns(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let tested = Condition::ne(Path::attribute("n"), 2);
    let scan = Scan::new(&table).with_filter(tested).with_limit(20).with_capacity(ReturnCapacity::Total);
    let mut page = table.scan(scan.clone()).await?;
    let mut shown = Vec::new();
    let rest = table
        .scan_each(&scan, &mut |item| {
            shown.push(item.to_item());
            Ok(())
        })
        .await?;
    assert!(!shown.is_empty());
    assert_eq!(shown, std::mem::take(&mut page.items));
    assert_eq!(rest, page);
    Ok(())
}

pub async fn an_error_about_an_item_ends_a_scan_of_each(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let mut seen = 0;
    let scan = Scan::new(&table);
    let ended = table
        .scan_each(&scan, &mut |_| {
            seen += 1;
            if seen == 2 { Err(Error::validation("enough")) } else { Ok(()) }
        })
        .await;
    assert_eq!(refused(ended).message(), "enough");
    assert_eq!(seen, 2);
    Ok(())
}

pub async fn segments_together_hold_every_item_once(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let wanted: Vec<Item> = cells().collect();
    for total in [1, 2, 3, 7] {
        let mut found = Vec::new();
        for number in 0..total {
            let scan = Scan::new(&table).in_segment(Segment { number, total }).with_limit(2);
            found.extend(all(&table, scan).await?);
        }
        assert_eq!(keys(&found), keys(&wanted), "{total}");
    }
    Ok(())
}

pub async fn a_segment_is_the_same_items_every_time(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    for number in 0..3 {
        let scan = Scan::new(&table).in_segment(Segment { number, total: 3 });
        let at_once = all(&table, scan.clone()).await?;
        assert_eq!(keys(&all(&table, scan.with_limit(1)).await?), keys(&at_once), "{number}");
    }
    Ok(())
}

pub async fn a_scan_reads_each_partition_in_sort_key_order(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let found = all(&table, Scan::new(&table).with_limit(4)).await?;
    let mut partitions = BTreeSet::new();
    for partition in found.chunks(3) {
        let [first, ..] = partition else { panic!("{partition:?}") };
        assert!(partitions.insert(first.get("pk").unwrap().as_s().unwrap().to_owned()), "{found:?}");
        assert!(partition.iter().all(|item| item.get("pk") == first.get("pk")), "{found:?}");
        let sorts: Vec<_> = partition.iter().map(|item| item.get("sk").unwrap().to_value()).collect();
        assert_eq!(sorts, ["0", "1", "2"].map(Into::into));
    }
    Ok(())
}

pub async fn an_empty_table_is_one_empty_page(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let page = table.scan(Scan::new(&table)).await?;
    assert_eq!((page.items.len(), page.count, page.scanned_count), (0, 0, 0));
    assert_eq!(page.last_evaluated_key, None);
    Ok(())
}

pub async fn a_scan_counts_items_before_and_after_the_filter(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let filter = Condition::lt(Path::attribute("n"), 5);
    let page = table.scan(Scan::new(&table).with_filter(filter.clone())).await?;
    assert_eq!((page.items.len(), page.count, page.scanned_count), (5, 5, 24));
    let counted = table.scan(Scan::new(&table).with_filter(filter).with_select(Select::Count)).await?;
    assert_eq!((counted.items.len(), counted.count, counted.scanned_count), (0, 5, 24));
    Ok(())
}

pub async fn the_limit_of_a_scan_counts_items_before_the_filter(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let scan = Scan::new(&table).with_filter(Condition::exists("absent")).with_limit(10);
    let counts: Vec<_> = pages(&table, scan).await?.iter().map(|p| (p.count, p.scanned_count)).collect();
    assert_eq!(counts, [(0, 10), (0, 10), (0, 4)]);
    Ok(())
}

pub async fn a_scan_filter_may_name_the_key(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let filter = Condition::eq(Path::attribute("pk"), "p3").and(Condition::gt(Path::attribute("sk"), "0"));
    let found = all(&table, Scan::new(&table).with_filter(filter)).await?;
    assert_eq!(keys(&found), keys(&[key("p3", "1"), key("p3", "2")]));
    Ok(())
}

pub async fn a_scan_projection_trims_every_item(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let scan = Scan::new(&table)
        .with_projection(Projection::from_iter(["n"]))
        .with_filter(Condition::eq(Path::attribute("pk"), "p0"));
    assert_eq!(all(&table, scan).await?, [0, 1, 2].map(|n| item! { "n": n }));
    Ok(())
}

pub async fn a_scan_page_ends_with_the_key_of_its_last_item(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let page = table.scan(Scan::new(&table).with_limit(7)).await?;
    assert_eq!(keys(&page.last_evaluated_key), keys(page.items.last()));
    assert_eq!(page.last_evaluated_key.unwrap().len(), 2);
    let full = table.scan(Scan::new(&table).with_limit(24)).await?;
    let end = full.last_evaluated_key.unwrap();
    let after = table.scan(Scan::new(&table).starting_after(end)).await?;
    assert_eq!((after.scanned_count, after.last_evaluated_key), (0, None));
    Ok(())
}

pub async fn deleting_the_item_a_scan_stopped_at_loses_nothing(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let first = table.scan(Scan::new(&table).with_limit(10)).await?;
    let end = first.last_evaluated_key.unwrap();
    table.delete(end.clone()).await?;
    let rest = all(&table, Scan::new(&table).starting_after(end)).await?;
    let wanted: Vec<Item> = cells().collect();
    assert_eq!(keys(first.items.iter().chain(&rest)), keys(&wanted));
    Ok(())
}

pub async fn a_scan_page_ends_after_a_megabyte(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for n in 0..7 {
        table.put(with_size(key(format!("p{n}"), "1"), 300_000)).await?;
    }
    // Three items are less than a megabyte; the fourth crosses the line and is still in, whatever is returned.
    for scan in [Scan::new(&table), Scan::new(&table).with_projection(Projection::from_iter(["sk"]))] {
        let counts: Vec<_> = pages(&table, scan).await?.iter().map(|page| page.count).collect();
        assert_eq!(counts, [4, 3]);
    }
    Ok(())
}

pub async fn a_start_key_of_another_segment_is_refused(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let of = |number| Scan::new(&table).in_segment(Segment { number, total: 2 });
    for cell in cells() {
        let start =
            item! { "pk": cell.get("pk").unwrap().to_value(), "sk": cell.get("sk").unwrap().to_value() };
        let mut refusals = 0;
        for number in 0..2 {
            if let Err(error) = table.scan(of(number).starting_after(start.clone())).await {
                assert!(error.is_validation(), "{error:?}");
                refusals += 1;
            }
        }
        assert_eq!(refusals, 1, "{start:?}");
    }
    Ok(())
}

pub async fn a_scan_start_key_must_be_exactly_the_key(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    for start in [
        item! { "pk": "p0" },
        item! { "pk": "p0", "sk": "1", "n": 1 },
        item! { "pk": "p0", "n": 1 },
        item! { "pk": "p0", "sk": 1 },
        item! { "pk": "p0", "sk": "" },
    ] {
        let error = refused(table.scan(Scan::new(&table).starting_after(start.clone())).await);
        assert!(error.is_validation(), "{start:?}: {error:?}");
    }
    Ok(())
}

pub async fn segments_are_counted_from_zero_up_to_a_million(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    let of = |number, total| Scan::new(&table).in_segment(Segment { number, total });
    table.scan(of(999_999, 1_000_000)).await?;
    for (number, total) in [(0, 0), (1, 1), (4, 3), (0, 1_000_001)] {
        let error = refused(table.scan(of(number, total)).await);
        assert!(error.is_validation(), "{number} of {total}: {error:?}");
    }
    Ok(())
}

pub async fn a_scan_limit_is_at_least_one(target: &Target) -> Result<()> {
    let table = grid(target).await?;
    assert!(refused(table.scan(Scan::new(&table).with_limit(0)).await).is_validation());
    Ok(())
}

pub async fn scanning_an_index_finds_only_what_is_in_it(target: &Target) -> Result<()> {
    let table = sparse(target).await?;
    let scan = Scan::new(&table).on_index("gsi");
    let mut found = all(&table, scan.clone()).await?;
    found.sort_by_key(|item| keys([item]));
    assert_eq!(found, [("1", "x"), ("3", "y")].map(|(sk, g)| item! { "g": g, "pk": "a", "sk": sk }));
    let counted = table.scan(scan.with_select(Select::Count)).await?;
    assert_eq!((counted.count, counted.scanned_count), (2, 2));
    Ok(())
}

pub async fn an_index_is_scanned_page_by_page_and_in_segments(target: &Target) -> Result<()> {
    let table = sparse(target).await?;
    // Ties of one index key, too.
    table.put_all((4..9).map(|n| item! { "pk": "b", "sk": n.to_string(), "g": "x" })).await?;
    let scan = Scan::new(&table).on_index("gsi");
    let found = all(&table, scan.clone().with_limit(2)).await?;
    assert_eq!(keys(&found), keys(&all(&table, scan.clone()).await?));
    assert_eq!(found.len(), 7);
    let page = table.scan(scan.clone().with_limit(1)).await?;
    assert_eq!(page.last_evaluated_key, page.items.first().cloned());
    let mut parts = Vec::new();
    for number in 0..4 {
        parts.extend(all(&table, scan.clone().in_segment(Segment { number, total: 4 })).await?);
    }
    assert_eq!(keys(&parts), keys(&found));
    Ok(())
}

pub async fn an_index_scan_cannot_ask_for_more_than_the_index_offers(target: &Target) -> Result<()> {
    let table = sparse(target).await?;
    let scan = Scan::new(&table).on_index("gsi");
    for (what, scan) in [
        ("consistency", scan.clone().consistent()),
        ("all attributes", scan.clone().with_select(Select::AllAttributes)),
        ("an attribute", scan.with_projection(Projection::from_iter(["v"]))),
        ("an unknown index", Scan::new(&table).on_index("nope")),
        ("projected attributes of a table", Scan::new(&table).with_select(Select::AllProjectedAttributes)),
    ] {
        let error = refused(table.scan(scan).await);
        assert!(error.is_validation(), "{what}: {error:?}");
    }
    Ok(())
}

pub async fn an_index_scan_is_filtered_by_what_the_index_holds(target: &Target) -> Result<()> {
    let table = sparse(target).await?;
    let scan = Scan::new(&table).on_index("gsi");
    let found = all(&table, scan.clone().with_filter(Condition::eq(Path::attribute("sk"), "3"))).await?;
    assert_eq!(keys(&found), keys(&[key("a", "3")]));
    let unprojected = scan.with_filter(Condition::exists("v"));
    assert!(refused(table.scan(unprojected).await).is_validation());
    Ok(())
}

pub async fn a_missing_table_cannot_be_scanned(target: &Target) -> Result<()> {
    let name = target.table_name();
    assert!(refused(target.backend().scan(Scan::new(name)).await).is_not_found());
    Ok(())
}

pub async fn a_scan_is_charged_by_the_sum_of_what_it_reads(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for n in 0..5 {
        table.put(with_size(key("p", n.to_string()), 1024)).await?;
    }
    let scan = Scan::new(&table).with_capacity(ReturnCapacity::Total);
    // 5 KB together are two units, not five; a filter saves nothing, a limit does.
    assert_eq!(total(table.scan(scan.clone()).await?), Capacity::from_halves(2));
    assert_eq!(total(table.scan(scan.clone().consistent()).await?), Capacity::from_units(2));
    let filtered = scan.clone().with_filter(Condition::exists("absent"));
    assert_eq!(total(table.scan(filtered).await?), Capacity::from_halves(2));
    assert_eq!(total(table.scan(scan.with_limit(4)).await?), Capacity::from_halves(1));
    Ok(())
}

pub async fn scanning_an_index_is_charged_to_the_index(target: &Target) -> Result<()> {
    let table = sparse(target).await?;
    table.put(with_size(item! { "pk": "a", "sk": "1", "g": "x" }, 100 * 1024)).await?;
    let scan = Scan::new(&table).on_index("gsi").with_capacity(ReturnCapacity::Indexes);
    let consumed = table.scan(scan).await?.consumed_capacity.unwrap();
    assert_eq!(consumed.total, Capacity::from_halves(1));
    assert_eq!(consumed.table, Some(Capacity::default()));
    assert_eq!(consumed.global_indexes["gsi"], Capacity::from_halves(1));
    Ok(())
}
