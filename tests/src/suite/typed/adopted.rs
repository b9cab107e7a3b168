//! Tables that others wrote first: another entity-type attribute, none, or one that older items lack.

use dynamo_model::builder::Get;
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Collection, Db, Entity, Projection, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{item, refused};

/// A clinic, whose older items say nothing of what they are. Visits and bills share the partitions of `by_day`.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "clinic", pk = "PK", sk = "SK", entity_type = "Type", adopt, overlap(Bill, Receipt))]
#[index(name = "by_day")]
#[index(name = "by_doctor", project(include))]
enum Clinic {
    Patient(Patient),
    Visit(Visit),
    Bill(Bill),
    Receipt(Receipt),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, tag = "patient", pk = "P#{id}", sk = "PROFILE")]
struct Patient {
    id: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, tag = "visit", pk = "P#{patient}", sk = "VISIT#{number}")]
#[access(name = of_patient)]
#[access(name = on_day, index = by_day, pk = "DAY#{day}", sk = "{number}")]
#[access(name = of_doctor, index = by_doctor, pk = "DOCTOR#{doctor}", sk = "{day}", view = Slot)]
struct Visit {
    patient: String,
    number: u32,
    day: String,
    doctor: String,
    minutes: u32,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Visit)]
struct Slot {
    day: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Visit)]
struct Length {
    minutes: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, tag = "bill", pk = "BILL#{number}", sk = "{number}")]
#[access(name = made_on, index = by_day, pk = "DAY#{day}", sk = "{number}")]
struct Bill {
    number: u32,
    day: String,
}

/// It may have the key of a bill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, tag = "receipt", pk = "BILL#{bill}", sk = "{number}")]
struct Receipt {
    bill: u32,
    number: u32,
}

#[derive(Debug, Collection)]
#[collection(table = Clinic, pk = "P#{patient}", of(patient: String))]
struct Chart {
    patient: Patient,
    visits: Vec<Visit>,
}

fn patient() -> Patient {
    Patient { id: "1".to_owned(), name: "Ada".to_owned() }
}

fn visit(number: u32) -> Visit {
    let (day, doctor) = ("2026-11-26".to_owned(), "Who".to_owned());
    Visit { patient: "1".to_owned(), number, day, doctor, minutes: 10 * number }
}

fn bill(number: u32) -> Bill {
    Bill { number, day: "2026-11-26".to_owned() }
}

/// The item of an entity, as it was stored before there were tags.
fn untagged(record: &impl Record) -> Result<Item> {
    let mut item = record.to_item()?;
    item.remove("Type");
    Ok(item)
}

async fn put(db: &Db<Clinic>, item: Item) -> Result<()> {
    db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await.map(drop)
}

/// A patient with three visits and two bills; the second visit and bill have tags.
async fn clinic(target: &Target) -> Result<Db<Clinic>> {
    let db = target.db::<Clinic>().await?;
    put(&db, untagged(&patient())?).await?;
    put(&db, untagged(&visit(1))?).await?;
    db.put(&visit(2)).await?;
    put(&db, untagged(&visit(3))?).await?;
    db.put(&bill(2)).await?;
    Ok(db)
}

fn visits() -> Vec<Visit> {
    (1..=3).map(visit).collect()
}

pub async fn an_item_without_a_tag_is_known_by_its_key(target: &Target) -> Result<()> {
    let db = clinic(target).await?;
    assert_eq!(db.get(Patient::key("1")).await?, Some(patient()));
    assert_eq!(db.query(Visit::of_patient("1")).all().await?, visits());
    assert_eq!(db.batch_get([Visit::key("1", 1), Visit::key("1", 2)]).await?, [1, 2].map(visit).map(Some));
    let chart = db.get_collection(Chart::of("1")).await?;
    assert_eq!(chart.map(|chart| (chart.patient, chart.visits)), Some((patient(), visits())));
    let all = db.scan::<Clinic>().all().await?;
    assert_eq!(all.iter().filter(|one| matches!(one, Clinic::Visit(_))).count(), 3);
    Ok(())
}

pub async fn entities_of_one_range_are_told_apart_by_tag_or_key(target: &Target) -> Result<()> {
    let db = clinic(target).await?;
    let on_day = || Visit::on_day("2026-11-26");
    assert_eq!(db.query(on_day()).all().await?, visits());
    assert_eq!(db.query(on_day()).limit(2).await?.into_items(), visits()[..2]);
    assert_eq!(db.query(on_day()).count().await?, 3);
    assert_eq!(db.query(Bill::made_on("2026-11-26")).all().await?, [bill(2)]);
    let mut scanned = db.scan::<Visit>().filter(|v| v.minutes.ge(20)).all().await?;
    scanned.sort_by_key(|visit| visit.number);
    assert_eq!(scanned, visits()[1..]);
    assert_eq!(db.scan::<Patient>().count().await?, 1);
    assert_eq!(db.scan::<Bill>().all().await?, [bill(2)]);
    Ok(())
}

pub async fn views_of_items_without_a_tag_are_known_by_their_keys(target: &Target) -> Result<()> {
    let db = clinic(target).await?;
    let asked = Get::new(Visit::key("1", 1)).view::<Length>().request()?.projection;
    let asked: Vec<String> = asked.iter().flat_map(|asked| asked.paths()).map(ToString::to_string).collect();
    assert_eq!(asked, ["Type", "PK", "SK", "minutes"]);
    assert_eq!(db.get(Visit::key("1", 1)).view::<Length>().await?, Some(Length { minutes: 10 }));
    let slots = db.query(Visit::of_doctor("Who")).all().await?;
    assert_eq!(slots.len(), 3, "an index that holds part of the items has their keys");
    Ok(())
}

pub async fn a_write_of_the_whole_adopts_an_item(target: &Target) -> Result<()> {
    let db = clinic(target).await?;
    db.update(Visit::key("1", 1)).set(|v| v.minutes.plus(1)).await?;
    let edited = db.edit(Visit::key("1", 1), |visit| {
        visit.minutes += 1;
        Ok(())
    });
    assert_eq!(edited.await?.minutes, 12);
    db.upsert(&visit(3)).await?;
    for number in [1, 3] {
        let read = GetItem::new(db.table_name().clone(), Visit::key("1", number).item()?);
        let stored = db.backend().get_item(read.consistent()).await?.item.unwrap_or_default();
        assert_eq!(stored.get("Type").and_then(|tag| tag.as_s()), Some("visit"));
    }
    Ok(())
}

pub async fn a_key_that_two_entities_have_tells_nothing(target: &Target) -> Result<()> {
    let db = clinic(target).await?;
    assert_eq!(db.get(Bill::key(2)).await?, Some(bill(2)), "its tag does");
    put(&db, untagged(&bill(1))?).await?;
    let error = refused(db.get(Bill::key(1)).await);
    assert!(error.is_unexpected_entity(), "{error:?}");
    assert_eq!(
        error.message(),
        "the item has no entity type, and its primary key is not that of a `Bill` alone"
    );
    let stranger = item! { "PK": "P#1", "SK": "LETTER#1" };
    put(&db, stranger).await?;
    assert_eq!(db.query(Visit::of_patient("1")).all().await?.len(), 3);
    assert!(refused(db.get_collection(Chart::of("1")).await).is_unexpected_entity());
    Ok(())
}

/// The same, where every item has a tag, under another name than the usual one.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "strict", entity_type = "Kind")]
#[index(name = "gsi1", project(include))]
enum Strict {
    Cat(Cat),
    Dog(Dog),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Strict, tag = "cat", pk = "OWNER#{owner}", sk = "CAT#{name}")]
#[access(name = cats, index = gsi1, pk = "PETS#{owner}", sk = "{name}", project(owner, name))]
struct Cat {
    owner: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Strict, tag = "dog", pk = "OWNER#{owner}", sk = "DOG#{name}")]
#[access(name = dogs, index = gsi1, pk = "PETS#{owner}", sk = "{name}", project(owner, name))]
struct Dog {
    owner: String,
    name: String,
}

pub async fn an_entity_type_of_another_name_is_used_everywhere(target: &Target) -> Result<()> {
    let db = target.db::<Strict>().await?;
    let cat = Cat { owner: "o".to_owned(), name: "Tom".to_owned() };
    let dog = Dog { owner: "o".to_owned(), name: "Rex".to_owned() };
    db.transact().create(&cat).create(&dog).await?;
    assert_eq!(cat.to_item()?.get("Kind").and_then(|tag| tag.as_s()), Some("cat"));
    assert_eq!(db.query(Cat::cats("o")).all().await?, std::slice::from_ref(&cat));
    assert_eq!(db.query(Dog::dogs("o")).all().await?, [dog]);
    assert_eq!(db.scan::<Cat>().all().await?, std::slice::from_ref(&cat));
    let mut other = cat.to_item()?;
    other.insert("Kind", "dog");
    db.backend().put_item(PutItem::new(db.table_name().clone(), other.clone())).await?;
    let error = refused(db.get(Cat::key("o", "Tom")).await);
    let message = "expected a `Cat` (`Kind` = \"cat\"), found an item whose `Kind` is \"dog\"";
    assert_eq!(error.message(), message);
    other.remove("Kind");
    db.backend().put_item(PutItem::new(db.table_name().clone(), other)).await?;
    let error = refused(db.get(Cat::key("o", "Tom")).await);
    assert_eq!(error.message(), "an item of table `Strict` has no entity-type attribute `Kind`");
    Ok(())
}

/// Keys alone say what is what; indexes too.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "bare", entity_type = none, revision = "v")]
#[index(name = "gsi1", project(include))]
enum Bare {
    Lamp(Lamp),
    Fuse(Fuse),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Bare, pk = "ROOM#{room}", sk = "LAMP#{id}", revision = 2, upgrade(1 = Lamp::in_watts))]
#[access(name = lamps, index = gsi1, pk = "LAMPS#{watts}", sk = "{id}", hydrate)]
struct Lamp {
    room: u32,
    id: u32,
    watts: u32,
}

impl Lamp {
    fn in_watts(item: &mut Item) -> Result<()> {
        item.rename("power", "watts");
        Ok(())
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Bare, pk = "ROOM#{room}", sk = "FUSE#{id}")]
struct Fuse {
    room: u32,
    id: u32,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Bare, pk = "ROOM#{room}", of(room: u32))]
enum Room {
    Lamp(Lamp),
    Fuse(Fuse),
}

pub async fn without_tags_older_items_are_upgraded(target: &Target) -> Result<()> {
    let db = target.db::<Bare>().await?;
    let (lamp, fuse) = (Lamp { room: 1, id: 1, watts: 60 }, Fuse { room: 1, id: 1 });
    let mut old = lamp.to_item()?;
    old.rename("watts", "power");
    old.remove("v");
    db.backend().put_item(PutItem::new(db.table_name().clone(), old)).await?;
    db.put(&fuse).await?;
    let room = db.query(Room::of(1)).all().await?;
    assert_eq!(room, [Room::Fuse(fuse), Room::Lamp(lamp.clone())]);
    assert_eq!(db.query(Lamp::lamps(60)).all().await?, std::slice::from_ref(&lamp));
    let done = db.upgrade_all::<Lamp>().await?;
    assert_eq!((done.found, done.upgraded), (1, 1));
    let read = GetItem::new(db.table_name().clone(), Lamp::key(1, 1).item()?).consistent();
    assert_eq!(db.backend().get_item(read).await?.item, Some(lamp.to_item()?));
    Ok(())
}
