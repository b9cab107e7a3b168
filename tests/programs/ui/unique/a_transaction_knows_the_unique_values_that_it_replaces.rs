use dynamo_model::{Db, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
enum Accounts {
    User(User),
    Log(Log),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
struct User {
    id: String,
    #[attr(unique)]
    email: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "LOG#{id}", sk = "LOG")]
struct Log {
    id: String,
}

fn store(db: &Db<Accounts>, user: &User, log: &Log, any: &Accounts) {
    let _ = db.transact().put(log).replace(log).delete(Log::key("1")).put(any);
    let _ = db.transact().create(user).replace_from(user, user).delete_entity(user);
    let _ = db.transact().put(user);
    let _ = db.transact().replace(user);
    let _ = db.transact().delete(User::key("1"));
}

fn main() {}
