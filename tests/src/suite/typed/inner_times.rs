//! Times inside documents, lists and variants, stored in their order by serde.

use dynamo_model::builder::Update;
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Db, Document, Entity, KeyPart, Projection, Record as _, Result, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{item, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "parcels")]
enum Parcels {
    Parcel(Parcel),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Parcels, pk = "PARCEL#{id}", sk = "PARCEL")]
struct Parcel {
    id: u32,
    sent: Scan,
    scans: Vec<Scan>,
    state: State,
    #[serde(flatten)]
    packed: Packed,
    #[serde(with = "dynamo_model::time::as_millis_since_1970")]
    due: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
struct At(Timestamp);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Scan {
    #[serde(with = "dynamo_model::time::as_time_in_millis")]
    at: At,
    #[serde(with = "dynamo_model::time::as_seconds_since_1970", default)]
    #[attr(check = not_before_1970)]
    left: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Packed {
    #[serde(with = "dynamo_model::time::as_micros_since_1970")]
    packed_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "kind")]
enum State {
    Waiting,
    Lost {
        #[serde(with = "dynamo_model::time::as_millis_since_1970")]
        since: Timestamp,
    },
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Times {
    #[projection(from = sent.at)]
    sent: At,
    #[projection(from = sent.left)]
    left: Option<Timestamp>,
    #[projection(from = scans[1].left)]
    second: Option<Timestamp>,
    #[projection(from = packed.packed_at)]
    packed_at: chrono::DateTime<chrono::Utc>,
    due: Timestamp,
}

fn not_before_1970(left: &Timestamp) -> std::result::Result<(), String> {
    if *left < Timestamp::UNIX_EPOCH { Err("it is before 1970".to_owned()) } else { Ok(()) }
}

/// Milliseconds around seconds, whose usual texts do not sort.
const MILLIS: [u32; 6] = [500, 1_000, 1_500, 1_510, 2_000, 10_000];

fn at(millis: u32) -> Timestamp {
    Timestamp::from_millisecond(millis.into()).unwrap()
}

fn scan(millis: u32) -> Scan {
    Scan { at: At(at(millis)), left: Some(at(millis / 1_000 * 1_000)) }
}

fn utc(millis: u32) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis(millis.into()).unwrap()
}

fn parcel(millis: u32) -> Parcel {
    let state = if millis == 500 { State::Waiting } else { State::Lost { since: at(millis) } };
    let packed = Packed { packed_at: utc(millis) };
    let scans = vec![scan(1_000), scan(millis)];
    Parcel { id: millis, sent: scan(millis), scans, state, packed, due: at(millis) }
}

async fn parcels(target: &Target) -> Result<Db<Parcels>> {
    let db = target.db::<Parcels>().await?;
    for millis in MILLIS {
        db.create(&parcel(millis)).await?;
    }
    Ok(db)
}

fn map(entries: [(&str, Value); 2]) -> Value {
    Value::M(entries.map(|(name, value)| (name.to_owned(), value)).into())
}

async fn stored(db: &Db<Parcels>, id: u32) -> Result<Item> {
    let key = item! { "pk": format!("PARCEL#{id:010}"), "sk": "PARCEL" };
    let read = GetItem::new(db.table_name().clone(), key).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn times_inside_documents_are_compared_in_their_order(target: &Target) -> Result<()> {
    let db = parcels(target).await?;
    macro_rules! agrees {
        ($limit:ident, |$parcel:ident| $condition:expr, $wanted:expr) => {
            for $limit in MILLIS {
                let mut found: Vec<u32> = db
                    .scan::<Parcel>()
                    .filter(|$parcel| $condition)
                    .all()
                    .await?
                    .iter()
                    .map(|found| found.id)
                    .collect();
                found.sort_unstable();
                let wanted: Vec<u32> = MILLIS.into_iter().filter($wanted).collect();
                assert_eq!(found, wanted, "{} {}", stringify!($condition), $limit);
            }
        };
    }
    agrees!(limit, |p| p.sent.at.lt(At(at(limit))), |id| *id < limit);
    agrees!(limit, |p| p.scans[1].at.ge(At(at(limit))), |id| *id >= limit);
    agrees!(limit, |p| p.state.as_lost().since.gt(at(limit)), |id| *id > limit);
    agrees!(limit, |p| p.packed.packed_at.le(utc(limit)), |id| *id <= limit);
    agrees!(limit, |p| p.due.between(at(500), at(limit)), |id| *id <= limit);
    let left = db.scan::<Parcel>().filter(|p| p.sent.left.lt(at(2_000)).and(p.sent.left.ge(at(1_000))));
    assert_eq!(left.count().await?, 3);
    assert_eq!(
        db.scan::<Parcel>().filter(|p| p.sent.at.begins_with("1970-01-01T00:00:01")).count().await?,
        3
    );
    Ok(())
}

pub async fn times_inside_documents_are_stored_alike_by_every_write(target: &Target) -> Result<()> {
    let db = parcels(target).await?;
    let item = stored(&db, 1_510).await?;
    let value = |name: &str| item.get(name).map(|value| value.to_value());
    assert_eq!(value("sent"), Some(map([("at", "1970-01-01T00:00:01.510Z".into()), ("left", 1.into())])));
    assert_eq!(value("packed_at"), Some(Value::from(1_510_000)));
    assert_eq!(value("due"), Some(Value::from(1_510)));
    assert_eq!(db.get(Parcel::key(1_510)).await?, Some(parcel(1_510)));

    let update = db
        .update(Parcel::key(1_510))
        .set(|p| p.sent.left.to(at(3_000)))
        .set(|p| p.scans.append([scan(2_000)]))
        .only_if(|p| p.sent.at.eq(At(at(1_510))).and(p.sent.left.eq(at(1_000))));
    let updated = update.returning_new().await?;
    let scans = vec![scan(1_000), scan(1_510), scan(2_000)];
    let sent = Scan { left: Some(at(3_000)), ..scan(1_510) };
    assert_eq!(updated, Parcel { sent: sent.clone(), scans, ..parcel(1_510) });
    db.update(Parcel::key(1_510)).set(|p| p.sent.to(scan(500))).only_if(|p| p.sent.eq(sent)).await?;
    assert_eq!(db.get(Parcel::key(1_510)).await?.map(|parcel| parcel.sent), Some(scan(500)));
    let edited = db.edit(Parcel::key(1_510), |parcel| {
        parcel.sent.left = None;
        parcel.state = State::Lost { since: at(10_000) };
        Ok(())
    });
    edited.await?;
    let late = db.scan::<Parcel>().filter(|p| p.state.as_lost().since.ge(at(10_000)));
    assert_eq!(late.count().await?, 2);
    let times = db.get(Parcel::key(1_510)).view::<Times>().await?;
    let (sent, second) = (At(at(500)), Some(at(1_000)));
    assert_eq!(times, Some(Times { sent, left: None, second, packed_at: utc(1_510), due: at(1_510) }));
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "receipts")]
enum Receipts {
    Receipt(Receipt),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Receipts, pk = "RECEIPT#{id}", sk = "RECEIPT")]
struct Receipt {
    id: u32,
    proof: Proof,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
enum Proof {
    Signed(#[serde(with = "dynamo_model::time::as_seconds_since_1970")] Timestamp),
    Seen(u32, #[serde(with = "dynamo_model::time::as_millis_since_1970")] Timestamp),
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Receipt)]
struct ProvenAt {
    #[projection(from = proof.as_signed())]
    signed: Option<Timestamp>,
    #[projection(from = proof.as_seen().1)]
    seen: Option<Timestamp>,
}

pub async fn times_that_variants_hold_are_read_by_views(target: &Target) -> Result<()> {
    let db = target.db::<Receipts>().await?;
    for (id, proof) in [(1, Proof::Signed(at(2_000))), (2, Proof::Seen(7, at(1_510)))] {
        db.create(&Receipt { id, proof }).await?;
    }
    let (signed, seen) = (Some(at(2_000)), Some(at(1_510)));
    let view = |id| db.get(Receipt::key(id)).view::<ProvenAt>();
    assert_eq!(view(1).await?, Some(ProvenAt { signed, seen: None }));
    assert_eq!(view(2).await?, Some(ProvenAt { signed: None, seen }));
    assert_eq!(db.scan::<Receipt>().filter(|r| r.proof.as_seen().1.lt(at(1_511))).count().await?, 1);
    Ok(())
}

pub async fn a_time_that_serde_stored_inside_a_document_before_is_read(target: &Target) -> Result<()> {
    let db = target.db::<Parcels>().await?;
    let mut old = parcel(1_500).to_item()?;
    let sent = [("at", "1970-01-01T00:00:01.5Z".into()), ("left", "1970-01-01T00:00:01Z".into())];
    old.insert("sent", map(sent));
    old.insert("packed_at", "1970-01-01T00:00:01.500Z");
    old.insert("due", "1970-01-01T00:00:01.5Z");
    db.backend().put_item(PutItem::new(db.table_name().clone(), old)).await?;
    assert_eq!(db.get(Parcel::key(1_500)).await?, Some(parcel(1_500)));
    let view = db.get(Parcel::key(1_500)).view::<Times>().await?;
    assert_eq!(
        view.map(|times| (times.sent, times.left, times.due)),
        Some((At(at(1_500)), Some(at(1_000)), at(1_500)))
    );
    Ok(())
}

pub async fn a_time_inside_a_document_that_has_no_room_or_breaks_a_rule_is_refused(
    target: &Target,
) -> Result<()> {
    let db = parcels(target).await?;
    let fine = refused(Update::new(Parcel::key(500)).set(|p| p.sent.left.to(at(1))).request());
    assert!(fine.message().contains("finer than the seconds"), "{fine}");
    let fine = Parcel { sent: Scan { left: Some(at(1)), ..scan(500) }, ..parcel(500) };
    assert!(refused(db.put(&fine).await).message().contains("finer than the seconds"));
    let early = Timestamp::from_second(-1).unwrap();
    let update = || Update::new(Parcel::key(500));
    let broken = [
        refused(update().set(|p| p.sent.left.to(early)).request()),
        refused(update().set(|p| p.sent.to(Scan { left: Some(early), ..scan(500) })).request()),
        refused(db.put(&Parcel { sent: Scan { left: Some(early), ..scan(500) }, ..parcel(500) }).await),
    ];
    for error in broken {
        let message = error.message();
        assert!(error.is_constraint() && message.contains("`sent.left` is"), "{error}");
        assert!(message.ends_with(": it is before 1970"), "{error}");
    }
    Ok(())
}
