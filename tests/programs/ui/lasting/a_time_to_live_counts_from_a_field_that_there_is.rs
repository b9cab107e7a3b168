use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "site", ttl = "expires_at")]
#[index(name = "gsi1")]
enum Site {
    Session(Session),
    Token(Token),
    Invite(Invite),
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "SESSION#{id}", sk = "SESSION")]
struct Session {
    id: String,
    started_at: u64,
    #[attr(ttl(after = "12h", from = start_at))]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "TOKEN#{id}", sk = "TOKEN")]
struct Token {
    id: String,
    #[attr(ttl(after = "12h", from = until))]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "INVITE#{id}", sk = "INVITE")]
struct Invite {
    id: String,
    sent_at: u64,
    #[attr(ttl(from = sent_at))]
    until: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Site, pk = "NOTE#{id}", sk = "NOTE")]
#[access(name = by_day, index = gsi1, pk = "NOTES", sk = "{written_at}")]
struct Note {
    id: String,
    #[attr(key)]
    written_at: u64,
    #[attr(ttl(after = "12h", from = written_at))]
    until: u64,
}

fn main() {}
