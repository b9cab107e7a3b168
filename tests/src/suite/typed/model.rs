//! The designs the typed claims use.

use dynamo_model::value::{Binary, Number};
use dynamo_model::{Entity, KeyPart, Table};
use serde::{Deserialize, Serialize};

/// A lending library: an overloaded sparse index, the table inverted, and an index on attributes as they are.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "library")]
#[index(name = "gsi1")]
#[index(name = "inverted", pk = "sk", sk = "pk")]
#[index(name = "by_shelf", pk = "shelf", sk("pages", N), project(include))]
pub(super) enum Library {
    Author(Author),
    Book(Book),
    Loan(Loan),
    Note(Note),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "AUTHOR#{id}", sk = "PROFILE")]
#[access(name = collection_of)]
pub(super) struct Author {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<i32>,
}

/// A book. Without a shelf it is not in `by_shelf`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "AUTHOR#{author}", sk = "BOOK#{number}")]
#[access(name = by_author)]
#[access(name = on_shelf, index = by_shelf, pk = "{shelf}", sk = "{pages}", project(title, copies, tags))]
#[access(name = numbered, index = inverted, pk = "BOOK#{number}", sk = "AUTHOR#{author}")]
pub(super) struct Book {
    #[attr(key)]
    pub author: String,
    #[attr(key)]
    pub number: u32,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf: Option<String>,
    pub pages: u32,
    #[serde(default)]
    pub copies: i64,
    #[serde(default)]
    pub tags: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    Open,
    Returned,
}

/// A loan. It shares the partitions of `gsi1` with the notes on the same member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "LOAN#{id}", sk = "LOAN")]
#[access(name = of_member, index = gsi1, pk = "MEMBER#{member}", sk = "{day}#{status}")]
pub(super) struct Loan {
    pub id: String,
    pub member: Option<String>,
    pub day: String,
    pub status: Status,
    pub fee: Number,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "NOTE#{id}", sk = "NOTE")]
#[access(name = about_member, index = gsi1, pk = "MEMBER#{member}", sk = "{day}#{id}")]
pub(super) struct Note {
    pub id: String,
    pub member: String,
    pub day: String,
    pub text: String,
}

/// Measurements: keys of types B and N, and no entity tag.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "readings", pk("sensor", B), sk("at", N), entity_type = none)]
pub(super) enum Readings {
    Reading(Reading),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Readings, pk = "{sensor}", sk = "{at}")]
#[access(name = of_sensor)]
pub(super) struct Reading {
    pub sensor: Binary,
    pub at: i64,
    pub celsius: Number,
}

/// Accounts and their entries, without entity tags: their keys tell them apart.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "ledger", entity_type = none)]
pub(super) enum Ledger {
    Account(Account),
    Entry(Entry),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Ledger, pk = "ACCOUNT#{id}", sk = "ACCOUNT")]
pub(super) struct Account {
    pub id: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Ledger, pk = "ACCOUNT#{account}", sk = "ENTRY#{number}")]
pub(super) struct Entry {
    pub account: String,
    pub number: u32,
    pub amount: i64,
}

/// An archive, with an index that holds keys only, and one that holds whole photos but not whole letters.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "archive")]
#[index(name = "by_title", pk = "title", sk = none, project(keys_only))]
#[index(name = "by_day", project(include))]
pub(super) enum Archive {
    Letter(Letter),
    Photo(Photo),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "LETTER#{id}", sk = "LETTER")]
#[access(name = titled, index = by_title, pk = "{title}", hydrate)]
#[access(name = on_day, index = by_day, pk = "DAY#{day}", sk = "{id}", hydrate)]
pub(super) struct Letter {
    pub id: u32,
    pub title: String,
    pub day: u32,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "PHOTO#{id}", sk = "PHOTO")]
#[access(name = of_day, index = by_day, pk = "DAY#{day}", sk = "{id}", project(id, day, subject))]
pub(super) struct Photo {
    pub id: u32,
    pub day: u32,
    pub subject: String,
}

/// A chat: the messages of a room in order, and by sender in a local index.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "chat")]
#[index(name = "by_sender", sk = "sender", local)]
pub(super) enum Chat {
    Message(Message),
}

/// A message. Without a sender it is not in `by_sender`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Chat, pk = "ROOM#{room}", sk = "{number}")]
#[access(name = in_room)]
#[access(name = sent_in, index = by_sender, pk = "ROOM#{room}", sk = "{sender}")]
pub(super) struct Message {
    pub room: u32,
    pub number: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    pub text: String,
}

/// A table without a sort key.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "settings", sk = none)]
pub(super) enum Settings {
    Setting(Setting),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Settings, pk = "SETTING#{name}")]
#[access(name = named)]
pub(super) struct Setting {
    pub name: String,
    pub value: String,
}

pub(super) fn author(id: &str) -> Author {
    Author { id: id.to_owned(), name: format!("Author {id}"), born: Some(1926) }
}

pub(super) fn book(author: &str, number: u32) -> Book {
    Book {
        author: author.to_owned(),
        number,
        title: format!("Book {number}"),
        shelf: Some("A".to_owned()),
        pages: 1000 - number,
        copies: 1,
        tags: vec!["new".to_owned()],
    }
}

pub(super) fn loan(id: &str, day: &str, status: Status) -> Loan {
    Loan {
        id: id.to_owned(),
        member: Some("m".to_owned()),
        day: day.to_owned(),
        status,
        fee: Number::from(0),
    }
}

pub(super) fn note(id: &str, day: &str) -> Note {
    Note { id: id.to_owned(), member: "m".to_owned(), day: day.to_owned(), text: "hello".to_owned() }
}
