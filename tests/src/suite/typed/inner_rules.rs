//! Rules of what is inside attributes, and of several fields together: nothing that breaks one is sent.

use std::collections::BTreeMap;

use dynamo_model::builder::{Put, Transact, Update, Upsert};
use dynamo_model::request::PutItem;
use dynamo_model::value::Value;
use dynamo_model::{Db, Document, Entity, Error, Patch, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "market")]
enum Market {
    Order(Order),
    Stay(Stay),
    Quote(Quote),
    Parcel(Parcel),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_id)]
struct Order {
    id: String,
    address: Address,
    lines: Vec<Line>,
    gifts: BTreeMap<u16, Box<Line>>,
    spare: Option<Box<Address>>,
    payment: Payment,
    #[serde(flatten)]
    contact: Contact,
    #[attr(check = not_empty)]
    boxes: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase")]
struct Address {
    city: String,
    #[attr(length = 5..=5)]
    zip_code: Option<String>,
    #[serde(default)]
    inner: Option<Box<Self>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Line {
    #[attr(range = 1..)]
    quantity: u32,
    product: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Contact {
    #[attr(check = with_at)]
    mail: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
enum Payment {
    Cash,
    Card {
        #[attr(length = 4..=4)]
        last4: String,
    },
    Split(Vec<Line>),
    Points(#[attr(range = 1..)] u32, String),
}

fn with_at(mail: &str) -> Result<(), &'static str> {
    mail.contains('@').then_some(()).ok_or("an address has an @")
}

fn not_empty(lines: &[Line]) -> Result<(), &'static str> {
    if lines.is_empty() { Err("there is nothing in it") } else { Ok(()) }
}

fn line(quantity: u32) -> Line {
    Line { quantity, product: "cup".into() }
}

fn address(zip: &str) -> Address {
    Address { city: "Lund".into(), zip_code: Some(zip.into()), inner: None }
}

fn order() -> Order {
    Order {
        id: "o1".into(),
        address: address("22100"),
        lines: vec![line(1), line(2)],
        gifts: BTreeMap::from([(7, Box::new(line(1)))]),
        spare: None,
        payment: Payment::Cash,
        contact: Contact { mail: "a@b".into() },
        boxes: vec![line(1)],
    }
}

fn breaks(error: &Error, field: Option<&str>, message: &str) {
    assert!(error.is_constraint(), "{error}");
    assert_eq!((error.field(), error.to_string()), (field, message.to_owned()));
}

async fn stored(target: &Target) -> Result<Db<Market>> {
    let db = target.db::<Market>().await?;
    db.create(&order()).await?;
    Ok(db)
}

pub async fn no_write_of_a_whole_entity_breaks_a_rule_inside_it(target: &Target) -> Result<()> {
    let db = stored(target).await?;
    let wrong = Order { lines: vec![line(1), line(0)], ..order() };
    let message = "`Order`: field `lines[1].quantity` is 0, which is not in 1..";
    breaks(&refused(db.put(&wrong).await), Some("lines"), message);
    breaks(&refused(db.create(&wrong).await), Some("lines"), message);
    breaks(&refused(db.replace(&wrong).await), Some("lines"), message);
    breaks(&refused(db.upsert(&wrong).await), Some("lines"), message);
    breaks(&refused(db.put(&Market::Order(wrong.clone())).await), Some("lines"), message);
    let in_a_batch = refused(db.batch_write().put(&wrong).await);
    for error in [refused(Transact::new().put(&wrong).request()), in_a_batch] {
        assert!(error.is_constraint() && error.to_string().ends_with(message), "{error}");
    }
    let edit = db.edit(Order::key("o1"), |order| {
        order.lines[1].quantity = 0;
        Ok(())
    });
    breaks(&refused(edit.await), Some("lines"), message);
    assert_eq!(db.get(Order::key("o1")).await?, Some(order()));
    Ok(())
}

pub async fn a_broken_rule_is_named_by_its_whole_path(_target: &Target) -> Result<()> {
    let error = |order: Order| refused(Put::new(&order).request());
    let short = "is \"22\", whose length 2 is not in 5..=5";
    let message = format!("`Order`: field `address.zipCode` {short}");
    breaks(&error(Order { address: address("22"), ..order() }), Some("address"), &message);
    let deep = Address { inner: Some(Box::new(address("22"))), ..address("22100") };
    let message = format!("`Order`: field `spare.inner.zipCode` {short}");
    breaks(&error(Order { spare: Some(Box::new(deep)), ..order() }), Some("spare"), &message);
    let gifts = BTreeMap::from([(7, Box::new(line(0)))]);
    let message = "`Order`: field `gifts.7.quantity` is 0, which is not in 1..";
    breaks(&error(Order { gifts, ..order() }), Some("gifts"), message);
    let message = "`Order`: field `mail` is \"ab\": an address has an @";
    breaks(&error(Order { contact: Contact { mail: "ab".into() }, ..order() }), None, message);
    let paid = |payment| error(Order { payment, ..order() });
    let message = "`Order`: field `payment.Card.last4` is \"42\", whose length 2 is not in 4..=4";
    breaks(&paid(Payment::Card { last4: "42".into() }), Some("payment"), message);
    let message = "`Order`: field `payment.Split[0].quantity` is 0, which is not in 1..";
    breaks(&paid(Payment::Split(vec![line(0)])), Some("payment"), message);
    let message = "`Order`: field `payment.Points[0]` is 0, which is not in 1..";
    breaks(&paid(Payment::Points(0, "club".into())), Some("payment"), message);
    Ok(())
}

#[derive(Patch)]
#[patch(of = Order)]
struct OrderPatch {
    address: Option<Address>,
    lines: Option<Vec<Line>>,
}

pub async fn no_update_assigns_what_breaks_a_rule_inside(target: &Target) -> Result<()> {
    let db = stored(target).await?;
    let update = || Update::new(Order::key("o1"));
    let quantity = "`Order`: field `lines[1].quantity` is 0, which is not in 1..";
    breaks(&refused(update().set(|o| o.lines[1].quantity.to(0)).request()), Some("lines"), quantity);
    breaks(&refused(update().set(|o| o.lines[1].to(line(0))).request()), Some("lines"), quantity);
    breaks(&refused(update().set(|o| o.lines.to(vec![line(1), line(0)])).request()), Some("lines"), quantity);
    let added = refused(update().set(|o| o.lines.append([line(3), line(0)])).request());
    breaks(&added, Some("lines"), &format!("add to `lines`: {quantity}"));
    let zip = "`Order`: field `address.zipCode` is \"22\", whose length 2 is not in 5..=5";
    breaks(&refused(update().set(|o| o.address.zip_code.to("22")).request()), Some("address"), zip);
    breaks(
        &refused(update().set(|o| o.address.zip_code.to_if_missing("22")).request()),
        Some("address"),
        zip,
    );
    breaks(&refused(update().set(|o| o.address.to(address("22"))).request()), Some("address"), zip);
    let gift = "`Order`: field `gifts.9.quantity` is 0, which is not in 1..";
    breaks(&refused(update().set(|o| o.gifts[&9].to(line(0))).request()), Some("gifts"), gift);
    breaks(&refused(update().set(|o| o.gifts[&9].quantity.to(0)).request()), Some("gifts"), gift);
    let mail = "`Order`: field `mail` is \"ab\": an address has an @";
    breaks(&refused(update().set(|o| o.contact.mail.to("ab")).request()), None, mail);
    let card = refused(update().set(|o| o.payment.to(Payment::Card { last4: "42".into() })).request());
    assert_eq!(card.field(), Some("payment"));
    let patch = OrderPatch { address: Some(address("22")), lines: None };
    breaks(&refused(db.update(Order::key("o1")).apply(&patch).await), Some("address"), zip);
    let patch = OrderPatch { address: None, lines: Some(vec![line(0)]) };
    assert!(refused(db.update(Order::key("o1")).apply(&patch).await).is_constraint());
    let transaction = db.transact().update(update().set(|o| o.lines[1].quantity.to(0)));
    assert!(refused(transaction.await).is_constraint());

    let update = db.update(Order::key("o1")).set(|o| o.lines[1].quantity.to(5));
    let update = update.set(|o| o.lines[0].to(line(4))).set(|o| o.address.zip_code.removed());
    let new = update.set(|o| o.gifts[&9].to(line(9))).returning_new().await?;
    assert_eq!(new.lines, [line(4), line(5)]);
    assert_eq!((new.address.zip_code, new.gifts[&9].quantity), (None, 9));
    Ok(())
}

pub async fn what_is_below_a_field_with_a_rule_is_read_by_its_paths(target: &Target) -> Result<()> {
    let db = stored(target).await?;
    let with = |quantity: u32| {
        let query = db.query(Order::by_id("o1"));
        query.filter(move |o| o.boxes[0].quantity.eq(quantity).and(o.boxes.size().eq(1))).count()
    };
    assert_eq!((with(1).await?, with(2).await?), (1, 0));
    let only = db.update(Order::key("o1")).set(|o| o.boxes.to(vec![line(3)]));
    only.only_if(|o| o.boxes[0].product.eq("cup")).await?;
    assert_eq!(with(3).await?, 1);
    let empty = refused(Update::new(Order::key("o1")).set(|o| o.boxes.to(Vec::new())).request());
    assert!(empty.to_string().ends_with("there is nothing in it"), "{empty}");
    let broken = refused(Update::new(Order::key("o1")).set(|o| o.boxes.to(vec![line(0)])).request());
    breaks(&broken, Some("boxes"), "`Order`: field `boxes[0].quantity` is 0, which is not in 1..");
    Ok(())
}

pub async fn what_is_boxed_has_paths_as_if_it_were_not(target: &Target) -> Result<()> {
    let db = stored(target).await?;
    let spare = db.update(Order::key("o1")).set(|o| o.spare.to(address("11111")));
    spare.only_if(|o| o.spare.city.missing()).await?;
    let inner = db.update(Order::key("o1")).set(|o| o.spare.inner.to(address("33333")));
    inner.only_if(|o| o.spare.city.eq("Lund").and(o.gifts[&7].quantity.eq(1))).await?;
    let new = db
        .update(Order::key("o1"))
        .set(|o| o.spare.inner.city.to("Ystad"))
        .only_if(|o| o.spare.inner.eq(address("33333")))
        .returning_new()
        .await?;
    let inner = Address { city: "Ystad".into(), ..address("33333") };
    assert_eq!(new.spare, Some(Box::new(Address { inner: Some(Box::new(inner)), ..address("11111") })));
    Ok(())
}

pub async fn an_item_that_breaks_a_rule_inside_is_read_and_can_be_mended(target: &Target) -> Result<()> {
    let db = stored(target).await?;
    let mut item = Put::new(&order()).request()?.item;
    item.insert("lines", Value::from_serialize(&vec![line(0)])?);
    db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await?;
    assert_eq!(db.get(Order::key("o1")).await?.map(|order| order.lines), Some(vec![line(0)]));
    db.update(Order::key("o1")).set(|o| o.lines[0].product.to("pen")).await?;
    let edit = |more| {
        db.edit(Order::key("o1"), move |order: &mut Order| {
            order.lines[0].quantity += more;
            order.address.city.push('!');
            Ok(())
        })
    };
    assert!(refused(edit(0).await).is_constraint());
    assert_eq!(edit(2).await?.lines, [Line { quantity: 2, product: "pen".into() }]);
    Ok(())
}

/// An entity that checks several fields together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "STAY#{id}", sk = "STAY", check = ends_after_it_begins)]
struct Stay {
    id: String,
    from: u32,
    to: u32,
}

fn ends_after_it_begins(stay: &Stay) -> Result<(), String> {
    if stay.from < stay.to {
        Ok(())
    } else {
        Err(format!("it ends at {} and begins at {}", stay.to, stay.from))
    }
}

pub async fn several_fields_are_checked_together_wherever_all_are_known(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    let stay = |from, to| Stay { id: "s1".into(), from, to };
    let message = "`Stay`: it ends at 2 and begins at 5";
    breaks(&refused(db.put(&stay(5, 2)).await), None, message);
    breaks(&refused(db.create(&stay(5, 2)).await), None, message);
    breaks(&refused(db.replace(&stay(5, 2)).await), None, message);
    breaks(&refused(Upsert::new(&stay(5, 2)).request()), None, message);
    assert!(refused(db.batch_write().put(&stay(5, 2)).await).to_string().ends_with(message));
    db.create(&stay(1, 2)).await?;
    let late = db.edit(Stay::key("s1"), |stay| {
        stay.from = 5;
        Ok(())
    });
    breaks(&refused(late.await), None, message);
    assert_eq!(db.get(Stay::key("s1")).await?, Some(stay(1, 2)));
    Ok(())
}

pub async fn an_update_does_not_ask_a_check_of_several_fields(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    db.create(&Stay { id: "s1".into(), from: 1, to: 2 }).await?;
    let new = db.update(Stay::key("s1")).set(|s| s.from.to(5)).returning_new().await?;
    assert_eq!((new.from, new.to), (5, 2), "it does not know when the stay ends");
    let guarded = db.update(Stay::key("s1")).set(|s| s.to.to(4)).only_if(|s| s.from.lt(4));
    assert!(refused(guarded.await).is_condition_failed());
    Ok(())
}

/// An entity whose documents have no rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "QUOTE#{id}", sk = "QUOTE")]
struct Quote {
    id: String,
    lines: Vec<Free>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Free {
    quantity: u32,
}

pub async fn documents_without_rules_take_everything(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    db.create(&Quote { id: "q1".into(), lines: vec![Free { quantity: 0 }] }).await?;
    let update = db.update(Quote::key("q1")).set(|q| q.lines[0].quantity.plus(3));
    let new = update.set(|q| q.lines[1].to(Free { quantity: 0 })).returning_new().await?;
    assert_eq!(new.lines, [Free { quantity: 3 }, Free { quantity: 0 }]);
    Ok(())
}

/// An entity with a map beside its own attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "PARCEL#{id}", sk = "PARCEL")]
struct Parcel {
    id: String,
    note: String,
    #[attr(updated)]
    at: u64,
    #[serde(flatten)]
    lines: BTreeMap<String, Line>,
}

pub async fn what_an_entity_stores_itself_is_no_entry_of_a_map_beside_it(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    let lines = |quantity| BTreeMap::from([("cups".to_owned(), line(quantity))]);
    let parcel = |quantity| Parcel { id: "p1".into(), note: String::new(), at: 0, lines: lines(quantity) };
    let message = "`Parcel`: field `cups.quantity` is 0, which is not in 1..";
    assert_eq!(refused(db.create(&parcel(0)).await).to_string(), message);
    db.create(&parcel(1)).await?;
    let new = db.update(Parcel::key("p1")).set(|p| p.note.to("fragile")).returning_new().await?;
    assert_eq!((new.note.as_str(), new.lines), ("fragile", lines(1)));
    Ok(())
}
