//! Vector indexes as they come, are described, and go.

use dynamo_model::Result;
use dynamo_model::request::{
    BillingMode, Distance, IndexProjection, KeyKind, TableStatus, Throughput, UpdateTable, VectorIndex,
};

use super::{INDEX, by_colour, equal, indexed, names, near, paint, vector};
use crate::Target;
use crate::kit::{eventually, key, refused};
use crate::target::plain;

pub async fn a_description_shows_vector_indexes_as_they_were_defined(target: &Target) -> Result<()> {
    let include = IndexProjection::Include(vec!["name".to_owned()]);
    let full = by_colour(Distance::DotProduct)
        .with_partition("shelf")
        .with_filter("kind")
        .with_filter("year")
        .with_projection(include);
    let bare = VectorIndex::new("bare", "colour", 2, Distance::Euclidean);
    let table = target
        .create(|name| {
            plain(name, KeyKind::S)
                .with_attribute("shelf", KeyKind::S)
                .with_attribute("kind", KeyKind::B)
                .with_attribute("year", KeyKind::N)
                .with_vector_index(full.clone())
                .with_vector_index(bare.clone())
        })
        .await?;
    let mut described = table.describe_table((&table).into()).await?;
    described.vector_indexes.sort_by(|one, other| other.definition.name.cmp(&one.definition.name));
    let [by_colour, other] = &described.vector_indexes[..] else { panic!("{described:?}") };
    assert_eq!((&by_colour.definition, &other.definition), (&full, &bare));
    assert_eq!((by_colour.status, by_colour.backfilling), (TableStatus::Active, false));
    assert_eq!(by_colour.arn, format!("{}/index/{INDEX}", described.arn));
    assert_eq!(described.attributes.len(), 5);
    Ok(())
}

pub async fn an_added_vector_index_finds_the_items_that_were_there(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all((1..=60).map(|n| paint(&format!("{n:02}"), vector([n, 0])))).await?;
    let mut shelved = paint("61", vector([0, 0]));
    shelved.insert("shelf", "top");
    table.put(shelved).await?;
    let index = by_colour(Distance::Euclidean).with_filter("shelf");
    let add = UpdateTable::new(&table).creating_vector_index(index).with_attribute("shelf", KeyKind::S);
    table.update_table(add).await?;
    eventually!(table.search_vectors(near(&table, [0.0, 0.0])).await.is_ok());
    assert_eq!(names(&table, near(&table, [0.0, 0.0]).with_top_k(3)).await?, ["61", "01", "02"]);
    let top = near(&table, [0.0, 0.0]).with_condition(equal("shelf", "top"));
    assert_eq!(names(&table, top).await?, ["61"]);
    table.put(paint("62", vector([1, 1]))).await?;
    table.delete(key("a", "01")).await?;
    assert_eq!(names(&table, near(&table, [0.0, 0.0]).with_top_k(2)).await?, ["61", "62"]);
    Ok(())
}

pub async fn a_deleted_vector_index_is_not_searched_and_may_come_back_otherwise(
    target: &Target,
) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Euclidean).with_filter("kind")).await?;
    table.put(paint("1", vector([1, 0]))).await?;
    table.update_table(UpdateTable::new(&table).deleting_vector_index(INDEX)).await?;
    eventually!(table.search_vectors(near(&table, [0.0, 0.0])).await.is_err());
    let error = refused(table.search_vectors(near(&table, [0.0, 0.0])).await);
    assert_eq!(error.message(), "The table does not have the specified index: by-colour");
    eventually!(table.describe_table((&table).into()).await?.vector_indexes.is_empty());
    let described = table.describe_table((&table).into()).await?;
    assert_eq!(described.attributes.len(), 2, "nothing needs the type of a filter any more");

    // Nothing is said of vectors any more.
    table.put(paint("2", "blue")).await?;
    table.put(paint("3", vector([1, 2, 3]))).await?;
    let wider = VectorIndex::new(INDEX, "colour", 3, Distance::Cosine);
    table.update_table(UpdateTable::new(&table).creating_vector_index(wider)).await?;
    eventually!(table.search_vectors(near(&table, [1.0, 0.0, 0.0])).await.is_ok());
    assert_eq!(names(&table, near(&table, [1.0, 0.0, 0.0])).await?, ["3"]);
    Ok(())
}

pub async fn a_table_becomes_on_demand_with_its_first_vector_index(target: &Target) -> Result<()> {
    let provisioned = BillingMode::Provisioned(Throughput { read: 1, write: 1 });
    let table = target.create(|name| plain(name, KeyKind::S).with_billing(provisioned)).await?;
    let both = UpdateTable::new(&table)
        .with_billing(BillingMode::OnDemand)
        .creating_vector_index(by_colour(Distance::Euclidean));
    table.update_table(both).await?;
    eventually!(table.search_vectors(near(&table, [0.0, 0.0])).await.is_ok());
    assert_eq!(table.describe_table((&table).into()).await?.billing, BillingMode::OnDemand);
    Ok(())
}
