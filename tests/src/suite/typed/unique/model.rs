//! The designs, and what is stored of them.

use std::collections::BTreeMap;

use dynamo_model::request::{PutItem, Scan};
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Record, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "accounts")]
#[index(name = "inverted", pk = "sk", sk = "pk")]
pub(super) enum Accounts {
    User(User),
    Seat(Seat),
    Log(Log),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
pub(super) struct User {
    pub id: String,
    pub tenant: String,
    #[attr(unique(normalize(trim, lowercase)))]
    pub email: String,
    #[attr(unique(scope = tenant))]
    pub nick: Option<String>,
    pub visits: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "SEAT#{id}", sk = "SEAT", unique(name = place, fields(flight(normalize(trim, lowercase)), row, letter)))]
pub(super) struct Seat {
    pub id: u32,
    pub flight: String,
    pub row: u8,
    pub letter: char,
}

/// Nothing of it is unique; its sort keys may be anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Accounts, pk = "LOG#{id}", sk = "{kind}")]
#[access(name = of_kind, index = inverted, pk = "{kind}", sk = "LOG#{id}")]
pub(super) struct Log {
    pub id: u32,
    pub kind: String,
}

/// Neither tags nor sort keys.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "coupons", sk = none, entity_type = none)]
pub(super) enum Coupons {
    Coupon(Coupon),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Coupons, pk = "COUPON#{id}")]
pub(super) struct Coupon {
    pub id: u32,
    #[attr(unique(normalize = digits))]
    pub code: String,
}

fn digits(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).collect()
}

pub(super) fn user(id: &str, email: &str) -> User {
    User { id: id.to_owned(), tenant: "acme".to_owned(), email: email.to_owned(), nick: None, visits: 0 }
}

/// Every item of the table.
async fn items<T: Table>(db: &Db<T>) -> Result<Vec<Item>> {
    let output = db.backend().scan(Scan::new(db.table_name().clone()).consistent()).await?;
    Ok(output.items)
}

/// The partition keys of the guards, each with that of its entity.
pub(super) async fn guards<T: Table>(db: &Db<T>) -> Result<BTreeMap<String, String>> {
    let text = |item: &Item| item.get("pk").and_then(|pk| pk.as_s().map(str::to_owned)).unwrap_or_default();
    let all = items(db).await?.into_iter().filter(|item| item.contains("_owner"));
    Ok(all.map(|guard| (text(&guard), owner(&guard))).collect())
}

fn owner(guard: &Item) -> String {
    let owner = guard.get("_owner").map(|owner| owner.to_value());
    let pk = owner.as_ref().and_then(|owner| owner.as_m()).and_then(|key| key.get("pk"));
    pk.and_then(|pk| pk.as_s()).unwrap_or_default().to_owned()
}

/// The guards that these users are to have.
pub(super) fn wanted(users: &[User]) -> BTreeMap<String, String> {
    let of = |user: &User| {
        let pk = format!("USER#{}", user.id);
        let email = format!("UNIQUE#User.email#{}", user.email.trim().to_lowercase());
        let nick = user.nick.as_ref().map(|nick| format!("UNIQUE#User.nick#{}#{nick}", user.tenant));
        [Some(email), nick].into_iter().flatten().map(move |guard| (guard, pk.clone())).collect::<Vec<_>>()
    };
    users.iter().flat_map(of).collect()
}

/// The primary key of an item, which has a sort key.
pub(super) fn key(item: &Item) -> Item {
    ["pk", "sk"].into_iter().filter_map(|name| Some((name, item.get(name)?.to_value()))).collect()
}

/// When the only guard there is expires, after it was found to expire with its entity.
pub(super) async fn guarded_until<T: Table>(db: &Db<T>) -> Result<Option<i64>> {
    let items = items(db).await?;
    let ttl = |item: &Item| item.get(T::SCHEMA.ttl.unwrap_or_default()).map(|at| at.to_value());
    let [guard] = items.iter().filter(|item| item.contains("_owner")).collect::<Vec<_>>()[..] else {
        panic!("there is one guard")
    };
    let owner = guard.get("_owner").and_then(|owner| owner.to_value().as_m().cloned());
    let owner = owner.map(Item::from_iter);
    let entity = items.iter().find(|item| Some(key(item)) == owner).unwrap();
    assert_eq!(ttl(guard), ttl(entity), "the guard expires with {entity:?}");
    Ok(ttl(guard).and_then(|at| at.as_n()).and_then(|at| at.to_i64()))
}

/// Stores an entity as a program does that does not know what is unique.
pub(super) async fn store<E: Record>(db: &Db<E::Table>, entity: &E) -> Result<()> {
    db.backend().put_item(PutItem::new(db.table_name().clone(), entity.to_item()?)).await.map(drop)
}
