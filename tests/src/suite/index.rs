//! Global secondary indexes: who is in them, what they hold, how they are read.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, KeyCondition, Path, Projection, SortRange, Update};
use dynamo_model::request::{
    IndexDefinition, IndexProjection, KeyKind, KeySchema, PutItem, Query, Scan, Select,
};
use dynamo_model::value::{Item, Value};

use crate::kit::{item, key, refused};
use crate::target::plain;
use crate::{Target, TestTable};

const GSI: &str = "gsi";

/// Makes a table with the index `gsi`, keyed by `gpk` (S) and `gsk` (N).
async fn indexed(target: &Target, projection: IndexProjection) -> Result<TestTable> {
    let index = IndexDefinition::new(GSI, KeySchema::new("gpk").with_sort("gsk")).with_projection(projection);
    target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("gpk", KeyKind::S)
                .with_attribute("gsk", KeyKind::N)
                .with_global_index(index)
        })
        .await
}

fn at(sk: &str, gpk: impl Into<Value>, gsk: impl Into<Value>) -> Item {
    item! { "pk": "a", "sk": sk, "gpk": gpk, "gsk": gsk, "v": sk }
}

fn on_index(table: &TestTable, gpk: &str) -> Query {
    Query::new(table, KeyCondition::partition("gpk", gpk)).on_index(GSI)
}

pub async fn an_index_is_read_in_the_order_of_its_own_key(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    table.put_all([at("1", "x", 10), at("2", "x", -1), at("3", "y", 0), at("4", "x", 9)]).await?;
    assert_eq!(table.texts("sk", on_index(&table, "x")).await?, ["2", "4", "1"]);
    assert_eq!(table.texts("sk", on_index(&table, "x").descending()).await?, ["1", "4", "2"]);
    let range = KeyCondition::partition("gpk", "x").with_range("gsk", SortRange::Ge(9.into()));
    assert_eq!(table.texts("sk", Query::new(&table, range).on_index(GSI)).await?, ["4", "1"]);
    assert_eq!(table.all(on_index(&table, "y")).await?, [at("3", "y", 0)]);
    Ok(())
}

pub async fn items_without_every_index_key_attribute_are_not_in_the_index(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    table
        .put_all([
            at("1", "x", 1),
            item! { "pk": "a", "sk": "2", "gpk": "x" },
            item! { "pk": "a", "sk": "3", "gsk": 3 },
            key("a", "4"),
        ])
        .await?;
    assert_eq!(table.texts("sk", on_index(&table, "x")).await?, ["1"]);
    assert_eq!(table.all(table.partition("a")).await?.len(), 4);
    Ok(())
}

pub async fn writes_move_items_into_and_out_of_the_index(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    let sk = || key("a", "1");
    let listed = |gpk: &'static str| table.texts("sk", on_index(&table, gpk));
    table.put(sk()).await?;
    assert!(listed("x").await?.is_empty());
    table.update(sk(), Update::new().set("gpk", "x").set("gsk", 1)).await?;
    assert_eq!(listed("x").await?, ["1"]);
    table.update(sk(), Update::new().set("gpk", "y")).await?;
    assert!(listed("x").await?.is_empty());
    assert_eq!(listed("y").await?, ["1"]);
    table.update(sk(), Update::new().remove("gsk")).await?;
    assert!(listed("y").await?.is_empty());
    table.put(at("1", "z", 1)).await?;
    assert_eq!(listed("z").await?, ["1"]);
    table.put(sk()).await?;
    assert!(listed("z").await?.is_empty());
    table.put(at("1", "z", 1)).await?;
    table.delete(sk()).await?;
    assert!(listed("z").await?.is_empty());
    Ok(())
}

pub async fn an_index_entry_shows_the_item_as_last_written(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    table.put(at("1", "x", 1)).await?;
    table.update(key("a", "1"), Update::new().set("v", "new").set("w", 1)).await?;
    let mut wanted = at("1", "x", 1);
    wanted.insert("v", "new");
    wanted.insert("w", 1);
    assert_eq!(table.all(on_index(&table, "x")).await?, [wanted]);
    table.put(at("1", "x", 5)).await?;
    assert_eq!(table.all(on_index(&table, "x")).await?, [at("1", "x", 5)]);
    Ok(())
}

pub async fn many_items_may_share_one_index_key(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    for pk in ["a", "b"] {
        for sk in ["1", "2", "3"] {
            table.put(item! { "pk": pk, "sk": sk, "gpk": "x", "gsk": 1 }).await?;
        }
    }
    let full = KeyCondition::partition("gpk", "x").with_equal("gsk", 1);
    assert_eq!(table.all(Query::new(&table, full.clone()).on_index(GSI)).await?.len(), 6);
    table.delete(key("a", "2")).await?;
    let left = table.all(Query::new(&table, full).on_index(GSI)).await?;
    assert_eq!(left.len(), 5);
    assert!(
        !left.iter().any(
            |item| item.get("pk") == key("a", "2").get("pk") && item.get("sk") == key("a", "2").get("sk")
        )
    );
    Ok(())
}

pub async fn ties_in_an_index_are_paged_exactly_once(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    let mut stored = Vec::new();
    for n in 0..7 {
        table.put(at(&n.to_string(), "x", 1)).await?;
        stored.push(n.to_string());
    }
    table.put_all([at("before", "x", 0), at("after", "x", 2)]).await?;
    let tied = KeyCondition::partition("gpk", "x").with_equal("gsk", 1);
    for limit in 1..4 {
        let query = Query::new(&table, tied.clone()).on_index(GSI).with_limit(limit);
        let up = table.texts("sk", query.clone()).await?;
        let mut found = up.clone();
        found.sort();
        assert_eq!(found, stored, "limit {limit}");
        let mut down = table.texts("sk", query.descending()).await?;
        down.sort();
        assert_eq!(down, stored, "limit {limit}, backwards");
        let whole = table.texts("sk", on_index(&table, "x").with_limit(limit)).await?;
        assert_eq!((whole.len(), whole[0].as_str(), whole[8].as_str()), (9, "before", "after"));
    }
    Ok(())
}

pub async fn an_index_page_ends_with_the_keys_of_index_and_table(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    table.put_all([at("1", "x", 1), at("2", "x", 2)]).await?;
    let page = table.query(on_index(&table, "x").with_limit(1)).await?;
    let cursor = item! { "pk": "a", "sk": "1", "gpk": "x", "gsk": 1 };
    assert_eq!(page.last_evaluated_key, Some(cursor.clone()));
    let next = table.query(on_index(&table, "x").starting_after(cursor)).await?;
    assert_eq!(next.items, [at("2", "x", 2)]);
    for start in [key("a", "1"), item! { "gpk": "x", "gsk": 1 }] {
        assert!(refused(table.query(on_index(&table, "x").starting_after(start)).await).is_validation());
    }
    Ok(())
}

pub async fn an_entry_that_left_the_index_can_still_be_paged_from(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    table.put_all([at("1", "x", 1), at("2", "x", 1), at("3", "x", 1), at("4", "x", 2)]).await?;
    let first = table.query(on_index(&table, "x").with_limit(2)).await?;
    let cursor = first.last_evaluated_key.unwrap();
    let last = first.items[1].clone();
    table.delete(item! { "pk": "a", "sk": Value::from(last.get("sk").unwrap()) }).await?;
    let mut seen: Vec<String> = table.texts("sk", on_index(&table, "x").starting_after(cursor)).await?;
    seen.extend(first.items.iter().filter_map(|item| item.get("sk")?.as_s().map(str::to_owned)));
    seen.sort();
    assert_eq!(seen, ["1", "2", "3", "4"]);
    Ok(())
}

pub async fn a_keys_only_index_holds_the_keys(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::KeysOnly).await?;
    table.put(at("1", "x", 1)).await?;
    let keys = item! { "pk": "a", "sk": "1", "gpk": "x", "gsk": 1 };
    assert_eq!(table.all(on_index(&table, "x")).await?, std::slice::from_ref(&keys));
    let projected = on_index(&table, "x").with_select(Select::AllProjectedAttributes);
    assert_eq!(table.all(projected).await?, [keys]);
    Ok(())
}

pub async fn an_include_index_holds_the_keys_and_what_it_names(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::Include(vec!["v".into(), "absent".into()])).await?;
    let mut stored = at("1", "x", 1);
    stored.insert("big", "not in the index");
    table.put(stored).await?;
    assert_eq!(table.all(on_index(&table, "x")).await?, [at("1", "x", 1)]);
    table.update(key("a", "1"), Update::new().set("v", "new").set("big", "still not")).await?;
    let mut wanted = at("1", "x", 1);
    wanted.insert("v", "new");
    assert_eq!(table.all(on_index(&table, "x")).await?, [wanted]);
    Ok(())
}

pub async fn what_an_index_does_not_hold_cannot_be_asked_of_it(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::KeysOnly).await?;
    let query = || on_index(&table, "x");
    for request in [
        query().with_select(Select::AllAttributes),
        query().with_projection(Projection::from_iter(["v"])),
        query().with_filter(Condition::exists("v")),
    ] {
        assert!(refused(table.query(request.clone()).await).is_validation(), "{request:?}");
    }
    Ok(())
}

pub async fn an_index_is_never_read_consistently(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    assert!(refused(table.query(on_index(&table, "x").consistent()).await).is_validation());
    Ok(())
}

pub async fn a_filter_on_an_index_may_use_the_tables_key_but_not_the_indexs(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    table.put_all([at("1", "x", 1), at("2", "x", 2)]).await?;
    let filter = |name| Condition::eq(Path::attribute(name), "2");
    assert_eq!(table.texts("sk", on_index(&table, "x").with_filter(filter("sk"))).await?, ["2"]);
    assert!(refused(table.query(on_index(&table, "x").with_filter(filter("gpk"))).await).is_validation());
    let by_index_key = table.partition("a").with_filter(Condition::eq(Path::attribute("gsk"), 2));
    assert_eq!(table.texts("sk", by_index_key).await?, ["2"]);
    Ok(())
}

pub async fn an_index_key_of_the_wrong_type_stops_the_write(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    for wrong in [at("1", 5, 1), at("1", "x", "one"), at("1", Value::Null, 1), at("1", "", 1)] {
        let error = refused(table.put_item(PutItem::new(&table, wrong.clone())).await);
        assert!(error.is_validation(), "{wrong:?}: {error:?}");
        assert_eq!(table.get(key("a", "1")).await?, None);
    }
    table.put(at("1", "x", 1)).await?;
    for update in [Update::new().set("gpk", 1), Update::new().set("gsk", "one"), Update::new().set("gpk", "")]
    {
        assert!(refused(table.update(key("a", "1"), update.clone()).await).is_validation(), "{update:?}");
        assert_eq!(table.all(on_index(&table, "x")).await?, [at("1", "x", 1)]);
    }
    Ok(())
}

pub async fn an_inverted_index_swaps_the_tables_keys(target: &Target) -> Result<()> {
    let inverted = IndexDefinition::new("inverted", KeySchema::new("sk").with_sort("pk"));
    let table = target.create(|name| plain(name, KeyKind::S).with_global_index(inverted)).await?;
    table.put_all([("a", "1"), ("b", "1"), ("b", "2"), ("c", "1")].map(|(pk, sk)| key(pk, sk))).await?;
    let by_sort = Query::new(&table, KeyCondition::partition("sk", "1")).on_index("inverted").with_limit(1);
    assert_eq!(table.texts("pk", by_sort.clone()).await?, ["a", "b", "c"]);
    let page = table.query(by_sort).await?;
    assert_eq!(page.last_evaluated_key, Some(key("a", "1")));
    Ok(())
}

pub async fn an_index_may_have_no_sort_key(target: &Target) -> Result<()> {
    let by_color = IndexDefinition::new("by_color", KeySchema::new("color"));
    let table = target
        .create(|name| {
            plain(name, KeyKind::S).with_attribute("color", KeyKind::B).with_global_index(by_color)
        })
        .await?;
    for n in 0..5 {
        table.put(item! { "pk": "a", "sk": n.to_string(), "color": vec![0_u8, n % 2] }).await?;
    }
    let even = Query::new(&table, KeyCondition::partition("color", vec![0_u8, 0])).on_index("by_color");
    let mut found = table.texts("sk", even.with_limit(1)).await?;
    found.sort();
    assert_eq!(found, ["0", "2", "4"]);
    Ok(())
}

pub async fn a_table_may_have_several_indexes(target: &Target) -> Result<()> {
    let table = target
        .create(|name| {
            let mut request = plain(name, KeyKind::S);
            for n in 0..5 {
                let attribute = format!("k{n}");
                request = request
                    .with_global_index(IndexDefinition::new(
                        format!("by_{attribute}"),
                        KeySchema::new(attribute.clone()),
                    ))
                    .with_attribute(attribute, KeyKind::S);
            }
            request
        })
        .await?;
    table.put(item! { "pk": "a", "sk": "1", "k0": "x", "k1": "y", "k4": "x" }).await?;
    for (n, value, count) in [(0, "x", 1), (1, "y", 1), (1, "x", 0), (2, "x", 0), (4, "x", 1)] {
        let query =
            Query::new(&table, KeyCondition::partition(format!("k{n}"), value)).on_index(format!("by_k{n}"));
        assert_eq!(table.all(query).await?.len(), count, "by_k{n} = {value}");
    }
    Ok(())
}

pub async fn an_unknown_index_is_refused(target: &Target) -> Result<()> {
    let table = indexed(target, IndexProjection::All).await?;
    let query = Query::new(&table, KeyCondition::partition("gpk", "x")).on_index("nope");
    assert!(refused(table.query(query).await).is_validation());
    Ok(())
}

pub async fn an_index_name_no_index_can_have_is_refused_before_any_table_is_looked_up(
    target: &Target,
) -> Result<()> {
    let missing = target.table_name();
    for name in ["no", "n o", &"n".repeat(256)] {
        let query = Query::new(missing.clone(), KeyCondition::partition("pk", "a")).on_index(name);
        assert!(refused(target.backend().query(query).await).is_validation(), "no index is named `{name}`");
        let scan = Scan::new(missing.clone()).on_index(name);
        assert!(refused(target.backend().scan(scan).await).is_validation(), "no index is named `{name}`");
    }
    let scan = Scan::new(missing).on_index("possible");
    assert!(refused(target.backend().scan(scan).await).is_not_found());
    Ok(())
}
