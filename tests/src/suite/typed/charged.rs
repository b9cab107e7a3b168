//! Explanations of builders that send more than one request, or change what is stored: all that is sent to await them is
//! charged as they say.

use std::sync::Arc;

use dynamo_model::{Db, Entity, Patch, Result, Table};
use serde::{Deserialize, Serialize};

use super::explain::assert_within;
use crate::Target;
use crate::kit::Metered;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "desk")]
#[index(name = "gsi1")]
#[index(name = "gsi2", project(include))]
enum Desk {
    Paper(Paper),
    Card(Card),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "FOLDER#{folder}", sk = "{name}")]
#[access(name = by_owner, index = gsi1, pk = "OWNER#{owner}", sk = "{name}")]
#[access(name = on_day, index = gsi2, pk = "DAY#{day}", sk = "{name}", hydrate)]
struct Paper {
    folder: u32,
    name: String,
    owner: Option<String>,
    day: u16,
    text: String,
    #[attr(deleted)]
    thrown_away: Option<u64>,
}

#[derive(Debug, Default, Patch)]
#[patch(of = Paper)]
struct PaperPatch {
    owner: Option<Option<String>>,
    text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Desk, pk = "CARD#{id}", sk = "CARD")]
struct Card {
    id: u32,
    #[attr(unique)]
    number: String,
    text: String,
}

fn paper(name: &str, bytes: usize) -> Paper {
    Paper {
        folder: 1,
        name: name.to_owned(),
        owner: Some("o".to_owned()),
        day: 7,
        text: "x".repeat(bytes),
        thrown_away: None,
    }
}

fn card(id: u32, bytes: usize) -> Card {
    Card { id, number: format!("n{id}"), text: "x".repeat(bytes) }
}

/// Three papers and a card, and what is charged from then on.
async fn desk(target: &Target) -> Result<(Db<Desk>, Metered)> {
    let metered = Metered::new(target.backend());
    let db = Db::new(Arc::new(metered.clone())).named(target.table_name());
    db.ensure_table().await?;
    for (name, bytes) in [("a", 10), ("b", 5_000), ("c", 300_000)] {
        db.put(&paper(name, bytes)).await?;
    }
    db.create(&card(1, 20_000)).await?;
    metered.take();
    Ok((db, metered))
}

/// Explains a builder, awaits it, and requires that it was charged as explained.
macro_rules! assert_charged {
    ($metered:expr, $builder:expr) => {{
        let builder = $builder;
        let said = builder.explain()?;
        builder.await?;
        assert_within(&said, $metered.take());
    }};
}

pub async fn an_upsert_is_charged_as_explained(target: &Target) -> Result<()> {
    let (db, metered) = desk(target).await?;
    for upserted in [
        paper("new", 10),
        paper("a", 350_000),
        paper("c", 1),
        Paper { owner: Some("p".to_owned()), day: 8, ..paper("b", 9_000) },
        Paper { owner: None, ..paper("b", 1) },
    ] {
        assert_charged!(metered, db.upsert(&upserted));
    }
    assert_charged!(metered, db.upsert(&paper("c", 1)).keeping(|p| &p.text).returning_new());
    Ok(())
}

pub async fn an_edit_is_charged_as_explained(target: &Target) -> Result<()> {
    type Change = fn(&mut Paper);
    let (db, metered) = desk(target).await?;
    let changes: [(&str, Change); 5] = [
        ("a", |paper| paper.text = "y".repeat(200_000)),
        ("b", |paper| paper.owner = Some("p".to_owned())),
        ("b", |paper| (paper.owner, paper.day) = (None, 9)),
        ("c", |paper| paper.text.clear()),
        ("c", |_| {}),
    ];
    for (name, change) in changes {
        let stored = db.get(Paper::key(1, name)).await?.unwrap();
        metered.take();
        let edit = || {
            db.edit(Paper::key(1, name), |paper| {
                change(paper);
                Ok(())
            })
        };
        let said = edit().explain(&stored)?;
        edit().await?;
        assert_within(&said, metered.take());
    }
    Ok(())
}

pub async fn a_patch_is_charged_as_explained(target: &Target) -> Result<()> {
    let (db, metered) = desk(target).await?;
    for (name, patch) in [
        ("a", PaperPatch { text: Some("y".repeat(200_000)), ..PaperPatch::default() }),
        ("b", PaperPatch { owner: Some(Some("p".to_owned())), ..PaperPatch::default() }),
        ("c", PaperPatch { owner: Some(None), text: Some(String::new()) }),
        ("c", PaperPatch::default()),
    ] {
        assert_charged!(metered, db.patch(Paper::key(1, name), &patch));
    }
    Ok(())
}

pub async fn a_soft_deletion_and_its_end_are_charged_as_explained(target: &Target) -> Result<()> {
    let (db, metered) = desk(target).await?;
    for name in ["a", "b", "c"] {
        assert_charged!(metered, db.soft_delete(Paper::key(1, name)));
        assert_charged!(metered, db.restore(Paper::key(1, name)).returning_new());
    }
    Ok(())
}

pub async fn a_mixed_batch_is_charged_as_explained(target: &Target) -> Result<()> {
    let (db, metered) = desk(target).await?;
    db.soft_delete(Paper::key(1, "a")).await?;
    db.batch_write().put_all(&(0..110).map(|n| paper(&n.to_string(), 5_000)).collect::<Vec<_>>()).await?;
    metered.take();
    let many: Vec<_> = (0..110).map(|n| Paper::key(1, n.to_string())).collect();
    let few = || (Card::key(1), [Paper::key(1, "a"), Paper::key(1, "c")]);
    for consistent in [false, true] {
        let batch = db.batch_get_mixed((few(), many.clone()));
        let batch = if consistent { batch.consistent() } else { batch };
        let said = batch.explain()?;
        let ((card, papers), many) = batch.await?;
        assert_within(&said, metered.take());
        assert_eq!((card.is_some(), papers[0].is_some(), papers[1].is_some()), (true, false, true));
        assert!(many.iter().all(Option::is_some));
    }
    Ok(())
}

pub async fn a_read_by_a_unique_value_is_charged_as_explained(target: &Target) -> Result<()> {
    let (db, metered) = desk(target).await?;
    for (number, found) in [("n1", Some(card(1, 20_000))), ("n2", None)] {
        let get = db.get_unique(Card::unique_number(number));
        let mut said = get.explain()?;
        assert_eq!(get.await?, found);
        // No other program moves the value meanwhile.
        said.steps.retain(|step| step.each.is_none());
        assert_within(&said, metered.take());
    }
    Ok(())
}

pub async fn a_parallel_scan_is_charged_as_explained(target: &Target) -> Result<()> {
    let (db, metered) = desk(target).await?;
    let papers: Vec<Paper> = (0..60).map(|folder| Paper { folder, ..paper("p", 2_000) }).collect();
    db.batch_write().put_all(&papers).await?;
    metered.take();
    for consistent in [false, true] {
        let scan = if consistent { db.scan::<Paper>().consistent() } else { db.scan::<Paper>() };
        let scan = scan.parallel(3);
        let said = scan.explain()?;
        assert_eq!(scan.all().await?.len(), 63);
        assert_eq!(said.steps.len(), 3);
        assert_within(&said, metered.take());
    }
    let of_keys = db.scan::<Paper>().through(Paper::ON_DAY).parallel(2);
    let (said, found) = (of_keys.explain()?, of_keys.count().await?);
    assert_eq!(found, 63);
    assert_within(&said, metered.take());
    Ok(())
}
