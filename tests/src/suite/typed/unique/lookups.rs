//! Entities by their unique values.

use dynamo_model::request::{DeleteItem, PutItem};
use dynamo_model::value::Value;
use dynamo_model::{Entity, Key, Record as _, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{Accounts, Coupon, Coupons, Seat, User, store, user};
use crate::Target;
use crate::kit::refused;

#[derive(Debug, Table)]
#[table(name = "club")]
enum Club {
    Member(Member),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Club, pk = "MEMBER#{id}", sk = "MEMBER")]
struct Member {
    id: u32,
    #[attr(unique)]
    email: String,
    #[attr(deleted)]
    deleted_at: Option<i64>,
}

fn seat(id: u32, letter: char) -> Seat {
    Seat { id, flight: "LH#1".into(), row: 7, letter }
}

pub async fn an_entity_is_found_by_each_of_its_unique_values(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let ada = User { nick: Some("ada".into()), ..user("1", "Ada@X.org") };
    db.create(&ada).await?;
    db.create(&User { tenant: "other".into(), nick: Some("ada".into()), ..user("2", "b@x") }).await?;
    for seat in [seat(1, 'A'), seat(2, 'B')] {
        db.create(&seat).await?;
    }
    assert_eq!(db.get_unique(User::unique_email(" ADA@x.org ")).await?, Some(ada.clone()), "normalised");
    assert_eq!(db.get_unique(User::unique_nick("acme", "ada")).await?, Some(ada), "within its scope");
    assert_eq!(db.get_unique(User::unique_nick("acme", "bob")).await?, None);
    assert_eq!(db.get_unique(Seat::unique_place("LH#1", 7, 'B')).await?, Some(seat(2, 'B')), "together");
    assert_eq!(db.get_unique(Seat::unique_place("LH#1", 7, 'C')).await?, None);

    let coupons = target.db::<Coupons>().await?;
    let coupon = Coupon { id: 1, code: "12-34".into() };
    coupons.create(&coupon).await?;
    assert_eq!(
        coupons.get_unique(Coupon::unique_code("1 2 3 4")).await?,
        Some(coupon),
        "by a function of its own"
    );
    Ok(())
}

pub async fn a_value_that_is_given_up_finds_who_has_it_now(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let (first, second) = (user("1", "a@x"), user("2", "b@x"));
    db.create(&first).await?;
    let moved = User { email: "c@x".into(), ..first };
    db.put(&moved).await?;
    assert_eq!(db.get_unique(User::unique_email("a@x")).await?, None);
    assert_eq!(db.get_unique(User::unique_email("c@x")).await?, Some(moved.clone()));
    db.create(&User { email: "a@x".into(), ..second.clone() }).await?;
    assert_eq!(db.get_unique(User::unique_email("a@x")).await?.map(|user| user.id).as_deref(), Some("2"));
    db.delete(User::key("1")).await?;
    assert_eq!(db.get_unique(User::unique_email("c@x")).await?, None);
    Ok(())
}

pub async fn a_guard_that_was_left_behind_finds_nobody(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let ada = user("1", "a@x");
    db.create(&ada).await?;
    // Programs that do not know what is unique change the value, delete the user, and store something else in its place.
    store(&db, &User { email: "b@x".into(), ..ada.clone() }).await?;
    assert_eq!(db.get_unique(User::unique_email("a@x")).await?, None);
    assert_eq!(db.get_unique(User::unique_email("b@x")).await?, None, "nothing guards it");
    let key = Key::of(&ada).item()?;
    db.backend().delete_item(DeleteItem::new(db.table_name().clone(), key)).await?;
    assert_eq!(db.get_unique(User::unique_email("a@x")).await?, None);
    let mut other = ada.to_item()?;
    other.insert("_type", Value::from("Other"));
    db.backend().put_item(PutItem::new(db.table_name().clone(), other)).await?;
    assert_eq!(db.get_unique(User::unique_email("a@x")).await?, None);
    Ok(())
}

pub async fn a_value_that_is_too_long_for_a_key_is_refused(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let error = refused(db.get_unique(User::unique_email("x".repeat(1024))).await);
    assert!(error.is_invalid_key() && error.is_unsent(), "{error:?}");
    Ok(())
}

pub async fn what_is_hidden_is_not_found_by_its_unique_value(target: &Target) -> Result<()> {
    let db = target.db::<Club>().await?;
    let member = Member { id: 1, email: "a@x".into(), deleted_at: None };
    db.create(&member).await?;
    assert_eq!(db.get_unique(Member::unique_email("a@x")).await?, Some(member));
    db.soft_delete(Member::key(1)).await?;
    assert_eq!(db.get_unique(Member::unique_email("a@x")).await?, None);
    let hidden = db.get_unique(Member::unique_email("a@x")).including_hidden().await?;
    assert!(hidden.is_some_and(|member| member.deleted_at.is_some()));
    Ok(())
}
