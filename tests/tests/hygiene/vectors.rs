//! Vectors, and what searches filter by: documented, of a generic entity, and without the prelude.

#![no_implicit_prelude]

use ::dynamo_model::search::IntoSearch as _;
use ::dynamo_model::{Entity, Table, Vector};
use ::serde::{Deserialize, Serialize};
use ::std::assert_eq;
use ::std::fmt::Debug;
use ::std::option::Option;
use ::std::string::String;

/// A table.
#[derive(Debug, Table)]
#[table(name = "vectors")]
#[index(name = "gsi1")]
#[vector_index(name = "by_meaning", vector = "embedding", dimensions = 2, distance = cosine, filter("_type", language, kind))]
pub enum Vectors {
    /// Has a payload.
    Text(Text<u8>),
    /// Has none.
    Sound(Sound),
}

/// A generic entity.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Vectors, pk = "TEXT#{id}", sk = "TEXT")]
#[access(name = like, index = by_meaning, filter(language, r#type))]
pub struct Text<T> {
    /// Which one.
    pub id: u32,
    /// Filtered by.
    pub language: String,
    /// Not the tag.
    #[serde(rename = "kind")]
    r#type: String,
    /// Compared.
    pub embedding: Option<Vector<2>>,
    /// Something.
    pub payload: T,
}

/// An entity that is read from the table.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Vectors, pk = "SOUND#{id}", sk = "SOUND")]
#[access(name = by_name, index = gsi1, pk = "NAME#{name}", sk = "{id}")]
#[access(name = like, index = by_meaning, hydrate)]
pub struct Sound {
    /// Which one.
    pub id: u32,
    /// What it is called.
    pub name: String,
    /// Compared.
    pub embedding: Vector<2>,
}

#[test]
fn searches_are_made_without_the_prelude() {
    let question = Vector::new([0.5, 1.0]).unwrap();
    let search = Text::<u8>::like().near(&question).filter(|t| t.language.eq("en").and(t.r#type.eq("poem")));
    assert_eq!(search.request().unwrap().top_k, 10);
    assert_eq!(Sound::like().near(&question).request().unwrap().index, "by_meaning");
}
