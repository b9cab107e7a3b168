//! What searches find, in which order, and what they return of it.

use dynamo_model::Result;
use dynamo_model::expr::{Path, Projection, Update};
use dynamo_model::request::{Distance, IndexProjection};
use dynamo_model::value::{Item, Number, Value};

use super::{by_colour, indexed, names, near, paint, search, vector};
use crate::kit::{item, key, numbers};
use crate::{Target, TestTable};

async fn found_by(target: &Target, distance: Distance) -> Result<Vec<(String, f64)>> {
    let table = indexed(target, by_colour(distance)).await?;
    table
        .put_all([
            paint("far", vector([30, 0])),
            paint("slanted", vector([1, 1])),
            paint("opposite", vector([-1, 0])),
        ])
        .await?;
    let found = search(&table, near(&table, [1.0, 0.0])).await?;
    Ok(found
        .iter()
        .map(|found| (found.item.get("sk").and_then(|sk| sk.as_s()).unwrap().to_owned(), found.score))
        .collect())
}

#[track_caller]
fn about(found: &[(String, f64)], expected: &[(&str, f64)]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((name, score), (expected_name, expected_score)) in found.iter().zip(expected) {
        assert_eq!(name, expected_name, "{found:?}");
        assert!((score - expected_score).abs() < 1e-4, "{name}: {score}");
    }
}

pub async fn by_cosine_the_same_direction_is_best_however_far(target: &Target) -> Result<()> {
    let found = found_by(target, Distance::Cosine).await?;
    about(&found, &[("far", 0.0), ("slanted", 0.2929), ("opposite", 2.0)]);
    assert_eq!((found[0].1, found[2].1), (0.0, 2.0), "exactly");
    Ok(())
}

pub async fn by_euclidean_distance_the_nearest_is_best(target: &Target) -> Result<()> {
    about(
        &found_by(target, Distance::Euclidean).await?,
        &[("slanted", 1.0), ("opposite", 2.0), ("far", 29.0)],
    );
    Ok(())
}

pub async fn by_dot_product_the_largest_is_best(target: &Target) -> Result<()> {
    about(
        &found_by(target, Distance::DotProduct).await?,
        &[("far", 30.0), ("slanted", 1.0), ("opposite", -1.0)],
    );
    Ok(())
}

pub async fn a_vector_of_zeros_is_at_one_from_every_direction(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    table.put_all([paint("zero", vector([0, 0])), paint("east", vector([5, 0]))]).await?;
    let scores = |found: Vec<dynamo_model::request::Found>| -> Vec<f64> {
        found.iter().map(|found| found.score).collect()
    };
    assert_eq!(scores(search(&table, near(&table, [1.0, 0.0])).await?), [0.0, 1.0]);
    assert_eq!(scores(search(&table, near(&table, [0.0, 0.0])).await?), [1.0, 1.0]);
    Ok(())
}

/// Puts paints along a line, the first the nearest to the origin.
async fn lined_up(target: &Target, number: i32) -> Result<TestTable> {
    let table = indexed(target, by_colour(Distance::Euclidean)).await?;
    table.put_all((1..=number).map(|n| paint(&format!("{n:03}"), vector([n, 0])))).await?;
    Ok(table)
}

pub async fn a_search_finds_as_many_as_it_asks_for_or_all_there_are(target: &Target) -> Result<()> {
    let table = lined_up(target, 12).await?;
    let origin = || near(&table, [0.0, 0.0]);
    assert_eq!(names(&table, origin().with_top_k(2)).await?, ["001", "002"]);
    assert_eq!(names(&table, origin()).await?.len(), 10, "unless it says so");
    assert_eq!(names(&table, origin().with_top_k(100)).await?.len(), 12);
    assert_eq!(names(&table, near(&table, [13.0, 0.0]).with_top_k(2)).await?, ["012", "011"]);
    Ok(())
}

pub async fn a_search_of_an_empty_index_finds_nothing(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    table.put(key("a", "colourless")).await?;
    assert_eq!(search(&table, near(&table, [1.0, 0.0])).await?, []);
    Ok(())
}

pub async fn writes_move_items_into_about_and_out_of_a_vector_index(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Euclidean)).await?;
    let found = || names(&table, near(&table, [0.0, 0.0]));
    table.put_all([paint("1", vector([1, 0])), paint("2", vector([2, 0])), key("a", "3")]).await?;
    assert_eq!(found().await?, ["1", "2"]);
    table.update(key("a", "1"), Update::new().set("colour", vector([9, 0]))).await?;
    assert_eq!(found().await?, ["2", "1"]);
    let element = Path::attribute("colour").index(0);
    table.update(key("a", "1"), Update::new().set(element, 1)).await?;
    assert_eq!(found().await?, ["1", "2"]);
    table.update(key("a", "1"), Update::new().remove("colour")).await?;
    assert_eq!(found().await?, ["2"]);
    table.update(key("a", "3"), Update::new().set("colour", vector([0, 0]))).await?;
    assert_eq!(found().await?, ["3", "2"]);
    table.delete(key("a", "3")).await?;
    table.put(key("a", "2")).await?;
    assert_eq!(found().await?, [""; 0]);
    Ok(())
}

pub async fn a_search_returns_everything_but_the_vector(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Euclidean)).await?;
    let mut oil = paint("1", vector([1, 0]));
    oil.insert("name", "ochre");
    oil.insert("sizes", numbers(["1", "2.5"]));
    table.put(oil.clone()).await?;
    let found = search(&table, near(&table, [1.0, 0.0])).await?;
    oil.remove("colour");
    assert_eq!(found[0].item, oil);
    Ok(())
}

pub async fn a_search_returns_what_its_projection_names_and_the_index_holds(target: &Target) -> Result<()> {
    let include = IndexProjection::Include(vec!["name".to_owned()]);
    let table = indexed(target, by_colour(Distance::Euclidean).with_projection(include)).await?;
    let mut oil = paint("1", vector([1, 0]));
    oil.insert("name", "ochre");
    oil.insert("price", 3);
    table.put(oil).await?;
    let found = async |projection: Option<&[&str]>| -> Result<Item> {
        let mut request = near(&table, [1.0, 0.0]);
        request.projection = projection.map(|names| Projection::from_iter(names.iter().copied()));
        Ok(search(&table, request).await?.swap_remove(0).item)
    };
    assert_eq!(found(None).await?, item! { "pk": "a", "sk": "1", "name": "ochre" });
    assert_eq!(found(Some(&["name", "price"])).await?, item! { "name": "ochre" }, "no error either");
    assert_eq!(found(Some(&["sk", "colour"])).await?, item! { "sk": "1", "colour": vector([1, 0]) });
    Ok(())
}

pub async fn an_index_of_keys_returns_keys_and_what_searches_are_narrowed_by(target: &Target) -> Result<()> {
    let index = by_colour(Distance::Euclidean).with_filter("kind").with_projection(IndexProjection::KeysOnly);
    let table = indexed(target, index).await?;
    let mut oil = paint("1", vector([1, 0]));
    oil.insert("kind", "oil");
    oil.insert("name", "ochre");
    table.put(oil).await?;
    let found = search(&table, near(&table, [1.0, 0.0])).await?;
    assert_eq!(found[0].item, item! { "pk": "a", "sk": "1", "kind": "oil" });
    let named = near(&table, [1.0, 0.0]).with_projection(Projection::from_iter(["colour", "name"]));
    let found = search(&table, named).await?;
    assert_eq!(found[0].item, item! { "colour": vector([1, 0]) }, "and the vector, if it is named");
    Ok(())
}

pub async fn a_vector_is_returned_as_the_index_holds_it_if_it_is_named(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Euclidean)).await?;
    let exact = Number::parse("0.12345678901234567890123").unwrap();
    let colour = Value::L(vec![exact.into(), 2.into()]);
    table.put(paint("1", colour.clone())).await?;
    let request = near(&table, [0.0, 0.0]).with_projection(Projection::from_iter(["colour"]));
    let found = search(&table, request).await?.swap_remove(0);
    let elements = found.item.get("colour").and_then(|colour| colour.as_l()).unwrap();
    let elements: Vec<f32> = elements.iter().map(|element| element.as_n().unwrap().to_f32()).collect();
    assert_eq!(elements, [0.123_456_79, 2.0]);
    assert_ne!(
        found.item.get("colour"),
        paint("1", colour.clone()).get("colour"),
        "without the other digits"
    );
    assert_eq!(table.get(key("a", "1")).await?, Some(paint("1", colour)), "the table keeps every digit");
    Ok(())
}

pub async fn several_indexes_may_be_of_one_vector(target: &Target) -> Result<()> {
    let by_angle = dynamo_model::request::VectorIndex::new("by-angle", "colour", 2, Distance::Cosine);
    let table = target
        .create(|name| {
            crate::target::plain(name, dynamo_model::request::KeyKind::S)
                .with_vector_index(by_colour(Distance::Euclidean))
                .with_vector_index(by_angle)
        })
        .await?;
    table.put_all([paint("near", vector([1, 1])), paint("along", vector([9, 0]))]).await?;
    assert_eq!(names(&table, near(&table, [1.0, 0.0])).await?, ["near", "along"]);
    let by_angle = dynamo_model::request::SearchVectors::new(&table, "by-angle", [1.0, 0.0]);
    assert_eq!(names(&table, by_angle).await?, ["along", "near"]);
    Ok(())
}
