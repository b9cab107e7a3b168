//! Whether a shard spreads anything: its number is made of the primary key, and must differ within a partition.

use super::super::message::{Mistake, about};
use super::super::{EntitySchema, Piece, Template};

pub(super) const fn check(entity: &EntitySchema, partition: &[Template]) -> Option<Mistake> {
    let mut sharded = partition;
    while let [template, rest @ ..] = sharded {
        if template.shards().is_some() && is_sharded(rest) {
            let mistake =
                about(entity).text("a second shard in \"").text(template.text).text("\" and behind it");
            return Some(mistake.help("leave one `{shard(…)}`; an item is in one shard"));
        }
        if template.shards().is_some() {
            return check_spread(entity, template, partition);
        }
        sharded = rest;
    }
    None
}

const fn is_sharded(templates: &[Template]) -> bool {
    let mut templates = templates;
    while let [template, rest @ ..] = templates {
        if template.shards().is_some() {
            return true;
        }
        templates = rest;
    }
    false
}

const fn check_spread(entity: &EntitySchema, template: &Template, partition: &[Template]) -> Option<Mistake> {
    if has_other_field(&entity.pk, partition) {
        return None;
    }
    if let Some(sk) = &entity.sk
        && has_other_field(sk, partition)
    {
        return None;
    }
    let mistake = about(entity).text("all items under one value of \"").text(template.text);
    let mistake = mistake.text("\" would be in the same shard, which is made of the primary key");
    Some(mistake.help("remove `{shard(…)}`, or name a field in the primary key that is not in this template"))
}

/// Whether a template of the primary key has a field that the partition key has not.
const fn has_other_field(template: &Template, partition: &[Template]) -> bool {
    let mut pieces = template.pieces;
    while let [first, rest @ ..] = pieces {
        if let Piece::Field(part) = first
            && !super::super::key::any_has(partition, part.field)
        {
            return true;
        }
        pieces = rest;
    }
    false
}
