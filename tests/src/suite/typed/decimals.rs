//! Amounts: decimals of `rust_decimal` are exact numbers, wherever they stand in an item or key.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::builder::Update;
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::{Item, Number, Value, ValueKind, as_set};
use dynamo_model::{Db, Document, Entity, KeyPart, Record, Result, Table};
use rust_decimal::{Decimal, dec};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "ledger")]
#[index(name = "by_amount", pk = "currency", sk("amount", N))]
#[index(name = "gsi1")]
enum Ledger {
    Entry(Entry),
    Quote(Quote),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Ledger, pk = "ENTRY#{id}", sk = "ENTRY")]
#[access(name = by_amount, index = by_amount, pk = "{currency}", sk = "{amount}")]
#[access(name = by_fee, index = gsi1, pk = "FEES", sk = "{fee}#{id}")]
struct Entry {
    id: u32,
    currency: String,
    amount: Decimal,
    fee: Fee,
    balance: Decimal,
    discount: Option<Decimal>,
    parts: Vec<Decimal>,
    taxes: BTreeMap<String, Decimal>,
    #[serde(with = "as_set", default)]
    steps: BTreeSet<Decimal>,
    lines: Vec<Line>,
    paid: Paid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
struct Fee(Decimal);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Line {
    price: Decimal,
    quantity: u32,
}

/// Serde reads such an enum by way of what it holds for any type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "by")]
enum Paid {
    Cash { given: Decimal },
    Card { number: String },
}

/// A quote, whose price is text: serde is told so, or a type hides the decimal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Ledger, pk = "QUOTE#{id}", sk = "QUOTE")]
struct Quote {
    id: u32,
    #[serde(with = "as_text")]
    shown: Decimal,
    hidden: Hidden,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[serde(transparent)]
struct Hidden(Decimal);

mod as_text {
    use super::{Decimal, Deserialize};

    pub(super) fn serialize<S: serde::Serializer>(
        decimal: &Decimal,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(decimal)
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Decimal, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

fn entry(id: u32, amount: Decimal) -> Entry {
    Entry {
        id,
        currency: "EUR".into(),
        amount,
        fee: Fee(-amount),
        balance: amount,
        discount: Some(dec!(0.05)),
        parts: vec![dec!(1.10), dec!(-2)],
        taxes: BTreeMap::from([("vat".into(), dec!(0.19))]),
        steps: BTreeSet::from([dec!(0.5), dec!(10)]),
        lines: vec![Line { price: dec!(9.99), quantity: 3 }],
        paid: Paid::Cash { given: dec!(20.50) },
    }
}

async fn stored(db: &Db<Ledger>, entity: &impl Record) -> Result<Item> {
    let item = entity.to_item()?;
    let key = ["pk", "sk"].into_iter().filter_map(|name| Some((name, item.get(name)?.to_value())));
    let read = GetItem::new(db.table_name().clone(), Item::from_iter(key)).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

fn number(text: &str) -> Value {
    Value::N(Number::parse(text).unwrap())
}

pub async fn a_decimal_is_a_number_wherever_it_stands(target: &Target) -> Result<()> {
    let db = target.db::<Ledger>().await?;
    let entry = entry(1, dec!(10.50));
    db.create(&entry).await?;
    let item = stored(&db, &entry).await?;
    let is =
        |name: &str, value: Value| assert_eq!(item.get(name).map(|it| it.to_value()), Some(value), "{name}");
    is("amount", number("10.5"));
    is("fee", number("-10.5"));
    is("discount", number("0.05"));
    is("parts", Value::L(vec![number("1.1"), number("-2")]));
    is("taxes", Value::M([("vat".into(), number("0.19"))].into()));
    is("steps", Value::Ns([Number::parse("0.5").unwrap(), 10.into()].into()));
    let line = [("price".into(), number("9.99")), ("quantity".into(), number("3"))];
    is("lines", Value::L(vec![Value::M(line.into())]));
    let paid = [("by".into(), Value::from("Cash")), ("given".into(), number("20.5"))];
    is("paid", Value::M(paid.into()));
    assert_eq!(db.get(Entry::key(1)).await?, Some(entry));
    Ok(())
}

pub async fn a_decimal_keeps_all_its_digits(target: &Target) -> Result<()> {
    let db = target.db::<Ledger>().await?;
    let ends = [
        Decimal::MAX,
        Decimal::MIN,
        Decimal::new(1, 28),
        dec!(-7.9228162514264337593543950335),
        dec!(12345678901234567.89),
        dec!(0.1),
        dec!(-0.0),
        dec!(1.500),
    ];
    for (id, amount) in (1..).zip(ends) {
        let mut entry = entry(id, amount);
        entry.parts = vec![amount];
        db.put(&entry).await?;
        let read = db.get(Entry::key(id)).await?;
        assert_eq!(read, Some(entry), "{amount}");
        let scale = read.map(|entry| entry.amount.scale());
        assert_eq!(scale, Some(amount.normalize().scale()), "{amount}: zeros at the end are not kept");
    }
    Ok(())
}

pub async fn decimals_are_compared_by_their_values(target: &Target) -> Result<()> {
    let db = target.db::<Ledger>().await?;
    let amounts = [dec!(-10), dec!(-9.5), dec!(0), dec!(0.10), dec!(9), dec!(10), dec!(100.01)];
    let entries: Vec<Entry> = (1..).zip(amounts).map(|(id, amount)| entry(id, amount)).collect();
    db.batch_write().put_all(&entries).await?;
    for least in amounts {
        let found = db.scan::<Entry>().filter(|e| e.balance.ge(least)).all().await?;
        let wanted = amounts.iter().filter(|amount| **amount >= least).count();
        assert_eq!(found.len(), wanted, "from {least}");
        let found = db.scan::<Entry>().filter(|e| e.fee.le(Fee(-least))).all().await?;
        assert_eq!(found.len(), wanted, "a newtype from {least}");
        let found = db.query(Entry::by_amount("EUR").amount(least..)).all().await?;
        let found: Vec<Decimal> = found.into_iter().map(|entry| entry.amount).collect();
        assert_eq!(found, amounts[amounts.len() - wanted..], "a key of type N from {least}");
        let found = db.query(Entry::by_fee().fee(..=Fee(-least))).all().await?;
        let found: Vec<Fee> = found.into_iter().map(|entry| entry.fee).collect();
        let fees: Vec<Fee> =
            amounts[amounts.len() - wanted..].iter().rev().map(|amount| Fee(-amount)).collect();
        assert_eq!(found, fees, "a part of a text up to {least}");
    }
    let some = db.scan::<Entry>().filter(|e| e.balance.is_in([dec!(9.00), dec!(0.1)])).all().await?;
    assert_eq!(some.len(), 2, "equal whatever zeros they end in");
    let some =
        db.scan::<Entry>().filter(|e| e.steps.contains(dec!(10.0)).and(e.parts.contains(dec!(1.1)))).all();
    assert_eq!(some.await?.len(), amounts.len());
    let some = db
        .scan::<Entry>()
        .filter(|e| e.lines[0].price.between(dec!(9.98), dec!(10)).and(e.balance.gt(dec!(9.5))));
    assert_eq!(some.all().await?.len(), 2);
    Ok(())
}

pub async fn an_update_calculates_with_decimals(target: &Target) -> Result<()> {
    let db = target.db::<Ledger>().await?;
    db.create(&entry(1, dec!(0.1))).await?;
    let update = || db.update(Entry::key(1));
    let more = update().set(|e| e.balance.plus(dec!(0.2))).only_if(|e| e.balance.lt(dec!(0.11)));
    assert_eq!(more.returning_new().await?.balance, dec!(0.3), "exactly");
    let changed = update().set(|e| e.balance.minus(dec!(1.3))).set(|e| e.lines[0].price.plus(dec!(0.01)));
    let changed = changed.set(|e| e.discount.to_if_missing(dec!(1))).set(|e| e.taxes["vat"].to(dec!(0.07)));
    let changed = changed.returning_new().await?;
    assert_eq!((changed.balance, changed.lines[0].price), (dec!(-1), dec!(10)));
    assert_eq!((changed.discount, changed.taxes["vat"]), (Some(dec!(0.05)), dec!(0.07)));
    let moved = update().set(|e| e.amount.to(dec!(7.25))).set(|e| e.fee.to(Fee(dec!(0.3))));
    let moved = moved.returning_new().await?;
    assert_eq!(
        db.query(Entry::by_amount("EUR").amount(dec!(7.250))).all().await?,
        std::slice::from_ref(&moved)
    );
    assert_eq!(db.query(Entry::by_fee().fee(Fee(dec!(0.30)))).all().await?, [moved]);
    Ok(())
}

pub async fn what_is_stored_of_a_decimal_otherwise_is_read(target: &Target) -> Result<()> {
    let db = target.db::<Ledger>().await?;
    let entry = entry(1, dec!(5));
    let put = async |name: &str, value: Value| {
        let mut item = entry.to_item()?;
        item.insert(name, value);
        db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await?;
        db.get(Entry::key(1)).await
    };
    let read = put("balance", Value::from("12345678901234567.890")).await?;
    assert_eq!(
        read.map(|entry| entry.balance),
        Some(dec!(12345678901234567.89)),
        "the text that serde alone makes"
    );
    for beyond in ["0.00000000000000000000000000001", "79228162514264337593543950336", "1e-40"] {
        let error = refused(put("balance", number(beyond)).await);
        assert!(
            error.is_codec() && error.message().contains("more digits than a `Decimal` holds"),
            "{error}"
        );
    }
    Ok(())
}

pub async fn a_decimal_can_be_text_and_is_then_in_no_order(target: &Target) -> Result<()> {
    let db = target.db::<Ledger>().await?;
    let quote = Quote { id: 1, shown: dec!(1.50), hidden: Hidden(dec!(2.50)) };
    db.create(&quote).await?;
    let item = stored(&db, &quote).await?;
    for name in ["shown", "hidden"] {
        assert_eq!(item.get(name).map(|value| value.kind()), Some(ValueKind::S), "{name}");
    }
    assert_eq!(db.get(Quote::key(1)).await?, Some(quote));
    let update = Update::new(Quote::key(1))
        .set(|q| q.hidden.to(Hidden(dec!(1))))
        .only_if(|q| q.hidden.lt(Hidden(dec!(10))));
    let error = refused(update.request());
    assert!(error.is_validation() && error.message().contains("`#[serde(transparent)]`"), "{error}");
    Ok(())
}
