//! Vector indexes: what is in them, what searches find, what is refused.

pub mod capacity;
pub mod conditions;
pub mod definitions;
pub mod lifecycle;
pub mod refusals;
pub mod search;
pub mod writes;

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Path};
use dynamo_model::request::{Distance, Found, KeyKind, SearchVectors, VectorIndex};
use dynamo_model::value::{Item, Value};

use crate::kit::item;
use crate::target::plain;
use crate::{Target, TestTable};

/// The index that most claims are about.
const INDEX: &str = "by-colour";

/// Describes it: two dimensions of the attribute `colour`.
fn by_colour(distance: Distance) -> VectorIndex {
    VectorIndex::new(INDEX, "colour", 2, distance)
}

/// Makes a table with one vector index, whose schema's attributes are strings.
async fn indexed(target: &Target, index: VectorIndex) -> Result<TestTable> {
    let names: Vec<String> = index.schema.attributes().map(str::to_owned).collect();
    let with_kinds = |table| {
        names.iter().fold(table, |table: dynamo_model::request::CreateTable, name| {
            table.with_attribute(name.as_str(), KeyKind::S)
        })
    };
    target.create(|name| with_kinds(plain(name, KeyKind::S)).with_vector_index(index)).await
}

/// Makes an item with a vector.
fn paint(sk: &str, colour: impl Into<Value>) -> Item {
    item! { "pk": "a", "sk": sk, "colour": colour }
}

/// Makes a vector of whole numbers.
fn vector<const N: usize>(elements: [i32; N]) -> Value {
    Value::L(elements.map(Value::from).to_vec())
}

fn near<const N: usize>(table: &TestTable, colour: [f32; N]) -> SearchVectors {
    SearchVectors::new(table, INDEX, colour)
}

fn equal(name: &str, value: impl Into<Value>) -> Condition {
    Condition::eq(Path::attribute(name), value)
}

async fn search(table: &TestTable, request: SearchVectors) -> Result<Vec<Found>> {
    Ok(table.search_vectors(request).await?.results)
}

/// Searches, and returns the sort keys of what is found, the best first.
async fn names(table: &TestTable, request: SearchVectors) -> Result<Vec<String>> {
    let found = search(table, request).await?;
    let name = |found: &Found| found.item.get("sk").and_then(|sk| sk.as_s()).unwrap_or_default().to_owned();
    Ok(found.iter().map(name).collect())
}
