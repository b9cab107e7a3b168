//! Keys of items that lack fields which the program has a default for.

use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Key, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;

#[derive(Debug, Table)]
#[table(name = "tickets", revision = "_rev")]
#[index(name = "gsi1")]
enum Tickets {
    Ticket(Ticket),
    Task(Task),
    Visit(Visit),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tickets, pk = "TICKET#{id}", sk = "TICKET")]
#[access(name = by_state, index = gsi1, pk = "STATE#{state}", sk = "{rank}#{day}")]
struct Ticket {
    id: u32,
    #[serde(default = "open")]
    state: String,
    #[serde(default)]
    rank: u8,
    day: String,
    body: String,
    #[attr(deleted)]
    deleted_at: Option<i64>,
}

/// A ticket of later, whose items are upgraded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tickets, pk = "TASK#{id}", sk = "TASK", revision = 2, upgrade(1 = nothing))]
#[access(name = by_state, index = gsi1, pk = "TASK#{state}", sk = "TASK")]
struct Task {
    id: u32,
    #[serde(default = "open")]
    state: String,
    body: String,
}

/// Its key is computed from what may be missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tickets, pk = "VISIT#{id}", sk = "VISIT")]
#[access(name = by_initial, index = gsi1, pk = "INITIAL#{initial}", sk = "VISIT")]
struct Visit {
    id: u32,
    #[serde(default = "open")]
    state: String,
    #[serde(default = "unknown")]
    #[attr(computed(initial_of, from(state)))]
    initial: String,
    body: String,
}

fn open() -> String {
    "open".into()
}

fn unknown() -> String {
    "?".into()
}

#[expect(clippy::unnecessary_wraps, reason = "an upgrade step")]
fn nothing(_item: &mut Item) -> Result<()> {
    Ok(())
}

fn initial_of(state: &str) -> String {
    state.chars().take(1).collect()
}

fn ticket() -> Ticket {
    let (day, body) = ("2026-11-20".to_owned(), "x".to_owned());
    Ticket { id: 1, state: open(), rank: 0, day, body, deleted_at: None }
}

/// Stores an entity without some attributes.
async fn store_without<E: Entity>(db: &Db<E::Table>, entity: &E, names: &[&str]) -> Result<Item> {
    let mut raw = entity.to_item()?;
    for name in names {
        raw.remove(name);
    }
    db.backend().put_item(PutItem::new(db.table_name().clone(), raw.clone())).await?;
    Ok(raw)
}

async fn stored<E: Entity>(db: &Db<E::Table>, key: Key<E>) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn an_edit_that_makes_a_key_of_a_default_stores_the_default(target: &Target) -> Result<()> {
    let db = target.db::<Tickets>().await?;
    store_without(&db, &ticket(), &["state", "rank", "gsi1pk", "gsi1sk"]).await?;
    let after = db
        .edit(Ticket::key(1), |ticket| {
            ticket.body = "y".into();
            Ok(())
        })
        .await?;
    assert_eq!(after, Ticket { body: "y".into(), ..ticket() });
    assert_eq!(stored(&db, Ticket::key(1)).await?, after.to_item()?);
    let found = db.query(Ticket::by_state("open")).filter(|t| t.state.eq("open")).all().await?;
    assert_eq!(found, [after], "the index and the attribute agree");
    Ok(())
}

pub async fn an_edit_stores_only_the_defaults_of_the_keys_it_changes(target: &Target) -> Result<()> {
    let db = target.db::<Tickets>().await?;
    let before = store_without(&db, &ticket(), &["state", "rank"]).await?;
    db.edit(Ticket::key(1), |ticket| {
        ticket.body = "y".into();
        Ok(())
    })
    .await?;
    let mut expected = before;
    expected.insert("body", "y");
    assert_eq!(stored(&db, Ticket::key(1)).await?, expected, "no key changes");
    db.edit(Ticket::key(1), |ticket| {
        ticket.day = "2026-11-21".into();
        Ok(())
    })
    .await?;
    expected.insert("day", "2026-11-21");
    expected.insert("gsi1sk", "000#2026-11-21");
    expected.insert("rank", 0);
    assert_eq!(stored(&db, Ticket::key(1)).await?, expected, "the sort key is made of the rank, too");
    Ok(())
}

pub async fn an_edit_stores_what_a_computed_key_is_computed_from(target: &Target) -> Result<()> {
    let db = target.db::<Tickets>().await?;
    let visit = Visit { id: 1, state: open(), initial: "o".into(), body: "x".into() };
    store_without(&db, &visit, &["state", "initial", "gsi1pk", "gsi1sk"]).await?;
    let after = db
        .edit(Visit::key(1), |visit| {
            visit.body = "y".into();
            Ok(())
        })
        .await?;
    assert_eq!(after, Visit { body: "y".into(), ..visit });
    assert_eq!(stored(&db, Visit::key(1)).await?, after.to_item()?);
    Ok(())
}

pub async fn an_upgrade_that_makes_a_key_of_a_default_stores_the_default(target: &Target) -> Result<()> {
    let db = target.db::<Tickets>().await?;
    let task = Task { id: 1, state: open(), body: "x".into() };
    store_without(&db, &task, &["_rev", "state", "gsi1pk", "gsi1sk"]).await?;
    db.upgrade_all::<Task>().await?;
    assert_eq!(stored(&db, Task::key(1)).await?, task.to_item()?);
    Ok(())
}

pub async fn a_soft_deletion_makes_no_key_of_a_default(target: &Target) -> Result<()> {
    let db = target.db::<Tickets>().await?;
    let before = store_without(&db, &ticket(), &["state", "gsi1pk", "gsi1sk"]).await?;
    db.soft_delete(Ticket::key(1)).await?;
    db.restore(Ticket::key(1)).await?;
    assert_eq!(stored(&db, Ticket::key(1)).await?, before);
    Ok(())
}
