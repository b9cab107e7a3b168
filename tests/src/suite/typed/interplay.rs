//! What features of entities are together, such as shards and keys of several attributes, or versions and revisions.

use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::builder::{Put, Update};
use dynamo_model::request::{GetItem, PutItem, ReturnCapacity, Scan};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Clock, Collection, Db, Entity, Key, Patch, Projection, Record, Result, Table};
use serde::{Deserialize, Serialize};

use super::explain::assert_within;
use crate::Target;
use crate::kit::{item, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "clinic")]
#[index(name = "by_day")]
#[index(name = "in_area", pk("area", "spread"), sk(("day", N), "place"))]
enum Clinic {
    Visit(Visit),
    Bed(Bed),
}

/// A visit: in shards, with all that the library keeps or makes of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, pk = "ROOM#{room}#{shard(4)}", sk = "VISIT#{id}")]
#[access(name = in_room)]
#[access(name = by_day, index = by_day, pk = "DAY#{day}#{shard(3)}", sk = "{changed}#{id}")]
#[access(name = in_area, index = in_area, pk(area, "{kind}#{shard(3)}"), sk(day, "{floor}#{id}"))]
struct Visit {
    room: String,
    id: u32,
    #[attr(range = 0..=10_000)]
    hour: u32,
    #[attr(computed(day_of, from(hour)))]
    day: u32,
    postcode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[attr(computed(area_of, from(postcode)))]
    area: Option<String>,
    kind: String,
    floor: u8,
    #[attr(unique(normalize = lowercase))]
    ticket: String,
    #[attr(version)]
    version: u64,
    #[attr(updated)]
    changed: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Clinic, pk = "ROOM#{room}#{shard(4)}", sk = "BED#{bed}")]
struct Bed {
    room: String,
    bed: u8,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Visit)]
struct Place {
    id: u32,
    day: u32,
    area: Option<String>,
    floor: u8,
}

/// The archive of the clinic, in a table that once had no tags.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "archive", adopt)]
#[index(name = "on_shelf")]
enum Archive {
    File(File),
    Film(Film),
}

/// A file: first its `mail` was what it is called now, written as one liked, and it had neither a shelf nor a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "FILE#{id}", sk = "FILE", revision = 2, upgrade(1 = Self::shelved))]
#[access(name = on_shelf, index = on_shelf, pk = "SHELF#{shelf}#{shard(3)}", sk = "{year}#{id}")]
struct File {
    id: u32,
    year: u32,
    #[serde(default)]
    #[attr(computed(shelf_of, from(year)))]
    shelf: u32,
    #[attr(unique)]
    name: String,
    #[attr(length = ..=10)]
    note: String,
    #[attr(version)]
    version: u64,
}

/// A film, on the same shelves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "FILM#{id}", sk = "FILM")]
#[access(name = films_on, index = on_shelf, pk = "SHELF#{shelf}#{shard(3)}", sk = "{year}#{id}")]
struct Film {
    id: u32,
    year: u32,
    #[attr(computed(shelf_of, from(year)))]
    shelf: u32,
    #[attr(version)]
    version: u32,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Archive, index = on_shelf, pk = "SHELF#{shelf}#{shard(3)}", of(shelf: u32))]
enum OnShelf {
    File(File),
    Film(Film),
}

impl File {
    fn shelved(item: &mut Item) -> Result<()> {
        let name = item.take("name").and_then(|name| name.as_s().map(str::to_lowercase));
        item.insert("name", name.unwrap_or_default());
        item.insert("version", 7);
        Ok(())
    }
}

fn shelf_of(year: &u32) -> u32 {
    year / 10
}

/// A file as the first program stored it, without a tag.
fn first(id: u32) -> Item {
    item! {
        "pk": format!("FILE#{id:010}"), "sk": "FILE", "id": id, "year": 1970 + id, "name": format!("F{id}"),
        "note": "x", "mark": "y",
    }
}

/// What is read of it, and computed when it is written.
fn file(id: u32) -> File {
    let year = 1970 + id;
    File { id, year, shelf: year / 10, name: format!("f{id}"), note: "x".to_owned(), version: 7 }
}

fn film(id: u32) -> Film {
    Film { id, year: 1970 + id, shelf: 197, version: 0 }
}

fn names(files: &[File]) -> Result<BTreeMap<String, Item>> {
    let guard = |file: &File| format!("UNIQUE#File.name#{}", file.name);
    files.iter().map(|file| Ok((guard(file), Key::of(file).item()?))).collect()
}

#[derive(Debug, Default, Patch)]
#[patch(of = Visit)]
struct Moved {
    hour: Option<u32>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Clinic, pk = "ROOM#{room}#{shard(4)}", of(room: String))]
enum OfRoom {
    Visit(Visit),
    Bed(Bed),
}

fn day_of(hour: &u32) -> u32 {
    hour / 24
}

fn area_of(postcode: &Option<String>) -> Option<String> {
    postcode.as_deref().and_then(|code| code.get(..2)).map(str::to_owned)
}

/// A visit as a program makes it: what is computed is anything.
fn visit(id: u32) -> Visit {
    Visit {
        room: "r".to_owned(),
        id,
        hour: 24 * id,
        day: 999,
        postcode: Some("22100".to_owned()),
        area: None,
        kind: "new".to_owned(),
        floor: 1,
        ticket: format!("T{id}"),
        version: 0,
        changed: 0,
    }
}

/// A database whose clock stands at second 100.
async fn at_100<T: Table>(target: &Target) -> Result<(Db<T>, Clock)> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(100));
    Ok((target.db::<T>().await?.with_clock(clock.clone()), clock))
}

async fn stored<E: Entity>(db: &Db<E::Table>, key: Key<E>) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

async fn store<T: Table>(db: &Db<T>, item: Item) -> Result<()> {
    db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await.map(drop)
}

/// Checks that what is stored is what putting the entity that it reads as would store, but for the version.
async fn is_as_put<E: Entity>(db: &Db<E::Table>, key: Key<E>) -> Result<E> {
    let mut item = stored(db, key).await?;
    let entity = E::from_item(item.view())?;
    let mut put = db.put(&entity).request()?.item;
    item.remove("version");
    put.remove("version");
    assert_eq!(item, put);
    Ok(entity)
}

/// The keys of the guards, each with the sort key of its entity.
async fn guards<T: Table>(db: &Db<T>) -> Result<BTreeMap<String, Item>> {
    let items = db.backend().scan(Scan::new(db.table_name().clone()).consistent()).await?.items;
    let guards = items.into_iter().filter(|item| T::SCHEMA.is_guard(item.view()));
    let owner = |guard: &Item| Some(Item::from_iter(guard.get("_owner")?.to_value().as_m()?.clone()));
    let text = |guard: &Item| guard.get("pk").and_then(|pk| pk.as_s()).unwrap_or_default().to_owned();
    Ok(guards.map(|guard| (text(&guard), owner(&guard).unwrap_or_default())).collect())
}

fn tickets(visits: &[Visit]) -> Result<BTreeMap<String, Item>> {
    let guard = |visit: &Visit| format!("UNIQUE#Visit.ticket#{}", visit.ticket.to_lowercase());
    visits.iter().map(|visit| Ok((guard(visit), Key::of(visit).item()?))).collect()
}

pub async fn every_write_makes_computed_keys_of_shards_and_attributes(target: &Target) -> Result<()> {
    let (db, clock) = at_100::<Clinic>(target).await?;
    let key = || Visit::key("r", 1);
    db.create(&visit(1)).await?;
    is_as_put(&db, key()).await?;
    clock.advance(Duration::from_secs(1));
    db.update(key()).set(|v| v.hour.to(50)).await?;
    assert_eq!(is_as_put(&db, key()).await?.day, 2);
    clock.advance(Duration::from_secs(1));
    db.patch(key(), &Moved { hour: Some(75) }).await?;
    assert_eq!(is_as_put(&db, key()).await?.day, 3);
    clock.advance(Duration::from_secs(1));
    db.transact().update(Update::new(key()).set(|v| v.in_area(Some("33".into()), "old", 7_u8))).await?;
    let moved = is_as_put(&db, key()).await?;
    assert_eq!((moved.area.as_deref(), moved.floor), (Some("33"), 7));
    clock.advance(Duration::from_secs(1));
    db.update(key()).set(|v| v.in_area(None, "old", 8_u8)).await?;
    assert_eq!(is_as_put(&db, key()).await?.area, None);
    assert!(!stored(&db, key()).await?.contains("spread"));
    clock.advance(Duration::from_secs(1));
    let edited = db
        .edit(key(), |visit| {
            (visit.hour, visit.postcode, visit.ticket) = (100, None, "U".to_owned());
            Ok(())
        })
        .await?;
    assert_eq!((edited.day, edited.area.clone(), edited.version, edited.changed), (4, None, 5, 105));
    assert_eq!(is_as_put(&db, key()).await?, edited);
    assert_eq!(db.query(Visit::in_area("33", "new")).count().await?, 0);
    assert_eq!(db.query(Visit::by_day(4)).all().await?, [edited]);
    clock.advance(Duration::from_secs(1));
    db.upsert(&visit(1)).await?;
    assert_eq!(is_as_put(&db, key()).await?.version, 6);
    assert_eq!(guards(&db).await?, tickets(&[visit(1)])?);
    Ok(())
}

pub async fn guards_follow_entities_in_shards(target: &Target) -> Result<()> {
    let db = target.db::<Clinic>().await?;
    let visits: Vec<Visit> = (1..=6).map(visit).collect();
    for visit in &visits {
        db.create(visit).await?;
    }
    assert_eq!(guards(&db).await?, tickets(&visits)?);
    let error = refused(db.put(&Visit { ticket: "t2".to_owned(), ..visit(1) }).await);
    assert_eq!(error.unique_violations()[0].owner(), Some(&Visit::key("r", 2).item()?));
    db.put(&Visit { ticket: "t9".to_owned(), ..visit(1) }).await?;
    db.delete(Visit::key("r", 2)).await?;
    let left: Vec<Visit> =
        [Visit { ticket: "t9".to_owned(), ..visit(1) }].into_iter().chain((3..=6).map(visit)).collect();
    assert_eq!(guards(&db).await?, tickets(&left)?);
    let claims = db.claim_unique::<Visit>().await?;
    assert_eq!((claims.checked, claims.claimed, claims.released), (5, 0, 0));
    store(&db, visit(7).to_item()?).await?;
    assert_eq!(db.claim_unique::<Visit>().await?.claimed, 1);
    assert_eq!((guards(&db).await?.len(), db.query(OfRoom::of("r")).count().await?), (6, 6));
    Ok(())
}

pub async fn a_write_of_unique_values_checks_the_version(target: &Target) -> Result<()> {
    let (db, _) = at_100::<Clinic>(target).await?;
    db.create(&visit(1)).await?;
    let read = is_as_put(&db, Visit::key("r", 1)).await?;
    db.update(Visit::key("r", 1)).set(|v| v.hour.to(30)).await?;
    let renamed = Visit { ticket: "U".to_owned(), ..read.clone() };
    assert!(refused(db.put(&renamed).await).is_condition_failed());
    assert!(refused(db.transact().replace_from(&read, &renamed).await).is_transaction_canceled());
    assert_eq!(guards(&db).await?, tickets(&[read])?);
    let read = is_as_put(&db, Visit::key("r", 1)).await?;
    let renamed = Visit { ticket: "U".to_owned(), ..read.clone() };
    db.transact().replace_from(&read, &renamed).await?;
    assert_eq!(is_as_put(&db, Visit::key("r", 1)).await?.version, 2);
    let put = db.put(&Visit { ticket: "V".to_owned(), version: 2, ..renamed }).returning_new().await?;
    assert_eq!((put.version, put.day), (3, 1));
    assert_eq!(guards(&db).await?, tickets(&[put])?);
    Ok(())
}

pub async fn a_patch_keeps_rules_and_counts(target: &Target) -> Result<()> {
    let (db, _) = at_100::<Clinic>(target).await?;
    db.create(&visit(1)).await?;
    assert!(refused(db.patch(Visit::key("r", 1), &Moved { hour: Some(10_001) }).await).is_constraint());
    let nothing = db.patch(Visit::key("r", 1), &Moved::default()).returning_new().await?;
    assert_eq!((nothing.version, nothing.changed, nothing.day), (1, 100, 1));
    is_as_put(&db, Visit::key("r", 1)).await.map(drop)
}

pub async fn views_and_cursors_read_shards_of_several_attributes(target: &Target) -> Result<()> {
    let (db, _) = at_100::<Clinic>(target).await?;
    for id in 1..=9 {
        db.create(&visit(id)).await?;
    }
    let query = || db.query(Visit::in_area("22", "new"));
    let place = |id| Place { id, day: id, area: Some("22".to_owned()), floor: 1 };
    assert_eq!(query().view::<Place>().all().await?, Vec::from_iter((1..=9).map(place)));
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let next = query().limit(2);
        let page = match after {
            Some(cursor) => next.after(cursor).await?,
            None => next.await?,
        };
        after = page.cursor().cloned();
        ids.extend(page.iter().map(|visit| visit.id));
        if after.is_none() {
            break;
        }
    }
    assert_eq!(ids, Vec::from_iter(1..=9));
    assert_eq!(db.scan::<Visit>().through(Visit::IN_AREA).count().await?, 9);
    assert_eq!(db.query(Visit::in_area("22", "new").day(7..)).count().await?, 3);
    db.put(&Bed { room: "r".to_owned(), bed: 2 }).await?;
    let of_room = db.query(OfRoom::of("r")).filter_members::<Visit>(|v| v.hour.ge(24 * 8)).all().await?;
    assert_eq!(of_room.len(), 3);
    Ok(())
}

pub async fn a_key_in_shards_is_read_back(target: &Target) -> Result<()> {
    let (db, _) = at_100::<Clinic>(target).await?;
    db.create(&visit(3)).await?;
    let item = stored(&db, Visit::key("r", 3)).await?;
    assert_eq!(Key::<Visit>::from_item(item.view())?.parts::<(String, u32)>()?, ("r".to_owned(), 3));
    Ok(())
}

pub async fn a_batch_computes_keys_in_shards_and_counts_up(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    let films: Vec<Film> = (0..3).map(|id| Film { shelf: 0, ..film(id) }).collect();
    db.batch_write().put_all(&films).unversioned().await?;
    let stored = (0..3).map(|id| Film { version: 1, ..film(id) });
    assert_eq!(db.query(Film::films_on(197)).all().await?, Vec::from_iter(stored));
    Ok(())
}

pub async fn an_upgrade_computes_what_is_computed(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    store(&db, first(1)).await?;
    store(&db, first(2)).await?;
    assert_eq!(db.upgrade_all::<File>().await?.upgraded, 2);
    assert_eq!(db.query(File::on_shelf(197)).all().await?, [file(1), file(2)]);
    store(&db, first(3)).await?;
    db.update(File::key(3)).set(|f| f.note.to("z")).await?;
    let updated = File { note: "z".to_owned(), version: 8, ..file(3) };
    assert_eq!(db.query(File::on_shelf(197).year(1973)).all().await?, [updated]);
    Ok(())
}

pub async fn an_edit_counts_from_the_version_that_an_upgrade_makes(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    for versioned in [true, false] {
        store(&db, first(1)).await?;
        assert!(refused(db.put(&file(1)).await).is_condition_failed(), "no version is stored yet");
        let edit = db.edit(File::key(1), |file| {
            file.year = 1985;
            Ok(())
        });
        let edited = if versioned { edit.await? } else { edit.unversioned().await? };
        assert_eq!(edited, File { year: 1985, shelf: 198, version: 8, ..file(1) });
        let mut as_put = Put::new(&File { version: 7, ..edited }).request()?.item;
        as_put.insert("mark", "y");
        assert_eq!(stored(&db, File::key(1)).await?, as_put);
    }
    Ok(())
}

pub async fn writes_over_older_items_move_their_guards(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    for id in 1..=4 {
        store(&db, first(id)).await?;
    }
    assert_eq!(db.claim_unique::<File>().await?.claimed, 4, "guards are of what is read");
    let renamed = |id: u32| File { name: format!("n{id}"), ..file(id) };
    db.put(&renamed(1)).unversioned().await?;
    db.upsert(&renamed(2)).await?;
    db.edit(File::key(3), |file| {
        *file = renamed(3);
        Ok(())
    })
    .await?;
    db.delete(File::key(4)).await?;
    assert_eq!(guards(&db).await?, names(&[renamed(1), renamed(2), renamed(3)])?);
    let files = db.query(File::on_shelf(197)).all().await?;
    assert_eq!(files, [1, 2, 3].map(|id| File { version: 8, ..renamed(id) }));
    Ok(())
}

pub async fn values_that_an_upgrade_changes_are_claimed_anew(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    store(&db, first(1)).await?;
    let own = Value::M(
        File::key(1).item()?.iter().map(|(name, value)| (name.to_owned(), value.to_value())).collect(),
    );
    store(&db, item! { "pk": "UNIQUE#File.name#F1", "sk": "UNIQUE", "_type": "_unique", "_owner": own })
        .await?;
    assert_eq!(db.upgrade_all::<File>().await?.upgraded, 1);
    let claims = db.claim_unique::<File>().await?;
    assert_eq!((claims.checked, claims.claimed, claims.released), (1, 1, 1));
    assert_eq!(guards(&db).await?, names(&[file(1)])?);
    Ok(())
}

pub async fn an_entity_that_breaks_a_later_rule_is_written_over(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    db.create(&file(1)).await?;
    let mut item = stored(&db, File::key(1)).await?;
    item.insert("note", "longer than the rule allows");
    store(&db, item).await?;
    let old = db.get(File::key(1)).await?.unwrap();
    let new = File { note: "short".to_owned(), name: "n1".to_owned(), ..old.clone() };
    db.transact().replace_from(&old, &new).await?;
    assert_eq!(guards(&db).await?, names(&[new])?);
    Ok(())
}

pub async fn a_query_of_shards_leaves_out_adopted_items_of_others(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    for id in 1..=8 {
        for mut item in [film(id).to_item()?, file(id).to_item()?] {
            item.remove("_type");
            store(&db, item).await?;
        }
    }
    let files = Vec::from_iter((1..=8).map(file));
    assert_eq!(db.query(File::on_shelf(197)).all().await?, files);
    assert_eq!(db.query(File::on_shelf(197)).count().await?, 8);
    assert_eq!(db.query(Film::films_on(197)).all().await?.len(), 8);
    let page = db.query(File::on_shelf(197)).limit(3).await?;
    let rest = db.query(File::on_shelf(197)).limit(100).after(page.cursor().cloned().unwrap()).await?;
    assert_eq!(Vec::from_iter(page.into_items().into_iter().chain(rest.into_items())), files);
    assert_eq!(db.query(OnShelf::of(197)).all().await?.len(), 16);
    Ok(())
}

pub async fn members_without_tags_are_not_filtered(target: &Target) -> Result<()> {
    let db = target.db::<Archive>().await?;
    let error = refused(db.query(OnShelf::of(197)).filter_members::<Film>(|f| f.id.gt(1)).all().await);
    assert!(error.is_validation() && error.message().contains("adopts"), "{error}");
    Ok(())
}

pub async fn what_is_done_in_shards_costs_what_its_explanation_says(target: &Target) -> Result<()> {
    let (db, _) = at_100::<Clinic>(target).await?;
    let create = db.create(&visit(1));
    let sent = create.transaction(None)?.with_capacity(ReturnCapacity::Total);
    assert_within(&create.explain()?, db.backend().transact_write_items(sent).await?.consumed_capacity);
    let update = db.update(Visit::key("r", 1)).set(|v| v.in_area(Some("33".into()), "old", 7_u8));
    let sent = update.request()?.with_capacity(ReturnCapacity::Total);
    assert_within(&update.explain()?, db.backend().update_item(sent).await?.consumed_capacity);
    for id in 2..=12 {
        db.create(&visit(id)).await?;
    }
    let query = db.query(Visit::in_area("22", "new"));
    let mut charged = Vec::new();
    for sent in query.requests()? {
        charged
            .extend(db.backend().query(sent.with_capacity(ReturnCapacity::Total)).await?.consumed_capacity);
    }
    assert_within(&query.explain()?, charged);
    Ok(())
}

pub async fn a_lock_says_of_keys_guards_and_revisions(_: &Target) -> Result<()> {
    let lock = Archive::SCHEMA.to_lock().to_string() + &Clinic::SCHEMA.to_lock().to_string();
    for said in
        ["SHELF#{shelf}#{shard(3)}", "{area}, {kind}#{shard(3)}", r#""UNIQUE#File.name#": "name: String""#]
    {
        assert!(lock.contains(said), "{said} is not in {lock}");
    }
    let table = Clinic::SCHEMA.to_markdown();
    assert!(table.contains("`in_area`, if it has `area`, in 3 shards"), "{table}");
    Ok(())
}
