//! What else than its access pattern says a query, or a scan through an index, returns.

use dynamo_model::explain::Explanation;
use dynamo_model::request::{CapacityKind, DeleteItem};
use dynamo_model::{Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[allow(clippy::duplicated_attributes, reason = "three indexes hold parts that patterns name")]
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "depot")]
#[index(name = "by_day", project(include))]
#[index(name = "by_city", project(keys_only))]
#[index(name = "by_grams", project(include))]
#[index(name = "beside", local, project(include))]
#[index(name = "near", local, project(keys_only))]
#[index(name = "whole", local)]
enum Depot {
    Parcel(Parcel),
    Letter(Letter),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Depot, pk = "SENDER#{sender}", sk = "PARCEL#{number}")]
#[access(name = sent, index = by_day, pk = "DAY#{day}#{shard(2)}", sk = "{number}", project(grams), view = Weight)]
#[access(name = to_city, index = by_city, pk = "CITY#{city}", sk = "{number}", view = Number)]
#[access(name = weighed, index = by_grams, pk = "GRAMS", sk = "{grams}", project(grams), hydrate)]
#[access(name = of_sender, index = beside, pk = "SENDER#{sender}", sk = "{day}#{number}", view = Number)]
#[access(name = near, index = near, pk = "SENDER#{sender}", sk = "{grams}", hydrate)]
#[access(name = whole, index = whole, pk = "SENDER#{sender}", sk = "{content}")]
struct Parcel {
    sender: String,
    #[attr(key)]
    number: u32,
    day: String,
    city: Option<String>,
    grams: u32,
    content: String,
}

/// It is in the partitions of `by_day`, too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Depot, pk = "SENDER#{sender}", sk = "LETTER#{number}")]
#[access(name = sent, index = by_day, pk = "DAY#{day}#{shard(2)}", sk = "LETTER#{number}", view = Posted)]
struct Letter {
    sender: String,
    number: u32,
    day: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Letter)]
struct Posted {
    day: String,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Weight {
    number: u32,
    grams: u32,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Number {
    number: u32,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Content {
    number: u32,
    content: String,
}

fn parcel(number: u32) -> Parcel {
    Parcel {
        sender: ["ada", "bob"][usize::from(number % 2 == 1)].to_owned(),
        number,
        day: "mon".to_owned(),
        city: (number < 4).then(|| "Ulm".to_owned()),
        grams: 100 * number,
        content: format!("book {number}"),
    }
}

fn weight(number: u32) -> Weight {
    Weight { number, grams: 100 * number }
}

/// Stores parcels 0 to 5, of which 0 to 3 go to a city, and a letter.
async fn depot(target: &Target) -> Result<Db<Depot>> {
    let db = target.db::<Depot>().await?;
    let parcels: Vec<Parcel> = (0..6).map(parcel).collect();
    let letter = Letter { sender: "ada".to_owned(), number: 1, day: "mon".to_owned() };
    db.batch_write().put_all(&parcels).put(&letter).await?;
    Ok(db)
}

fn sorted<V>(mut all: Vec<V>, number: impl Fn(&V) -> u32) -> Vec<V> {
    all.sort_by_key(number);
    all
}

pub async fn a_pattern_of_views_returns_others_that_its_index_holds(target: &Target) -> Result<()> {
    let db = depot(target).await?;
    let numbers = || db.query(Parcel::sent("mon")).view::<Number>();
    assert_eq!(numbers().all().await?, [0, 1, 2, 3, 4, 5].map(|number| Number { number }));
    let page = numbers().limit(2).page().await?;
    let cursor = page.cursor().cloned().unwrap();
    let rest = db.query(Parcel::sent("mon")).after(cursor).all().await?;
    assert_eq!(rest, [2, 3, 4, 5].map(weight), "a cursor is the query's, whatever it returns");
    let heavy = db.query(Parcel::sent("mon")).filter(|p| p.grams.gt(300)).view::<Number>().view::<Weight>();
    assert_eq!(heavy.all().await?, [4, 5].map(weight));
    // Once it is forgotten which pattern it is, the request knows.
    let error = refused(db.query(Parcel::sent("mon")).any_pattern().view::<Content>().requests());
    assert!(error.is_validation());
    let message = "index `by_day` does not hold all that `Content` has; write `.hydrate()` before `.any_pattern()`, to read the table, too";
    assert!(error.message().ends_with(message), "{error}");
    Ok(())
}

pub async fn a_pattern_of_views_is_hydrated_for_one_query(target: &Target) -> Result<()> {
    let db = depot(target).await?;
    let sent = || db.query(Parcel::sent("mon")).hydrate();
    assert_eq!(sent().all().await?, [0, 1, 2, 3, 4, 5].map(parcel));
    let page = sent().descending().limit(4).page().await?;
    assert_eq!(page[..], [5, 4, 3, 2].map(parcel));
    let rest = sent().descending().after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!(rest, [1, 0].map(parcel));
    assert_eq!(sent().count().await?, 6);
    assert_eq!(sent().shard(0).all().await?.len() + sent().shard(1).all().await?.len(), 6);
    let content = |number| Content { number, content: format!("book {number}") };
    let to_city = db.query(Parcel::to_city("Ulm".to_owned())).hydrate().view::<Content>();
    assert_eq!(to_city.all().await?, [0, 1, 2, 3].map(content));
    let of_sender = db.query(Parcel::of_sender("bob")).hydrate();
    assert_eq!(of_sender.all().await?, [1, 3, 5].map(parcel));
    // What cannot be then is refused, if it was asked for before.
    let filtered = db.query(Parcel::sent("mon")).filter(|p| p.grams.gt(300)).hydrate();
    assert!(refused(filtered.requests()).message().contains("filter what the read returns"));
    let consistent = db.query(Parcel::of_sender("bob")).consistent().hydrate();
    assert!(refused(consistent.request()).message().contains("cannot be consistent"));
    Ok(())
}

pub async fn what_is_found_by_a_local_index_is_read_consistently_where_that_holds_all(
    target: &Target,
) -> Result<()> {
    let db = depot(target).await?;
    let whole = db.query(Parcel::whole("bob")).consistent().hydrate();
    assert!(whole.request()?.consistent_read && !reads_table(&whole.explain()?));
    assert_eq!(whole.all().await?, [1, 3, 5].map(parcel));
    let scan = db.scan::<Parcel>().consistent().through(Parcel::WHOLE);
    assert_eq!(scan.count().await?, 6);
    // One that is read from the table, too, is not.
    let scan = db.scan::<Parcel>().consistent().through(Parcel::NEAR);
    let error = refused(scan.request());
    assert_eq!(
        error.message(),
        "what index `near` finds is read from the table, and the read cannot be consistent; leave out `consistent`"
    );
    let query = db.query(Parcel::of_sender("bob")).consistent().hydrate();
    assert_eq!(refused(query.request()).message(), error.message().replace("near", "beside"));
    assert_eq!(db.scan::<Parcel>().through(Parcel::NEAR).count().await?, 6);
    Ok(())
}

/// Whether something of the table is read, besides an index.
fn reads_table(said: &Explanation) -> bool {
    let mut costs = said.steps.iter().flat_map(|step| &step.costs);
    costs.any(|cost| cost.kind == CapacityKind::Read && cost.index.is_none())
}

pub async fn a_hydrated_index_that_holds_a_view_is_all_that_is_read(target: &Target) -> Result<()> {
    let db = depot(target).await?;
    let weighed = || db.query(Parcel::weighed());
    assert!(reads_table(&weighed().explain()?) && reads_table(&weighed().view::<Content>().explain()?));
    assert!(!reads_table(&weighed().view::<Weight>().explain()?));
    assert!(weighed().view::<Weight>().request()?.projection.is_some());
    assert_eq!(weighed().view::<Weight>().all().await?, [0, 1, 2, 3, 4, 5].map(weight));
    let page = weighed().view::<Weight>().limit(2).page().await?;
    assert_eq!(page[..], [0, 1].map(weight));
    let rest = weighed().after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!(rest, [2, 3, 4, 5].map(parcel));
    // It is the same of a query that is hydrated itself, and of a scan.
    let sent = || db.query(Parcel::sent("mon")).hydrate();
    assert!(reads_table(&sent().explain()?) && !reads_table(&sent().view::<Weight>().explain()?));
    let scan = db.scan::<Parcel>().through(Parcel::WEIGHED);
    assert_eq!(sorted(scan.clone().all().await?, |parcel| parcel.number), [0, 1, 2, 3, 4, 5].map(parcel));
    let views = scan.view::<Weight>();
    assert!(!reads_table(&views.explain()?));
    assert_eq!(sorted(views.all().await?, |view| view.number), [0, 1, 2, 3, 4, 5].map(weight));
    Ok(())
}

pub async fn an_index_that_is_read_as_views_is_scanned_as_them(target: &Target) -> Result<()> {
    let db = depot(target).await?;
    let sent = || db.scan::<Parcel>().through(Parcel::SENT);
    assert_eq!(sorted(sent().all().await?, |view| view.number), [0, 1, 2, 3, 4, 5].map(weight));
    assert_eq!(sent().filter(|p| p.grams.gt(300)).count().await?, 2);
    let page = sent().limit(4).page().await?;
    let rest = sent().after(page.cursor().cloned().unwrap()).all().await?;
    assert_eq!((page.len(), rest.len()), (4, 2), "the letter is no parcel");
    let parallel = sent().rate(2_000).parallel(3).all().await?;
    assert_eq!(sorted(parallel, |view| view.number), [0, 1, 2, 3, 4, 5].map(weight));
    // Of a sparse index of keys, only what is in it is read.
    let to_city = db.scan::<Parcel>().through(Parcel::TO_CITY);
    let numbers = [0, 1, 2, 3].map(|number| Number { number });
    assert_eq!(sorted(to_city.all().await?, |view| view.number), numbers);
    let key = Parcel::key("bob", 3).item()?;
    db.backend().delete_item(DeleteItem::new(db.table_name().clone(), key)).await?;
    assert_eq!(db.scan::<Parcel>().through(Parcel::TO_CITY).parallel(2).count().await?, 3);
    Ok(())
}
