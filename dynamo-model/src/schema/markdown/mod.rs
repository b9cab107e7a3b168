//! The design as a document: which pattern reads what, by which key.

mod attributes;
mod cells;
mod collections;
mod types;
mod unique;
mod vectors;

use std::fmt::{self, Write as _};

use super::{AccessSchema, EntitySchema, KeyAttribute, KeyAttributes, KeyTemplates, TableSchema, Template};
use crate::request::IndexProjection;
use cells::{code, codes, head, row};

impl TableSchema {
    /// Writes the design as Markdown: the keys of table and indexes, and a row for every entity, access pattern and collection
    /// that the table lists. Below them, vector indexes, item collections that several entities share, every attribute with its rules and what the library does with
    /// it, unique values, and what documents and enums are stored as.
    ///
    /// A test that compares it with a checked-in file keeps a document current that is made of the types alone.
    ///
    /// ```
    /// # use dynamo_model::{Collection, Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Table)]
    /// #[table(name = "shop", collections(Orders))]
    /// #[index(name = "gsi1")]
    /// enum Shop { Order(Order) }
    ///
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
    /// struct Order { id: String, customer: Option<String>, day: String, #[attr(range = 1..=100)] total: u32 }
    ///
    /// #[derive(Collection)]
    /// #[collection(table = Shop, index = gsi1, pk = "CUSTOMER#{customer}", of(customer: String))]
    /// struct Orders { orders: Vec<Order> }
    ///
    /// let document = Shop::SCHEMA.to_markdown();
    /// assert!(document.contains("| `gsi1` | `gsi1pk` (S) | `gsi1sk` (S) | all attributes |"));
    /// assert!(document.contains("| `Order` | `by_customer` | `gsi1`, if it has `customer` | `gsi1pk` = `CUSTOMER#{customer}` | `gsi1sk` = `{day}` | all attributes |"));
    /// assert!(document.contains("| `Order` | `Orders` | `gsi1` | `gsi1pk` = `CUSTOMER#{customer}` |  | all attributes |"));
    /// assert!(document.contains("| `Order` | `total` | `u32` | `range = 1..=100` |"));
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.write_markdown(&mut text);
        text
    }

    fn write_markdown(&self, text: &mut String) -> fmt::Result {
        writeln!(text, "# `{}`\n", self.name)?;
        if let Some(attribute) = self.entity_type {
            writeln!(text, "`{attribute}` says which entity an item is.")?;
        }
        if let Some(attribute) = self.revision {
            writeln!(text, "`{attribute}` says which revision of its entity an item is of.")?;
        }
        if let Some(attribute) = self.ttl {
            writeln!(text, "`{attribute}` holds the time an item expires.")?;
        }
        head(text, &["", "partition key", "sort key", "holds"])?;
        row(text, &["the table".to_owned(), declared(self.key.pk), declared(self.key.sk), ALL.to_owned()])?;
        for index in self.indexes.iter().filter(|index| index.vector.is_none()) {
            let (pk, sk) = (declared(index.key.pk), declared(index.key.sk));
            row(text, &[code(index.name), pk, sk, self.held(Some(index.name))])?;
        }
        head(text, &["entity", "pattern", "reads", "partition key", "sort key", "gets"])?;
        for entity in self.entities {
            self.write_entity(text, entity)?;
        }
        for collection in self.collections {
            collections::write_declared(text, self, collection)?;
        }
        vectors::write(text, self)?;
        collections::write(text, self)?;
        attributes::write(text, self)?;
        unique::write(text, self)?;
        types::write(text, self)
    }

    fn write_entity(&self, text: &mut String, entity: &EntitySchema) -> fmt::Result {
        let key = Keys { key: &self.key, made: entity.key() };
        let gets = ALL.to_owned();
        write_pattern(text, [code(entity.rust_name), code("key"), "the table".to_owned()], &key, gets)?;
        for access in entity.accesses {
            let index = access.index.and_then(|name| self.index(name));
            let key = index.map_or(&self.key, |index| &index.key);
            let reads =
                index.map_or_else(|| "the table".to_owned(), |index| code(index.name)) + &sparse(access);
            let reads = reads + &spread(access.pk);
            let key = Keys { key, made: access.key() };
            let names = [code(entity.rust_name), code(access.name), reads];
            write_pattern(text, names, &key, self.got(access))?;
        }
        Ok(())
    }

    /// Says what a pattern gets.
    fn got(&self, access: &AccessSchema) -> String {
        let held = self.held(access.index);
        match access.view {
            Some(view) => format!("{held}, as {}", code(view)),
            None if access.index.is_some_and(|index| self.is_hydrated(index)) => {
                held + ", then the items themselves"
            }
            None => held,
        }
    }

    /// Says what an index holds; without one, the table.
    fn held(&self, index: Option<&str>) -> String {
        let Some(index) = index.and_then(|name| self.index(name)) else { return ALL.to_owned() };
        match self.projection(index) {
            IndexProjection::All => ALL.to_owned(),
            IndexProjection::KeysOnly => "keys".to_owned(),
            IndexProjection::Include(names) => {
                format!("keys, {}", codes(names.iter().map(String::as_str)))
            }
        }
    }
}

const ALL: &str = "all attributes";

/// A key, and the templates that make it.
struct Keys<'s> {
    key: &'s KeyAttributes,
    made: KeyTemplates<'s>,
}

fn write_pattern(text: &mut String, names: [String; 3], key: &Keys<'_>, gets: String) -> fmt::Result {
    let [entity, pattern, reads] = names;
    let (pk, sk) = (conditions(key.key.pk, key.made.pk), conditions(key.key.sk, key.made.sk));
    row(text, &[entity, pattern, reads, pk, sk, gets])
}

/// Says which fields an item must have to be in the index of a pattern.
fn sparse(access: &AccessSchema) -> String {
    let mut names: Vec<String> = Vec::new();
    for part in access.key().fields().filter(|part| part.optional) {
        let name = code(part.name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { String::new() } else { format!(", if it has {}", names.join(" and ")) }
}

/// Says how many partitions are read.
fn spread(pk: &[Template]) -> String {
    let shards = pk.iter().find_map(Template::shards);
    shards.map(|shards| format!(", in {} shards", shards.count)).unwrap_or_default()
}

fn declared(attributes: &[KeyAttribute]) -> String {
    let one = |attribute: &KeyAttribute| format!("{} ({})", code(attribute.name), attribute.kind.as_str());
    attributes.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn conditions(attributes: &[KeyAttribute], made: &[Template]) -> String {
    let one = |(attribute, template): (&KeyAttribute, &Template)| {
        format!("{} = {}", code(attribute.name), code(template.text))
    };
    attributes.iter().zip(made).map(one).collect::<Vec<_>>().join(", ")
}
