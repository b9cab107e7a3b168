//! Indexes whose keys are several attributes: an entity's own, or made by templates.

use std::collections::BTreeSet;

use dynamo_model::key::starts_with;
use dynamo_model::paging::Cursor;
use dynamo_model::query::IntoQuery;
use dynamo_model::request::{GetItem, KeySchema};
use dynamo_model::value::Item;
use dynamo_model::{Collection, Db, Entity, Key, KeyPart, Projection, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "market")]
#[index(name = "by_region", pk("tenant", "region"), sk("status", "placed_at", ("total", N)))]
#[index(name = "by_courier", pk("courier", ("zone", N)), sk("due_key", "parcel_key"), project(include))]
#[index(
    name = "by_route",
    pk("tenant", "line", ("wagon", N), "leg_key"),
    sk("status", ("deck", N), "seat_key", "weight_key")
)]
enum Market {
    Order(Order),
    Refund(Refund),
    Shipment(Shipment),
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
enum Status {
    Open,
    Paid,
    Sent,
}

/// An order. In a region, it is in `by_region`; with a courier, in `by_courier`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_region, index = by_region, pk(tenant, region), sk(status, placed_at, total))]
#[access(name = by_courier, index = by_courier, pk(courier, zone), sk("DUE#{due}", "{tenant}#{id}"), view = Parcel)]
struct Order {
    id: u32,
    tenant: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    status: Status,
    placed_at: String,
    total: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    courier: Option<String>,
    zone: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due: Option<String>,
}

/// A refund, in the same partitions of `by_region` as the orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "ORDER#{order}", sk = "REFUND")]
#[access(name = of_region, index = by_region, pk(tenant, region), sk(status, placed_at, total))]
struct Refund {
    order: u32,
    tenant: String,
    region: String,
    status: Status,
    placed_at: String,
    total: i64,
}

/// A shipment. On a line, it is in an index whose keys have as many attributes as there can be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "SHIPMENT#{id}", sk = "SHIPMENT")]
#[access(
    name = by_route,
    index = by_route,
    pk(tenant, line, wagon, "{from}#{to}"),
    sk(status, deck, "ROW#{row}#{seat}", "{weight}#{id}")
)]
struct Shipment {
    id: u32,
    tenant: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    wagon: u16,
    from: String,
    to: String,
    status: Status,
    deck: i8,
    row: u8,
    seat: char,
    weight: u32,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Order)]
struct Parcel {
    id: u32,
    courier: Option<String>,
    due: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Order)]
struct Total {
    total: i64,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Market, index = by_region, pk(tenant, place), of(tenant: String, place: String))]
struct Region {
    orders: Vec<Order>,
    refunds: Vec<Refund>,
}

fn order(id: u32, status: Status, placed_at: &str, total: i64) -> Order {
    let courier = (status == Status::Sent).then(|| "ups".to_owned());
    let region = Some("eu".to_owned());
    let due = courier.as_ref().map(|_| format!("{placed_at}-due"));
    Order {
        id,
        tenant: "t".into(),
        region,
        status,
        placed_at: placed_at.into(),
        total,
        courier,
        zone: 7,
        due,
    }
}

fn refund() -> Refund {
    let (tenant, region) = ("t".into(), "eu".into());
    Refund { order: 2, tenant, region, status: Status::Paid, placed_at: "2026-11-02".into(), total: -5 }
}

/// A table with six orders and a refund; the orders are numbered as `by_region` sorts them.
async fn market(target: &Target) -> Result<Db<Market>> {
    let db = target.db::<Market>().await?;
    db.create(&refund()).await?;
    db.create(&order(1, Status::Open, "2026-11-01", 100)).await?;
    db.create(&order(2, Status::Paid, "2026-11-02", -5)).await?;
    db.create(&order(3, Status::Paid, "2026-11-02", 9)).await?;
    db.create(&order(4, Status::Paid, "2026-11-02", 10)).await?;
    db.create(&order(5, Status::Paid, "2026-11-03", 1)).await?;
    db.create(&order(6, Status::Sent, "2026-10-30", 3)).await?;
    db.create(&Order { region: Some("us".into()), ..order(7, Status::Paid, "2026-11-02", 4) }).await?;
    db.create(&Order {
        tenant: "te".into(),
        region: Some("u".into()),
        ..order(8, Status::Paid, "2026-11-02", 4)
    })
    .await?;
    Ok(db)
}

async fn ids<Q: IntoQuery<Output = Order>>(db: &Db<Market>, query: Q) -> Result<Vec<u32>> {
    Ok(db.query(query).all().await?.into_iter().map(|order| order.id).collect())
}

async fn stored<E: Entity<Table = Market>>(db: &Db<Market>, key: Key<E>) -> Result<Item> {
    let request = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    Ok(db.backend().get_item(request).await?.item.unwrap())
}

pub async fn the_attributes_of_a_key_are_those_of_the_entity(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let request = Market::SCHEMA.create_table("market");
    let key = KeySchema::from_parts(["tenant", "region"], ["status", "placed_at", "total"]).unwrap();
    assert_eq!(request.global_indexes[0].key, key);
    let item = stored(&db, Order::key(1)).await?;
    let names: BTreeSet<&str> = item.iter().map(|(name, _)| name).collect();
    let own = ["pk", "sk", "_type", "id", "tenant", "region", "status", "placed_at", "total", "zone"];
    assert_eq!(names, BTreeSet::from(own), "nothing is stored for the index alone");
    let document = Market::SCHEMA.to_markdown();
    let row = "| `by_region` | `tenant` (S), `region` (S) | `status` (S), `placed_at` (S), `total` (N) | all attributes |";
    assert!(document.contains(row), "{document}");
    Ok(())
}

pub async fn attributes_are_named_left_to_right_each_by_its_own_comparison(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let paid = || Order::by_region("t", "eu").status(Status::Paid);
    assert_eq!(ids(&db, Order::by_region("t", "eu")).await?, [1, 2, 3, 4, 5, 6]);
    assert_eq!(ids(&db, paid()).await?, [2, 3, 4, 5]);
    assert_eq!(ids(&db, Order::by_region("t", "eu").status(Status::Paid..)).await?, [2, 3, 4, 5, 6]);
    assert_eq!(ids(&db, paid().placed_at("2026-11-02")).await?, [2, 3, 4]);
    assert_eq!(ids(&db, paid().placed_at("2026-11-03"..)).await?, [5]);
    assert_eq!(ids(&db, paid().placed_at(starts_with("2026-11-02"))).await?, [2, 3, 4]);
    assert_eq!(ids(&db, paid().placed_at("2026-11-02").total(9)).await?, [3]);
    assert_eq!(
        ids(&db, paid().placed_at("2026-11-02").total(-5..10)).await?,
        [2, 3],
        "numbers sort as numbers"
    );
    assert_eq!(ids(&db, Order::by_region("t", "eu").into_query().descending()).await?, [6, 5, 4, 3, 2, 1]);
    assert_eq!(ids(&db, Order::by_region("te", "u")).await?, [8], "no text is made of two attributes");
    let request = paid().placed_at("2026-11-02").total(9..).request()?;
    assert_eq!(
        request.key_condition.to_string(),
        "tenant = \"t\" AND region = \"eu\" AND status = \"Paid\" AND placed_at = \"2026-11-02\" AND total >= 9"
    );
    Ok(())
}

pub async fn an_entity_without_an_attribute_of_the_key_is_not_in_the_index(target: &Target) -> Result<()> {
    let db = market(target).await?;
    db.update(Order::key(3)).set(|o| o.region.removed()).await?;
    assert_eq!(ids(&db, Order::by_region("t", "eu").status(Status::Paid)).await?, [2, 4, 5]);
    db.update(Order::key(3)).set(|o| o.region.to("us".to_owned())).await?;
    assert_eq!(ids(&db, Order::by_region("t", "us")).await?, [7, 3]);
    Ok(())
}

pub async fn each_attribute_of_a_key_is_set_alone_and_the_index_follows(target: &Target) -> Result<()> {
    let db = market(target).await?;
    db.update(Order::key(1)).set(|o| o.status.to(Status::Sent)).await?;
    db.update(Order::key(2)).set(|o| o.total.to(50)).set(|o| o.placed_at.to("2026-11-04")).await?;
    assert_eq!(ids(&db, Order::by_region("t", "eu")).await?, [3, 4, 5, 2, 6, 1]);
    let changed =
        Order { total: 50, placed_at: "2026-11-04".into(), ..order(2, Status::Paid, "2026-11-02", -5) };
    assert_eq!(stored(&db, Order::key(2)).await?, changed.to_item()?);
    Ok(())
}

pub async fn templates_make_attributes_of_a_key_beside_the_entitys_own(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let item = stored(&db, Order::key(6)).await?;
    let text = |name| item.get(name).and_then(|value| value.as_s());
    assert_eq!((text("due_key"), text("parcel_key")), (Some("DUE#2026-10-30-due"), Some("t#0000000006")));
    let parcel = Parcel { id: 6, courier: Some("ups".into()), due: Some("2026-10-30-due".into()) };
    let found = db.query(Order::by_courier("ups", 7).due("2026-10-30-due").tenant("t").id(6)).all().await?;
    assert_eq!(found, std::slice::from_ref(&parcel));
    assert_eq!(db.query(Order::by_courier("ups", 7).due(starts_with("2026"))).all().await?, [parcel]);
    assert!(db.query(Order::by_courier("ups", 8)).all().await?.is_empty());
    let all = Order::by_courier("ups", 7).into_query().request()?;
    assert_eq!(
        all.key_condition.to_string(),
        "courier = \"ups\" AND zone = 7 AND begins_with(due_key, \"DUE#\")"
    );
    Ok(())
}

pub async fn attributes_made_by_templates_come_and_go_with_the_entitys_own(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let left = Order { courier: None, due: None, ..order(6, Status::Sent, "2026-10-30", 3) };
    db.update(Order::key(6)).set(|o| o.by_courier(None, None, "t")).await?;
    assert_eq!(stored(&db, Order::key(6)).await?, left.to_item()?);
    let entered = Order { courier: Some("dhl".into()), due: Some("x".into()), zone: 9, ..left };
    db.update(Order::key(6))
        .set(|o| o.by_courier(Some("dhl".into()), Some("x".into()), "t"))
        .set(|o| o.zone.to(9))
        .await?;
    assert_eq!(stored(&db, Order::key(6)).await?, entered.to_item()?);
    assert_eq!(db.query(Order::by_courier("dhl", 9)).count().await?, 1);
    Ok(())
}

/// A shipment on one line and leg; all differ in their ids only, unless the rest says otherwise.
fn shipment(id: u32) -> Shipment {
    Shipment {
        id,
        tenant: "t".into(),
        line: Some("west".into()),
        wagon: 12,
        from: "oslo".into(),
        to: "bergen".into(),
        status: Status::Paid,
        deck: 1,
        row: 7,
        seat: 'b',
        weight: 300,
    }
}

pub async fn an_index_has_up_to_four_attributes_of_each_key(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    let declared = KeySchema::from_parts(
        ["tenant", "line", "wagon", "leg_key"],
        ["status", "deck", "seat_key", "weight_key"],
    )
    .unwrap();
    let made = db.ensure_table().await?;
    let keys: Vec<&KeySchema> = made.global_indexes.iter().map(|index| &index.definition.key).collect();
    assert!(keys.contains(&&declared), "{keys:?}");

    // In the order of the index: each by another attribute than the one before.
    let of_route = [
        Shipment { status: Status::Open, deck: 2, row: 9, ..shipment(9) },
        Shipment { deck: -2, row: 8, ..shipment(8) },
        shipment(3),
        shipment(4),
        Shipment { weight: 1000, ..shipment(1) },
        Shipment { seat: 'c', weight: 5, ..shipment(2) },
        Shipment { row: 10, seat: 'a', ..shipment(5) },
        Shipment { deck: 11, row: 1, ..shipment(6) },
        Shipment { status: Status::Sent, deck: 0, ..shipment(7) },
    ];
    let elsewhere = [
        Shipment { tenant: "u".into(), ..shipment(20) },
        Shipment { line: Some("east".into()), ..shipment(21) },
        Shipment { line: None, ..shipment(22) },
        Shipment { wagon: 13, ..shipment(23) },
        Shipment { from: "bergen".into(), to: "oslo".into(), ..shipment(24) },
    ];
    for shipment in of_route.iter().rev().chain(&elsewhere) {
        db.create(shipment).await?;
    }
    let item = stored(&db, Shipment::key(2)).await?;
    let text = |name| item.get(name).and_then(|value| value.as_s());
    assert_eq!(
        ["leg_key", "seat_key", "weight_key"].map(text),
        [Some("oslo#bergen"), Some("ROW#007#c"), Some("0000000005#0000000002")]
    );

    let route = || Shipment::by_route("t", "west", 12, "oslo", "bergen");
    assert_eq!(db.query(route()).all().await?, of_route);
    assert_eq!(db.query(route().status(Status::Paid)).all().await?, of_route[1..8]);
    let deck = || route().status(Status::Paid).deck(1);
    assert_eq!(db.query(deck()).all().await?, of_route[2..7]);
    assert_eq!(db.query(deck().row(7)).all().await?, of_route[2..6]);
    assert_eq!(db.query(deck().row(7).seat('b')).all().await?, of_route[2..5]);
    assert_eq!(db.query(deck().row(7).seat('b').weight(300)).all().await?, of_route[2..4]);
    let one = || deck().row(7).seat('b').weight(300).id(4);
    assert_eq!(db.query(one()).all().await?, of_route[3..4]);
    assert_eq!(db.query(route().status(Status::Paid).deck(-5..=1)).all().await?, of_route[1..7]);
    assert_eq!(db.query(route()).descending().first().await?.as_ref(), of_route.last());
    assert_eq!(
        one().request()?.key_condition.to_string(),
        "tenant = \"t\" AND line = \"west\" AND wagon = 12 AND leg_key = \"oslo#bergen\" AND status = \"Paid\" \
         AND deck = 1 AND seat_key = \"ROW#007#b\" AND weight_key = \"0000000300#0000000004\""
    );

    db.update(Shipment::key(9)).set(|s| s.deck.to(-3)).set(|s| s.status.to(Status::Paid)).await?;
    assert_eq!(db.query(route()).first().await?.map(|first| (first.id, first.deck)), Some((9, -3)));
    db.edit(Shipment::key(9), |shipment| {
        (shipment.from, shipment.seat, shipment.weight) = ("bergen".into(), 'd', 1);
        shipment.to = "oslo".into();
        Ok(())
    })
    .await?;
    let back = Shipment::by_route("t", "west", 12, "bergen", "oslo");
    assert_eq!(db.query(back).all().await?.iter().map(|back| back.id).collect::<Vec<_>>(), [9, 24]);
    db.edit(Shipment::key(9), |shipment| {
        shipment.line = None;
        Ok(())
    })
    .await?;
    let left = db.get(Shipment::key(9)).await?.unwrap();
    assert_eq!(stored(&db, Shipment::key(9)).await?, left.to_item()?, "as if put");
    assert_eq!(db.scan::<Shipment>().through(Shipment::BY_ROUTE).count().await?, 12);
    Ok(())
}

pub async fn a_collection_has_all_attributes_of_the_partition(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let region = db.get_collection(Region::of("t", "eu")).await?.unwrap();
    assert_eq!(region.orders.iter().map(|order| order.id).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(region.refunds, [refund()]);
    let all = db.query(Order::by_region("t", "eu").collection()).all().await?;
    assert_eq!(all.len(), 7);
    assert_eq!(ids(&db, Order::by_region("t", "eu")).await?.len(), 6, "the refund is kept out");
    Ok(())
}

pub async fn pages_views_and_scans_follow_keys_of_several_attributes(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let (mut found, mut cursor) = (Vec::new(), None::<Cursor>);
    loop {
        let query = db.query(Order::by_region("t", "eu")).view::<Total>().limit(2);
        let page = match cursor.take() {
            Some(cursor) => query.after(cursor).page().await?,
            None => query.page().await?,
        };
        found.extend(page.iter().map(|order| order.total));
        cursor = page.cursor().cloned();
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(found, [100, -5, 9, 10, 1, 3]);
    assert_eq!(db.scan::<Order>().through(Order::BY_REGION).count().await?, 8);
    Ok(())
}
