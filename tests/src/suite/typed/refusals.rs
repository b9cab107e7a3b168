//! What the errors of refused writes say, and what a write that is done returns.

use dynamo_model::builder::Outcome;
use dynamo_model::request::PutItem;
use dynamo_model::{Entity, Error, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Table)]
#[table(name = "garage", overlap(Car, Truck))]
#[index(name = "by_place", pk("place"), sk("row"))]
enum Garage {
    Car(Car),
    Truck(Truck),
    Bay(Bay),
    Plate(Plate),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Garage, pk = "VEHICLE#{id}", sk = "VEHICLE")]
struct Car {
    id: u32,
    doors: u32,
    #[attr(version)]
    version: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Garage, pk = "VEHICLE#{id}", sk = "VEHICLE")]
struct Truck {
    id: u32,
    load: String,
}

/// Its place and row are key attributes of an index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Garage, pk = "BAY#{id}", sk = "BAY")]
#[access(name = at, index = by_place, pk(place), sk(row))]
struct Bay {
    id: u32,
    place: String,
    row: String,
    #[attr(deleted)]
    deleted_at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Garage, pk = "PLATE#{id}", sk = "PLATE")]
struct Plate {
    id: u32,
    #[attr(unique)]
    text: String,
}

fn car(doors: u32, version: u32) -> Car {
    Car { id: 1, doors, version }
}

fn truck() -> Truck {
    Truck { id: 1, load: "sand".into() }
}

fn bay() -> Bay {
    Bay { id: 1, place: "yard".into(), row: "a".into(), deleted_at: None }
}

/// What an error says besides that the condition of `doing` has failed.
fn why(doing: &str, error: &Error) -> String {
    assert!(error.is_condition_failed(), "{error:?}");
    let rest = error
        .message()
        .strip_prefix(doing)
        .and_then(|rest| rest.strip_prefix(": The conditional request failed: "));
    rest.unwrap_or_else(|| panic!("{error}")).to_owned()
}

pub async fn a_refused_write_names_itself_and_what_it_asked(target: &Target) -> Result<()> {
    let db = target.db::<Garage>().await?;
    let never = |result: Result<()>| refused(result);
    let is_there = "one of these does not hold: an item has the key; the item is a `Car`";
    let update = || db.update(Car::key(1)).set(|c| c.doors.to(5));
    assert_eq!(why("update of `Car`", &never(update().await)), is_there);
    let error = never(db.replace(&car(4, 3)).await);
    assert_eq!(why("replace of `Car`", &error), format!("{is_there}; the version of the item is 3"));
    let error = never(db.transact().create(&car(4, 1)).await.and(db.create(&car(4, 1)).await));
    assert_eq!(why("create of `Car`", &error), "an item has the key already");
    let error = never(db.put(&car(4, 3)).await);
    assert_eq!(why("put of `Car`", &error), "the item with the key has another version than 3");
    let error = never(db.delete(Truck::key(1)).await);
    assert_eq!(why("delete of `Truck`", &error), "the item with the key is no `Truck`");
    let error = never(db.upsert(&truck()).await);
    assert_eq!(why("upsert of `Truck`", &error), "the item with the key is no `Truck`");
    let error = never(update().only_if(|c| c.doors.eq(9)).await);
    assert_eq!(why("update of `Car`", &error), format!("{is_there}; the condition of `only_if`"));
    let error = never(db.soft_delete(Bay::key(1)).await);
    let asked = "one of these does not hold: an item has the key; it is not softly deleted";
    assert_eq!(why("soft_delete of `Bay`", &error), asked);
    let error = never(db.restore(Bay::key(1)).await);
    assert_eq!(why("restore of `Bay`", &error), "no softly deleted item has the key");
    Ok(())
}

pub async fn a_refused_write_that_asked_for_the_item_says_what_did_not_hold(target: &Target) -> Result<()> {
    let db = target.db::<Garage>().await?;
    db.put(&car(4, 0)).await?;
    db.put(&bay()).await?;
    let error = refused(db.replace(&car(4, 3)).returning_item_on_failure().await);
    assert_eq!(why("replace of `Car`", &error), "the version of the item with the key is 1, not 3");
    let update = || db.update(Car::key(1)).set(|c| c.doors.to(5)).returning_item_on_failure();
    let error = refused(update().only_if(|c| c.doors.eq(9)).await);
    assert_eq!(why("update of `Car`", &error), "the condition of `only_if` does not hold");
    let error = refused(db.restore(Bay::key(1)).returning_item_on_failure().await);
    assert_eq!(why("restore of `Bay`", &error), "the item with the key is not softly deleted");
    db.soft_delete(Bay::key(1)).await?;
    let error = refused(db.update(Bay::key(1)).set(|b| b.place.to("hall")).returning_item_on_failure().await);
    assert_eq!(why("update of `Bay`", &error), "the item with the key is softly deleted");
    db.delete(Car::key(1)).await?;
    db.put(&truck()).await?;
    let error = refused(update().await);
    assert_eq!(why("update of `Car`", &error), "the item with the key is no `Car`");
    assert!(!error.is_missing(), "there is something");
    Ok(())
}

pub async fn a_write_that_asked_for_the_item_and_found_none_says_that_it_is_missing(
    target: &Target,
) -> Result<()> {
    let db = target.db::<Garage>().await?;
    let update = || db.update(Bay::key(1)).set(|b| b.place.to("hall"));
    let errors = [
        ("update of `Bay`", refused(update().returning_item_on_failure().await)),
        ("replace of `Bay`", refused(db.replace(&bay()).returning_item_on_failure().await)),
        ("soft_delete of `Bay`", refused(db.soft_delete(Bay::key(1)).returning_item_on_failure().await)),
    ];
    for (doing, error) in errors {
        assert_eq!(why(doing, &error), "no item has the key");
        assert!(error.is_missing(), "{error}");
    }
    let plate = Plate { id: 1, text: "ab 12".into() };
    let error = refused(db.replace(&plate).returning_item_on_failure().await);
    assert_eq!(why("replace of `Plate`", &error), "no item has the key");
    assert!(error.is_missing() && error.item().is_none());
    assert!(!refused(update().await).is_missing(), "that is not known");
    db.put(&bay()).await?;
    let error = refused(update().only_if(|b| b.row.eq("z")).returning_item_on_failure().await);
    assert!(!error.is_missing(), "{error}");
    Ok(())
}

pub async fn a_refusal_for_another_entity_is_an_outcome(target: &Target) -> Result<()> {
    let db = target.db::<Garage>().await?;
    db.put(&truck()).await?;
    assert_eq!(db.create(&car(4, 1)).outcome().await?, Outcome::Refused(None));
    assert_eq!(db.put(&car(4, 1)).outcome().await?, Outcome::Refused(None));
    assert_eq!(db.replace(&car(4, 1)).outcome().await?, Outcome::Refused(None));
    assert_eq!(db.upsert(&car(4, 1)).outcome().await?, Outcome::Refused(None));
    assert_eq!(db.delete(Car::key(1)).returning_old().outcome().await?, Outcome::Refused(None));
    let update = db.update(Car::key(1)).set(|c| c.doors.to(5)).returning_new();
    assert_eq!(update.outcome().await?, Outcome::Refused(None));
    assert_eq!(db.get(Truck::key(1)).consistent().await?, Some(truck()));
    Ok(())
}

pub async fn a_put_over_another_entity_is_done_and_returns_none_of_its_own(target: &Target) -> Result<()> {
    let db = target.db::<Garage>().await?;
    db.put(&truck()).await?;
    assert_eq!(db.put(&car(4, 1)).unversioned().returning_old().await?, None);
    assert_eq!(db.get(Car::key(1)).consistent().await?.map(|car| car.doors), Some(4));
    db.put(&truck()).await?;
    let outcome = db.put(&car(5, 1)).unversioned().returning_old().outcome().await?;
    assert_eq!(outcome, Outcome::Done(None));
    Ok(())
}

pub async fn a_write_over_what_cannot_be_read_says_that_it_is_done(target: &Target) -> Result<()> {
    let db = target.db::<Garage>().await?;
    let mut raw = car(4, 1).to_item()?;
    raw.insert("doors", "four");
    db.backend().put_item(PutItem::new(db.table_name().clone(), raw)).await?;
    let error = refused(db.create(&car(5, 1)).outcome().await);
    let refusal = "the write was refused, and what is stored cannot be read: ";
    assert!(error.is_codec() && error.message().starts_with(refusal), "{error}");
    let error = refused(db.put(&car(5, 1)).returning_old().await);
    let done = "the write is done, and not to be tried again: what was stored before cannot be read: ";
    assert!(error.is_codec() && error.message().starts_with(done), "{error}");
    assert_eq!(db.get(Car::key(1)).consistent().await?, Some(car(5, 2)), "it is");
    let mut unknown = car(4, 1).to_item()?;
    unknown.insert("_type", "Boat");
    db.backend().put_item(PutItem::new(db.table_name().clone(), unknown)).await?;
    let error = refused(db.create(&car(5, 1)).outcome().await);
    assert!(error.is_unexpected_entity() && error.message().starts_with(refusal), "{error}");
    let error = refused(db.put(&car(5, 1)).unversioned().returning_old().await);
    assert!(error.is_unexpected_entity() && error.message().starts_with(done), "{error}");
    Ok(())
}

pub async fn an_update_refuses_empty_key_attributes_as_a_put_does(target: &Target) -> Result<()> {
    let db = target.db::<Garage>().await?;
    db.put(&bay()).await?;
    let put = refused(db.put(&Bay { row: String::new(), ..bay() }).await);
    let update = refused(db.update(Bay::key(1)).set(|b| b.row.to("")).await);
    assert!(update.is_invalid_key() && update.is_unsent(), "{update:?}");
    assert_eq!(update.message(), put.message());
    assert!(update.message().contains("`row`"), "{update}");
    Ok(())
}
