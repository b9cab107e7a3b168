//! Views of what is inside documents, lists and maps, and of what older items lack.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::request::PutItem;
use dynamo_model::value::{Item, Value, as_set};
use dynamo_model::{Db, Document, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{item, refused};

#[derive(Debug, Table)]
#[table(name = "letters")]
#[index(name = "by_day", project(include))]
enum Post {
    Parcel(Parcel),
    Sender(Sender),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Post, pk = "PARCEL#{id}", sk = "PARCEL")]
#[access(name = sent, index = by_day, pk = "DAY#{day}", sk = "{id}", project(to, lines), view = Sent)]
struct Parcel {
    id: u32,
    day: u32,
    to: Address,
    via: Option<Box<Address>>,
    lines: Vec<Line>,
    labels: BTreeMap<String, String>,
    #[serde(flatten)]
    size: Size,
    r#type: Kind,
    weights: [Vec<u32>; 2],
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "UPPERCASE")]
struct Address {
    city: String,
    place: Option<Place>,
    #[serde(default = "home")]
    country: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Place {
    r#ref: u32,
    #[serde(with = "as_set", default)]
    doors: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Line {
    product: String,
    quantity: u32,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Size {
    width: u32,
    inner: Inner,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Inner {
    depth: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Kind {
    r#fn: String,
}

fn home() -> String {
    "SE".to_owned()
}

/// A sender, of whom the oldest items know only the name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Post, pk = "SENDER#{name}", sk = "SENDER")]
struct Sender {
    name: String,
    #[serde(default)]
    parcels: u32,
    #[serde(default = "home")]
    country: String,
    #[serde(default = "nobody")]
    deputy: Option<String>,
    #[serde(with = "as_set", default)]
    tags: BTreeSet<String>,
    #[serde(default)]
    limits: Limits,
    vip: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(default)]
struct Limits {
    daily: u32,
    note: Option<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { daily: 9, note: Some("none yet".to_owned()) }
    }
}

fn nobody() -> Option<String> {
    Some("nobody".to_owned())
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Destination {
    id: u32,
    #[projection(from = to.city)]
    city: String,
    #[projection(from = to.place.r#ref)]
    place: Option<u32>,
    #[projection(from = via.city)]
    via: Option<String>,
    #[projection(from = labels["colour"])]
    colour: Option<String>,
    #[projection(from = r#type.r#fn)]
    r#fn: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Via {
    #[projection(from = via.city)]
    city: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Third {
    #[projection(from = lines[2].quantity)]
    quantity: Option<u32>,
    #[projection(from = lines[2].note)]
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Some3 {
    #[projection(from = lines[2].note)]
    third: Option<String>,
    #[projection(from = lines[0].note)]
    first: Option<String>,
    #[projection(from = lines[1].product)]
    second: Option<String>,
    #[projection(from = weights[1])]
    weights: Vec<u32>,
    #[projection(from = weights[1][2])]
    weight: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Sizes {
    #[projection(from = size.width)]
    width: u32,
    #[projection(from = size.inner.depth)]
    depth: u32,
    #[projection(from = size.inner)]
    inner: Inner,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Sent {
    #[projection(from = to.city)]
    city: String,
    #[projection(from = lines[1].product)]
    second: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Country {
    #[projection(from = to.country)]
    to: String,
    #[projection(from = via.country)]
    via: Option<String>,
    #[projection(from = to.place.doors)]
    doors: Option<BTreeSet<String>>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Sender)]
struct Old {
    parcels: u32,
    country: String,
    deputy: Option<String>,
    tags: BTreeSet<String>,
    limits: Limits,
    vip: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Sender)]
struct Limited {
    #[projection(from = limits.daily)]
    daily: u32,
    #[projection(from = limits.note)]
    note: Option<String>,
}

fn line(product: &str, quantity: u32, note: Option<&str>) -> Line {
    Line { product: product.to_owned(), quantity, note: note.map(str::to_owned) }
}

fn address(city: &str, place: Option<u32>) -> Address {
    let place = place.map(|r#ref| Place { r#ref, doors: BTreeSet::new() });
    Address { city: city.to_owned(), place, country: "DE".to_owned() }
}

fn parcel(id: u32) -> Parcel {
    Parcel {
        id,
        day: 26,
        to: address("Ulm", Some(7)),
        via: None,
        lines: vec![line("pen", 1, None), line("ink", 2, Some("blue")), line("pad", 3, Some("A4"))],
        labels: BTreeMap::from([("colour".to_owned(), "red".to_owned())]),
        size: Size { width: 30, inner: Inner { depth: 10 } },
        r#type: Kind { r#fn: "gift".to_owned() },
        weights: [vec![1], vec![10, 20, 30]],
    }
}

async fn post(target: &Target) -> Result<Db<Post>> {
    let db = target.db::<Post>().await?;
    db.put(&parcel(1)).await?;
    db.put(&Parcel {
        to: address("Lund", None),
        via: Some(Box::new(address("Kiel", None))),
        lines: vec![line("pen", 1, None), line("cap", 2, None)],
        labels: BTreeMap::new(),
        weights: [vec![], vec![]],
        ..parcel(2)
    })
    .await?;
    Ok(db)
}

fn paths(projection: Option<&dynamo_model::expr::Projection>) -> Vec<String> {
    projection.iter().flat_map(|asked| asked.paths()).map(ToString::to_string).collect()
}

/// Stores an item without what a path of two steps leads to.
async fn put_without(db: &Db<Post>, mut item: Item, path: [&str; 2]) -> Result<()> {
    let [root, entry] = path;
    let mut entries = item.get(root).map(|value| value.to_value());
    if let Some(Value::M(entries)) = &mut entries {
        entries.remove(entry);
    }
    item.insert(root, entries.unwrap_or(Value::Null));
    db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await?;
    Ok(())
}

pub async fn a_view_has_what_is_inside_documents_and_maps(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let asked = db.get(Parcel::key(1)).view::<Destination>().request()?;
    let wanted = ["_type", "id", "to.CITY", "to.PLACE.ref", "via.CITY", "labels.colour", "type.fn"];
    assert_eq!(paths(asked.projection.as_ref()), wanted);
    let found = db.backend().get_item(asked).await?.item;
    let to = Value::M(BTreeMap::from([
        ("CITY".to_owned(), "Ulm".into()),
        ("PLACE".to_owned(), Value::M(BTreeMap::from([("ref".to_owned(), 7.into())]))),
    ]));
    assert_eq!(found.and_then(|item| item.get("to").map(|to| to.to_value())), Some(to), "and no more");
    let first = db.get(Parcel::key(1)).view::<Destination>().consistent().await?;
    let (city, gift) = ("Ulm".to_owned(), "gift".to_owned());
    let colour = Some("red".to_owned());
    let wanted = Destination { id: 1, city, place: Some(7), via: None, colour, r#fn: gift.clone() };
    assert_eq!(first, Some(wanted));
    let second = db.get(Parcel::key(2)).view::<Destination>().consistent().await?;
    let (city, via) = ("Lund".to_owned(), Some("Kiel".to_owned()));
    assert_eq!(second, Some(Destination { id: 2, city, place: None, via, colour: None, r#fn: gift }));
    Ok(())
}

pub async fn what_a_view_needs_inside_is_named_if_it_is_missing(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let via = |id| db.get(Parcel::key(id)).view::<Via>().consistent();
    assert_eq!(via(2).await?, Some(Via { city: Some("Kiel".to_owned()) }));
    assert_eq!(via(1).await?, Some(Via { city: None }), "what may be missing is an `Option`");
    let stored = parcel(4).to_stored(&db).await?;
    put_without(&db, stored, ["to", "CITY"]).await?;
    let error = refused(db.get(Parcel::key(4)).view::<Destination>().consistent().await);
    assert!(error.is_codec());
    assert_eq!(error.message(), "read `Destination`: missing field `to.CITY`");
    let mut odd = parcel(3).to_stored(&db).await?;
    odd.insert("to", Value::M(BTreeMap::from([("CITY".to_owned(), 5.into())])));
    db.backend().put_item(PutItem::new(db.table_name().clone(), odd)).await?;
    let error = refused(db.get(Parcel::key(3)).view::<Destination>().consistent().await);
    assert!(error.message().starts_with("read `Destination`: attribute `to.CITY`: invalid type"), "{error}");
    Ok(())
}

impl Parcel {
    /// The item as a backend has it.
    async fn to_stored(&self, db: &Db<Post>) -> Result<Item> {
        db.put(self).await?;
        let found = db.backend().get_item(db.get(Self::key(self.id)).consistent().request()?).await?;
        Ok(found.item.unwrap_or_default())
    }
}

pub async fn a_view_has_elements_of_lists(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let third = |id| db.get(Parcel::key(id)).view::<Third>().consistent();
    assert_eq!(paths(third(1).request()?.projection.as_ref())[1..], ["lines[2].quantity", "lines[2].note"]);
    assert_eq!(third(1).await?, Some(Third { quantity: Some(3), note: Some("A4".to_owned()) }));
    assert_eq!(third(2).await?, Some(Third { quantity: None, note: None }));
    let several = |id| db.get(Parcel::key(id)).view::<Some3>().consistent();
    let asked = paths(several(1).request()?.projection.as_ref());
    assert_eq!(asked[1..], ["lines[0]", "lines[2]", "lines[1]", "weights[1]"]);
    let text = |text: &str| Some(text.to_owned());
    let (third, weights) = (text("A4"), vec![10, 20, 30]);
    let found = Some3 { third, first: None, second: text("ink"), weights, weight: Some(30) };
    assert_eq!(several(1).await?, Some(found));
    let found = Some3 { third: None, first: None, second: text("cap"), weights: vec![], weight: None };
    assert_eq!(several(2).await?, Some(found), "an array has all of its elements, and a list may not");
    Ok(())
}

pub async fn views_that_are_read_together_have_their_own_elements(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let third = Third { quantity: Some(3), note: Some("A4".to_owned()) };
    let keys = (Parcel::key(1).view::<Third>(), Parcel::key(2).view::<Some3>());
    let (first, second) = db.batch_get_mixed(keys).consistent().await?;
    assert_eq!(
        (first.as_ref(), second.and_then(|found| found.second)),
        (Some(&third), Some("cap".to_owned()))
    );
    let keys = (Parcel::key(1).view::<Third>(), Parcel::key(2));
    let (first, second) = db.batch_get_mixed(keys).consistent().await?;
    assert_eq!(first.as_ref(), Some(&third), "of a whole item, by its place in the list");
    assert_eq!(second.map(|found| found.id), Some(2));
    let keys = (Parcel::key(1).view::<Third>(), Parcel::key(2).view::<Via>(), Parcel::key(3));
    let found = db.transact_get(keys).await?;
    assert_eq!(found, (Some(third.clone()), Some(Via { city: Some("Kiel".to_owned()) }), None));
    let found = db.batch_get([1, 2].map(Parcel::key)).view::<Third>().consistent().await?;
    assert_eq!(found, [Some(third), Some(Third { quantity: None, note: None })]);
    Ok(())
}

pub async fn a_view_goes_into_what_is_flattened(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let sizes = db.get(Parcel::key(1)).view::<Sizes>().consistent();
    assert_eq!(paths(sizes.request()?.projection.as_ref())[1..], ["width", "inner"]);
    let inner = Inner { depth: 10 };
    assert_eq!(sizes.await?, Some(Sizes { width: 30, depth: 10, inner }));
    Ok(())
}

pub async fn an_index_answers_with_what_is_inside_of_what_it_holds(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let sent = || db.query(Parcel::sent(26));
    let found = sent().all().await?;
    let of = |city: &str, second: &str| Sent { city: city.to_owned(), second: Some(second.to_owned()) };
    assert_eq!(found, [of("Ulm", "ink"), of("Lund", "cap")]);
    let asked = paths(sent().request()?.projection.as_ref());
    assert!(asked.ends_with(&["to.CITY".to_owned(), "lines[1].product".to_owned()]), "{asked:?}");
    let mut scanned = db.scan::<Parcel>().view::<Third>().all().await?;
    scanned.sort_by_key(|third| third.quantity);
    assert_eq!(scanned.last().and_then(|third| third.quantity), Some(3));
    Ok(())
}

pub async fn a_view_of_an_old_item_has_the_defaults_of_its_entity(target: &Target) -> Result<()> {
    let db = target.db::<Post>().await?;
    let old = item! { "pk": "SENDER#ada", "sk": "SENDER", "_type": "Sender", "name": "ada" };
    db.backend().put_item(PutItem::new(db.table_name().clone(), old)).await?;
    let whole = db.get(Sender::key("ada")).consistent().await?.unwrap();
    let view = db.get(Sender::key("ada")).view::<Old>().consistent().await?.unwrap();
    assert_eq!((view.parcels, view.country.as_str(), view.deputy.as_deref()), (0, "SE", Some("nobody")));
    let Sender { parcels, country, deputy, tags, limits, vip, .. } = whole.clone();
    assert_eq!(view, Old { parcels, country, deputy, tags, limits, vip }, "as the entity reads");
    let limited = db.get(Sender::key("ada")).view::<Limited>().consistent().await?;
    assert_eq!(limited, Some(Limited { daily: 9, note: Some("none yet".to_owned()) }));
    // A `None` is not stored, and so reads as the default, too.
    db.put(&Sender { limits: Limits { daily: 3, note: None }, ..whole }).await?;
    let limited = db.get(Sender::key("ada")).view::<Limited>().consistent();
    assert_eq!(paths(limited.request()?.projection.as_ref())[1..], ["limits"], "to see what is missing");
    assert_eq!(limited.await?, Some(Limited { daily: 3, note: Some("none yet".to_owned()) }));
    let whole = db.get(Sender::key("ada")).consistent().await?.unwrap().limits;
    assert_eq!((whole.daily, whole.note.as_deref()), (3, Some("none yet")));
    Ok(())
}

pub async fn a_document_that_lacks_a_field_has_its_default_in_a_view(target: &Target) -> Result<()> {
    let db = post(target).await?;
    let stored = Parcel { via: Some(Box::new(address("Kiel", None))), ..parcel(4) }.to_stored(&db).await?;
    put_without(&db, stored.clone(), ["to", "COUNTRY"]).await?;
    let country = |id| db.get(Parcel::key(id)).view::<Country>().consistent();
    let found = country(4).await?.unwrap();
    assert_eq!((found.to.as_str(), found.via.as_deref()), ("SE", Some("DE")));
    assert_eq!(found.doors, Some(BTreeSet::new()), "there is a place, and nothing is stored of its doors");
    put_without(&db, stored, ["via", "COUNTRY"]).await?;
    let found = country(4).await?.unwrap();
    assert_eq!((found.to.as_str(), found.via.as_deref()), ("DE", Some("SE")));
    let found = country(2).await?.unwrap();
    assert_eq!((found.via.as_deref(), found.doors), (Some("DE"), None));
    let found = country(1).await?.unwrap();
    assert_eq!(found.via, None, "what is not there has no defaults");
    Ok(())
}
