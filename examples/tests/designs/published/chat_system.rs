use dynamo_model::builder::{Delete, Put};
use dynamo_model::expr::{Condition, Path};

use super::{Published, reads};
use crate::chat_system::{Chat, Comment, Membership, Millisecond, Room};

fn published() -> Published {
    Published::parse(include_str!("../../../data/chat-system.json"))
}

fn at(text: &str) -> Millisecond {
    Millisecond::parse(text).unwrap()
}

#[test]
fn every_published_item_is_written_back_as_it_was() {
    let entities = published().round_trip::<Chat>();
    assert_eq!(entities.iter().filter(|entity| matches!(entity, Chat::Comment(_))).count(), 5);
    let art = Room { name: "Art".to_owned(), created_by: "UserF".to_owned() };
    assert!(entities.contains(&art.into()));
    let drifted = Comment {
        user: "UserA".to_owned(),
        sent_at: at("2023-04-01T13:00:00.001Z"),
        room: "Music".to_owned(),
        text: "I like a Rock music.".to_owned(),
        created_at: at("2023-04-01T12:00:50.001Z"),
    };
    assert!(entities.contains(&drifted.into()));
}

#[test]
fn the_declared_table_is_the_published_one() {
    published().assert_defines::<Chat>();
}

#[test]
fn a_room_is_created_once_and_deleted_by_its_creator() {
    let room = Room { name: "Jazz".to_owned(), created_by: "UserA".to_owned() };
    let create = Put::create(&room).request().unwrap();
    assert_eq!(create.condition, Some(Condition::not_exists(Path::attribute("PK"))));
    let delete = Delete::new(Room::key("Jazz")).only_if(|room| room.created_by.eq("UserA"));
    let delete = delete.request().unwrap();
    assert_eq!(delete.key.to_dynamodb_json(), r#"{"PK":{"S":"Room:Jazz"},"SK":{"S":"meta"}}"#);
    assert_eq!(delete.condition, Some(Condition::eq(Path::attribute("CreatedBy"), "UserA")));
}

#[test]
fn who_joins_and_leaves_has_one_key() {
    let join = Membership { user: "UserA".to_owned(), room: "Jazz".to_owned() };
    let item = Put::new(&join).request().unwrap().item;
    let leave = Delete::new(Membership::key("UserA", "Jazz")).request().unwrap();
    assert_eq!(leave.key, item);
    assert_eq!(item.to_dynamodb_json(), r#"{"PK":{"S":"User:UserA"},"SK":{"S":"Join:Jazz"}}"#);
    assert_eq!(reads(Membership::of_user("UserA")), r#"PK = "User:UserA" AND begins_with(SK, "Join:")"#);
}

#[test]
fn comments_of_a_room_are_read_newest_first_or_from_a_position() {
    use dynamo_model::query::IntoQuery as _;

    assert_eq!(
        reads(Comment::in_room("Music").into_query().descending()),
        r#"RoomID = "Music" on RoomID_Comment_IDX, descending"#
    );
    let (from, to) = (at("2023-04-01T12:00:00.001Z"), at("2023-04-01T13:00:00.000Z"));
    assert_eq!(
        reads(Comment::in_room("Music").created_at(from.clone()..)),
        r#"RoomID = "Music" AND CreatedAt >= "2023-04-01T12:00:00.001Z" on RoomID_Comment_IDX"#
    );
    assert_eq!(
        reads(Comment::in_room("Music").created_at(from..=to)),
        r#"RoomID = "Music" AND CreatedAt BETWEEN "2023-04-01T12:00:00.001Z" AND "2023-04-01T13:00:00.000Z" on RoomID_Comment_IDX"#
    );
}
