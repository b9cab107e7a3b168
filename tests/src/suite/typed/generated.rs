//! Ids that are made before the write.

use dynamo_model::builder::Update;
use dynamo_model::key::{Generate, Ksuid};
use dynamo_model::{Entity, KeyPart, Result, Table};
use serde::{Deserialize, Serialize};
use ulid::Ulid;
use uuid::Uuid;

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "tickets")]
enum Tickets {
    Ticket(Ticket),
    Slip(Slip),
    Stub(Stub),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tickets, pk = "SLIPS", sk = "SLIP#{id}")]
#[access(name = all)]
struct Slip {
    #[attr(generated)]
    id: Ulid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tickets, pk = "STUBS", sk = "STUB#{id}")]
#[access(name = all)]
struct Stub {
    #[attr(generated)]
    id: Uuid,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, KeyPart)]
#[key_part(generate)]
struct TicketId(Ksuid);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Tickets, pk = "DESK#{desk}", sk = "{id}")]
#[access(name = of_desk)]
struct Ticket {
    desk: u32,
    #[attr(generated)]
    id: TicketId,
    #[attr(generated)]
    group: Option<Ksuid>,
}

pub async fn generated_ids_are_keys_in_the_order_they_were_made(target: &Target) -> Result<()> {
    let db = target.db::<Tickets>().await?;
    let ids: Vec<TicketId> = std::iter::repeat_with(TicketId::generate).take(20).collect();
    let tickets: Vec<Ticket> = ids.iter().map(|id| Ticket { desk: 1, id: *id, group: None }).collect();
    db.batch_write().put_all(tickets.iter().rev()).await?;
    assert_eq!(db.query(Ticket::of_desk(1)).all().await?, tickets);
    assert_eq!(db.query(Ticket::of_desk(1).id(ids[5]..ids[9])).count().await?, 4);
    assert_eq!(db.get(Ticket::key(1, ids[3])).await?.as_ref(), tickets.get(3));
    Ok(())
}

pub async fn ulids_and_uuids_are_keys_in_the_order_they_were_made(target: &Target) -> Result<()> {
    let db = target.db::<Tickets>().await?;
    let slips: Vec<Slip> = std::iter::repeat_with(|| Slip { id: Ulid::generate() }).take(20).collect();
    let stubs: Vec<Stub> = std::iter::repeat_with(|| Stub { id: Uuid::generate() }).take(20).collect();
    db.batch_write().put_all(slips.iter().rev()).put_all(stubs.iter().rev()).await?;
    assert_eq!(db.query(Slip::all()).all().await?, slips);
    assert_eq!(db.query(Stub::all()).all().await?, stubs);
    assert_eq!(db.query(Slip::all().id(slips[5].id..slips[9].id)).count().await?, 4);
    assert_eq!(db.query(Stub::all().id(stubs[5].id..stubs[9].id)).count().await?, 4);
    assert_eq!(refused(db.create(&Slip { id: Ulid::nil() }).await).field(), Some("id"));
    assert_eq!(refused(db.create(&Stub { id: Uuid::nil() }).await).field(), Some("id"));
    Ok(())
}

pub async fn an_id_that_was_not_made_is_not_written(target: &Target) -> Result<()> {
    let db = target.db::<Tickets>().await?;
    let error = refused(db.create(&Ticket { desk: 1, id: TicketId::default(), group: None }).await);
    assert!(error.is_constraint());
    assert_eq!(error.field(), Some("id"));
    let message = "`Ticket`: field `id` is \"000000000000000000000000000\", which is no id yet: make one with `generate()`";
    assert_eq!(error.to_string(), message);
    let ticket = Ticket { desk: 1, id: TicketId::generate(), group: Some(Ksuid::default()) };
    assert_eq!(refused(db.put(&ticket).await).field(), Some("group"));
    let update = Update::new(Ticket::key(1, ticket.id)).set(|t| t.group.to(Ksuid::default()));
    assert_eq!(refused(update.request()).field(), Some("group"));
    assert_eq!(db.scan::<Ticket>().all().await?, []);
    Ok(())
}
