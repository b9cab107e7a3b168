//! Paths into documents, lists and maps: conditions, filters and updates on what is inside an attribute.

use std::collections::{BTreeMap, BTreeSet, HashMap, LinkedList, VecDeque};

use dynamo_model::request::PutItem;
use dynamo_model::value::{Item, as_set};
use dynamo_model::{Document, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{item, map, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "parcels")]
enum Parcels {
    Parcel(Parcel),
    Depot(Depot),
    Rack(Rack),
    Tally(Tally),
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

pub async fn what_is_missing_inside_a_document_is_set_and_what_is_there_stays(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    let mut wanted = parcel();
    wanted.to.zip_code = None;
    db.create(&wanted).await?;
    wanted.to.zip_code = Some("753 10".into());
    wanted.labels.insert("size".into(), "L".into());
    for (zip_code, size) in [("753 10", "L"), ("753 11", "XL")] {
        let update = db.update(Parcel::key("p1")).set(|o| o.to.zip_code.to_if_missing(zip_code));
        let update = update.set(|o| o.lines[1].made_in.zip_code.to_if_missing(zip_code));
        let update = update.set(|o| o.labels["size"].to_if_missing(size));
        assert_eq!(update.returning_new().await?, wanted);
    }
    let inside_nothing = db.update(Parcel::key("p1")).set(|o| o.insured.sum.to_if_missing(1));
    assert!(refused(inside_nothing.await).is_validation());
    Ok(())
}

/// What is inside containers of containers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Parcels, pk = "DEPOT#{id}", sk = "DEPOT")]
#[access(name = depot)]
struct Depot {
    id: u32,
    gates: BTreeMap<String, Gate>,
    shelves: Vec<Vec<u32>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Gate {
    width: u32,
    #[serde(with = "as_set", default)]
    lanes: BTreeSet<u32>,
    #[serde(default = "open")]
    state: String,
    #[serde(default)]
    passed: u64,
}

fn open() -> String {
    "open".to_owned()
}

fn gate(width: u32) -> Gate {
    Gate { width, lanes: BTreeSet::from([1, 2]), state: open(), passed: 0 }
}

fn depot() -> Depot {
    let gates = BTreeMap::from([("north".to_owned(), gate(3)), ("s.o#u-th".to_owned(), gate(4))]);
    Depot { id: 1, gates, shelves: vec![vec![1], vec![2, 3]] }
}

pub async fn a_document_in_a_map_is_reached_by_its_key_and_field(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    db.create(&depot()).await?;
    let update = db.update(Depot::key(1)).set(|d| d.gates["s.o#u-th"].width.plus(2));
    let update = update.set(|d| d.gates["east"].to(gate(1))).set(|d| d.gates["north"].removed());
    let new = update.only_if(|d| d.gates["north"].width.eq(3)).returning_new().await?;
    let wanted = BTreeMap::from([("east".to_owned(), gate(1)), ("s.o#u-th".to_owned(), gate(6))]);
    assert_eq!(new.gates, wanted);
    let wide = |name: &'static str| {
        db.query(Depot::depot(1)).filter(move |d| d.gates[name].width.between(5, 6)).count()
    };
    assert_eq!((wide("s.o#u-th").await?, wide("east").await?, wide("north").await?), (1, 0, 0));
    assert!(
        refused(db.delete(Depot::key(1)).only_if(|d| d.gates["north"].exists()).await).is_condition_failed()
    );
    assert!(refused(db.update(Depot::key(1)).set(|d| d.gates["north"].width.to(1)).await).is_validation());
    Ok(())
}

pub async fn an_element_of_a_list_of_lists_is_reached_by_both_places(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    db.create(&depot()).await?;
    let update = db.update(Depot::key(1)).set(|d| d.shelves[1][0].plus(5)).set(|d| d.shelves[0].append([9]));
    let new = update.only_if(|d| d.shelves[1][1].eq(3).and(d.shelves[2].missing())).returning_new().await?;
    assert_eq!(new.shelves, [vec![1, 9], vec![7, 3]]);
    let new = db.update(Depot::key(1)).set(|d| d.shelves[1][0].removed()).returning_new().await?;
    assert_eq!(new.shelves, [vec![1, 9], vec![3]]);
    assert_eq!(db.query(Depot::depot(1)).filter(|d| d.shelves[0].contains(9)).count().await?, 1);
    assert_eq!(db.query(Depot::depot(1)).filter(|d| d.shelves[1].size().gt(1)).count().await?, 0);
    Ok(())
}

pub async fn members_of_a_set_in_a_document_come_and_go(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    db.create(&depot()).await?;
    let update = db.update(Depot::key(1)).set(|d| d.gates["north"].lanes.add([2, 7]));
    let new = update.set(|d| d.gates["s.o#u-th"].lanes.delete([1, 5])).returning_new().await?;
    assert_eq!(new.gates["north"].lanes, [1, 2, 7].into());
    assert_eq!(new.gates["s.o#u-th"].lanes, [2].into());
    let with =
        |lane: u32| db.query(Depot::depot(1)).filter(move |d| d.gates["north"].lanes.contains(lane)).count();
    assert_eq!((with(7).await?, with(8).await?), (1, 0));
    let none =
        db.update(Depot::key(1)).set(|d| d.gates["s.o#u-th"].lanes.delete([2])).returning_new().await?;
    assert_eq!(
        none.gates["s.o#u-th"].lanes,
        BTreeSet::new(),
        "a set without members is absent, and read as empty"
    );
    Ok(())
}

pub async fn fields_that_older_documents_lack_have_defaults(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    let gates = map(item! { "north": map(item! { "width": 3 }) });
    let old: Item = item! { "pk": Depot::key(1).item()?.get("pk").and_then(|pk| pk.as_s()).unwrap(), "sk": "DEPOT",
    "_type": "Depot", "id": 1, "gates": gates, "shelves": dynamo_model::value::Value::L(Vec::new()) };
    db.backend().put_item(PutItem::new(db.table_name().clone(), old)).await?;
    let gate = Gate { lanes: BTreeSet::new(), ..gate(3) };
    let depot = Depot { gates: BTreeMap::from([("north".to_owned(), gate)]), shelves: Vec::new(), ..depot() };
    assert_eq!(db.get(Depot::key(1)).await?, Some(depot.clone()));
    let new = db.update(Depot::key(1)).set(|d| d.gates["north"].passed.plus(2)).returning_new().await?;
    assert_eq!(new.gates["north"].passed, 2, "a sum begins with the default");
    assert_eq!(db.query(Depot::depot(1)).filter(|d| d.gates["north"].state.missing()).count().await?, 1);
    let edited = db.edit(Depot::key(1), |depot| {
        depot.gates.values_mut().for_each(|gate| gate.width += 1);
        Ok(())
    });
    let gate = Gate { width: 4, passed: 2, ..depot.gates["north"].clone() };
    assert_eq!(edited.await?.gates["north"], gate);
    assert_eq!(db.query(Depot::depot(1)).filter(|d| d.gates["north"].state.eq("open")).count().await?, 1);
    Ok(())
}

/// Lists of every type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Parcels, pk = "RACK#{id}", sk = "RACK")]
#[access(name = rack)]
struct Rack {
    id: u32,
    waiting: VecDeque<Line>,
    slots: [u32; 3],
    names: Box<[String]>,
    chain: LinkedList<u32>,
}

pub async fn every_type_of_list_has_elements(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    let line = |product: &str| Line { product: product.into(), quantity: 1, made_in: address("Aarhus") };
    let rack = Rack {
        id: 1,
        waiting: [line("cup")].into(),
        slots: [7, 8, 9],
        names: ["a".to_owned(), "b".to_owned()].into(),
        chain: [1, 2].into(),
    };
    db.create(&rack).await?;
    let update = || db.update(Rack::key(1));
    let longer = update().set(|r| r.waiting.prepend([line("lid")])).set(|r| r.names.append(["c"]));
    longer.set(|r| r.chain.prepend([0])).set(|r| r.slots[2].plus(1)).await?;
    let changed = update().set(|r| r.waiting.append([line("box")])).set(|r| r.names[1].to("B"));
    let changed = changed.set(|r| r.chain[1].to(10)).only_if(|r| r.waiting[0].product.eq("lid"));
    changed.await?;
    let new = update().set(|r| r.waiting[1].quantity.to(5)).returning_new().await?;
    let mut cup = line("cup");
    cup.quantity = 5;
    let wanted = Rack {
        waiting: [line("lid"), cup, line("box")].into(),
        slots: [7, 8, 10],
        names: ["a", "B", "c"].map(str::to_owned).into(),
        chain: [0, 10, 2].into(),
        ..rack
    };
    assert_eq!(new, wanted);
    let holding = |slot: u32| {
        let query = db.query(Rack::rack(1));
        query.filter(move |r| r.slots.contains(slot).and(r.chain.contains(10)).and(r.waiting.size().eq(3)))
    };
    assert_eq!(holding(10).all().await?, [wanted]);
    assert_eq!(holding(9).all().await?, []);
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Parcels, pk = "TALLY#{depot}", sk = "TALLY")]
struct Tally {
    depot: String,
    by_year: BTreeMap<u16, u32>,
    by_state: HashMap<State, Line>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    OnItsWay,
    Lost,
}

pub async fn an_entry_is_named_by_a_key_of_any_type_that_a_map_may_have(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    let line = |quantity| Line { product: "box".into(), quantity, made_in: address("Lund") };
    let by_state = HashMap::from([(State::OnItsWay, line(3)), (State::Lost, line(1))]);
    let tally = Tally { depot: "d1".into(), by_year: BTreeMap::from([(2025, 7), (2026, 9)]), by_state };
    db.create(&tally).await?;
    let update =
        db.update(Tally::key("d1")).set(|o| o.by_year[&2026].plus(1)).set(|o| o.by_year[&2025].removed());
    let update = update.set(|o| o.by_state[&State::OnItsWay].quantity.to(2_u32));
    let new = update.only_if(|o| o.by_state[&State::Lost].quantity.eq(1)).returning_new().await?;
    assert_eq!(new.by_year, BTreeMap::from([(2026, 10)]));
    assert_eq!(new.by_state, HashMap::from([(State::OnItsWay, line(2)), (State::Lost, line(1))]));
    Ok(())
}
