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
    let _ = db.batch_write().put(log).put(any).delete(Log::key("1"));
    let _ = db.batch_write().put(user);
    let _ = db.batch_write().put_all([user]);
    let _ = db.batch_write().delete(User::key("1"));
    let _ = db.batch_write().delete_all([User::key("1")]);
}

fn main() {}
