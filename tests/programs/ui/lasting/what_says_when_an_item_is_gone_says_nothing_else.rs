//! A field that says when an item is gone has no other meaning, and nothing else is made of it.

use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "expires_at")]
enum Shop {
    Session(Session),
    Token(Token),
    Note(Note),
}

fn day_of(at: &u64) -> u64 {
    at / 86_400
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "SESSION#{id}", sk = "SESSION")]
struct Session {
    id: String,
    begun: u64,
    #[attr(computed(day_of, from(begun)))]
    day: u64,
    #[attr(ttl(after = "1d", from = day), range = 1..)]
    until: u64,
    #[attr(computed(day_of, from(until)))]
    last_day: u64,
    #[attr(deleted, version)]
    deleted_at: Option<u64>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "TOKEN#{id}", sk = "TOKEN")]
struct Token {
    id: String,
    user: String,
    #[attr(ttl, updated)]
    until: u64,
    #[attr(deleted, unique)]
    deleted_at: Option<u64>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE", unique(name = at_once, fields(title, until)))]
struct Note {
    id: String,
    title: String,
    #[attr(ttl, deleted)]
    until: Option<u64>,
}

fn main() {}
