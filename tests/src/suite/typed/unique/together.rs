//! Transactions and batches.

use dynamo_model::builder::{Delete, Put, Upsert};
use dynamo_model::request::{Action, Write};
use dynamo_model::{Record as _, Result};

use super::model::{Accounts, Log, User, guards, user, wanted};
use crate::Target;
use crate::kit::refused;

pub async fn a_transaction_writes_guards_with_its_entities(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let (a, b) = (user("1", "a@x"), User { nick: Some("b".into()), ..user("2", "b@x") });
    db.transact().create(&a).create(&b).put(&Log { id: 1, kind: "created".into() }).await?;
    assert_eq!(guards(&db).await?, wanted(&[a.clone(), b.clone()]));
    // What one gives up the other can take, both ways.
    let (a2, b2) =
        (User { email: "b@x".into(), ..a.clone() }, User { email: "a@x".into(), nick: None, ..b.clone() });
    db.transact().replace_from(&a, &a2).replace_from(&b, &b2).await?;
    assert_eq!(guards(&db).await?, wanted(&[a2.clone(), b2.clone()]));
    let outdated = db.transact().delete_entity(&a).await.unwrap_err();
    assert!(outdated.is_transaction_canceled() && !outdated.is_unique_violation());
    db.transact().delete_entity(&a2).with(Put::replace(&User { visits: 1, ..b2.clone() }).over(&b2)).await?;
    assert_eq!(guards(&db).await?, wanted(std::slice::from_ref(&b2)));
    // Alone, too, what is stored can be said instead of read.
    let b3 = User { email: "c@x".into(), ..b2.clone() };
    db.replace(&b3).over(&b2).await?;
    assert_eq!(guards(&db).await?, wanted(std::slice::from_ref(&b3)));
    assert!(db.replace(&b2).over(&b2).await.unwrap_err().is_condition_failed());
    assert_eq!(guards(&db).await?, wanted(&[b3]));
    Ok(())
}

pub async fn a_cancelled_transaction_names_the_value_that_is_taken(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    db.create(&user("1", "a@x")).await?;
    let error = db.transact().create(&user("2", "b@x")).create(&user("3", "a@x")).await.unwrap_err();
    assert!(error.is_transaction_canceled() && error.is_unique_violation());
    assert_eq!(error.unique_field(), Some("email"));
    assert_eq!(error.unique_violations()[0].owner(), Some(&User::key("1").item()?));
    assert!(error.to_string().starts_with("the guard of unique `email` of `User`: "), "{error}");
    let codes: Vec<&str> = error.cancellation_reasons().iter().map(|reason| reason.code()).collect();
    assert_eq!(codes, ["None", "None", "None", "ConditionalCheckFailed"], "the entities, then the guards");
    assert_eq!(db.scan::<User>().count().await?, 1);
    Ok(())
}

pub async fn what_a_transaction_cannot_keep_unique_is_refused_before_it_is_sent(
    target: &Target,
) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let one = user("1", "a@x");
    let unknown = [
        db.transact().with(Put::new(&one)).request(),
        db.transact().with(Put::replace(&one)).request(),
        db.transact().with(Delete::new(User::key("1"))).request(),
        db.transact().with(Upsert::new(&one)).request(),
        db.transact().put(&Accounts::User(one.clone())).request(),
    ];
    for request in unknown {
        let error = request.unwrap_err();
        assert!(error.is_validation() && error.to_string().contains("`replace_from`"), "{error}");
    }
    let twice = db.transact().create(&one).create(&user("2", "A@X")).request().unwrap_err();
    assert!(twice.is_unique_violation(), "{twice}");
    let other_key = db.transact().replace_from(&one, &user("2", "a@x")).request().unwrap_err();
    assert!(other_key.is_invalid_key(), "{other_key}");
    let many = (0..51).map(|id| user(&id.to_string(), &format!("{id}@x")));
    let error = many.fold(db.transact(), |all, user| all.create(&user)).await.unwrap_err();
    assert!(error.is_validation());
    assert!(error.to_string().contains("this one 51 and 51 of guards"), "{error}");
    Ok(())
}

pub async fn a_batch_refuses_entities_with_unique_fields(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let error = refused(db.batch_write().put(&Accounts::User(user("1", "a@x"))).await);
    assert!(error.is_validation() && error.to_string().contains("`User` has unique fields"), "{error}");
    db.batch_write().put(&Log { id: 1, kind: "a".into() }).delete(Log::key(2, "a")).await
}

pub async fn a_batch_refuses_made_writes_of_entities_with_unique_fields(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let refusal = "write 1 of a batch: `User` has unique fields, which a batch cannot keep unique";
    for write in [Write::Put(user("1", "a@x").to_item()?), Write::Delete(User::key("1").item()?)] {
        let error = refused(db.batch_write().writes([write]).await);
        assert!(error.is_unsent() && error.message().starts_with(refusal), "{error}");
    }
    Ok(())
}

pub async fn a_write_shows_the_transaction_it_becomes(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    let (old, new) = (user("1", "a@x"), user("1", "b@x"));
    let create = db.create(&old);
    assert_eq!(create.request()?.item.get("email").and_then(|email| email.as_s()), Some("a@x"));
    assert_eq!(create.transaction(None)?.writes.len(), 2, "the user and the guard");
    let writes = db.put(&new).transaction(Some(&old))?.writes;
    let actions: Vec<&str> = writes.iter().map(|write| kind(&write.action)).collect();
    assert_eq!(actions, ["put", "put", "delete"], "the user, the new guard, the old one");
    assert_eq!(db.put(&old).transaction(Some(&old))?.writes.len(), 1, "no guard changes");
    assert_eq!(db.delete(User::key("1")).transaction(Some(&old))?.writes.len(), 2);
    assert_eq!(db.upsert(&new).transaction(None)?.writes.len(), 2);
    db.backend().transact_write_items(create.transaction(None)?).await?;
    db.backend().transact_write_items(db.put(&new).transaction(Some(&old))?).await?;
    assert_eq!(guards(&db).await?, wanted(&[new]));
    Ok(())
}

fn kind(action: &Action) -> &'static str {
    match action {
        Action::Put(_) => "put",
        Action::Update(..) => "update",
        Action::Delete(_) => "delete",
        Action::Check(_) => "check",
    }
}
