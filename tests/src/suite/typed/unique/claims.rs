//! Constraints that come to a table in use.

use dynamo_model::builder::Claims;
use dynamo_model::request::DeleteItem;
use dynamo_model::{Db, Result};

use super::model::{Accounts, User, guards, store, user, wanted};
use crate::Target;

pub async fn items_older_than_the_constraint_get_guards(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let users: Vec<User> = (0..20)
        .map(|id| User {
            nick: (id % 2 == 0).then(|| id.to_string()),
            ..user(&id.to_string(), &format!("{id}@x"))
        })
        .collect();
    for user in &users {
        store(&db, user).await?;
    }
    let dry = db.claim_unique::<User>().dry_run().await?;
    assert_eq!((dry.checked, dry.claimed), (20, 30));
    assert!(guards(&db).await?.is_empty());
    let claims = db.claim_unique::<User>().await?;
    assert_eq!((claims.checked, claims.claimed, claims.released), (20, 30, 0));
    assert!(claims.clashes.is_empty() && claims.cursor.is_none());
    assert_eq!(guards(&db).await?, wanted(&users));
    let again = db.claim_unique::<User>().await?;
    assert_eq!((again.checked, again.claimed, again.released), (20, 0, 0));
    Ok(())
}

pub async fn values_that_clash_are_reported_and_left_alone(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let users = [user("1", "a@x"), user("2", "A@X"), user("3", "b@x")];
    for user in &users {
        store(&db, user).await?;
    }
    let claims = db.claim_unique::<User>().await?;
    assert_eq!((claims.claimed, claims.clashes.len()), (2, 1));
    let clash = &claims.clashes[0];
    assert_eq!(clash.violation.field(), "email");
    let mut both = [Some(clash.key.clone()), clash.violation.owner().cloned()];
    both.sort_by_key(|key| key.as_ref().map(|key| key.as_bytes().to_vec()));
    assert_eq!(both, [Some(User::key("1").item()?), Some(User::key("2").item()?)]);
    // Either gets out of it by another value; the guard of the one that keeps it stays.
    db.edit(User::key("2"), |user| {
        user.email = "c@x".into();
        Ok(())
    })
    .await?;
    let repaired = db.claim_unique::<User>().await?;
    assert!(repaired.clashes.is_empty());
    assert_eq!(guards(&db).await?, wanted(&[user("1", "a@x"), user("2", "c@x"), user("3", "b@x")]));
    Ok(())
}

pub async fn a_dry_run_tells_of_values_that_clash(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    for user in [user("1", "a@x"), user("2", "A@X"), user("3", "b@x")] {
        store(&db, &user).await?;
    }
    let dry = db.claim_unique::<User>().dry_run().page_size(1).await?;
    assert_eq!((dry.checked, dry.claimed, dry.clashes.len()), (3, 2, 1), "on whatever pages they are");
    assert!(guards(&db).await?.is_empty());
    let claims = db.claim_unique::<User>().await?;
    assert_eq!((claims.claimed, claims.clashes.len()), (2, 1));
    let keys = |claims: &Claims| {
        let clash = &claims.clashes[0];
        let mut keys = [Some(clash.key.clone()), clash.violation.owner().cloned()];
        keys.sort_by_key(|key| key.as_ref().map(|key| key.as_bytes().to_vec()));
        keys
    };
    assert_eq!(keys(&dry), keys(&claims));
    Ok(())
}

pub async fn a_repair_goes_on_where_it_ended(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    for id in 0..10 {
        store(&db, &user(&id.to_string(), &format!("{id}@x"))).await?;
    }
    let mut all = Claims::default();
    let mut page = db.claim_unique::<User>().page_size(3).page().await?;
    let mut pages = 1;
    loop {
        all.claimed += page.claimed;
        let Some(cursor) = page.cursor else { break };
        page = db.claim_unique::<User>().page_size(3).after(cursor).page().await?;
        pages += 1;
    }
    assert!(pages > 3);
    assert_eq!(all.claimed, 10);
    assert_eq!(guards(&db).await?.len(), 10);
    Ok(())
}

pub async fn guards_left_over_are_taken_away(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    for user in [user("1", "a@x"), user("2", "b@x"), user("3", "c@x")] {
        db.create(&user).await?;
    }
    // Programs that do not know the constraint delete one, and change another.
    delete(&db, "1").await?;
    store(&db, &user("2", "d@x")).await?;
    store(&db, &user("4", "b@x")).await?;
    db.claim_unique::<User>().await?;
    assert_eq!(guards(&db).await?, wanted(&[user("2", "d@x"), user("3", "c@x"), user("4", "b@x")]));
    Ok(())
}

pub async fn a_stale_guard_does_not_hinder_its_own_entity(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    db.create(&user("1", "a@x")).await?;
    delete(&db, "1").await?;
    assert!(db.create(&user("2", "a@x")).await.unwrap_err().is_unique_violation(), "until it is taken away");
    db.create(&user("1", "a@x")).await?;
    assert_eq!(guards(&db).await?, wanted(&[user("1", "a@x")]));
    Ok(())
}

async fn delete(db: &Db<Accounts>, id: &str) -> Result<()> {
    db.backend().delete_item(DeleteItem::new(db.table_name().clone(), User::key(id).item()?)).await.map(drop)
}
