//! Integers written with a width of the template's, or without padding, as existing tables have them.

use dynamo_model::query::IntoQuery as _;
use dynamo_model::request::GetItem;
use dynamo_model::{Collection, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{item, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "invoices")]
#[index(name = "gsi1")]
enum Invoices {
    Invoice(Invoice),
    Remark(Remark),
    Copy(Copy),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Invoices, pk = "YEAR#{year:unpadded}", sk = "INVOICE#{number:06}#{part:02}")]
#[access(name = of_year)]
#[access(name = by_balance, index = gsi1, pk = "BALANCE#{balance:unpadded}", sk = "{number:06}")]
struct Invoice {
    #[attr(key)]
    year: u16,
    #[attr(key)]
    number: u32,
    #[attr(key)]
    part: u8,
    #[attr(key)]
    balance: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Invoices, pk = "YEAR#{year:unpadded}", sk = "REMARK#{degrees:unpadded}#{n:03}")]
#[access(name = remarks_of)]
struct Remark {
    year: u16,
    degrees: i16,
    n: i64,
}

/// A number in two formats, in one key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Invoices, pk = "COPY", sk = "{number:06}#{number:unpadded}")]
#[access(name = copies)]
struct Copy {
    #[attr(key)]
    number: u32,
    of: u16,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Invoice)]
struct Balance {
    year: u16,
    balance: Option<i32>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Invoices, pk = "YEAR#{of:unpadded}", of(of: u16))]
struct Year {
    invoices: Vec<Invoice>,
    remark: Option<Remark>,
}

fn invoice(number: u32) -> Invoice {
    Invoice { year: 2026, number, part: 7, balance: Some(-40) }
}

pub async fn a_field_that_a_key_has_in_two_formats_is_read_back(target: &Target) -> Result<()> {
    let db = target.db::<Invoices>().await?;
    let copy = Copy { number: 7, of: 3 };
    db.create(&copy).await?;
    let key = item! { "pk": "COPY", "sk": "000007#7" };
    let stored = db.backend().get_item(GetItem::new(db.table_name().clone(), key)).await?;
    assert!(stored.item.is_some(), "it is written in both");
    assert_eq!(db.get(Copy::key(7)).await?.as_ref(), Some(&copy));
    assert_eq!(db.query(Copy::copies()).all().await?, [copy]);
    Ok(())
}

pub async fn integers_are_written_as_the_template_says_and_read_back(target: &Target) -> Result<()> {
    let db = target.db::<Invoices>().await?;
    db.create(&invoice(42)).await?;
    let key = item! { "pk": "YEAR#2026", "sk": "INVOICE#000042#07" };
    let stored = db.backend().get_item(GetItem::new(db.table_name().clone(), key)).await?.item.unwrap();
    let text = |name| stored.get(name).and_then(|value| value.as_s());
    assert_eq!((text("gsi1pk"), text("gsi1sk")), (Some("BALANCE#-40"), Some("000042")));
    assert_eq!(db.get(Invoice::key(2026, 42, 7)).await?, Some(invoice(42)));
    assert_eq!(db.query(Invoice::by_balance(-40).number(42)).first().await?, Some(invoice(42)));
    Ok(())
}

pub async fn ranges_hold_over_digits_of_one_width(target: &Target) -> Result<()> {
    let db = target.db::<Invoices>().await?;
    for number in [5, 42, 999, 1000, 123_456] {
        db.create(&invoice(number)).await?;
    }
    let numbers = async |query| {
        Ok::<Vec<u32>, dynamo_model::Error>(
            db.query(query).all().await?.into_iter().map(|invoice: Invoice| invoice.number).collect(),
        )
    };
    assert_eq!(numbers(Invoice::of_year(2026).number(6..1000).into_query()).await?, [42, 999]);
    assert_eq!(numbers(Invoice::of_year(2026).number(..=1000).into_query()).await?, [5, 42, 999, 1000]);
    assert_eq!(numbers(Invoice::of_year(2026).number(1000).part(1..)).await?, [1000]);
    Ok(())
}

pub async fn a_number_that_does_not_fit_its_template_is_refused(target: &Target) -> Result<()> {
    let db = target.db::<Invoices>().await?;
    let error = refused(db.create(&invoice(1_000_000)).await);
    assert!(error.is_invalid_key());
    assert!(
        error.to_string().contains("is \"1000000\", 7 digits, and the template has room for 6"),
        "{error}"
    );
    let remark = |n| Remark { year: 2026, degrees: -5, n };
    let error = refused(db.create(&remark(-1)).await);
    assert!(error.to_string().contains("is negative, and the template has no room for a sign"), "{error}");
    db.create(&remark(1)).await?;
    assert_eq!(db.query(Remark::remarks_of(2026).degrees(-5).n(0..)).all().await?, [remark(1)]);
    assert!(refused(db.query(Invoice::of_year(2026).number(1_000_000..)).all().await).is_invalid_key());
    Ok(())
}

pub async fn views_and_collections_read_what_templates_format(target: &Target) -> Result<()> {
    let db = target.db::<Invoices>().await?;
    db.create(&invoice(42)).await?;
    let balance = Balance { year: 2026, balance: Some(-40) };
    assert_eq!(db.get(Invoice::key(2026, 42, 7)).view::<Balance>().await?, Some(balance.clone()));
    assert_eq!(db.query(Invoice::by_balance(-40)).view::<Balance>().all().await?, [balance]);
    let year = Year { invoices: vec![invoice(42)], remark: None };
    assert_eq!(db.get_collection(Year::of(2026)).await?, Some(year));
    Ok(())
}
