//! Times of writes: when entities say they were created and written last, and the keys made of that.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::builder::{Put, Transact, Update, Upsert};
use dynamo_model::request::GetItem;
use dynamo_model::value::Item;
use dynamo_model::{Clock, Db, Entity, Key, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "tasks")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
#[index(name = "by_update", pk = "board", sk("touched", N))]
enum Tasks {
    Task(Task),
    Memo(Memo),
    Card(Card),
    Ticket(Ticket),
}

/// A task, in the order of its last change and in that of its creation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tasks, pk = "TASK#{id}", sk = "TASK")]
#[access(name = of_owner, index = gsi1, pk = "OWNER#{owner}", sk = "{changed}")]
#[access(name = by_age, index = gsi2, pk = "TASKS", sk = "{since}#{id}")]
struct Task {
    id: String,
    owner: String,
    title: String,
    #[attr(created)]
    since: u64,
    #[attr(updated)]
    changed: i64,
}

/// A memo; old ones say nothing of their times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tasks, pk = "MEMO#{id}", sk = "MEMO")]
struct Memo {
    id: String,
    text: String,
    #[attr(created)]
    created: Option<u64>,
    #[attr(updated)]
    updated: Option<u64>,
    #[attr(version)]
    version: u32,
}

/// A card, whose state and last change make a key together; on a board it is in an index by its own attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tasks, pk = "CARD#{id}", sk = "CARD")]
#[access(name = in_state, index = gsi1, pk = "CARDS", sk = "{state}#{touched}")]
#[access(name = on_board, index = by_update, pk = "{board}", sk = "{touched}")]
struct Card {
    id: String,
    state: String,
    board: String,
    text: String,
    #[attr(updated)]
    touched: u64,
}

/// A ticket, which a team may have, the last one changed last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tasks, pk = "TICKET#{id}", sk = "TICKET")]
#[access(name = of_team, index = gsi1, pk = "TEAM#{team}", sk = "{changed}")]
struct Ticket {
    id: String,
    team: Option<String>,
    text: String,
    #[attr(updated)]
    changed: u64,
}

/// A database whose clock stands at second 100.
async fn at_100(target: &Target) -> Result<(Db<Tasks>, Clock)> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(100));
    Ok((target.db::<Tasks>().await?.with_clock(clock.clone()), clock))
}

fn pass(clock: &Clock, seconds: u64) {
    clock.advance(Duration::from_secs(seconds));
}

fn task(since: u64, changed: i64) -> Task {
    Task { id: "1".into(), owner: "o".into(), title: "t".into(), since, changed }
}

fn memo(created: Option<u64>, updated: Option<u64>, version: u32) -> Memo {
    Memo { id: "1".into(), text: "t".into(), created, updated, version }
}

fn card(state: &str, touched: u64) -> Card {
    Card { id: "1".into(), state: state.into(), board: "b".into(), text: "t".into(), touched }
}

async fn stored<E: Entity>(db: &Db<E::Table>, key: Key<E>) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn an_entity_says_when_it_was_created_and_written(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    assert_eq!(db.create(&task(5, 6)).returning_new().await?, task(100, 100));
    assert_eq!(stored(&db, Task::key("1")).await?, task(100, 100).to_item()?);
    pass(&clock, 10);
    assert_eq!(db.put(&task(100, 100)).returning_new().await?, task(100, 110));
    pass(&clock, 10);
    assert_eq!(
        db.replace(&task(90, 1)).returning_new().await?,
        task(90, 120),
        "its creation is the struct's to say"
    );
    assert_eq!(stored(&db, Task::key("1")).await?, task(90, 120).to_item()?);
    Ok(())
}

pub async fn what_does_not_say_when_it_was_created_is_created_now(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    assert_eq!(db.put(&memo(None, None, 0)).returning_new().await?, memo(Some(100), Some(100), 1));
    pass(&clock, 10);
    assert_eq!(db.put(&memo(Some(7), None, 1)).returning_new().await?, memo(Some(7), Some(110), 2));
    assert_eq!(stored(&db, Memo::key("1")).await?, memo(Some(7), Some(110), 2).to_item()?);
    Ok(())
}

pub async fn an_update_makes_the_key_of_its_time(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    db.create(&task(0, 0)).await?;
    pass(&clock, 10);
    let updated = db.update(Task::key("1")).set(|t| t.title.to("u")).returning_new().await?;
    assert_eq!(updated, Task { title: "u".into(), ..task(100, 110) });
    assert_eq!(stored(&db, Task::key("1")).await?, updated.to_item()?);
    assert_eq!(db.query(Task::of_owner("o").changed(110..)).all().await?, [updated]);
    pass(&clock, 10);
    let moved = db.update(Task::key("1")).set(|t| t.owner.to("p")).returning_new().await?;
    assert_eq!(stored(&db, Task::key("1")).await?, moved.to_item()?);
    assert_eq!(db.query(Task::of_owner("p").changed(120)).all().await?, [moved]);
    Ok(())
}

pub async fn a_key_of_the_time_and_more_needs_all_of_it(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    db.create(&card("open", 0)).await?;
    pass(&clock, 10);
    let error = refused(db.update(Card::key("1")).set(|c| c.text.to("u")).await);
    let message = "key of `Card`: \"{state}#{touched}\" cannot be made of the fields assigned; `touched` changes with every \
                   update, so set the other fields of the key with it, or use `edit`";
    assert_eq!(error.to_string(), message);
    let closed = db.update(Card::key("1")).set(|c| c.state.to("closed")).returning_new().await?;
    assert_eq!(closed, card("closed", 110));
    assert_eq!(stored(&db, Card::key("1")).await?, closed.to_item()?);
    pass(&clock, 10);
    let edited = db.edit(Card::key("1"), |card| {
        card.text = "u".into();
        Ok(())
    });
    let edited = edited.await?;
    assert_eq!(edited, Card { text: "u".into(), ..card("closed", 120) });
    assert_eq!(stored(&db, Card::key("1")).await?, edited.to_item()?);
    assert_eq!(
        db.query(Card::in_state().state("closed").touched(120..)).all().await?,
        std::slice::from_ref(&edited)
    );
    assert_eq!(db.query(Card::on_board("b").touched(120)).all().await?, [edited]);
    Ok(())
}

pub async fn an_edit_sets_the_time_if_it_changes_something(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    db.create(&task(0, 0)).await?;
    pass(&clock, 10);
    assert_eq!(db.edit(Task::key("1"), |_| Ok(())).await?, task(100, 100));
    let edited = db.edit(Task::key("1"), |task| {
        task.owner = "p".into();
        Ok(())
    });
    let edited = edited.await?;
    assert_eq!(edited, Task { owner: "p".into(), ..task(100, 110) });
    assert_eq!(stored(&db, Task::key("1")).await?, edited.to_item()?);
    let never = db.edit(Task::key("1"), |task| {
        task.since = 0;
        Ok(())
    });
    assert!(refused(never.await).is_validation(), "when it was created is not for an edit to say");
    Ok(())
}

pub async fn an_update_takes_nothing_into_an_index_by_its_time(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    let ticket = |id: &str, team: Option<&str>, changed| Ticket {
        id: id.into(),
        team: team.map(str::to_owned),
        text: "u".into(),
        changed,
    };
    db.create(&Ticket { text: "t".into(), ..ticket("in", Some("a"), 0) }).await?;
    db.create(&Ticket { text: "t".into(), ..ticket("out", None, 0) }).await?;
    pass(&clock, 10);
    for id in ["in", "out"] {
        db.update(Ticket::key(id)).set(|t| t.text.to("u")).await?;
    }
    assert_eq!(db.query(Ticket::of_team("a")).all().await?, [ticket("in", Some("a"), 110)]);
    assert_eq!(db.get(Ticket::key("out")).await?, Some(ticket("out", None, 110)));
    // Whether it is in the index, no update knows: what is written in vain goes with the next write of all of it.
    pass(&clock, 10);
    for id in ["in", "out"] {
        let leave = |ticket: &mut Ticket| {
            (ticket.team, ticket.text) = (None, "v".into());
            Ok(())
        };
        let after = db.edit(Ticket::key(id), leave).await?;
        assert_eq!(stored(&db, Ticket::key(id)).await?, after.to_item()?);
    }
    assert_eq!(db.query(Ticket::of_team("a")).all().await?, []);
    Ok(())
}

pub async fn an_upsert_keeps_when_the_entity_was_created(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    assert_eq!(db.upsert(&memo(Some(5), Some(6), 0)).returning_new().await?, memo(Some(100), Some(100), 1));
    pass(&clock, 10);
    assert_eq!(db.upsert(&memo(None, None, 0)).returning_new().await?, memo(Some(100), Some(110), 2));
    let error = refused(Upsert::new(&task(0, 0)).request());
    let message = "an upsert of `Task` keeps `since` as it is stored, so the index key that is made of it cannot be known; \
                   use `create` or `edit`";
    assert_eq!(error.message(), message);
    pass(&clock, 10);
    let card = db.upsert(&card("open", 0)).returning_new().await?;
    assert_eq!(stored(&db, Card::key("1")).await?, Card { touched: 120, ..card }.to_item()?);
    Ok(())
}

pub async fn transactions_and_batches_take_the_time_of_their_database(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    db.transact().create(&task(0, 0)).with(Put::new(&memo(None, None, 0))).await?;
    assert_eq!(db.get(Task::key("1")).await?, Some(task(100, 100)));
    assert_eq!(db.get(Memo::key("1")).await?, Some(memo(Some(100), Some(100), 1)));
    pass(&clock, 10);
    let update = Update::new(Memo::key("1")).set(|m| m.text.to("t"));
    db.transact().update(update).with(Upsert::new(&card("open", 0))).await?;
    assert_eq!(db.get(Memo::key("1")).await?, Some(memo(Some(100), Some(110), 2)));
    assert_eq!(db.get(Card::key("1")).await?, Some(card("open", 110)));
    pass(&clock, 10);
    db.batch_write().put(&task(100, 0)).await?;
    assert_eq!(stored(&db, Task::key("1")).await?, task(100, 120).to_item()?);
    Ok(())
}

pub async fn a_transaction_put_on_a_database_takes_its_time(target: &Target) -> Result<()> {
    let (db, _) = at_100(target).await?;
    let both = Transact::new().create(&task(0, 0)).with(Upsert::new(&card("open", 0)));
    assert!(both.request()?.writes.len() == 2, "to look at it does not settle the time");
    both.bind(&db).await?;
    assert_eq!(db.get(Task::key("1")).await?, Some(task(100, 100)));
    assert_eq!(db.get(Card::key("1")).await?, Some(card("open", 100)));
    Ok(())
}

pub async fn a_transaction_with_a_token_has_one_time_however_often_it_is_sent(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    let update = || Update::new(Memo::key("1")).set(|m| m.text.to("u"));
    let made = || Transact::new().create(&task(0, 0)).update(update()).token("tasks-once").bind(&db);
    db.create(&memo(None, None, 1)).await?;
    let once = made();
    once.clone().await?;
    pass(&clock, 10);
    once.clone().await?;
    once.await?;
    let written = Memo { text: "u".into(), ..memo(Some(100), Some(100), 2) };
    assert_eq!(db.get(Task::key("1")).await?, Some(task(100, 100)));
    assert_eq!(db.get(Memo::key("1")).await?, Some(written.clone()));

    made().at(UNIX_EPOCH + Duration::from_secs(100)).await?;
    assert_eq!(db.get(Memo::key("1")).await?, Some(written), "made anew as of then, it is the same");
    assert!(refused(made().await).is_token_mismatch(), "made anew now, it is another");

    let unbound = Transact::new().put(&card("open", 0)).token("cards-once");
    unbound.clone().bind(&db).await?;
    pass(&clock, 10);
    unbound.request()?;
    unbound.bind(&db).await?;
    assert_eq!(db.get(Card::key("1")).await?, Some(card("open", 110)), "so have clones that are bound apart");
    Ok(())
}

pub async fn transactions_without_a_token_are_made_when_they_are_sent(target: &Target) -> Result<()> {
    let (db, clock) = at_100(target).await?;
    let put = db.transact().put(&card("open", 0));
    put.clone().await?;
    pass(&clock, 10);
    put.clone().await?;
    assert_eq!(db.get(Card::key("1")).await?, Some(card("open", 110)));
    put.clone().token("cards-first").await?;
    pass(&clock, 10);
    put.token("cards-second").await?;
    assert_eq!(
        db.get(Card::key("1")).await?,
        Some(card("open", 120)),
        "another token is another transaction"
    );
    Ok(())
}

pub async fn without_a_database_the_time_is_the_systems(_target: &Target) -> Result<()> {
    let item = Put::create(&memo(None, None, 0)).request()?.item;
    let memo = Memo::from_item(item.view())?;
    assert_eq!(memo.created, memo.updated);
    assert!(memo.created.is_some_and(|created| created > 1_700_000_000));
    Ok(())
}
