//! Views of what the variants of enums hold, and of entries of maps whose keys are no texts.

use std::collections::BTreeMap;

use dynamo_model::request::PutItem;
use dynamo_model::value::Value;
use dynamo_model::{Db, Document, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;

#[derive(Debug, Table)]
#[table(name = "payments")]
enum Till {
    Sale(Sale),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Till, pk = "SALE#{id}", sk = "SALE")]
struct Sale {
    id: u32,
    around: Around,
    inside: Inside,
    beside: Option<Beside>,
    all: Vec<Inside>,
    #[serde(flatten)]
    flat: Flat,
    by_year: BTreeMap<u16, Beside>,
    by_state: BTreeMap<State, u32>,
}

/// Tagged by what is around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "lowercase")]
enum Around {
    Card { number: String, owner: Option<String>, holder: Box<Holder> },
    Iban(String),
    Gift(Holder),
    Parts(u32, Option<String>, u32),
    Tags(Vec<String>),
    r#Cash,
}

/// Tagged among its fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "kind", rename_all_fields = "UPPERCASE")]
enum Inside {
    Card {
        number: String,
        #[serde(default = "year")]
        until: u32,
    },
    Gift(Holder),
    Voucher {
        number: String,
    },
}

/// Tagged beside what it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "t", content = "c")]
enum Beside {
    Card { number: String },
    Iban(String),
    Parts(u32, u32),
}

/// Flattened into the item, which has its tag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "flat")]
enum Flat {
    On { level: u32 },
    Off { level: u32 },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Holder {
    r#type: String,
    next: Option<Box<Beside>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Open,
    Paid,
}

fn year() -> u32 {
    2026
}

#[derive(Debug, Clone, PartialEq, Default, Projection)]
#[projection(of = Sale)]
struct AroundView {
    #[projection(from = around.as_card().number)]
    number: Option<String>,
    #[projection(from = around.as_card().owner)]
    owner: Option<String>,
    #[projection(from = around.as_card().holder.r#type)]
    holder: Option<String>,
    #[projection(from = around.as_iban())]
    iban: Option<String>,
    #[projection(from = around.as_gift())]
    gift: Option<Holder>,
    #[projection(from = around.as_gift().next.as_card().number)]
    next: Option<String>,
    #[projection(from = around.as_parts().1)]
    part: Option<String>,
    #[projection(from = around.as_parts().2)]
    last: Option<u32>,
    #[projection(from = around.as_tags()[1])]
    tag: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Projection)]
#[projection(of = Sale)]
struct InsideView {
    #[projection(from = inside.as_card().number)]
    card: Option<String>,
    #[projection(from = inside.as_voucher().number)]
    voucher: Option<String>,
    #[projection(from = inside.as_gift().r#type)]
    holder: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Projection)]
#[projection(of = Sale)]
struct BesideView {
    #[projection(from = beside.as_card().number)]
    card: Option<String>,
    #[projection(from = beside.as_iban())]
    iban: Option<String>,
    #[projection(from = beside.as_parts().0)]
    first: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Sale)]
struct Deep {
    id: u32,
    #[projection(from = all[1].as_card().number)]
    second: Option<String>,
    #[projection(from = flat.as_on().level)]
    on: Option<u32>,
    #[projection(from = flat.as_off().level)]
    off: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Sale)]
struct Until {
    #[projection(from = inside.as_card().until)]
    until: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Sale)]
struct Entries {
    #[projection(from = by_year[&2026].as_iban())]
    iban: Option<String>,
    #[projection(from = by_state[&State::Paid])]
    paid: Option<u32>,
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn holder(next: Option<Beside>) -> Holder {
    Holder { r#type: "firm".to_owned(), next: next.map(Box::new) }
}

fn sale(id: u32, around: Around, inside: Inside, beside: Option<Beside>) -> Sale {
    let all = vec![Inside::Gift(holder(None)), inside.clone()];
    let flat = if id.is_multiple_of(2) { Flat::Off { level: id } } else { Flat::On { level: id } };
    let by_year = BTreeMap::from([(2026, Beside::Iban("DE".to_owned())), (2025, Beside::Parts(1, 2))]);
    Sale { id, around, inside, beside, all, flat, by_year, by_state: BTreeMap::from([(State::Paid, 7)]) }
}

fn card(number: &str) -> Inside {
    Inside::Card { number: number.to_owned(), until: 2030 }
}

fn cash(id: u32) -> Sale {
    sale(id, Around::Cash, card("4242"), None)
}

fn paths(projection: Option<&dynamo_model::expr::Projection>) -> Vec<String> {
    projection.iter().flat_map(|asked| asked.paths()).map(ToString::to_string).collect()
}

async fn around(db: &Db<Till>, around: Around) -> Result<Option<AroundView>> {
    db.put(&Sale { around, ..cash(1) }).await?;
    db.get(Sale::key(1)).view::<AroundView>().consistent().await
}

async fn inside(db: &Db<Till>, inside: Inside) -> Result<Option<InsideView>> {
    db.put(&Sale { inside, ..cash(1) }).await?;
    db.get(Sale::key(1)).view::<InsideView>().consistent().await
}

async fn beside(db: &Db<Till>, beside: Option<Beside>) -> Result<Option<BesideView>> {
    db.put(&Sale { beside, ..cash(1) }).await?;
    db.get(Sale::key(1)).view::<BesideView>().consistent().await
}

pub async fn a_view_goes_into_variants_however_they_are_tagged(target: &Target) -> Result<()> {
    let db = target.db::<Till>().await?;
    let nothing = AroundView::default();
    let by_card = Around::Card { number: "4242".into(), owner: text("ada"), holder: Box::new(holder(None)) };
    let (number, owner, firm) = (text("4242"), text("ada"), text("firm"));
    let wanted = AroundView { number, owner, holder: firm, ..nothing.clone() };
    assert_eq!(around(&db, by_card).await?, Some(wanted));
    let found = around(&db, Around::Iban("DE".to_owned())).await?;
    assert_eq!(found, Some(AroundView { iban: text("DE"), ..nothing.clone() }));
    let gift = holder(Some(Beside::Card { number: "17".to_owned() }));
    let found = around(&db, Around::Gift(gift.clone())).await?;
    assert_eq!(found, Some(AroundView { gift: Some(gift), next: text("17"), ..nothing.clone() }));
    let found = around(&db, Around::Parts(1, text("two"), 3)).await?;
    assert_eq!(found, Some(AroundView { part: text("two"), last: Some(3), ..nothing.clone() }));
    let found = around(&db, Around::Parts(1, None, 3)).await?;
    assert_eq!(found, Some(AroundView { part: None, last: Some(3), ..nothing.clone() }));
    let found = around(&db, Around::Tags(vec!["a".to_owned(), "b".to_owned()])).await?;
    assert_eq!(found, Some(AroundView { tag: text("b"), ..nothing }));

    let nothing = InsideView::default();
    assert_eq!(inside(&db, card("1")).await?, Some(InsideView { card: text("1"), ..nothing.clone() }));
    let found = inside(&db, Inside::Gift(holder(None))).await?;
    assert_eq!(found, Some(InsideView { holder: text("firm"), ..nothing }));

    let nothing = BesideView::default();
    let found = beside(&db, Some(Beside::Card { number: "1".to_owned() })).await?;
    assert_eq!(found, Some(BesideView { card: text("1"), ..nothing.clone() }));
    let found = beside(&db, Some(Beside::Iban("DE".to_owned()))).await?;
    assert_eq!(found, Some(BesideView { iban: text("DE"), ..nothing.clone() }));
    let found = beside(&db, Some(Beside::Parts(4, 5))).await?;
    assert_eq!(found, Some(BesideView { first: Some(4), ..nothing }));
    Ok(())
}

pub async fn of_an_item_with_another_variant_a_view_has_nothing(target: &Target) -> Result<()> {
    let db = target.db::<Till>().await?;
    assert_eq!(around(&db, Around::Cash).await?, Some(AroundView::default()));
    let found = inside(&db, Inside::Voucher { number: "17".to_owned() }).await?;
    let wanted = InsideView { card: None, voucher: text("17"), holder: None };
    assert_eq!(found, Some(wanted), "though both have a number in the same place");
    assert_eq!(beside(&db, None).await?, Some(BesideView::default()));
    let second = db.get(Sale::key(2)).view::<Deep>().consistent();
    db.put(&cash(2)).await?;
    let found = second.await?.unwrap();
    assert_eq!((found.on, found.off), (None, Some(2)));
    Ok(())
}

pub async fn the_tag_is_asked_for_with_what_is_inside(target: &Target) -> Result<()> {
    let db = target.db::<Till>().await?;
    let request = db.get(Sale::key(1)).view::<InsideView>().request()?;
    let wanted = ["_type", "inside.NUMBER", "inside.kind", "inside.type"];
    assert_eq!(paths(request.projection.as_ref()), wanted);
    let request = db.get(Sale::key(1)).view::<BesideView>().request()?;
    let asked = paths(request.projection.as_ref());
    assert_eq!(asked, ["_type", "beside.t", "beside.c"], "all of what one of them needs all of");
    let request = db.get(Sale::key(1)).view::<Deep>().request()?;
    let wanted = ["_type", "id", "all[1].NUMBER", "all[1].kind", "level", "flat"];
    assert_eq!(paths(request.projection.as_ref()), wanted);
    Ok(())
}

pub async fn a_view_goes_into_variants_in_lists_and_in_what_is_flattened(target: &Target) -> Result<()> {
    let db = target.db::<Till>().await?;
    db.batch_write().put(&cash(1)).put(&cash(2)).await?;
    let first = Deep { id: 1, second: text("4242"), on: Some(1), off: None };
    let second = Deep { id: 2, second: text("4242"), on: None, off: Some(2) };
    let found = db.batch_get([1, 2].map(Sale::key)).view::<Deep>().consistent().await?;
    assert_eq!(found, [Some(first.clone()), Some(second.clone())]);
    let mut scanned = db.scan::<Sale>().view::<Deep>().consistent().all().await?;
    scanned.sort_by_key(|found| found.id);
    assert_eq!(scanned, [first.clone(), second.clone()]);
    let keys = (Sale::key(1).view::<Deep>(), Sale::key(2).view::<InsideView>());
    let (found, other) = db.transact_get(keys).await?;
    assert_eq!((found, other.and_then(|found| found.card)), (Some(first), text("4242")));
    Ok(())
}

pub async fn a_variant_that_lacks_a_field_has_its_default_in_a_view(target: &Target) -> Result<()> {
    let db = target.db::<Till>().await?;
    db.put(&cash(1)).await?;
    let until = || db.get(Sale::key(1)).view::<Until>().consistent();
    assert_eq!(paths(until().request()?.projection.as_ref()), ["_type", "inside"], "to see what is missing");
    assert_eq!(until().await?, Some(Until { until: Some(2030) }));
    let whole = db.backend().get_item(db.get(Sale::key(1)).consistent().request()?).await?;
    let mut old = whole.item.unwrap_or_default();
    let entries = ["kind", "NUMBER"].map(str::to_owned).into_iter().zip(["Card".into(), "1".into()]);
    old.insert("inside", Value::M(entries.collect()));
    db.backend().put_item(PutItem::new(db.table_name().clone(), old)).await?;
    assert_eq!(until().await?, Some(Until { until: Some(2026) }));
    db.put(&Sale { inside: Inside::Gift(holder(None)), ..cash(1) }).await?;
    assert_eq!(until().await?, Some(Until { until: None }), "another variant has no defaults either");
    Ok(())
}

pub async fn a_view_has_entries_of_maps_by_their_keys(target: &Target) -> Result<()> {
    let db = target.db::<Till>().await?;
    db.put(&cash(1)).await?;
    let entries = db.get(Sale::key(1)).view::<Entries>().consistent();
    let asked = paths(entries.request()?.projection.as_ref());
    assert_eq!(asked, ["_type", "by_year.2026.c", "by_year.2026.t", "by_state.paid"]);
    assert_eq!(entries.await?, Some(Entries { iban: text("DE"), paid: Some(7) }));
    Ok(())
}
