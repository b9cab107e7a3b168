//! Enums with data as attributes, in each of serde's four forms.

use std::collections::BTreeMap;

use dynamo_model::request::PutItem;
use dynamo_model::value::{Item, Number, Value};
use dynamo_model::{Document, Entity, Record as _, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "deliveries")]
enum Deliveries {
    Delivery(Delivery),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Deliveries, pk = "ALL", sk = "{id}")]
#[access(name = all)]
struct Delivery {
    id: u32,
    external: External,
    internal: Internal,
    adjacent: Adjacent,
    untagged: Untagged,
    stops: Vec<Internal>,
    named: BTreeMap<String, External>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "snake_case")]
enum External {
    AtDoor,
    Locker(u32),
    Pair(u32, String),
    #[serde(rename = "by-name")]
    ByName {
        name: String,
        floor: Option<i32>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "kind")]
enum Internal {
    Cash,
    Card { number: String, cents: u32 },
    Exact { amount: Number },
    Other(Extra),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Extra {
    text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "type", content = "value", rename_all = "UPPERCASE")]
enum Adjacent {
    Now,
    Later(u64),
    Wide(u128),
    Exact(Number),
    Between { from: u64, to: u64 },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Count(i64),
    Text(String),
    Size { width: u32, height: u32 },
    Flags(Vec<bool>),
    Nothing,
}

fn delivery(id: u32) -> Delivery {
    Delivery {
        id,
        external: External::AtDoor,
        internal: Internal::Cash,
        adjacent: Adjacent::Now,
        untagged: Untagged::Nothing,
        stops: Vec::new(),
        named: BTreeMap::new(),
    }
}

fn card() -> Internal {
    Internal::Card { number: "4711".into(), cents: 250 }
}

fn deliveries() -> Vec<Delivery> {
    let by_name = |floor| External::ByName { name: "Ada".into(), floor };
    vec![
        delivery(0),
        Delivery { external: External::Locker(7), internal: card(), ..delivery(1) },
        Delivery {
            external: External::Pair(1, "a".into()),
            internal: Internal::Other(Extra { text: "barter".into() }),
            adjacent: Adjacent::Later(u64::MAX),
            untagged: Untagged::Count(-5),
            ..delivery(2)
        },
        Delivery {
            external: by_name(None),
            adjacent: Adjacent::Between { from: 1, to: 2 },
            untagged: Untagged::Size { width: 1, height: 2 },
            ..delivery(3)
        },
        Delivery { external: by_name(Some(-1)), untagged: Untagged::Text("x".into()), ..delivery(4) },
        Delivery {
            untagged: Untagged::Flags(vec![true, false]),
            stops: vec![card(), Internal::Cash],
            named: BTreeMap::from([("a".into(), External::AtDoor), ("b".into(), by_name(Some(3)))]),
            ..delivery(5)
        },
    ]
}

async fn filled(target: &Target) -> Result<dynamo_model::Db<Deliveries>> {
    let db = target.db::<Deliveries>().await?;
    db.batch_write().put_all(&deliveries()).await?;
    Ok(db)
}

macro_rules! found {
    ($db:expr, $filter:expr) => {
        $db.query(Delivery::all())
            .filter($filter)
            .all()
            .await?
            .iter()
            .map(|delivery| delivery.id)
            .collect::<Vec<u32>>()
    };
}

pub async fn enums_of_every_tagging_come_back_as_they_were(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    assert_eq!(db.query(Delivery::all()).all().await?, deliveries());
    Ok(())
}

pub async fn enums_are_compared_and_set_whole(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    assert_eq!(found!(db, |d| d.external.eq(External::AtDoor)), [0, 5]);
    assert_eq!(found!(db, |d| d.external.eq(External::Pair(1, "a".into()))), [2]);
    assert_eq!(found!(db, |d| d.external.eq(External::ByName { name: "Ada".into(), floor: None })), [3]);
    assert_eq!(found!(db, |d| d.internal.eq(card())), [1]);
    assert_eq!(found!(db, |d| d.internal.ne(Internal::Cash)), [1, 2]);
    assert_eq!(
        found!(db, |d| d.adjacent.is_in([Adjacent::Later(u64::MAX), Adjacent::Between { from: 1, to: 2 }])),
        [2, 3]
    );
    assert_eq!(found!(db, |d| d.untagged.eq(Untagged::Count(-5))), [2]);
    assert_eq!(found!(db, |d| d.untagged.eq(Untagged::Size { width: 1, height: 2 })), [3]);
    assert_eq!(found!(db, |d| d.stops.contains(card())), [5]);
    let update = db
        .update(Delivery::key(0))
        .set(|d| d.internal.to(card()))
        .set(|d| d.external.to(External::Locker(1)));
    let changed = update.set(|d| d.stops.append([Internal::Cash])).returning_new().await?;
    let wanted = Delivery {
        internal: card(),
        external: External::Locker(1),
        stops: vec![Internal::Cash],
        ..delivery(0)
    };
    assert_eq!(changed, wanted);
    Ok(())
}

pub async fn a_filter_asks_which_variant_an_enum_is(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    assert_eq!(found!(db, |d| d.external.is(ExternalTag::AtDoor)), [0, 5]);
    assert_eq!(found!(db, |d| d.external.is(ExternalTag::Locker)), [1]);
    assert_eq!(found!(db, |d| d.external.is(ExternalTag::Pair)), [2]);
    assert_eq!(found!(db, |d| d.external.is(ExternalTag::ByName)), [3, 4]);
    assert_eq!(found!(db, |d| d.internal.is(InternalTag::Card)), [1]);
    assert_eq!(found!(db, |d| d.internal.is(InternalTag::Other)), [2]);
    assert_eq!(found!(db, |d| !d.internal.is(InternalTag::Cash)), [1, 2]);
    assert_eq!(found!(db, |d| d.adjacent.is(AdjacentTag::Later)), [2]);
    assert_eq!(found!(db, |d| d.adjacent.is(AdjacentTag::Between)), [3]);
    assert_eq!(found!(db, |d| d.stops[0].is(InternalTag::Card)), [5]);
    assert_eq!(found!(db, |d| d.named["b"].is(ExternalTag::ByName)), [5]);
    let paid = db.update(Delivery::key(1)).set(|d| d.internal.to(Internal::Cash));
    paid.only_if(|d| d.internal.is(InternalTag::Card)).await?;
    assert!(found!(db, |d| d.internal.is(InternalTag::Card)).is_empty());
    Ok(())
}

pub async fn what_a_variant_holds_is_asked_for_by_its_paths(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    assert_eq!(found!(db, |d| d.external.as_locker().eq(7)), [1]);
    assert_eq!(found!(db, |d| d.external.as_pair().1.eq("a").and(d.external.as_pair().0.lt(2))), [2]);
    assert_eq!(found!(db, |d| d.external.as_by_name().name.begins_with("A")), [3, 4]);
    assert_eq!(found!(db, |d| d.external.as_by_name().floor.eq(-1)), [4]);
    assert_eq!(
        found!(db, |d| d.internal.as_card().number.eq("4711").and(d.internal.as_card().cents.ge(250))),
        [1]
    );
    assert_eq!(found!(db, |d| d.internal.as_other().text.contains_text("art")), [2]);
    assert_eq!(found!(db, |d| d.adjacent.as_later().gt(5)), [2]);
    assert_eq!(found!(db, |d| d.adjacent.as_between().from.lt(&d.adjacent.as_between().to)), [3]);
    assert_eq!(found!(db, |d| d.stops[0].as_card().number.exists()), [5]);
    assert_eq!(found!(db, |d| d.named["b"].as_by_name().floor.eq(3)), [5]);
    let paid = db.update(Delivery::key(1)).set(|d| d.internal.to(Internal::Cash));
    paid.only_if(|d| d.internal.as_card().cents.eq(250)).await?;
    assert!(found!(db, |d| d.internal.as_card().cents.exists()).is_empty());
    Ok(())
}

pub async fn numbers_in_an_enum_keep_every_digit_wherever_its_tag_stands(target: &Target) -> Result<()> {
    let db = target.db::<Deliveries>().await?;
    let exact: Number = "12345678901234567890.123456789012345678".parse().unwrap();
    let wide = u128::from(u64::MAX) + 1;
    let adjacent = [Adjacent::Exact(exact), Adjacent::Wide(wide), Adjacent::Wide(1)];
    for (id, adjacent) in (0..).zip(adjacent) {
        let whole = Delivery { internal: Internal::Exact { amount: exact }, adjacent, ..delivery(id) };
        db.create(&whole).await?;
        assert_eq!(db.get(Delivery::key(id)).await?, Some(whole.clone()));
        let mut turned = whole.to_item()?;
        let adjacent = turned.get("adjacent").and_then(|adjacent| adjacent.as_m()).unwrap_or_default();
        let (tag, value) = (adjacent.get("type").unwrap(), adjacent.get("value").unwrap());
        let adjacent = Value::from(Item::from_iter([("value", value.to_value()), ("type", tag.to_value())]));
        turned.insert("adjacent", adjacent);
        db.backend().put_item(PutItem::new(db.table_name().clone(), turned)).await?;
        assert_eq!(db.get(Delivery::key(id)).await?, Some(whole));
    }
    Ok(())
}
