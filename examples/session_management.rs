//! AWS's published session store: sessions of customers, and sessions opened by sessions.
//!
//! A session and its children share a partition. The index turns the table's key around (its partition key is the table's
//! sort key), so what belongs to a customer or a child is found without another attribute.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1, 2 | create a session, unless there is one | key, condition |
//! | 3, 4 | session by its id, alone or with its child sessions | partition `suuid#<session>` |
//! | 5 | expire a session | key; time to live |
//! | 6 | child sessions of a session | `child#` in the partition of the session |
//! | 7 | the session of a child session | `GSI1_inverse`, partition `child#suuid#<child>` |
//! | 8 | last login of a customer | `GSI1_inverse`, partition `c#<customer>`, two attributes only |
//! | 9 | sessions of a customer | `GSI1_inverse`, partition `c#<customer>` |
//!
//! `cargo run --example session-management` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::process::ExitCode;

use dynamo_examples::{log::Log, program, published};
use dynamo_model::{Collection, Db, Document, Entity, KeyPart, Projection, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "session_store", pk = "PK", sk = "SK", entity_type = none, ttl = "expires_at", collections(SessionTree))]
#[index(name = "GSI1_inverse", pk = "SK", sk = "PK")]
pub enum SessionStore {
    Session(Session),
    ChildSession(ChildSession),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SessionStore, pk = "suuid#{id}", sk = "c#{customer}")]
#[access(name = by_id)]
#[access(name = of_customer, index = "GSI1_inverse", pk = "c#{customer}", sk = "suuid#{id}")]
pub struct Session {
    #[attr(key)]
    pub id: SessionId,
    #[attr(key)]
    pub customer: CustomerId,
    pub last_login_time: String,
    pub access_token: String,
    pub session_state: SessionState,
    /// Seconds since 1970; a session that is not closing has none.
    pub expires_at: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = SessionStore, pk = "suuid#{parent}", sk = "child#suuid#{id}")]
#[access(name = of_parent)]
#[access(name = by_id, index = "GSI1_inverse", pk = "child#suuid#{id}", sk = "suuid#{parent}")]
pub struct ChildSession {
    #[attr(key)]
    pub parent: SessionId,
    #[attr(key)]
    pub id: SessionId,
    pub access_token: String,
    pub session_state: SessionState,
    /// Seconds since 1970; a session that is not closing has none.
    pub expires_at: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct SessionId(pub String);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, KeyPart)]
pub struct CustomerId(pub String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Document)]
#[serde(rename_all = "lowercase")]
pub enum SessionState {
    Active,
    Closing,
}

/// All that lies in the partition of a session.
#[derive(Debug, Collection)]
#[collection(table = SessionStore, pk = "suuid#{id}", of(id: SessionId))]
pub struct SessionTree {
    pub session: Session,
    pub children: Vec<ChildSession>,
}

/// What the last login of a customer is found by.
#[derive(Debug, PartialEq, Projection)]
#[projection(of = Session)]
pub struct Login {
    pub id: SessionId,
    pub last_login_time: String,
}

const PUBLISHED: &str = include_str!("data/session-management.json");

/// In the far future, so that nothing is deleted while the program runs.
const EXPIRES: u64 = 4_102_444_800;

fn session_id(id: &str) -> SessionId {
    SessionId(id.to_owned())
}

fn customer(id: &str) -> CustomerId {
    CustomerId(id.to_owned())
}

/// Loads the published items and runs every access pattern.
pub async fn run(store: &Db<SessionStore>, log: &mut Log) -> Result<()> {
    log.loaded(published::load(store, PUBLISHED).await?);

    let session = Session {
        id: session_id("m331et07"),
        customer: customer("ABC"),
        last_login_time: "2023-05-13T08:00:00".to_owned(),
        access_token: "t071etm3".to_owned(),
        session_state: SessionState::Active,
        expires_at: None,
    };
    store.create(&session).await?;
    log.row("create a session", 1);
    let again = store.create(&session).await;
    assert!(again.is_err_and(|error| error.is_condition_failed()));
    log.row("create it again: refused", 0);

    // The sort key is the customer's, whom whoever has only the id does not know.
    let found = store.query(Session::by_id(session_id("m331et07"))).first().await?;
    assert_eq!(found, Some(session));
    log.row("session by its id", 1);
    let tree = store.get_collection(SessionTree::of(session_id("c342etj3"))).await?;
    assert!(tree.is_some_and(|tree| tree.session.customer == customer("ABC") && tree.children.len() == 2));
    log.row("a session and its child sessions", 3);

    let closing = store
        .update(Session::key(session_id("m331et07"), customer("ABC")))
        .set(|session| session.session_state.to(SessionState::Closing))
        .set(|session| session.expires_at.to(EXPIRES))
        .only_if(|session| session.session_state.eq(SessionState::Active))
        .returning_new()
        .await?;
    assert_eq!((closing.session_state, closing.expires_at), (SessionState::Closing, Some(EXPIRES)));
    log.row("expire a session", 1);

    let children = store.query(ChildSession::of_parent(session_id("c342etj3"))).all().await?;
    assert!(children.iter().map(|child| child.id.0.as_str()).eq(["ert54fbgn", "kljhfytf23"]));
    log.row("child sessions of a session", children.len());
    let child = store.query(ChildSession::by_id(session_id("ert54fbgn"))).first().await?;
    assert!(child.is_some_and(|child| child.parent == session_id("c342etj3")));
    log.row("the session of a child session", 1);

    // A session's id says nothing of its age, so the newest login is found among all; tokens and states stay where they are.
    let logins = store.query(Session::of_customer(customer("ABC"))).view::<Login>().all().await?;
    let last = logins.iter().max_by_key(|login| &login.last_login_time);
    assert!(last.is_some_and(|login| login.id == session_id("m331et07")));
    log.row("last login of a customer", 1);
    let sessions = store.query(Session::of_customer(customer("ABC"))).all().await?;
    assert!(sessions.iter().map(|session| session.id.0.as_str()).eq(["c342etj3", "d0004tj2", "m331et07"]));
    log.row("sessions of a customer", sessions.len());
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}
