//! Which entities lie together, in what order.

use std::fmt;

use super::cells::{code, codes, section};
use super::{Keys, spread, write_pattern};
use crate::schema::{CollectionSchema, KeyTemplates, Piece, TableSchema, Template};

/// Writes the row of a collection, among those of access patterns.
pub(super) fn write_declared(
    text: &mut String,
    table: &TableSchema,
    collection: &CollectionSchema,
) -> fmt::Result {
    let access = &collection.access;
    let index = access.index.and_then(|name| table.index(name));
    let reads = index.map_or_else(|| "the table".to_owned(), |index| code(index.name)) + &spread(access.pk);
    let key = Keys { key: index.map_or(&table.key, |index| &index.key), made: access.key() };
    let members = collection.members.iter().enumerate().map(|(place, member)| match collection.view(place) {
        Some(view) => format!("{} as {}", code(member.rust_name), code(view.rust_name)),
        None => code(member.rust_name),
    });
    let others = collection.other.then(|| "others".to_owned());
    let members: Vec<String> = members.chain(others).collect();
    let names = [members.join(", "), code(collection.rust_name), reads];
    write_pattern(text, names, &key, got(table, collection))
}

/// Says what a collection gets: if every member is a view, what those have.
fn got(table: &TableSchema, collection: &CollectionSchema) -> String {
    let index = collection.access.index;
    if index.is_some_and(|index| table.is_hydrated(index)) {
        return table.held(index) + ", then the items themselves";
    }
    let mut paths: Vec<String> = Vec::new();
    for (place, member) in collection.members.iter().enumerate() {
        let Some(view) = collection.view(place).filter(|_| !collection.other && !member.upgrades()) else {
            return table.held(index);
        };
        for path in view.fields.iter().map(|field| field.path(member).to_string()) {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }
    codes(paths.iter().map(String::as_str))
}

/// Writes the item collections that several entities share.
pub(super) fn write(text: &mut String, table: &TableSchema) -> fmt::Result {
    let on_table = table.entities.iter().map(|entity| Member { entity: entity.rust_name, key: entity.key() });
    let mut rows = shared("the table", on_table);
    for index in table.indexes.iter().filter(|index| index.vector.is_none()) {
        let members = table.entities.iter().filter_map(|entity| {
            let access = entity.on_index(index.name)?;
            Some(Member { entity: entity.rust_name, key: access.key() })
        });
        rows.extend(shared(&code(index.name), members));
    }
    section(text, "Item collections", ["of", "partition", "entities, by sort key"], &rows)
}

/// An entity, and the key it has in a table or index.
struct Member<'s> {
    entity: &'s str,
    key: KeyTemplates<'s>,
}

fn shared<'s>(place: &str, members: impl Iterator<Item = Member<'s>>) -> Vec<[String; 3]> {
    let mut collections: Vec<(String, Vec<Member<'s>>)> = Vec::new();
    for member in members {
        let partition = outline(member.key.pk);
        match collections.iter_mut().find(|(other, _)| *other == partition) {
            Some((_, together)) => together.push(member),
            None => collections.push((partition, vec![member])),
        }
    }
    collections.retain(|(_, together)| together.len() > 1);
    let row = |(partition, mut together): (String, Vec<Member<'_>>)| {
        together.sort_by_key(|member| outline(member.key.sk));
        let entities: Vec<String> = together.iter().map(Member::written).collect();
        [place.to_owned(), code(&partition), entities.join(", ")]
    };
    collections.into_iter().map(row).collect()
}

impl Member<'_> {
    fn written(&self) -> String {
        let sort_key: Vec<&str> = self.key.sk.iter().map(|template| template.text).collect();
        match sort_key.as_slice() {
            [] => code(self.entity),
            parts => format!("{} at {}", code(self.entity), code(&parts.join(", "))),
        }
    }
}

/// Templates without the names of their fields.
fn outline(templates: &[Template]) -> String {
    let one = |template: &Template| -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Literal(literal) => (*literal).to_owned(),
            Piece::Field(_) => "…".to_owned(),
            Piece::Shard(shards) => format!("(one of {} shards)", shards.count),
        };
        template.pieces.iter().map(piece).collect()
    };
    templates.iter().map(one).collect::<Vec<_>>().join(", ")
}
