//! Guards are no entities: no read returns them.

use dynamo_model::{Collection, Result, Table as _};

use super::model::{Accounts, Coupons, Log, User, user};
use crate::Target;

/// What is stored under one sort key, of the table inverted.
#[derive(Debug, PartialEq, Collection)]
#[collection(table = Accounts, index = inverted, pk = "{kind}", of(kind: String))]
struct OfKind {
    logs: Vec<Log>,
    #[collection(other)]
    others: Vec<dynamo_model::value::Item>,
}

pub async fn no_scan_returns_guards(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    for id in 0..8 {
        db.create(&User { nick: Some(id.to_string()), ..user(&id.to_string(), &format!("{id}@x")) }).await?;
    }
    db.put(&Log { id: 1, kind: "UNIQUE".into() }).await?;
    assert_eq!(db.scan::<Accounts>().all().await?.len(), 9);
    assert_eq!(db.scan::<Accounts>().count().await?, 9);
    assert_eq!(db.scan::<User>().all().await?.len(), 8);
    assert_eq!(db.scan::<Accounts>().limit(9).await?.len(), 9);
    assert_eq!(db.scan::<Accounts>().through(Log::OF_KIND).all().await?.len(), 9);
    let mut pages = 0;
    let mut found = 0;
    let mut scan = db.scan::<Accounts>().page_size(2).pages();
    while let Some(page) = scan.next().await {
        found += page?.len();
        pages += 1;
    }
    assert!(pages > 9, "guards are read, and not returned");
    assert_eq!(found, 9);
    Ok(())
}

pub async fn no_parallel_scan_returns_guards(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    for id in 0..8 {
        db.create(&user(&id.to_string(), &format!("{id}@x"))).await?;
    }
    assert_eq!(db.scan::<Accounts>().parallel(3).all().await?.len(), 8);
    assert_eq!(db.scan::<Accounts>().parallel(3).count().await?, 8);
    Ok(())
}

pub async fn no_query_returns_guards(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    db.create(&user("1", "a@x")).await?;
    let log = Log { id: 1, kind: "UNIQUE".into() };
    db.put(&log).await?;
    assert_eq!(db.query(Log::of_kind("UNIQUE")).all().await?, std::slice::from_ref(&log));
    assert_eq!(db.query(Log::of_kind("UNIQUE")).count().await?, 1);
    assert_eq!(db.query(Log::of_kind("UNIQUE").collection()).all().await?, [Accounts::Log(log.clone())]);
    assert_eq!(db.query(Log::of_kind("UNIQUE").collection()).count().await?, 1);
    let found = db.get_collection(OfKind::of("UNIQUE")).await?;
    assert_eq!(
        found,
        Some(OfKind { logs: vec![log], others: Vec::new() }),
        "not even where any item is taken"
    );
    Ok(())
}

pub async fn a_guard_is_known_as_one(target: &Target) -> Result<()> {
    let db = target.db::<Accounts>().await?;
    db.create(&user("1", "a@x")).await?;
    let scan = dynamo_model::request::Scan::new(db.table_name().clone()).consistent();
    let items = db.backend().scan(scan).await?.items;
    let (guards, entities): (Vec<_>, Vec<_>) =
        items.iter().partition(|item| Accounts::SCHEMA.is_guard(item.view()));
    assert_eq!((guards.len(), entities.len()), (1, 1));
    assert_eq!(guards[0].get("_type").and_then(|tag| tag.as_s()), Some("_unique"));
    assert_eq!(guards[0].len(), 4, "its key, the tag and the owner");
    assert!(Coupons::SCHEMA.has_guards() && !Coupons::SCHEMA.is_guard(entities[0].view()));
    Ok(())
}
