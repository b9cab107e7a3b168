//! Vector indexes: what searches find, whatever was written before, and what becomes of them on disk.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::collections::BTreeMap;
use std::path::Path;

use dynamo_lmdb::{Lmdb, Options, Simulation};
use dynamo_model::Backend;
use dynamo_model::expr::{Condition, Path as Attribute, Projection};
use dynamo_model::request::{
    CreateTable, DeleteItem, Distance, KeyKind, KeySchema, PutItem, SearchVectors, VectorIndex,
};
use dynamo_model::value::{Item, Number, Value};
use proptest::prelude::*;

#[path = "support/raw.rs"]
mod raw;

const DISTANCES: [Distance; 3] = [Distance::Cosine, Distance::DotProduct, Distance::Euclidean];

fn paints() -> CreateTable {
    let table = CreateTable::new("paints", KeySchema::new("id"))
        .with_attribute("id", KeyKind::N)
        .with_attribute("shelf", KeyKind::N)
        .with_attribute("kind", KeyKind::S);
    DISTANCES.into_iter().fold(table, |table, distance| {
        let index = VectorIndex::new(distance.as_str(), "colour", 3, distance);
        table.with_vector_index(index.with_partition("shelf").with_filter("kind"))
    })
}

/// A paint of whole numbers: sums of their products are exact in any order.
#[derive(Clone, Debug)]
struct Paint {
    colour: [i8; 3],
    shelf: Option<u8>,
    kind: Option<bool>,
}

impl Paint {
    fn item(&self, id: u8) -> Item {
        let mut item = Item::from_iter([("id", u32::from(id))]);
        item.insert("colour", Value::L(self.colour.map(|element| i32::from(element).into()).to_vec()));
        self.shelf.iter().for_each(|shelf| item.insert("shelf", u32::from(*shelf)));
        self.kind.iter().for_each(|oil| item.insert("kind", if *oil { "oil" } else { "water" }));
        item
    }

    fn score(&self, distance: Distance, wanted: [i8; 3]) -> f64 {
        let pairs = || self.colour.iter().zip(wanted).map(|(a, b)| (f64::from(*a), f64::from(b)));
        let product: f64 = pairs().map(|(a, b)| a * b).sum();
        match distance {
            Distance::DotProduct => product,
            Distance::Euclidean => pairs().map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt(),
            Distance::Cosine => {
                let squares: [f64; 2] =
                    [pairs().map(|(a, _)| a * a).sum(), pairs().map(|(_, b)| b * b).sum()];
                if squares.contains(&0.0) { 1.0 } else { 1.0 - product / (squares[0] * squares[1]).sqrt() }
            }
        }
    }
}

fn paint() -> impl Strategy<Value = Paint> {
    (prop::array::uniform3(-5_i8..5), prop::option::weighted(0.9, 0..2_u8), any::<Option<bool>>())
        .prop_map(|(colour, shelf, kind)| Paint { colour, shelf, kind })
}

/// Requires that a search finds what a look at every paint finds; equal scores may come in any order.
async fn agree(db: &Lmdb, paints: &BTreeMap<u8, Paint>, wanted: [i8; 3], kind: Option<bool>, top: u32) {
    for distance in DISTANCES {
        let mut condition = Condition::eq(Attribute::attribute("shelf"), 1);
        if let Some(oil) = kind {
            let kind = if oil { "oil" } else { "water" };
            condition = condition.and(Condition::eq(Attribute::attribute("kind"), kind));
        }
        let search = SearchVectors::new("paints", distance.as_str(), wanted.map(f32::from));
        let search = search.with_condition(condition).with_top_k(top);
        let found = db.search_vectors(search).await.unwrap().results;
        let is_meant =
            |paint: &&Paint| paint.shelf == Some(1) && kind.is_none_or(|kind| paint.kind == Some(kind));
        let mut scores: Vec<f64> =
            paints.values().filter(is_meant).map(|paint| paint.score(distance, wanted)).collect();
        scores.sort_by(|one, other| distance.best_first(*one, *other));
        scores.truncate(top as usize);
        assert_eq!(found.len(), scores.len(), "{distance:?}");
        for (found, expected) in found.iter().zip(scores) {
            let close = (found.score - expected).abs() < 1e-5;
            assert!(close, "{distance:?}: {} instead of {expected}", found.score);
            let id = found.item.get("id").and_then(|id| id.as_n()).and_then(Number::to_u64).unwrap();
            let own = paints[&(id as u8)].score(distance, wanted);
            assert!((found.score - own).abs() < 1e-5, "{distance:?}, paint {id}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_search_finds_what_a_look_at_every_item_finds(
        writes in prop::collection::vec((0..20_u8, prop::option::weighted(0.8, paint())), 1..60),
        wanted in prop::array::uniform3(-5_i8..5),
        kind in any::<Option<bool>>(),
        top in 1..8_u32,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let db = Lmdb::temporary().unwrap();
            db.create_table(paints()).await.unwrap();
            let mut paints = BTreeMap::new();
            for (id, paint) in writes {
                match paint {
                    Some(paint) => {
                        db.put_item(PutItem::new("paints", paint.item(id))).await.unwrap();
                        paints.insert(id, paint);
                    }
                    None => {
                        let key = Item::from_iter([("id", u32::from(id))]);
                        db.delete_item(DeleteItem::new("paints", key)).await.unwrap();
                        paints.remove(&id);
                    }
                }
            }
            agree(&db, &paints, wanted, kind, top).await;
            let verified = db.verify().unwrap();
            assert!(verified.is_sound(), "{:?}", verified.problems);
        });
    }
}

fn simple() -> CreateTable {
    CreateTable::new("paints", KeySchema::new("id"))
        .with_attribute("id", KeyKind::S)
        .with_vector_index(VectorIndex::new("by-colour", "colour", 2, Distance::Euclidean))
}

fn coloured(id: &str, colour: [i32; 2]) -> Item {
    let mut item = Item::from_iter([("id", id)]);
    item.insert("colour", Value::L(colour.map(Value::from).to_vec()));
    item
}

async fn found(db: &Lmdb) -> Vec<String> {
    let search = SearchVectors::new("paints", "by-colour", [0.0, 0.0]);
    let found = db.search_vectors(search).await.unwrap().results;
    found.iter().map(|found| found.item.get("id").and_then(|id| id.as_s()).unwrap().to_owned()).collect()
}

async fn filled(path: &Path) -> Lmdb {
    let db = Lmdb::open(path).unwrap();
    db.create_table(simple()).await.unwrap();
    for (id, colour) in [("b", [2, 0]), ("a", [1, 0])] {
        db.put_item(PutItem::new("paints", coloured(id, colour))).await.unwrap();
    }
    db
}

#[tokio::test]
async fn a_vector_index_is_there_after_closing_and_in_a_backup() {
    let directory = tempfile::tempdir().unwrap();
    let db = filled(&directory.path().join("db")).await;
    db.backup(directory.path().join("copy")).unwrap();
    let described = db.describe_table("paints".into()).await.unwrap();
    drop(db);
    for name in ["db", "copy"] {
        let db = Lmdb::open(directory.path().join(name)).unwrap();
        assert_eq!(found(&db).await, ["a", "b"], "{name}");
        assert_eq!(db.describe_table("paints".into()).await.unwrap(), described);
        assert!(db.verify().unwrap().is_sound());
        db.put_item(PutItem::new("paints", coloured("c", [0, 0]))).await.unwrap();
        assert_eq!(found(&db).await, ["c", "a", "b"]);
    }
}

#[tokio::test]
async fn a_database_gets_another_format_with_its_first_vector_index() {
    let directory = tempfile::tempdir().unwrap();
    let format = || {
        u32::from_le_bytes(raw::rows(directory.path(), Some("meta"))[&b"format"[..]][..].try_into().unwrap())
    };
    drop(Lmdb::open(directory.path()).unwrap());
    assert_eq!(format(), 2);
    drop(filled(directory.path()).await);
    assert_eq!(format(), 3);
    let db = Lmdb::open(directory.path()).unwrap();
    db.delete_table("paints".into()).await.unwrap();
    drop(db);
    assert_eq!(format(), 3);
}

#[tokio::test]
async fn elements_that_are_no_numbers_are_refused_before_their_number_is() {
    let db = Lmdb::temporary().unwrap();
    db.create_table(simple()).await.unwrap();
    for element in [f32::NAN, f32::INFINITY] {
        let error =
            db.search_vectors(SearchVectors::new("paints", "by-colour", [element])).await.unwrap_err();
        assert_eq!(
            error.message(),
            "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point \
             number attribute"
        );
    }
}

#[tokio::test]
async fn equal_scores_always_come_in_the_same_order() {
    let db = Lmdb::temporary().unwrap();
    db.create_table(simple()).await.unwrap();
    for id in 0..20 {
        db.put_item(PutItem::new("paints", coloured(&format!("{id}"), [1, 0]))).await.unwrap();
    }
    let all = found(&db).await;
    for _ in 0..5 {
        assert_eq!(found(&db).await, all);
    }
    let search = SearchVectors::new("paints", "by-colour", [0.0, 0.0]).with_top_k(3);
    let search = search.with_projection(Projection::from_iter(["id"]));
    let three = db.search_vectors(search).await.unwrap().results;
    assert!(
        three.iter().zip(&all).all(|(found, id)| found.item.get("id").and_then(|id| id.as_s()) == Some(id))
    );
}

#[tokio::test]
async fn a_search_may_lag_behind_writes_if_it_is_to() {
    let db = Options::temporary().simulate(Simulation::seeded(1).index_lag(1.0)).open().unwrap();
    db.create_table(simple()).await.unwrap();
    for id in 0..9 {
        db.put_item(PutItem::new("paints", coloured(&format!("{id}"), [id, 0]))).await.unwrap();
    }
    assert!(found(&db).await.len() < 9);
}
