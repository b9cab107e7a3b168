//! Explanations of builders: what they say an operation costs at least and at most is what the backend charges.

use dynamo_model::builder::Check;
use dynamo_model::explain::Explanation;
use dynamo_model::request::{Capacity, CapacityKind, ConsumedCapacity, ReturnCapacity};
use dynamo_model::{Collection, Db, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "files")]
#[index(name = "gsi1")]
#[index(name = "gsi2", project(keys_only))]
#[index(name = "gsi3")]
enum Files {
    File(File),
    Folder(Folder),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Files, pk = "FILE#{folder}", sk = "{name}")]
#[access(name = of_folder)]
#[access(name = by_owner, index = gsi1, pk = "OWNER#{owner}", sk = "{name}")]
#[access(name = newest, index = gsi2, pk = "DAY#{day}", sk = "{name}", hydrate)]
struct File {
    folder: String,
    name: String,
    owner: String,
    day: u16,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Files, pk = "FOLDER#{path}", sk = "FOLDER")]
#[access(name = by_path, index = gsi3, pk = "PATH#{path}", sk = "FOLDER")]
struct Folder {
    path: String,
}

#[derive(Debug, Collection)]
#[collection(table = Files, pk = "FILE#{folder}", of(folder: String))]
struct InFolder {
    files: Vec<File>,
}

fn file(name: &str, bytes: usize) -> File {
    File {
        folder: "f".to_owned(),
        name: name.to_owned(),
        owner: "o".to_owned(),
        day: 7,
        text: "x".repeat(bytes),
    }
}

async fn filled(target: &Target) -> Result<Db<Files>> {
    let db = target.db::<Files>().await?;
    for (name, bytes) in [("a", 10), ("b", 5_000), ("c", 300_000)] {
        db.put(&file(name, bytes)).await?;
    }
    Ok(db)
}

/// Requires that what was charged is what was said.
#[track_caller]
pub(super) fn assert_within(said: &Explanation, charged: impl IntoIterator<Item = ConsumedCapacity>) {
    let charged: Capacity = charged.into_iter().map(|consumed| consumed.total).sum();
    let costs = || said.steps.iter().flat_map(|step| &step.costs);
    let (least, most) = (costs().map(|cost| cost.least).sum(), costs().map(|cost| cost.most).sum());
    assert!(
        !charged.is_zero() && charged >= least && charged <= most,
        "{charged} is charged, not as in\n{said}"
    );
}

pub async fn writes_cost_what_their_explanation_says(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    for put in [
        db.put(&file("a", 350_000)),
        db.put(&File { owner: "p".to_owned(), ..file("c", 1) }),
        db.put(&file("n", 1)),
    ] {
        let sent = put.request()?.with_capacity(ReturnCapacity::Total);
        assert_within(&put.explain()?, db.backend().put_item(sent).await?.consumed_capacity);
    }
    for name in ["a", "b"] {
        let update = db.update(File::key("f", name)).set(|f| f.owner.to("q"));
        let sent = update.request()?.with_capacity(ReturnCapacity::Total);
        assert_within(&update.explain()?, db.backend().update_item(sent).await?.consumed_capacity);
    }
    for name in ["a", "b", "none"] {
        let delete = db.delete(File::key("f", name));
        let sent = delete.request()?.with_capacity(ReturnCapacity::Total);
        assert_within(&delete.explain()?, db.backend().delete_item(sent).await?.consumed_capacity);
    }
    Ok(())
}

pub async fn reads_cost_what_their_explanation_says(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    for get in [
        db.get(File::key("f", "c")),
        db.get(File::key("f", "c")).consistent(),
        db.get(File::key("f", "none")),
    ] {
        let sent = get.request()?.with_capacity(ReturnCapacity::Total);
        assert_within(&get.explain()?, db.backend().get_item(sent).await?.consumed_capacity);
    }
    for query in [
        db.query(File::of_folder("f")).consistent().any_pattern(),
        db.query(File::of_folder("f")).page_size(1).any_pattern(),
        db.query(File::by_owner("o")).filter(|f| f.day.gt(9)).any_pattern(),
        db.query(File::of_folder("f")).limit(2).descending().any_pattern(),
    ] {
        let sent = query.request()?.with_capacity(ReturnCapacity::Total);
        assert_within(&query.explain()?, db.backend().query(sent).await?.consumed_capacity);
    }
    let scan = db.scan::<Files>();
    let sent = scan.request()?.with_capacity(ReturnCapacity::Total);
    assert_within(&scan.explain()?, db.backend().scan(sent).await?.consumed_capacity);
    Ok(())
}

pub async fn a_read_of_nothing_costs_the_least_that_is_said(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    let query = db.query(File::of_folder("none"));
    let sent = query.request()?.with_capacity(ReturnCapacity::Total);
    let charged = db.backend().query(sent).await?.consumed_capacity.map(|consumed| consumed.total);
    assert_eq!(charged, query.explain()?.steps[0].costs.first().map(|cost| cost.least));
    Ok(())
}

pub async fn a_page_costs_no_more_than_is_said_however_large_its_items_are(target: &Target) -> Result<()> {
    let db = target.db::<Files>().await?;
    // A page ends with the third: the first two are a byte less than 1 MB, and the third has as many bytes as it may.
    let name = "n".repeat(900);
    for (place, bytes) in [(1, 399_000), (2, 399_000), (3, 248_000), (4, 399_000), (5, 399_000)] {
        db.put(&file(&format!("{place}{name}"), bytes)).await?;
    }
    for query in [
        db.query(File::of_folder("f")).any_pattern(),
        db.query(File::of_folder("f")).consistent().any_pattern(),
        db.query(File::by_owner("o")).any_pattern(),
        db.query(File::of_folder("f")).limit(2).any_pattern(),
        db.query(File::by_owner("o")).limit(4).any_pattern(),
    ] {
        let sent = query.request()?.with_capacity(ReturnCapacity::Total);
        assert_within(&query.explain()?, db.backend().query(sent).await?.consumed_capacity);
    }
    let scan = db.scan::<Files>();
    let sent = scan.request()?.with_capacity(ReturnCapacity::Total);
    let charged = db.backend().scan(sent).await?.consumed_capacity;
    assert!(charged.as_ref().is_some_and(|charged| charged.total > Capacity::from_units(128)), "{charged:?}");
    assert_within(&scan.explain()?, charged);
    // An entry of keys alone is small, and so is what may cross the line.
    let keys = db.scan::<File>().through(File::NEWEST).page_size(1_000);
    let of_index = &keys.explain()?.steps[0].costs[0];
    assert_eq!(of_index.most, Capacity::from_halves(256 + 2));
    let sent = keys.request()?.with_capacity(ReturnCapacity::Total);
    assert_within(&keys.explain()?, db.backend().scan(sent).await?.consumed_capacity);
    let three = db.query(File::newest(7)).page_size(3).explain()?;
    assert_eq!(three.steps[0].costs[0].reason, "a page of at most 3 entries of 7 KB");
    Ok(())
}

pub async fn what_reads_on_by_itself_is_told_for_each_page(target: &Target) -> Result<()> {
    let db = target.db::<Files>().await?;
    for place in 1..=4 {
        db.put(&file(&place.to_string(), 399_000)).await?;
    }
    let files = || db.query(File::of_folder("f"));
    for said in [
        db.get_collection(InFolder::of("f")).explain()?,
        files().limit(25).explain()?,
        files().limit(2).filter(|f| f.day.gt(6)).explain()?,
        files().limit(2).page_size(1).explain()?,
        db.query(File::newest(7)).limit(2).explain()?,
        db.scan::<File>().limit(2).explain()?,
    ] {
        let step = &said.steps[0];
        assert_eq!((said.steps.len(), step.each), (1, Some("page")), "{said}");
        assert!(said.most(CapacityKind::Read).is_zero(), "how many pages there are is not known: {said}");
        let most = said.most_for_each(CapacityKind::Read);
        assert!(most.len() == 1 && !most[0].1.is_zero(), "{said}");
        assert!(
            said.to_string().lines().next().is_some_and(|line| line.ends_with(", for each page")),
            "{said}"
        );
    }
    // One request has these, or awaiting sends one only.
    for said in [
        files().limit(2).explain()?,
        db.get_collection(InFolder::of("f")).limit(2).explain()?,
        files().explain()?,
        db.query(File::of_folder("f").name("1")).limit(25).explain()?,
    ] {
        assert_eq!(said.steps[0].each, None, "{said}");
        assert!(!said.most(CapacityKind::Read).is_zero(), "{said}");
    }
    let collection = db.get_collection(InFolder::of("f"));
    let said = collection.explain()?;
    let (mut pages, mut start) = (0, None);
    loop {
        let mut sent = collection.request()?.with_capacity(ReturnCapacity::Total);
        sent.exclusive_start_key = start;
        let output = db.backend().query(sent).await?;
        assert_within(&said, output.consumed_capacity);
        pages += 1;
        start = output.last_evaluated_key;
        if start.is_none() {
            break;
        }
    }
    assert_eq!(pages, 2);
    assert_eq!(collection.await?.map(|all| all.files.len()), Some(4));
    Ok(())
}

pub async fn batches_and_transactions_cost_what_their_explanation_says(target: &Target) -> Result<()> {
    let db = filled(target).await?;
    let batch = db.batch_get(["a", "c", "none"].map(|name| File::key("f", name)));
    for sent in batch.requests()? {
        let output = db.backend().batch_get_item(sent.with_capacity(ReturnCapacity::Total)).await?;
        assert_within(&batch.explain()?, output.consumed_capacity);
    }
    let batch = db
        .batch_write()
        .put(&file("a", 2_000))
        .put(&Folder { path: "f".to_owned() })
        .delete(File::key("f", "c"));
    for sent in batch.requests()? {
        let output = db.backend().batch_write_item(sent.with_capacity(ReturnCapacity::Total)).await?;
        assert_within(&batch.explain()?, output.consumed_capacity);
    }
    let keys = (File::key("f", "a"), Folder::key("f"));
    let read = db.transact_get(keys);
    let sent = read.request::<Files>()?.with_capacity(ReturnCapacity::Total);
    assert_within(&read.explain::<Files>()?, db.backend().transact_get_items(sent).await?.consumed_capacity);
    let write = db
        .transact()
        .create(&file("d", 9_000))
        .delete(File::key("f", "a"))
        .check(Check::exists(Folder::key("f")));
    let sent = write.request()?.with_capacity(ReturnCapacity::Total);
    assert_within(&write.explain()?, db.backend().transact_write_items(sent).await?.consumed_capacity);
    Ok(())
}

pub async fn an_explanation_names_the_indexes_that_a_write_may_touch(target: &Target) -> Result<()> {
    let db = target.db::<Files>().await?;
    let touched = |said: &Explanation| -> Vec<Option<String>> {
        said.steps.iter().flat_map(|step| &step.costs).map(|cost| cost.index.clone()).collect()
    };
    let own = |names: &[&str]| -> Vec<Option<String>> {
        std::iter::once(None).chain(names.iter().map(|name| Some((*name).to_owned()))).collect()
    };
    assert_eq!(touched(&db.put(&file("a", 1)).explain()?), own(&["gsi1", "gsi2"]));
    assert_eq!(touched(&db.delete(Folder::key("f")).explain()?), own(&["gsi3"]));
    let most = db.put(&Folder { path: "f".to_owned() }).explain()?.most(CapacityKind::Write);
    assert_eq!(most, Capacity::from_units(1_200), "400 KB, and two entries of as much");
    // A hydrated query reads 100 entries of 6,160 bytes at the most, and as many entities of 400 KB, eventually consistent.
    let newest = db.query(File::newest(7)).explain()?.most(CapacityKind::Read);
    assert_eq!(newest, Capacity::from_halves(151 + 100 * 100));
    Ok(())
}
