//! Entities with parameters: envelopes of what differs.

use std::fmt::Debug;

use dynamo_model::builder::Get;
use dynamo_model::{Collection, Db, Document, Entity, Patch, Projection, Result, Table};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, PartialEq, Table)]
#[table(name = "events")]
#[index(name = "gsi1")]
enum Events {
    Signup(Event<Signup>),
    Reading(Reading<[i32; 2], 3>),
}

/// What any event has, and what one kind of it has besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Events, pk = "EVENT#{id}", sk = "{at}")]
#[access(name = with_id)]
#[access(name = of_source, index = gsi1, pk = "SOURCE#{source}", sk = "{day}#{number}")]
#[serde(bound(deserialize = "P: DeserializeOwned"))]
struct Event<P>
where
    P: Debug + Clone,
{
    id: String,
    at: u32,
    source: Option<String>,
    day: u32,
    number: u32,
    #[attr(version)]
    version: u32,
    #[attr(unique)]
    code: Option<String>,
    payload: P,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Signup {
    name: String,
    visits: u32,
}

/// As many samples as there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Events, pk = "READING#{id}", sk = "READING")]
struct Reading<T, const SAMPLES: usize> {
    id: u32,
    samples: Vec<T>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Event<Signup>)]
struct Names {
    id: String,
    payload: Signup,
}

#[derive(Patch)]
#[patch(of = Event<Signup>)]
struct EventPatch {
    payload: Option<Signup>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Events, pk = "EVENT#{id}", of(id: String))]
struct OfEvent {
    signups: Vec<Event<Signup>>,
}

impl<T, const SAMPLES: usize> Reading<T, SAMPLES> {
    fn is_complete(&self) -> bool {
        self.samples.len() == SAMPLES
    }
}

fn signup(id: &str, number: u32) -> Event<Signup> {
    let payload = Signup { name: format!("name of {id}"), visits: 0 };
    let source = Some("web".to_owned());
    Event { id: id.to_owned(), at: 7, source, day: 1, number, version: 0, code: None, payload }
}

/// Reads whatever payload an event has.
async fn payload<P>(db: &Db<Events>, id: &str) -> Result<Option<P>>
where
    P: Debug + Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    Events: dynamo_model::entity::Lists<Event<P>>,
{
    Ok(db.get(Event::<P>::key(id, 7)).await?.map(|event| event.payload))
}

pub async fn a_generic_entity_is_stored_in_the_form_its_table_lists(target: &Target) -> Result<()> {
    let db = target.db::<Events>().await?;
    db.create(&signup("a", 1)).await?;
    db.create(&signup("b", 2)).await?;
    let event = db.get(Event::key("a", 7)).await?;
    assert_eq!(event.map(|event| (event.version, event.payload.visits)), Some((0, 0)));
    assert_eq!(payload::<Signup>(&db, "b").await?.map(|payload| payload.name), Some("name of b".to_owned()));
    let chain = Event::of_source("web").day(1);
    let late = db.query(chain.clone().number(2..)).filter(|event| event.payload.visits.lt(5)).all().await?;
    assert_eq!(late.iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["b"]);
    assert_eq!(db.query(chain).all().await?.len(), 2);
    assert_eq!(db.query(Event::with_id("a").collection()).all().await?.len(), 1);
    assert_eq!(db.scan::<Events>().through(Event::OF_SOURCE).all().await?.len(), 2);

    let reading = Reading { id: 1, samples: vec![[1, 2], [3, 4], [5, 6]] };
    db.put(&reading).await?;
    let read = db.get(Reading::key(1)).await?;
    assert!(read.as_ref().is_some_and(Reading::is_complete));
    assert_eq!(read, Some(reading));
    assert_eq!(db.scan::<Events>().count().await?, 3);
    Ok(())
}

pub async fn a_generic_entity_is_changed_by_typed_paths(target: &Target) -> Result<()> {
    let db = target.db::<Events>().await?;
    db.create(&signup("a", 1)).await?;
    db.update(Event::key("a", 7)).set(|event| event.payload.visits.plus(1)).await?;
    db.update(Event::key("a", 7)).set(|event| event.of_source(Some("app".to_owned()), 2, 9)).await?;
    let moved = db.query(Event::of_source("app").day(2).number(9)).view::<Names>().all().await?;
    assert_eq!(moved.first().map(|names| (names.id.as_str(), names.payload.visits)), Some(("a", 1)));
    let body = EventPatch { payload: Some(Signup { name: "Ada".to_owned(), visits: 3 }) };
    db.patch(Event::key("a", 7), &body).await?;
    db.edit(Event::key("a", 7), |event: &mut Event<Signup>| {
        event.payload.visits += 1;
        event.code = Some("c".to_owned());
        Ok(())
    })
    .await?;
    let all = db.get_collection(OfEvent::of("a")).await?.map(|of| of.signups).unwrap_or_default();
    assert_eq!(all.iter().map(|event| event.payload.visits).collect::<Vec<_>>(), [4]);
    let other = Event { code: Some("c".to_owned()), ..signup("b", 2) };
    assert!(refused(db.create(&other).await).is_unique_violation());
    assert!(Get::new(Event::<Signup>::key("a", 7)).view::<Names>().request().is_ok());
    Ok(())
}
