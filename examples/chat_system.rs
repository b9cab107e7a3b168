//! AWS's published chat system: rooms, who is in them, and who says what.
//!
//! Comments lie in the partition of who wrote them; an index on attributes they have anyway puts those of a room in order.
//! No item has an entity type: the shape of its sort key says whether it is a comment, which has a time, or a membership,
//! which begins with a letter. The compiler sees that no key can be both.
//!
//! | # | access pattern | read or written by |
//! | --- | --- | --- |
//! | 1, 2 | create a room, once | key `Room:<name>`, condition |
//! | 3, 4 | join a room; rooms of a user | `Join:<room>` in the partition of the user |
//! | 5, 6 | comment; what there is of a user, newest first | the partition of the user |
//! | 7 | latest comments of a room | `RoomID_Comment_IDX`, descending |
//! | 8 | comments of a room from a position on | `RoomID_Comment_IDX`, range that is open at its end |
//! | 9 | comments of a room between two positions | `RoomID_Comment_IDX`, range |
//! | 10 | leave a room | as 3 |
//! | 11, 12 | delete a room, by its creator only | as 1 |
//!
//! `cargo run --example chat-system` runs it on the built-in engine.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::process::ExitCode;

use dynamo_examples::{log::Log, program, published};
use dynamo_model::builder::Outcome;
use dynamo_model::key::{KeyPart, Ordered};
use dynamo_model::schema::{Bytes, Shape};
use dynamo_model::typed::Comparable;
use dynamo_model::{Collection, Db, Entity, Error, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "Chat", pk = "PK", sk = "SK", entity_type = none, collections(OfUser))]
#[index(name = "RoomID_Comment_IDX", pk = "RoomID", sk = "CreatedAt")]
pub enum Chat {
    Room(Room),
    Membership(Membership),
    Comment(Comment),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "Room:{name}", sk = "meta")]
#[serde(rename_all = "PascalCase")]
pub struct Room {
    #[attr(key)]
    pub name: String,
    pub created_by: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "User:{user}", sk = "Join:{room}")]
#[access(name = of_user)]
pub struct Membership {
    #[attr(key)]
    pub user: String,
    #[attr(key)]
    pub room: String,
}

/// The published times of one comment disagree, so the key's time is a field of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "User:{user}", sk = "{sent_at}")]
#[access(name = in_room, index = "RoomID_Comment_IDX", pk = "{room}", sk = "{created_at}")]
#[serde(rename_all = "PascalCase")]
pub struct Comment {
    #[attr(key)]
    pub user: String,
    #[attr(key)]
    pub sent_at: Millisecond,
    #[serde(rename = "RoomID")]
    pub room: String,
    #[serde(rename = "Comment")]
    pub text: String,
    pub created_at: Millisecond,
}

/// Whatever lies in the partition of a user, in the order of its sort keys: comments by time, then memberships.
#[derive(Debug, PartialEq, Collection)]
#[collection(table = Chat, pk = "User:{user}", of(user: String))]
pub enum OfUser {
    Membership(Membership),
    Comment(Comment),
}

/// A time such as `2023-04-01T12:00:00.001Z`, whose text sorts as time goes by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Millisecond(String);

impl Millisecond {
    const FORM: &str = "dddd-dd-ddTdd:dd:dd.dddZ";

    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| Error::validation(format!("`{text}` is not like {}", Self::FORM)))
    }
}

/// A key part of our own: its shape tells the compiler which texts it can be, and that ranges over it make sense.
impl KeyPart for Millisecond {
    type Order = Ordered;
    const SHAPE: Shape = Shape {
        natural: true,
        ..Shape::fixed(Bytes::range(b'0', b'9').union(Bytes::of("-T:.Z")), Self::FORM.len())
    };

    fn write(&self, key: &mut String) {
        key.push_str(&self.0);
    }

    fn read(text: &str) -> Option<Self> {
        let fits = |(form, found): (u8, u8)| match form {
            b'd' => found.is_ascii_digit(),
            _ => form == found,
        };
        let fits = text.len() == Self::FORM.len() && Self::FORM.bytes().zip(text.bytes()).all(fits);
        fits.then(|| Self(text.to_owned()))
    }
}

impl Comparable for Millisecond {}

const PUBLISHED: &str = include_str!("data/chat-system.json");

/// Loads the published items and runs every access pattern.
pub async fn run(chat: &Db<Chat>, log: &mut Log) -> Result<()> {
    log.loaded(published::load(chat, PUBLISHED).await?);

    let jazz = Room { name: "Jazz".to_owned(), created_by: "UserA".to_owned() };
    chat.create(&jazz).await?;
    log.row("create a room", 1);
    let again = Room { created_by: "UserB".to_owned(), ..jazz.clone() };
    // A condition that fails is an error; as an outcome, it is a value that brings what is stored.
    let outcome = chat.create(&again).outcome().await?;
    assert_eq!(outcome, Outcome::Refused(Some(jazz)));
    log.row("create it again: refused", 0);

    let join = Membership { user: "UserB".to_owned(), room: "Jazz".to_owned() };
    chat.create(&join).await?;
    log.row("join a room", 1);
    let rooms = chat.query(Membership::of_user("UserB")).all().await?;
    assert!(rooms.iter().eq([&join]));
    log.row("rooms of a user", rooms.len());

    let sent_at = Millisecond::parse("2023-04-01T15:00:00.001Z")?;
    let solo = Comment {
        user: "UserB".to_owned(),
        room: "Jazz".to_owned(),
        text: "What a solo!".to_owned(),
        created_at: sent_at.clone(),
        sent_at,
    };
    chat.create(&solo).await?;
    log.row("comment", 1);
    let of_user = chat.query(OfUser::of("UserB")).descending().limit(2).all().await?;
    assert_eq!(of_user, [OfUser::Membership(join), OfUser::Comment(solo)]);
    log.row("rooms and latest comment of a user", of_user.len());

    let latest = chat.query(Comment::in_room("Music")).descending().limit(2).all().await?;
    assert_eq!(texts(&latest), ["I like a Rock music.", "Hello!"]);
    log.row("latest comments of a room", latest.len());
    let from = Millisecond::parse("2023-04-01T12:00:30.000Z")?;
    let newer = chat.query(Comment::in_room("Music").created_at(from..)).all().await?;
    assert_eq!(texts(&newer), ["I like a Rock music."]);
    log.row("comments of a room from a position", newer.len());
    let noon = Millisecond::parse("2023-04-01T12:00:00.000Z")?;
    let one = Millisecond::parse("2023-04-01T13:00:00.000Z")?;
    let between = chat.query(Comment::in_room("Art").created_at(noon..=one)).all().await?;
    assert_eq!(texts(&between), ["I love aaa."]);
    log.row("comments of a room between two positions", between.len());

    chat.delete(Membership::key("UserB", "Jazz")).await?;
    log.row("leave a room", 1);
    let by_another = chat.delete(Room::key("Jazz")).only_if(|room| room.created_by.eq("UserB"));
    assert!(by_another.outcome().await?.done().is_none());
    log.row("delete another's room: refused", 0);
    chat.delete(Room::key("Jazz")).only_if(|room| room.created_by.eq("UserA")).await?;
    log.row("delete one's own room", 1);
    Ok(())
}

fn texts(comments: &[Comment]) -> Vec<&str> {
    comments.iter().map(|comment| comment.text.as_str()).collect()
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main_on_empty_table(run).await
}
