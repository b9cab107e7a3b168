//! Computed fields: they, and the keys made of them, follow from other fields at every write.

use dynamo_model::builder::{Put, Update};
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Key, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "clinic")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
enum Clinic {
    Visit(Visit),
    Shift(Shift),
    Bill(Bill),
}

/// A visit, found by its day, and by its area and state if it has an area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, pk = "VISIT#{id}", sk = "VISIT")]
#[access(name = on_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
#[access(name = in_area, index = gsi2, pk = "AREA#{area}", sk = "{state}")]
struct Visit {
    id: String,
    hour: u32,
    #[attr(computed(day_of, from(hour)))]
    day: u32,
    postcode: Option<String>,
    #[attr(computed(area_of, from(postcode)))]
    area: Option<String>,
    state: String,
}

/// A shift, whose key begins with a day that is stored nowhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, pk = "SHIFTS#{day}", sk = "{hour}#{name}")]
#[access(name = of_day)]
struct Shift {
    name: String,
    hour: u32,
    #[attr(key, computed(day_of, from(hour)))]
    day: u32,
    room: u32,
}

/// A bill, whose total no key is made of, and whose label is made of its key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, pk = "BILL#{number}", sk = "BILL")]
#[access(name = by_label, index = gsi1, pk = "BILLS", sk = "{label}")]
struct Bill {
    number: u32,
    net: u32,
    tax: u32,
    #[attr(computed(sum, from(net, tax)))]
    total: u32,
    kind: String,
    #[attr(computed(label, from(kind, number)))]
    label: String,
}

fn day_of(hour: &u32) -> u32 {
    hour / 24
}

fn area_of(postcode: &Option<String>) -> Option<String> {
    postcode.as_deref().and_then(|code| code.get(..2)).map(str::to_owned)
}

fn sum(net: &u32, tax: &u32) -> u32 {
    net + tax
}

fn label(kind: &str, number: &u32) -> String {
    format!("{kind}-{number}")
}

/// A visit as a program makes it: what is computed is anything.
fn visit(hour: u32) -> Visit {
    let (postcode, state) = (Some("22100".into()), "new".into());
    Visit { id: "v1".into(), hour, day: 999, postcode, area: None, state }
}

fn computed(visit: Visit) -> Visit {
    Visit { day: visit.hour / 24, area: area_of(&visit.postcode), ..visit }
}

async fn stored<E: Entity<Table = Clinic>>(db: &Db<Clinic>, key: Key<E>) -> Result<Option<Item>> {
    Ok(db.backend().get_item(GetItem::new(db.table_name().clone(), key.item()?)).await?.item)
}

/// Checks that what is stored is what putting the entity that it reads as would store.
async fn is_as_put<E: Entity<Table = Clinic>>(db: &Db<Clinic>, key: Key<E>) -> Result<()> {
    let item = stored(db, key).await?.unwrap();
    let entity = E::from_item(item.view())?;
    assert_eq!(item, Put::new(&entity).request()?.item);
    Ok(())
}

pub async fn a_computed_field_is_overwritten_by_every_write(target: &Target) -> Result<()> {
    let db = target.db::<Clinic>().await?;
    let key = || Visit::key("v1");
    db.create(&visit(50)).await?;
    assert_eq!(db.get(key()).await?, Some(computed(visit(50))));
    db.replace(&visit(25)).await?;
    assert_eq!(db.get(key()).await?, Some(computed(visit(25))));
    db.upsert(&visit(80)).await?;
    assert_eq!(db.get(key()).await?, Some(computed(visit(80))));
    db.batch_write().put(&visit(10)).await?;
    assert_eq!(db.get(key()).await?, Some(computed(visit(10))));
    db.edit(key(), |visit| {
        (visit.hour, visit.day) = (75, 0);
        Ok(())
    })
    .await?;
    assert_eq!(db.get(key()).await?, Some(computed(visit(75))));
    is_as_put(&db, key()).await
}

pub async fn keys_are_made_of_computed_fields(target: &Target) -> Result<()> {
    let db = target.db::<Clinic>().await?;
    db.put(&visit(50)).await?;
    assert_eq!(db.query(Visit::on_day(2)).all().await?, [computed(visit(50))]);
    let shift = |hour, day| Shift { name: "Ada".into(), hour, day, room: 1 };
    db.put(&shift(49, 0)).await?;
    db.put(&shift(60, 7)).await?;
    assert_eq!(db.get(Shift::key(2, 49, "Ada")).await?, Some(shift(49, 2)));
    assert_eq!(db.query(Shift::of_day(2)).all().await?, [shift(49, 2), shift(60, 2)]);
    db.delete(Key::of(&shift(49, 11))).await?;
    assert_eq!(db.query(Shift::of_day(2)).count().await?, 1);
    let moved = db.update(Shift::key(2, 60, "Ada")).set(|s| s.room.plus(1)).returning_new().await?;
    assert_eq!(moved, Shift { room: 2, ..shift(60, 2) });
    Ok(())
}

pub async fn an_update_of_an_input_computes_fields_and_keys_anew(target: &Target) -> Result<()> {
    let db = target.db::<Clinic>().await?;
    let key = || Visit::key("v1");
    db.put(&visit(50)).await?;
    let later = db.update(key()).set(|v| v.hour.to(100)).returning_new().await?;
    assert_eq!(later, computed(visit(100)));
    assert_eq!(db.query(Visit::on_day(4)).count().await?, 1);
    assert_eq!(db.query(Visit::on_day(2)).count().await?, 0);
    is_as_put(&db, key()).await?;
    let update = Update::new(key()).set(|v| v.in_area(Some("33100".into()), "seen"));
    db.transact().update(update).await?;
    let found = db.query(Visit::in_area("33").state("seen")).all().await?;
    assert_eq!(found.iter().map(|visit| visit.area.as_deref()).collect::<Vec<_>>(), [Some("33")]);
    is_as_put(&db, key()).await
}

pub async fn fields_that_are_computed_from_together_are_set_together(target: &Target) -> Result<()> {
    let db = target.db::<Clinic>().await?;
    let bill = Bill { number: 7, net: 100, tax: 20, total: 0, kind: "A".into(), label: String::new() };
    db.put(&bill).await?;
    let changed = db.update(Bill::key(7)).set(|b| b.total(200, 10_u32)).returning_new().await?;
    assert_eq!((changed.net, changed.tax, changed.total), (200, 10, 210));
    // The other thing it is computed from is in the primary key, and so known.
    let changed = db.update(Bill::key(7)).set(|b| b.kind.to("B")).returning_new().await?;
    assert_eq!(changed.label, "B-7");
    assert_eq!(db.query(Bill::by_label().label("B-7")).count().await?, 1);
    is_as_put(&db, Bill::key(7)).await
}

pub async fn a_field_computed_as_none_takes_the_item_out_of_the_index(target: &Target) -> Result<()> {
    let db = target.db::<Clinic>().await?;
    let key = || Visit::key("v1");
    db.put(&visit(50)).await?;
    assert_eq!(db.query(Visit::in_area("22")).count().await?, 1);
    db.update(key()).set(|v| v.in_area(Some("5".into()), "new")).await?;
    let item = stored(&db, key()).await?.unwrap();
    assert!(!item.contains("area") && !item.contains("gsi2pk") && !item.contains("gsi2sk"));
    assert_eq!(item.get("postcode").and_then(|code| code.as_s()), Some("5"));
    db.update(key()).set(|v| v.in_area(None, "new")).await?;
    assert_eq!(db.get(key()).await?.unwrap().postcode, None);
    db.put(&Visit { postcode: None, ..visit(50) }).await?;
    is_as_put(&db, key()).await
}

pub async fn an_edit_mends_what_is_not_computed_yet(target: &Target) -> Result<()> {
    let db = target.db::<Clinic>().await?;
    let mut old = Put::new(&visit(50)).request()?.item;
    old.insert("day", 0);
    old.insert("gsi1pk", "DAY#0000000000");
    db.backend().put_item(PutItem::new(db.table_name().clone(), old)).await?;
    assert_eq!(db.get(Visit::key("v1")).await?.unwrap().day, 0);
    let mended = db.edit(Visit::key("v1"), |_| Ok(())).await?;
    assert_eq!(mended.id, "v1");
    assert_eq!(db.query(Visit::on_day(2)).all().await?, [computed(visit(50))]);
    is_as_put(&db, Visit::key("v1")).await
}

pub async fn an_edit_returns_what_is_computed(target: &Target) -> Result<()> {
    let db = target.db::<Clinic>().await?;
    db.put(&visit(50)).await?;
    let edited = db
        .edit(Visit::key("v1"), |visit| {
            visit.hour = 100;
            Ok(())
        })
        .await?;
    assert_eq!(edited, computed(visit(100)));
    Ok(())
}
