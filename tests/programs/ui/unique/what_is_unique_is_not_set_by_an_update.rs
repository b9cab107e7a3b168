use dynamo_model::builder::{Update, Upsert};
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "accounts")]
#[index(name = "gsi1")]
enum Accounts {
    User(User),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
#[access(name = by_name, index = gsi1, pk = "NAME#{first}#{last}", sk = "{id}")]
struct User {
    id: String,
    tenant: String,
    #[attr(unique(normalize = lowercase))]
    email: String,
    #[attr(unique(scope = tenant))]
    nick: Option<String>,
    #[attr(unique)]
    number: u32,
    first: String,
    #[attr(unique)]
    last: String,
}

fn main() {
    let user = || Update::new(User::key("u1"));
    let _ = user().set(|u| u.email.to("ada@example.org"));
    let _ = user().set(|u| u.tenant.to("acme"));
    let _ = user().set(|u| u.nick.removed());
    let _ = user().set(|u| u.number.plus(1));
    let _ = user().set(|u| u.by_name("Ada", "Lovelace"));
    let _ = |user: &User| Upsert::new(user).keeping(|u| &u.email);
}
