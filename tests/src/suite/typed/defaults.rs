//! What serde's field attributes mean for items: defaults of old items, names, and fields that are spread over the item.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::builder::Update;
use dynamo_model::request::PutItem;
use dynamo_model::value::{Item, Value, as_set};
use dynamo_model::{Document, Entity, Result, Table};
use serde::{Deserialize, Deserializer, Serialize};

use crate::Target;
use crate::kit::{item, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "people")]
#[index(name = "gsi1")]
enum People {
    Person(Person),
    Pet(Pet),
    Badly(Badly<Inside>),
    Club(Club),
}

/// A person, of whom the oldest items know only the id and a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = People, pk = "PERSON#{id}", sk = "PERSON")]
struct Person {
    id: String,
    #[serde(rename = "name")]
    full_name: String,
    #[serde(default)]
    visits: u32,
    #[serde(default = "language")]
    language: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    nick_names: Vec<String>,
    #[serde(skip)]
    cached: u32,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    more: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "UPPERCASE")]
struct Address {
    city: String,
    #[serde(default)]
    floor: i32,
    #[serde(default)]
    geo: Geo,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Document)]
struct Geo {
    lat: i32,
}

/// A pet, every field of which but its keys may be missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[serde(default)]
#[entity(table = People, pk = "PET#{id}", sk = "PET")]
struct Pet {
    id: String,
    legs: u32,
    name: Option<String>,
}

impl Default for Pet {
    fn default() -> Self {
        Self { id: String::new(), legs: 4, name: Some("Rex".into()) }
    }
}

/// An entity with a flattened field that has the name of a key attribute, which the compiler would say of one that is not
/// generic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = People, pk = "BADLY#{id}", sk = "BADLY")]
struct Badly<P> {
    id: String,
    #[serde(flatten)]
    inside: P,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Inside {
    gsi1pk: String,
}

/// A club, of which nothing but its id may be stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = People, pk = "CLUB#{id}", sk = "CLUB")]
struct Club {
    id: String,
    #[serde(with = "as_set", default)]
    members: BTreeSet<String>,
    #[serde(deserialize_with = "text_of_anything", default)]
    note: Option<String>,
    room: Option<Room>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
enum Room {
    Own {
        #[serde(with = "as_set", default)]
        keys: BTreeSet<u32>,
        #[serde(deserialize_with = "text_of_anything", default)]
        note: Option<String>,
    },
}

fn text_of_anything<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<String>, D::Error> {
    Ok(match <Value as Deserialize>::deserialize(deserializer)? {
        Value::S(text) => Some(text),
        Value::N(number) => Some(number.to_string()),
        _ => None,
    })
}

fn language() -> String {
    "sv".to_owned()
}

fn person() -> Person {
    Person {
        id: "p1".into(),
        full_name: "Ada".into(),
        visits: 0,
        language: language(),
        nick_names: Vec::new(),
        cached: 0,
        address: Address { city: "Lund".into(), floor: 0, geo: Geo::default() },
        more: BTreeMap::new(),
    }
}

async fn put(target: &Target, item: Item) -> Result<dynamo_model::Db<People>> {
    let db = target.db::<People>().await?;
    db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await?;
    Ok(db)
}

pub async fn attributes_that_old_items_lack_have_defaults(target: &Target) -> Result<()> {
    let old = item! { "pk": "PERSON#p1", "sk": "PERSON", "_type": "Person", "id": "p1", "name": "Ada", "CITY": "Lund" };
    let db = put(target, old).await?;
    assert_eq!(db.get(Person::key("p1")).await?, Some(person()));
    let counted = db.update(Person::key("p1")).set(|p| p.visits.plus(2)).returning_new().await?;
    assert_eq!(counted, Person { visits: 2, ..person() });
    let edited = db.edit(Person::key("p1"), |person| {
        person.language = "da".into();
        Ok(())
    });
    assert_eq!(edited.await?, Person { visits: 2, language: "da".into(), ..person() });
    Ok(())
}

pub async fn a_default_of_the_struct_stands_for_every_field(target: &Target) -> Result<()> {
    let db = put(target, item! { "pk": "PET#a", "sk": "PET", "_type": "Pet", "id": "a" }).await?;
    assert_eq!(db.get(Pet::key("a")).await?, Some(Pet { id: "a".into(), ..Pet::default() }));
    db.update(Pet::key("a")).set(|p| p.legs.to(3)).set(|p| p.name.removed()).await?;
    db.update(Pet::key("a")).set(|p| p.legs.removed()).await?;
    assert_eq!(db.get(Pet::key("a")).await?.map(|pet| pet.legs), Some(4));
    Ok(())
}

pub async fn attributes_are_written_and_read_by_their_names(target: &Target) -> Result<()> {
    let old = item! { "pk": "PERSON#p1", "sk": "PERSON", "_type": "Person", "id": "p1", "name": "Ada", "CITY": "Lund" };
    let db = put(target, old).await?;
    assert_eq!(db.get(Person::key("p1")).await?, Some(person()));
    db.put(&person()).await?;
    assert_eq!(db.scan::<Person>().filter(|p| p.full_name.eq("Ada")).count().await?, 1);
    let renamed = db.update(Person::key("p1")).set(|p| p.full_name.to("Grace")).returning_new().await?;
    assert_eq!(renamed.full_name, "Grace");
    Ok(())
}

pub async fn what_is_skipped_or_empty_is_not_stored(target: &Target) -> Result<()> {
    let db = target.db::<People>().await?;
    db.put(&Person { cached: 5, ..person() }).await?;
    let request = dynamo_model::request::GetItem::new(db.table_name().clone(), Person::key("p1").item()?);
    let stored = db.backend().get_item(request).await?.item.unwrap();
    assert!(!stored.contains("cached") && !stored.contains("nickNames"));
    assert_eq!(db.get(Person::key("p1")).await?, Some(person()));
    let named = db.update(Person::key("p1")).set(|p| p.nick_names.append(["A"])).returning_new().await?;
    assert_eq!(named.nick_names, ["A"]);
    Ok(())
}

pub async fn fields_of_a_flattened_struct_are_attributes_with_paths(target: &Target) -> Result<()> {
    let db = target.db::<People>().await?;
    let more = BTreeMap::from([("color".to_owned(), "red".to_owned())]);
    let ada = Person { more, ..person() };
    db.put(&ada).await?;
    assert_eq!(db.get(Person::key("p1")).await?, Some(ada.clone()));
    let update = db.update(Person::key("p1")).set(|p| p.address.city.to("Malmö"));
    let update = update.set(|p| p.address.floor.plus(3)).set(|p| p.address.geo.lat.to(56));
    let moved = update.only_if(|p| p.address.city.begins_with("L")).returning_new().await?;
    let address = Address { city: "Malmö".into(), floor: 3, geo: Geo { lat: 56 } };
    assert_eq!(moved, Person { address, ..ada });
    assert_eq!(db.scan::<Person>().filter(|p| p.address.geo.lat.gt(50)).count().await?, 1);
    Ok(())
}

pub async fn a_flattened_field_is_no_key_attribute(target: &Target) -> Result<()> {
    let db = target.db::<People>().await?;
    let badly = Badly { id: "b".into(), inside: Inside { gsi1pk: "x".into() } };
    assert!(refused(db.put(&badly).await).is_codec());
    let error = refused(Update::new(Badly::key("b")).set(|b| b.inside.gsi1pk.to("x")).request());
    assert!(error.is_codec());
    assert!(error.to_string().contains("stored as `gsi1pk`, a key attribute of table `People`"), "{error}");
    Ok(())
}

pub async fn what_is_empty_or_none_is_read_back_by_whatever_reads_it(target: &Target) -> Result<()> {
    let db = target.db::<People>().await?;
    let room = Some(Room::Own { keys: BTreeSet::new(), note: None });
    let empty = Club { id: "c".into(), members: BTreeSet::new(), note: None, room };
    db.create(&empty).await?;
    assert_eq!(db.get(Club::key("c")).await?, Some(empty.clone()));
    let update = db.update(Club::key("c")).set(|c| c.members.add(["Ada"])).set(|c| c.note.to("new"));
    let filled = update.only_if(|c| c.note.missing()).returning_new().await?;
    assert_eq!((filled.members.len(), filled.note.as_deref()), (1, Some("new")));
    let update = db.update(Club::key("c")).set(|c| c.members.delete(["Ada"])).set(|c| c.note.removed());
    assert_eq!(update.returning_new().await?, empty);
    assert_eq!(db.get(Club::key("c")).await?, Some(empty));
    Ok(())
}

pub async fn a_function_reads_what_older_items_store_otherwise(target: &Target) -> Result<()> {
    let old = item! { "pk": "CLUB#c", "sk": "CLUB", "_type": "Club", "id": "c", "note": 7 };
    let db = put(target, old).await?;
    assert_eq!(db.get(Club::key("c")).await?.and_then(|club| club.note).as_deref(), Some("7"));
    Ok(())
}
