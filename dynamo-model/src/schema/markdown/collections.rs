//! Which entities lie together, in what order.

use std::fmt;

use super::cells::{code, section};
use crate::schema::{KeyTemplates, Piece, TableSchema, Template};

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
