//! Rules, computed fields, enums and flattened structs, without the prelude, by raw names and with the crate renamed.

#![no_implicit_prelude]

use ::serde::{Deserialize, Serialize};
use ::std::option::Option::{self, None, Some};
use ::std::result::Result;
use ::std::string::String;
use ::std::vec::Vec;

use self::inner::model::{Document, Entity, KeyPart, Record as _, Table};

mod inner {
    pub(super) use ::dynamo_model as model;
}

/// A table.
#[derive(Debug, Table)]
#[table(name = "fields", crate = crate::fields::inner::model)]
#[index(name = "gsi1", sk = none)]
pub enum Fields {
    /// A thing.
    Thing(::std::boxed::Box<Thing>),
}

/// A thing.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[entity(table = Fields, pk = "THING#{id}", sk = "{type}", crate = crate::fields::inner::model)]
#[access(name = by_size, index = gsi1, pk = "{size}")]
pub struct Thing {
    /// Its number.
    #[attr(generated)]
    pub id: Id,
    /// Its type, which is in its key only.
    #[attr(key, length = 1..=8, check = self::lowercase)]
    pub r#type: String,
    /// How wide it is.
    #[attr(range = 1..)]
    pub r#in: u32,
    /// How high it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// How large it is.
    #[attr(computed(size, from(r#in, height)))]
    size: Option<u32>,
    /// What it is called, in small letters.
    #[attr(computed(self::lower, from(name)))]
    r#fn: String,
    name: String,
    /// What it is made of.
    pub made_of: Material,
    /// Where it is.
    #[serde(flatten)]
    pub r#where: Place,
    tags: Vec<Nothing>,
}

/// A place.
#[derive(Debug, Serialize, Deserialize, Document)]
#[document(crate = crate::fields::inner::model)]
pub struct Place {
    /// The room.
    pub r#mod: u32,
}

/// What things are made of.
#[derive(Debug, Serialize, Deserialize, Document)]
#[serde(tag = "type")]
#[document(crate = crate::fields::inner::model)]
pub enum Material {
    /// Wood.
    Wood {
        /// From which tree.
        tree: String,
    },
    /// Iron.
    Iron,
}

#[derive(Debug, Serialize, Deserialize, Document)]
#[document(crate = crate::fields::inner::model)]
enum Nothing {}

/// A number.
#[derive(Debug, Serialize, Deserialize, KeyPart)]
#[key_part(generate, crate = crate::fields::inner::model)]
pub struct Id(Number);

/// The number in it.
#[derive(Debug, Serialize, Deserialize, KeyPart)]
#[key_part(crate = crate::fields::inner::model)]
pub struct Number(u32);

impl inner::model::key::Generate for Number {
    fn generate() -> Self {
        Self(7)
    }

    fn is_nil(&self) -> bool {
        self.0 == 0
    }
}

fn lowercase(text: &str) -> Result<(), &'static str> {
    match text == text.to_lowercase() {
        true => Result::Ok(()),
        false => Result::Err("it has capitals"),
    }
}

fn size(width: &u32, height: &Option<u32>) -> Option<u32> {
    height.as_ref().map(|height| width * height)
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

#[test]
fn what_fields_say_needs_no_names_of_others() {
    use ::dynamo_model::builder::Update;
    use ::dynamo_model::key::Generate as _;

    let thing = Thing {
        id: Id::generate(),
        r#type: ::std::string::ToString::to_string("box"),
        r#in: 2,
        height: Some(3),
        size: None,
        r#fn: String::new(),
        name: ::std::string::ToString::to_string("Box"),
        made_of: Material::Iron,
        r#where: Place { r#mod: 1 },
        tags: Vec::new(),
    };
    let item = thing.to_item().ok();
    let json = item.map(|item| item.to_dynamodb_json()).unwrap_or_default();
    ::std::assert!(json.contains(r#""size":{"N":"6"},"fn":{"S":"box"}"#), "{json}");
    let update = Update::new(Thing::key(thing.id, "box"))
        .set(|thing| thing.by_size(4_u32, None))
        .set(|thing| thing.r#where.r#mod.to(2))
        .set(|thing| thing.name.to("Crate"))
        .only_if(|thing| thing.made_of.is(MaterialTag::Wood));
    ::std::assert!(update.request().is_ok());
}
