//! Whether a shard spreads anything: its number is made of the primary key, and must differ within a partition.

use super::super::message::{Mistake, about};
use super::super::{EntitySchema, Piece, Template};

pub(super) const fn check(entity: &EntitySchema, template: &Template) -> Option<Mistake> {
    if template.shards().is_none() || has_other_field(&entity.pk, template) {
        return None;
    }
    if let Some(sk) = &entity.sk
        && has_other_field(sk, template)
    {
        return None;
    }
    let mistake = about(entity).text("all items under one value of \"").text(template.text);
    let mistake = mistake.text("\" would be in the same shard, which is made of the primary key");
    Some(mistake.help("remove `{shard(…)}`, or name a field in the primary key that is not in this template"))
}

/// Whether a template of the primary key has a field that the sharded one has not.
const fn has_other_field(template: &Template, sharded: &Template) -> bool {
    let mut pieces = template.pieces;
    while let [first, rest @ ..] = pieces {
        if let Piece::Field(part) = first
            && !sharded.has(part.field)
        {
            return true;
        }
        pieces = rest;
    }
    false
}
