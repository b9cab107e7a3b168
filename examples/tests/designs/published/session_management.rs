use dynamo_model::builder::{Get, Put, Update};
use dynamo_model::expr::{self, Condition, Path};
use dynamo_model::value::Value;

use super::{Published, reads};
use crate::session_management::{ChildSession, CustomerId, Session, SessionId, SessionState, SessionStore};

fn published() -> Published {
    Published::parse(include_str!("../../../data/session-management.json"))
}

fn session_id(id: &str) -> SessionId {
    SessionId(id.to_owned())
}

fn customer() -> CustomerId {
    CustomerId("ABC".to_owned())
}

fn session() -> Session {
    Session {
        id: session_id("d0004tj2"),
        customer: customer(),
        last_login_time: "2023-05-12T11:30:00".to_owned(),
        access_token: "q010ltj2".to_owned(),
        session_state: SessionState::Closing,
        expires_at: None,
    }
}

#[test]
fn every_published_item_is_written_back_as_it_was() {
    let sessions = published().round_trip::<SessionStore>();
    assert!(sessions.contains(&session().into()));
    let children = sessions.iter().filter(|session| matches!(session, SessionStore::ChildSession(_)));
    assert_eq!((sessions.len(), children.count()), (6, 3));
}

#[test]
fn the_declared_table_is_the_published_one() {
    published().assert_defines::<SessionStore>();
}

#[test]
fn a_session_is_created_once_read_by_its_key_and_expired() {
    let create = Put::create(&session()).request().unwrap();
    assert_eq!(create.condition, Some(Condition::not_exists(Path::attribute("PK"))));
    let key = || Session::key(session_id("d0004tj2"), customer());
    let published = r#"{"PK":{"S":"suuid#d0004tj2"},"SK":{"S":"c#ABC"}}"#;
    assert_eq!(Get::new(key()).request().unwrap().key.to_dynamodb_json(), published);
    let expire = Update::new(key())
        .set(|session| session.session_state.to(SessionState::Closing))
        .set(|session| session.expires_at.to(1_684_000_000_u64));
    let written = expr::Update::new()
        .set(Path::attribute("session_state"), Value::from("closing"))
        .set(Path::attribute("expires_at"), Value::from(1_684_000_000));
    assert_eq!(expire.request().unwrap().update, written);
}

#[test]
fn a_session_is_read_without_knowing_its_customer() {
    assert_eq!(
        reads(Session::by_id(session_id("c342etj3"))),
        r#"PK = "suuid#c342etj3" AND begins_with(SK, "c#")"#
    );
}

#[test]
fn child_sessions_are_read_by_their_parent_and_parents_by_their_child() {
    assert_eq!(
        reads(ChildSession::of_parent(session_id("c342etj3"))),
        r#"PK = "suuid#c342etj3" AND begins_with(SK, "child#suuid#")"#
    );
    assert_eq!(
        reads(ChildSession::by_id(session_id("ert54fbgn"))),
        r#"SK = "child#suuid#ert54fbgn" AND begins_with(PK, "suuid#") on GSI1_inverse"#
    );
}

#[test]
fn sessions_and_last_logins_of_a_customer_are_read_from_the_inverted_index() {
    assert_eq!(
        reads(Session::of_customer(customer())),
        r#"SK = "c#ABC" AND begins_with(PK, "suuid#") on GSI1_inverse"#
    );
    assert_eq!(
        reads(Session::of_customer(customer()).id(session_id("c342etj3"))),
        r#"SK = "c#ABC" AND PK = "suuid#c342etj3" on GSI1_inverse"#
    );
}
