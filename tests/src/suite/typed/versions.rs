//! Optimistic versions: who counts them up, who checks them, and who says not to.

use std::sync::Arc;

use dynamo_model::builder::{Delete, Outcome, Put, Update};
use dynamo_model::expr::Renderer;
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Key, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "wiki")]
#[index(name = "gsi1")]
enum Wiki {
    Article(Article),
    Sketch(Sketch),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Wiki, pk = "ARTICLE#{id}", sk = "ARTICLE")]
#[access(name = in_topic, index = gsi1, pk = "TOPIC#{topic}", sk = "{id}")]
struct Article {
    id: String,
    topic: String,
    text: String,
    #[attr(version)]
    version: u64,
}

/// Old sketches have no revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Wiki, pk = "SKETCH#{id}", sk = "SKETCH")]
struct Sketch {
    id: String,
    text: String,
    #[attr(version)]
    #[serde(rename = "rev")]
    revision: Option<u32>,
}

fn article(version: u64) -> Article {
    Article { id: "a".into(), topic: "t".into(), text: "x".into(), version }
}

fn sketch(revision: Option<u32>) -> Sketch {
    Sketch { id: "s".into(), text: "x".into(), revision }
}

async fn stored<E: Entity>(db: &Db<E::Table>, key: Key<E>) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), key.item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn a_create_stores_the_version_and_a_put_counts_it_up(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    assert_eq!(db.create(&article(7)).returning_new().await?, article(7));
    assert_eq!(stored(&db, Article::key("a")).await?, article(7).to_item()?);
    assert_eq!(db.put(&article(7)).returning_new().await?, article(8));
    assert_eq!(db.replace(&article(8)).returning_new().await?, article(9));
    assert_eq!(stored(&db, Article::key("a")).await?, article(9).to_item()?);
    db.delete(Article::key("a")).await?;
    assert_eq!(
        db.put(&article(3)).returning_new().await?,
        article(4),
        "where there is nothing, any version will do"
    );
    Ok(())
}

pub async fn an_older_version_does_not_overwrite_a_newer_one(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    db.create(&article(1)).await?;
    db.put(&article(1)).await?;
    assert!(refused(db.put(&article(1)).await).is_condition_failed());
    assert_eq!(db.replace(&article(1)).outcome().await?, Outcome::Refused(Some(article(2))));
    assert!(
        refused(db.put(&Wiki::Article(article(1))).await).is_condition_failed(),
        "in the table's enum, too"
    );
    assert!(refused(db.put(&article(3)).await).is_condition_failed(), "nor does one that is not there yet");
    let other = Article { text: "y".into(), ..article(2) };
    assert!(refused(db.put(&other).only_if(|a| a.text.eq("z")).await).is_condition_failed());
    db.put(&other).only_if(|a| a.text.eq("x")).await?;
    db.delete(Article::key("a")).await?;
    assert!(refused(db.replace(&article(3)).await).is_condition_failed(), "nothing is replaced");
    Ok(())
}

pub async fn updates_and_upserts_count_up_from_what_is_stored(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    db.create(&article(7)).await?;
    let update = Update::new(Article::key("a")).set(|a| a.text.to("y"));
    let sets = "SET #n0 = :v0, #n1 = if_not_exists(#n1, :v1) + :v2";
    assert_eq!(Renderer::new().update(&update.request()?.update), sets);
    let updated = db.update(Article::key("a")).set(|a| a.text.to("y")).returning_new().await?;
    assert_eq!(updated, Article { text: "y".into(), ..article(8) });
    let upserted = db.upsert(&article(1)).returning_new().await?;
    assert_eq!(upserted, article(9), "the version of the struct does not count");
    assert_eq!(db.upsert(&sketch(Some(200))).returning_new().await?, sketch(Some(1)));
    assert_eq!(
        db.upsert(&sketch(None)).returning_new().await?,
        sketch(Some(2)),
        "the version is never removed"
    );
    Ok(())
}

pub async fn writes_can_require_a_version(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    db.create(&article(7)).await?;
    let update = |version: u64| {
        db.update(Article::key("a"))
            .set(|a| a.text.to("y"))
            .only_if(|a| a.version.eq(version))
            .returning_new()
    };
    assert!(refused(update(6).await).is_condition_failed());
    assert_eq!(update(7).await?.version, 8);
    let delete =
        |version: u64| db.delete(Article::key("a")).only_if(|a| a.version.eq(version)).returning_old();
    assert!(refused(delete(7).await).is_condition_failed());
    assert!(delete(8).await?.is_some());
    Ok(())
}

pub async fn edits_at_once_count_every_one(target: &Target) -> Result<()> {
    let db = Arc::new(target.db::<Wiki>().await?);
    db.create(&article(0)).await?;
    let edits: Vec<_> = (0..8)
        .map(|_| {
            let db = Arc::clone(&db);
            tokio::spawn(async move {
                let longer = db.edit(Article::key("a"), |article| {
                    article.text.push('x');
                    Ok(())
                });
                longer.attempts(1000).await
            })
        })
        .collect();
    let mut versions = Vec::new();
    for edit in edits {
        versions.push(edit.await.unwrap()?.version);
    }
    versions.sort_unstable();
    assert_eq!(versions, [1, 2, 3, 4, 5, 6, 7, 8], "each edit returns the version it made");
    let after = db.get(Article::key("a")).consistent().await?.unwrap();
    assert_eq!((after.version, after.text.len()), (8, 9));
    Ok(())
}

pub async fn an_edit_leaves_the_version_to_the_library(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    db.create(&article(7)).await?;
    let error = refused(
        db.edit(Article::key("a"), |article| {
            article.text = "y".into();
            article.version += 1;
            Ok(())
        })
        .await,
    );
    assert!(error.is_validation());
    let message = "an edit of `Article` changes `version`, which the library sets; leave it as it is";
    assert_eq!(error.message(), message);
    assert_eq!(
        db.edit(Article::key("a"), |_| Ok(())).await?,
        article(7),
        "an edit of nothing is no new version"
    );
    assert_eq!(stored(&db, Article::key("a")).await?, article(7).to_item()?);
    let by_values = db.edit(Article::key("a"), |article| {
        article.topic = "u".into();
        Ok(())
    });
    let edited = by_values.unversioned().await?;
    assert_eq!(edited, Article { topic: "u".into(), ..article(8) });
    assert_eq!(db.query(Article::in_topic("u")).all().await?, [edited]);
    Ok(())
}

pub async fn unversioned_writes_check_nothing_and_count_up(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    db.create(&article(7)).await?;
    assert_eq!(db.put(&article(1)).unversioned().returning_new().await?, article(2));
    assert_eq!(db.replace(&article(9)).unversioned().returning_new().await?, article(10));
    db.delete(Article::key("a")).await?;
    assert!(refused(db.replace(&article(9)).unversioned().await).is_condition_failed());
    Ok(())
}

pub async fn items_without_a_version_count_from_nothing(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    let old = sketch(None).to_item()?;
    assert!(!old.contains("rev"));
    let restore = || async {
        db.backend().put_item(PutItem::new(db.table_name().clone(), old.clone())).await.map(drop)
    };
    restore().await?;
    assert!(refused(db.put(&sketch(Some(1))).await).is_condition_failed());
    assert_eq!(db.put(&sketch(None)).returning_new().await?, sketch(Some(1)));
    assert!(refused(db.put(&sketch(None)).await).is_condition_failed());
    restore().await?;
    assert_eq!(db.replace(&sketch(None)).returning_new().await?, sketch(Some(1)));
    restore().await?;
    let update = db.update(Sketch::key("s")).set(|s| s.text.to("y")).returning_new().await?;
    assert_eq!(update.revision, Some(1));
    restore().await?;
    let edit = db.edit(Sketch::key("s"), |sketch| {
        sketch.text = "y".into();
        Ok(())
    });
    assert_eq!(edit.await?, Sketch { text: "y".into(), ..sketch(Some(1)) });
    Ok(())
}

pub async fn a_batch_puts_versions_only_on_purpose(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    let error = refused(db.batch_write().delete(Article::key("b")).put(&article(7)).await);
    assert!(error.is_validation());
    let message = "write 2 of a batch: a batch cannot check the version of a `Article`; put it in a transaction, or write \
                   over any version with `.unversioned()`";
    assert_eq!(error.to_string(), message);
    db.batch_write().put(&article(7)).put(&Wiki::Sketch(sketch(None))).unversioned().await?;
    assert_eq!(db.get(Article::key("a")).await?, Some(article(8)));
    assert_eq!(db.get(Sketch::key("s")).await?, Some(sketch(Some(1))));
    Ok(())
}

pub async fn transactions_check_versions(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    db.transact().create(&article(7)).put(&sketch(Some(1))).await?;
    let stale = db.transact().put(&article(7)).put(&sketch(Some(1))).await;
    let reasons = refused(stale);
    let failed: Vec<bool> = reasons.cancellation_reasons().iter().map(|reason| !reason.is_none()).collect();
    assert_eq!(failed, [false, true]);
    let update = Update::new(Sketch::key("s")).set(|s| s.text.to("y"));
    db.transact().replace(&article(7)).update(update).await?;
    assert_eq!(db.get(Article::key("a")).await?, Some(article(8)));
    assert_eq!(db.get(Sketch::key("s")).await?.and_then(|sketch| sketch.revision), Some(3));
    db.transact().with(Put::new(&article(1)).unversioned()).await?;
    assert_eq!(db.get(Article::key("a")).await?, Some(article(2)));
    // What was written since is not deleted with what was read.
    let stale = db.transact().delete_entity(&article(1)).with(Delete::entity(&sketch(None))).await;
    let reasons = refused(stale);
    let failed: Vec<bool> = reasons.cancellation_reasons().iter().map(|reason| !reason.is_none()).collect();
    assert_eq!(failed, [true, true]);
    let anyway = Delete::entity(&sketch(None)).unversioned();
    db.transact().delete_entity(&article(2)).with(anyway).await?;
    assert_eq!(db.get(Article::key("a")).await?, None);
    assert_eq!(db.get(Sketch::key("s")).await?, None);
    Ok(())
}

pub async fn a_version_that_its_type_cannot_count_is_refused(target: &Target) -> Result<()> {
    let db = target.db::<Wiki>().await?;
    db.create(&sketch(Some(u32::MAX - 1))).await?;
    assert_eq!(db.put(&sketch(Some(u32::MAX - 1))).returning_new().await?, sketch(Some(u32::MAX)));
    let error = refused(db.put(&sketch(Some(u32::MAX))).await);
    assert_eq!(
        error.message(),
        "version 4294967295 of a `Sketch` is the last its type can count; use a wider integer"
    );
    assert!(error.is_validation());
    Ok(())
}
