//! Tables of other shapes: number and binary keys, no sort key, no tag; indexes on attributes as they are.

use dynamo_model::Result;
use dynamo_model::request::PutItem;
use dynamo_model::value::{Binary, Number};

use super::model::{Book, Library, Reading, Readings, Setting, Settings, book};
use crate::Target;
use crate::kit::{item, list, number, refused};

fn reading(sensor: &[u8], at: i64) -> Reading {
    Reading { sensor: Binary::from(sensor), at, celsius: number("21.50") }
}

pub async fn number_and_binary_key_attributes_hold_the_fields_themselves(target: &Target) -> Result<()> {
    let db = target.db::<Readings>().await?;
    for at in [10, -5, 0, 9, i64::MIN, i64::MAX] {
        db.put(&reading(&[0, 255], at)).await?;
    }
    db.put(&reading(&[0], 1)).await?;
    let sensor = || Binary::from(&[0_u8, 255][..]);
    let times = |readings: Vec<Reading>| readings.into_iter().map(|one| one.at).collect::<Vec<_>>();
    assert_eq!(
        times(db.query(Reading::of_sensor(sensor())).all().await?),
        [i64::MIN, -5, 0, 9, 10, i64::MAX]
    );
    assert_eq!(times(db.query(Reading::of_sensor(sensor()).at(-5..10)).all().await?), [-5, 0, 9]);
    assert_eq!(
        times(db.query(Reading::of_sensor(sensor()).at(9..)).descending().all().await?),
        [i64::MAX, 10, 9]
    );
    assert_eq!(db.get(Reading::key(sensor(), -5)).await?, Some(reading(&[0, 255], -5)));
    let warmer =
        db.update(Reading::key(sensor(), 0)).set(|r| r.celsius.plus(Number::from(1))).returning_new();
    assert_eq!(warmer.await?.celsius, number("22.5"));
    Ok(())
}

pub async fn pages_of_number_keys_go_on_with_a_cursor(target: &Target) -> Result<()> {
    let db = target.db::<Readings>().await?;
    for at in 0..5 {
        db.put(&reading(&[7], at)).await?;
    }
    let query = || db.query(Reading::of_sensor(Binary::from(&[7_u8][..]))).limit(2);
    let first = query().page().await?;
    let second = query().after(first.cursor().cloned().unwrap()).page().await?;
    assert_eq!(second.iter().map(|one| one.at).collect::<Vec<_>>(), [2, 3]);
    Ok(())
}

pub async fn a_table_without_a_sort_key_stores_entities(target: &Target) -> Result<()> {
    let db = target.db::<Settings>().await?;
    let setting = Setting { name: "color".into(), value: "blue".into() };
    db.create(&setting).await?;
    assert!(refused(db.create(&setting).await).is_condition_failed());
    assert_eq!(db.get(Setting::key("color")).await?, Some(setting.clone()));
    assert_eq!(db.query(Setting::named("color")).all().await?, [setting]);
    db.delete(Setting::key("color")).await?;
    assert_eq!(db.get(Setting::key("color")).await?, None);
    Ok(())
}

pub async fn an_index_on_plain_attributes_is_ordered_by_their_values(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    for (number, pages) in [(1, 900), (2, 1000), (3, 90), (4, 10_000)] {
        db.put(&Book { pages, ..book("a", number) }).await?;
    }
    db.put(&Book { shelf: None, ..book("a", 5) }).await?;
    let request = db.query(Book::on_shelf("A".to_owned()).pages(100..=1000));
    assert_eq!(request.count().await?, 2);
    assert_eq!(db.query(Book::on_shelf("A".to_owned())).count().await?, 4);
    assert_eq!(db.get(Book::key("a", 5)).await?.unwrap().shelf, None);
    Ok(())
}

pub async fn an_include_index_holds_the_tag_and_the_projected_attributes(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&book("a", 1)).await?;
    let query = dynamo_model::request::Query::new(
        db.table_name().clone(),
        dynamo_model::expr::KeyCondition::partition("shelf", "A"),
    );
    let found = db.backend().query(query.on_index("by_shelf")).await?.items;
    let wanted = item! {
        "pk": "AUTHOR#a", "sk": found[0].get("sk").unwrap(), "shelf": "A", "pages": 999, "title": "Book 1",
        "copies": 1, "tags": list(["new"]), "_type": "Book",
    };
    assert_eq!(found, [wanted]);
    Ok(())
}

pub async fn without_tags_entities_are_known_by_their_keys(target: &Target) -> Result<()> {
    let db = target.db::<Readings>().await?;
    let raw = item! { "sensor": vec![1_u8], "at": 5, "celsius": number("3") };
    db.backend().put_item(PutItem::new(db.table_name().clone(), raw)).await?;
    let found = db.get(Reading::key(Binary::from(&[1_u8][..]), 5)).await?;
    assert_eq!(found.map(|one| one.celsius), Some(number("3")));
    Ok(())
}
