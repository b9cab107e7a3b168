//! Single writes.

use dynamo_model::builder::Outcome;
use dynamo_model::request::GetItem;
use dynamo_model::{Entity, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{Accounts, Coupon, Coupons, Seat, User, guards, user, wanted};
use crate::Target;
use crate::kit::{item, refused};

pub async fn a_value_belongs_to_one_entity(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let ada = user("1", "Ada@Example.org");
    db.create(&ada).await?;
    let error = db.create(&user("2", " ada@example.ORG ")).await.unwrap_err();
    assert!(error.is_unique_violation() && !error.is_condition_failed());
    assert_eq!(error.unique_field(), Some("email"));
    assert_eq!(error.to_string(), "`email` of `User` is taken");
    assert_eq!(error.unique_violations()[0].owner(), Some(&User::key("1").item()?));
    assert_eq!(db.get(User::key("2")).await?, None);
    let error = db.create(&ada).await.unwrap_err();
    assert!(error.is_condition_failed() && !error.is_unique_violation(), "the entity itself exists");
    assert_eq!(db.get(User::key("1")).await?.unwrap().email, "Ada@Example.org", "as it was written");
    assert_eq!(guards(&db).await?, wanted(&[ada]));
    Ok(())
}

pub async fn every_value_that_is_taken_is_named(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    db.create(&user("1", "a@x")).await?;
    db.create(&User { nick: Some("ada".into()), ..user("2", "b@x") }).await?;
    let error = db.create(&User { nick: Some("ada".into()), ..user("3", "a@x") }).await.unwrap_err();
    let taken: Vec<_> =
        error.unique_violations().iter().map(|one| (one.field(), one.owner().cloned())).collect();
    assert_eq!(taken, [("email", Some(User::key("1").item()?)), ("nick", Some(User::key("2").item()?))]);
    Ok(())
}

pub async fn a_scope_keeps_values_apart_and_none_is_no_value(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let named = |id: &str, tenant: &str, nick: Option<&str>| User {
        tenant: tenant.into(),
        nick: nick.map(Into::into),
        ..user(id, &format!("{id}@x"))
    };
    let users = [
        named("1", "a", Some("ada")),
        named("2", "b", Some("ada")),
        named("3", "a", None),
        named("4", "a", None),
        // Were the parts only joined, these two would have one guard.
        named("5", "a#b", Some("c")),
        named("6", "a", Some("b#c")),
        named("7", "a%23b", Some("c")),
    ];
    for user in &users {
        db.create(user).await?;
    }
    assert!(db.create(&named("8", "a", Some("ada"))).await.unwrap_err().is_unique_violation());
    // A change of the scope is a change of the guard.
    let moved = db.edit(User::key("2"), |user| {
        user.tenant = "a".into();
        Ok(())
    });
    assert_eq!(moved.await.unwrap_err().unique_field(), Some("nick"));
    assert_eq!(guards(&db).await?.len(), 7 + 5);
    Ok(())
}

pub async fn a_put_over_an_entity_moves_its_guards(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let first = User { nick: Some("ada".into()), ..user("1", "a@x") };
    let second = user("2", "b@x");
    db.put(&first).await?;
    db.put(&Accounts::User(second.clone())).await?;
    let renamed = User { email: "c@x".into(), nick: None, ..first.clone() };
    db.put(&renamed).await?;
    assert_eq!(guards(&db).await?, wanted(&[renamed.clone(), second.clone()]));
    let error = db.replace(&User { email: "c@x".into(), ..second.clone() }).await.unwrap_err();
    assert!(error.is_unique_violation());
    let error = db.upsert(&User { email: "C@X".into(), ..second.clone() }).await.unwrap_err();
    assert!(error.is_unique_violation());
    assert!(
        db.replace(&user("3", "d@x")).await.unwrap_err().is_condition_failed(),
        "there is none to replace"
    );
    let second = User { email: "a@x".into(), nick: Some("ada".into()), ..second };
    db.upsert(&second).await?;
    db.upsert(&User { visits: 1, ..second.clone() }).await?;
    assert_eq!(guards(&db).await?, wanted(&[renamed, second]));
    Ok(())
}

pub async fn a_deleted_entity_leaves_its_values(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    db.create(&User { nick: Some("ada".into()), ..user("1", "a@x") }).await?;
    db.delete(User::key("1")).await?;
    db.delete(User::key("1")).await?;
    assert!(guards(&db).await?.is_empty());
    let second = user("2", "a@x");
    db.create(&second).await?;
    assert_eq!(guards(&db).await?, wanted(&[second]));
    Ok(())
}

pub async fn an_edit_moves_guards_and_an_update_leaves_them(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    db.create(&user("1", "a@x")).await?;
    db.create(&user("2", "b@x")).await?;
    db.update(User::key("1")).set(|user| user.visits.plus(1)).await?;
    let taken = db.edit(User::key("1"), |user| {
        user.email = "b@x".into();
        Ok(())
    });
    assert_eq!(taken.await.unwrap_err().unique_field(), Some("email"));
    let edited = db.edit(User::key("1"), |user| {
        user.email = "c@x".into();
        user.nick = Some("ada".into());
        user.visits += 1;
        Ok(())
    });
    let edited = edited.await?;
    assert_eq!(edited.visits, 2);
    assert_eq!(db.get(User::key("1")).consistent().await?.as_ref(), Some(&edited));
    assert_eq!(guards(&db).await?, wanted(&[edited, user("2", "b@x")]));
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "editions")]
enum Editions {
    Edition(Edition),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Editions, pk = "EDITION#{id}", sk = "EDITION")]
struct Edition {
    id: u32,
    #[attr(unique)]
    title: String,
    #[attr(version)]
    version: u64,
    #[attr(updated)]
    updated: u64,
}

pub async fn an_edit_that_moves_a_guard_knows_what_it_has_written(target: &Target) -> Result<()> {
    let db = target.db::<Editions>().await?;
    db.create(&Edition { id: 1, title: "a".into(), version: 0, updated: 0 }).await?;
    let retitled = |title: &'static str| {
        move |edition: &mut Edition| {
            edition.title = title.to_owned();
            Ok(())
        }
    };
    for title in ["b", "c"] {
        let edited = db.edit(Edition::key(1), retitled(title)).await?;
        let stored = db.get(Edition::key(1)).consistent().await?;
        assert_eq!(stored.as_ref(), Some(&edited), "version and time of the write included");
    }
    let stored = db.get(Edition::key(1)).consistent().await?.unwrap();
    let said = db.edit(Edition::key(1), retitled("d")).explain(&stored)?;
    let operations: Vec<&str> = said.steps.iter().map(|step| step.operation).collect();
    assert_eq!(operations[..2], ["GetItem", "Update in TransactWriteItems"]);
    assert!(!operations[2..].contains(&"GetItem"), "what another program writes later is not read: {said}");
    Ok(())
}

pub async fn what_a_write_returns_is_what_it_returns_without_guards(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let (first, second) = (user("1", "a@x"), user("1", "b@x"));
    assert_eq!(db.put(&first).returning_old().await?, None);
    assert_eq!(db.put(&second).returning_old().await?, Some(first.clone()));
    assert_eq!(db.upsert(&first).returning_new().await?, first);
    assert_eq!(db.upsert(&second).returning_old().await?, Some(first.clone()));
    let visited = User { visits: 1, ..second.clone() };
    assert_eq!(db.upsert(&visited).returning_new().await?, visited, "no guard changes");
    let error = db.delete(User::key("1")).only_if(|user| user.visits.eq(9)).await.unwrap_err();
    assert!(error.is_condition_failed() && error.item().is_none());
    let refused = db.put(&first).only_if(|user| user.visits.eq(9)).outcome().await?;
    assert_eq!(refused, Outcome::Refused(Some(visited.clone())));
    let refused = db.create(&first).outcome().await?;
    assert_eq!(refused, Outcome::Refused(Some(visited.clone())));
    let refused = db.delete(User::key("2")).only_if(|user| user.visits.eq(9)).outcome().await?;
    assert_eq!(refused, Outcome::Refused(None));
    let deleted = db.delete(User::key("1")).only_if(|user| user.visits.eq(1)).returning_old().await?;
    assert_eq!(deleted, Some(visited));
    assert!(guards(&db).await?.is_empty());
    Ok(())
}

pub async fn fields_can_be_unique_together(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let seat = |id, flight: &str, row, letter| Seat { id, flight: flight.into(), row, letter };
    db.create(&seat(1, "LH1", 12, 'A')).await?;
    db.create(&seat(2, "LH1", 12, 'B')).await?;
    db.create(&seat(3, "LH2", 12, 'A')).await?;
    let error = db.create(&seat(4, "LH1", 12, 'A')).await.unwrap_err();
    assert_eq!(error.to_string(), "`place` of `Seat` is taken");
    let guards: Vec<String> = guards(&db).await?.into_keys().collect();
    assert_eq!(guards[0], "UNIQUE#Seat.place#lh1#012#A");
    let error = db.create(&seat(4, " lH1 ", 12, 'B')).await.unwrap_err();
    assert_eq!(error.to_string(), "`place` of `Seat` is taken", "each field is normalised as it says");
    assert_eq!(db.get_unique(Seat::unique_place("Lh2", 12, 'A')).await?, Some(seat(3, "LH2", 12, 'A')));
    Ok(())
}

pub async fn a_table_without_tags_and_sort_keys_has_guards_too(target: &Target) -> Result<()> {
    let db = target.db::<Coupons>().await?;
    let coupon = |id, code: &str| Coupon { id, code: code.into() };
    db.create(&coupon(1, "12-34")).await?;
    assert!(db.create(&coupon(2, "1234")).await.unwrap_err().is_unique_violation());
    db.put(&coupon(1, "56-78")).await?;
    db.create(&coupon(2, "1234")).await?;
    let mut all = db.scan::<Coupons>().all().await?;
    all.sort_by_key(|Coupons::Coupon(coupon)| coupon.id);
    assert_eq!(all, [coupon(1, "56-78"), coupon(2, "1234")].map(Coupons::Coupon));
    assert_eq!(db.scan::<Coupon>().count().await?, 2);
    assert_eq!(db.scan::<Coupons>().count().await?, 2);
    db.delete(Coupon::key(2)).await?;
    assert_eq!(guards(&db).await?.len(), 1);
    assert!(db.claim_unique::<Coupon>().await?.clashes.is_empty());
    assert_eq!(Coupon::SCHEMA.unique.len(), 1);
    Ok(())
}

pub async fn a_value_too_long_for_a_key_is_refused_before_it_is_sent(target: &Target) -> Result<()> {
    let db = target.db::<Coupons>().await?;
    let code = "1".repeat(2048 - "UNIQUE#Coupon.code#".len());
    db.create(&Coupon { id: 1, code: code.clone() }).await?;
    let longer = db.put(&Coupon { id: 2, code: code + "2" });
    let error = longer.transaction(None).unwrap_err();
    assert!(error.is_invalid_key());
    assert!(error.to_string().starts_with("`code` of `Coupon` is too long to be unique"), "{error}");
    assert!(longer.await.unwrap_err().is_invalid_key());
    // Here the partition key of the table is the sort key of an index, which is shorter.
    let db = target.db::<Accounts>().await?;
    let long = user("1", &"x".repeat(1024 - "UNIQUE#User.email#".len()));
    db.create(&long).await?;
    let longer = db.create(&user("2", &(long.email + "y"))).await.unwrap_err();
    assert!(longer.is_invalid_key() && longer.to_string().contains("1024 are the most"), "{longer}");
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "members")]
enum Members {
    Member(Member),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = Members, pk = "MEMBER#{member_id}", sk = "MEMBER", unique(name = one_desk, fields(desk_row, desk_letter)))]
struct Member {
    member_id: u32,
    #[attr(unique, length = 2..)]
    nick_name: String,
    #[attr(unique(scope = nick_name))]
    phone_number: String,
    desk_row: u8,
    desk_letter: char,
}

pub async fn errors_name_a_field_as_the_program_does(target: &Target) -> Result<()> {
    let db = target.db::<Members>().await?;
    let member = |member_id, nick_name: &str, desk_row| Member {
        member_id,
        nick_name: nick_name.into(),
        phone_number: "1".into(),
        desk_row,
        desk_letter: 'A',
    };
    db.create(&member(1, "ada", 1)).await?;
    let error = refused(db.create(&member(2, "ada", 1)).await);
    let taken: Vec<_> = error.unique_violations().iter().map(|violation| violation.field()).collect();
    assert_eq!(taken, ["nick_name", "phone_number", "one_desk"]);
    assert_eq!(
        error.to_string(),
        "`nick_name` of `Member` is taken; `phone_number` of `Member` is taken; `one_desk` of `Member` is taken"
    );
    assert_eq!(refused(db.create(&member(2, "ada", 2)).await).unique_field(), Some("nick_name"));
    assert_eq!(refused(db.create(&member(2, "a", 2)).await).field(), Some("nick_name"), "that breaks a rule");
    let guard = item! { "pk": "UNIQUE#Member.nickName#ada", "sk": "UNIQUE" };
    let stored = db.backend().get_item(GetItem::new(db.table_name().clone(), guard)).await?;
    assert!(stored.item.is_some(), "what is stored has the name that is stored");
    Ok(())
}
