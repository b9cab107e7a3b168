//! Partitions of vector indexes, and the filters within.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Operand, Path, Update};
use dynamo_model::request::{Distance, KeyKind};
use dynamo_model::value::{Item, Number, Value};

use super::{by_colour, equal, indexed, names, near, paint, vector};
use crate::kit::key;
use crate::target::plain;
use crate::{Target, TestTable};

fn shelved(sk: &str, colour: i32, shelf: &str) -> Item {
    let mut paint = paint(sk, vector([colour, 0]));
    paint.insert("shelf", shelf);
    paint
}

async fn shelves(target: &Target) -> Result<TestTable> {
    let table = indexed(target, by_colour(Distance::Euclidean).with_partition("shelf")).await?;
    table
        .put_all([
            shelved("1", 1, "top"),
            shelved("2", 2, "low"),
            shelved("3", 3, "top"),
            paint("4", vector([0, 0])),
        ])
        .await?;
    Ok(table)
}

pub async fn a_search_is_of_one_partition(target: &Target) -> Result<()> {
    let table = shelves(target).await?;
    let on = |shelf: &str| names(&table, near(&table, [0.0, 0.0]).with_condition(equal("shelf", shelf)));
    assert_eq!(on("top").await?, ["1", "3"]);
    assert_eq!(on("low").await?, ["2"]);
    assert_eq!(on("to").await?, [""; 0]);
    Ok(())
}

pub async fn an_item_moves_to_another_partition(target: &Target) -> Result<()> {
    let table = shelves(target).await?;
    let on = |shelf: &str| names(&table, near(&table, [0.0, 0.0]).with_condition(equal("shelf", shelf)));
    table.update(key("a", "1"), Update::new().set("shelf", "low")).await?;
    assert_eq!(
        (on("top").await?, on("low").await?),
        (vec!["3".to_owned()], vec!["1".to_owned(), "2".to_owned()])
    );
    table.update(key("a", "1"), Update::new().remove("shelf")).await?;
    assert_eq!(on("low").await?, ["2"]);
    table.update(key("a", "4"), Update::new().set("shelf", "low")).await?;
    assert_eq!(on("low").await?, ["4", "2"]);
    Ok(())
}

pub async fn long_partition_values_are_told_apart(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Euclidean).with_partition("shelf")).await?;
    let long = |end: &str| format!("{}{end}", "s".repeat(2000));
    table.put_all([shelved("1", 1, &long("1")), shelved("2", 2, &long("2"))]).await?;
    let on = |shelf: String| names(&table, near(&table, [0.0, 0.0]).with_condition(equal("shelf", shelf)));
    assert_eq!((on(long("1")).await?, on(long("2")).await?), (vec!["1".to_owned()], vec!["2".to_owned()]));
    Ok(())
}

async fn filtered(target: &Target) -> Result<TestTable> {
    let index = by_colour(Distance::Euclidean).with_filter("kind").with_filter("year");
    let table = target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("kind", KeyKind::S)
                .with_attribute("year", KeyKind::N)
                .with_vector_index(index)
        })
        .await?;
    for (n, (kind, year)) in (1..).zip([("oil", 1990), ("water", 1990), ("oil", 2000), ("oil", 1990)]) {
        let mut paint = paint(&n.to_string(), vector([n, 0]));
        paint.insert("kind", kind);
        paint.insert("year", year);
        table.put(paint).await?;
    }
    table.put(paint("5", vector([0, 0]))).await?;
    Ok(table)
}

pub async fn filters_leave_out_before_the_best_are_chosen(target: &Target) -> Result<()> {
    let table = filtered(target).await?;
    let search = |condition: Option<Condition>| {
        let mut request = near(&table, [0.0, 0.0]).with_top_k(2);
        request.condition = condition;
        names(&table, request)
    };
    assert_eq!(search(None).await?, ["5", "1"], "an item without the attributes is in the index");
    assert_eq!(search(Some(equal("kind", "oil"))).await?, ["1", "3"]);
    assert_eq!(search(Some(equal("kind", "oil").and(equal("year", 1990)))).await?, ["1", "4"]);
    assert_eq!(search(Some(equal("year", 2000).and(equal("kind", "water")))).await?, [""; 0]);
    Ok(())
}

pub async fn operands_stand_either_way_round_and_numbers_are_values(target: &Target) -> Result<()> {
    let table = filtered(target).await?;
    let year = Value::N(Number::parse("2.000e3").unwrap());
    let turned = Condition::eq(Operand::Value(year), Path::attribute("year"));
    assert_eq!(names(&table, near(&table, [0.0, 0.0]).with_condition(turned)).await?, ["3"]);
    Ok(())
}

pub async fn a_filter_follows_its_attribute(target: &Target) -> Result<()> {
    let table = filtered(target).await?;
    let oil = || names(&table, near(&table, [0.0, 0.0]).with_condition(equal("kind", "oil")));
    table.update(key("a", "1"), Update::new().set("kind", "water")).await?;
    table.update(key("a", "3"), Update::new().remove("kind")).await?;
    table.update(key("a", "5"), Update::new().set("kind", "oil")).await?;
    assert_eq!(oil().await?, ["5", "4"]);
    Ok(())
}
