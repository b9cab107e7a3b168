//! Tables that are there already: what `ensure_table` makes of them, and that tables are made as they are declared.

use std::collections::BTreeSet;
use std::sync::Arc;

use dynamo_model::request::{CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema};
use dynamo_model::{Db, Result, Table};

use super::model::{Archive, Chat, Library};
use crate::Target;
use crate::kit::refused;

/// Makes the table of a design by hand, but for a change, and hands it out as if it were that of the design.
async fn found<T: Table>(target: &Target, change: impl FnOnce(&mut CreateTable)) -> Result<Db<T>> {
    let name = target.table_name();
    let mut request = T::SCHEMA.create_table(&name);
    change(&mut request);
    // A key that is gone leaves no definitions of its attributes behind.
    let indexes = request.global_indexes.iter().chain(&request.local_indexes).map(|index| &index.key);
    let keys = indexes.chain([&request.key]).flat_map(KeySchema::attributes);
    let named: BTreeSet<String> = keys.map(str::to_owned).collect();
    request.attributes.retain(|attribute| named.contains(&attribute.name));
    target.backend().create_table(request).await?;
    Ok(Db::new(Arc::clone(target.backend())).named(name))
}

/// Requires that a table with a change is refused, for the reason given.
async fn assert_refused<T: Table>(
    target: &Target,
    change: impl FnOnce(&mut CreateTable),
    what: &str,
) -> Result<()> {
    let db = found::<T>(target, change).await?;
    let error = refused(db.ensure_table().await);
    assert!(error.is_validation(), "{error:?}");
    let table = db.table_name();
    assert_eq!(
        error.message(),
        format!("table `{table}` exists, but {what}; change the declaration or use another table")
    );
    Ok(())
}

/// The index of that name.
fn index<'r>(request: &'r mut CreateTable, name: &str) -> &'r mut IndexDefinition {
    let mut indexes = request.global_indexes.iter_mut().chain(&mut request.local_indexes);
    indexes.find(|index| index.name == name).unwrap()
}

fn include(names: &[&str]) -> IndexProjection {
    IndexProjection::Include(names.iter().map(|name| (*name).to_owned()).collect())
}

pub async fn ensure_table_refuses_a_table_with_other_keys(target: &Target) -> Result<()> {
    let unsorted = |request: &mut CreateTable| {
        request.key = KeySchema::new("pk");
        request.local_indexes.clear();
    };
    assert_refused::<Chat>(target, unsorted, "its key is pk").await?;
    let inverted = |request: &mut CreateTable| request.key = KeySchema::new("sk").with_sort("pk");
    assert_refused::<Library>(target, inverted, "its key is sk, pk").await?;
    let of_another_type = |request: &mut CreateTable| {
        let pages = request.attributes.iter_mut().find(|attribute| attribute.name == "pages");
        pages.unwrap().kind = KeyKind::S;
    };
    assert_refused::<Library>(target, of_another_type, "its key attribute `pages` is not of type N").await
}

pub async fn ensure_table_refuses_a_table_with_other_indexes(target: &Target) -> Result<()> {
    let without = |request: &mut CreateTable| request.global_indexes.retain(|index| index.name != "by_shelf");
    assert_refused::<Library>(target, without, "it has no index `by_shelf`").await?;
    let without_local = |request: &mut CreateTable| request.local_indexes.clear();
    assert_refused::<Chat>(target, without_local, "it has no index `by_sender`").await?;
    let has_another_key = "its index `by_shelf` has another key";
    let unsorted = |request: &mut CreateTable| index(request, "by_shelf").key = KeySchema::new("shelf");
    assert_refused::<Library>(target, unsorted, has_another_key).await?;
    let inverted = |request: &mut CreateTable| {
        index(request, "by_shelf").key = KeySchema::new("pages").with_sort("shelf");
    };
    assert_refused::<Library>(target, inverted, has_another_key).await?;
    let local = |request: &mut CreateTable| {
        let elsewhere = KeySchema::new("pk").with_sort("text");
        index(request, "by_sender").key = elsewhere;
        let definition = request.attributes.iter().find(|attribute| attribute.name == "sender");
        let mut definition = definition.unwrap().clone();
        definition.name = "text".to_owned();
        request.attributes.push(definition);
    };
    assert_refused::<Chat>(target, local, "its index `by_sender` has another key").await
}

pub async fn ensure_table_refuses_indexes_that_hold_less(target: &Target) -> Result<()> {
    for projection in [IndexProjection::KeysOnly, include(&["_type", "title", "copies"])] {
        let less = |request: &mut CreateTable| index(request, "by_shelf").projection = projection;
        assert_refused::<Library>(target, less, "its index `by_shelf` holds fewer attributes").await?;
    }
    for projection in [IndexProjection::KeysOnly, include(&["_type", "title", "copies", "tags", "pages"])] {
        let less = |request: &mut CreateTable| index(request, "gsi1").projection = projection;
        assert_refused::<Library>(target, less, "its index `gsi1` holds fewer attributes").await?;
    }
    let local = |request: &mut CreateTable| index(request, "by_sender").projection = include(&["text"]);
    assert_refused::<Chat>(target, local, "its index `by_sender` holds fewer attributes").await
}

pub async fn ensure_table_takes_a_table_that_has_more(target: &Target) -> Result<()> {
    let more = |request: &mut CreateTable| {
        index(request, "by_shelf").projection = IndexProjection::All;
        let another = IndexDefinition::new("another", KeySchema::new("sk"));
        request.global_indexes.push(another);
    };
    let db = found::<Library>(target, more).await?;
    assert_eq!(db.ensure_table().await?.global_indexes.len(), 4);
    let reordered = |request: &mut CreateTable| {
        let IndexProjection::Include(names) = &mut index(request, "by_shelf").projection else {
            panic!("it is declared so")
        };
        names.push("author_name".to_owned());
        names.reverse();
        request.global_indexes.reverse();
    };
    found::<Library>(target, reordered).await?.ensure_table().await?;
    let whole = |request: &mut CreateTable| index(request, "by_title").projection = include(&["text"]);
    found::<Archive>(target, whole).await?.ensure_table().await.map(drop)
}

pub async fn a_table_is_made_with_the_projections_that_are_declared(target: &Target) -> Result<()> {
    assert_eq!(
        projections::<Library>(target).await?,
        [
            ("by_shelf".to_owned(), include(&["_type", "copies", "tags", "title"])),
            ("gsi1".to_owned(), IndexProjection::All),
            ("inverted".to_owned(), IndexProjection::All),
        ]
    );
    assert_eq!(
        projections::<Archive>(target).await?,
        [
            ("by_day".to_owned(), include(&["_type", "day", "id", "subject"])),
            ("by_title".to_owned(), IndexProjection::KeysOnly),
        ]
    );
    assert_eq!(projections::<Chat>(target).await?, [("by_sender".to_owned(), IndexProjection::All)]);
    Ok(())
}

/// What is described of the indexes of a table that is made, in the order of their names, and of those of attributes.
async fn projections<T: Table>(target: &Target) -> Result<Vec<(String, IndexProjection)>> {
    let db = target.db::<T>().await?;
    let described = db.backend().describe_table(db.table_name().clone()).await?;
    let globals = described.global_indexes.into_iter().map(|index| index.definition);
    let all = globals.chain(described.local_indexes.into_iter().map(|index| index.definition));
    let mut projections: Vec<_> = all.map(|index| (index.name, index.projection)).collect();
    projections.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (_, projection) in &mut projections {
        if let IndexProjection::Include(names) = projection {
            names.sort_unstable();
        }
    }
    Ok(projections)
}
