//! Paths into documents, lists and maps: conditions, filters and updates on what is inside an attribute.

use std::collections::BTreeMap;

use dynamo_model::{Document, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "parcels")]
enum Parcels {
    Parcel(Parcel),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Parcels, pk = "PARCEL#{id}", sk = "PARCEL")]
#[access(name = by_id)]
struct Parcel {
    id: String,
    to: Address,
    lines: Vec<Line>,
    labels: BTreeMap<String, String>,
    insured: Option<Insurance>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase")]
struct Address {
    city: String,
    zip_code: Option<String>,
    // A reserved word of the service.
    #[serde(rename = "level")]
    floor: i32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Line {
    product: String,
    quantity: u32,
    made_in: Address,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Insurance {
    sum: u64,
}

fn address(city: &str) -> Address {
    Address { city: city.into(), zip_code: Some("221 00".into()), floor: 2 }
}

fn parcel() -> Parcel {
    let line = |product: &str| Line { product: product.into(), quantity: 1, made_in: address("Aarhus") };
    Parcel {
        id: "p1".into(),
        to: address("Lund"),
        lines: vec![line("cup"), line("lid")],
        labels: BTreeMap::from([("color".into(), "red".into()), ("dots.and-dashes".into(), "yes".into())]),
        insured: None,
    }
}

pub async fn a_field_of_a_document_is_set_and_the_rest_stays(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    db.create(&parcel()).await?;
    let update = db.update(Parcel::key("p1"));
    let update = update.set(|o| o.to.city.to("Uppsala")).set(|o| o.to.zip_code.removed());
    let new = update.set(|o| o.to.floor.plus(3)).returning_new().await?;
    let mut wanted = parcel();
    wanted.to = Address { city: "Uppsala".into(), zip_code: None, floor: 5 };
    assert_eq!(new, wanted);
    assert_eq!(db.get(Parcel::key("p1")).await?, Some(wanted));
    Ok(())
}

pub async fn an_element_of_a_list_is_reached_by_its_place(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    db.create(&parcel()).await?;
    let update = db.update(Parcel::key("p1")).set(|o| o.lines[1].quantity.plus(4));
    let update =
        update.set(|o| o.lines[1].made_in.city.to("Odense")).only_if(|o| o.lines[0].product.eq("cup"));
    let new = update.returning_new().await?;
    assert_eq!((new.lines[0].quantity, new.lines[1].quantity), (1, 5));
    assert_eq!(new.lines[1].made_in.city, "Odense");
    let shorter = db.update(Parcel::key("p1")).set(|o| o.lines[0].removed()).returning_new().await?;
    assert_eq!(shorter.lines, new.lines[1..], "what stood behind moves up");
    Ok(())
}

pub async fn an_entry_of_a_map_is_reached_by_its_key(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    db.create(&parcel()).await?;
    let update = db.update(Parcel::key("p1")).set(|o| o.labels["color"].to("blue"));
    let update = update.set(|o| o.labels["new"].to("entry")).set(|o| o.labels["dots.and-dashes"].removed());
    let new = update.only_if(|o| o.labels["dots.and-dashes"].exists()).returning_new().await?;
    let wanted = [("color", "blue"), ("new", "entry")];
    assert_eq!(new.labels, wanted.map(|(key, value)| (key.to_owned(), value.to_owned())).into());
    Ok(())
}

pub async fn a_filter_sees_inside_documents(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    db.create(&parcel()).await?;
    let found =
        |city: &'static str| db.query(Parcel::by_id("p1")).filter(move |o| o.lines[1].made_in.city.eq(city));
    assert_eq!(found("Aarhus").all().await?.len(), 1);
    assert_eq!(found("Malmo").all().await?, []);
    let insured = db.query(Parcel::by_id("p1")).filter(|o| o.insured.sum.ge(1));
    assert_eq!(insured.all().await?, [], "what is absent fulfils no comparison");
    Ok(())
}

pub async fn a_field_of_a_document_that_is_missing_cannot_be_set(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    db.create(&parcel()).await?;
    let update = || db.update(Parcel::key("p1"));
    assert!(refused(update().set(|o| o.insured.sum.to(10)).await).is_validation());
    update().set(|o| o.insured.to(Insurance { sum: 10 })).await?;
    let new = update().set(|o| o.insured.sum.plus(1)).returning_new().await?;
    assert_eq!(new.insured, Some(Insurance { sum: 11 }));
    Ok(())
}
