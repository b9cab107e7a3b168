//! A key attribute can belong to the table and to indexes at once; its templates must then agree.

use super::super::message::{Mistake, about, equal, none_of};
use super::super::template::same;
use super::super::{AccessSchema, EntitySchema, IndexSchema, KeyAttribute, TableSchema, Template};

pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    none_of!(all_agree(entity, access.pk, index.key.pk, table, index.name));
    all_agree(entity, access.sk, index.key.sk, table, index.name)
}

const fn all_agree(
    entity: &EntitySchema,
    templates: &[Template],
    attributes: &[KeyAttribute],
    table: &TableSchema,
    index: &str,
) -> Option<Mistake> {
    let (mut templates, mut attributes) = (templates, attributes);
    while let ([template, templates_left @ ..], [attribute, attributes_left @ ..]) = (templates, attributes) {
        none_of!(agrees(entity, template, attribute, table, index));
        templates = templates_left;
        attributes = attributes_left;
    }
    None
}

const fn agrees(
    entity: &EntitySchema,
    template: &Template,
    attribute: &KeyAttribute,
    table: &TableSchema,
    index: &str,
) -> Option<Mistake> {
    if let Some(other) = entity.key().of_attribute(&table.key, attribute.name) {
        none_of!(same_text(entity, template, other, attribute));
    }
    let mut accesses = entity.accesses;
    while let [first, rest @ ..] = accesses {
        if let Some(name) = first.index
            && !equal(name, index)
            && let Some(other_index) = table.index(name)
            && let Some(other) = first.key().of_attribute(&other_index.key, attribute.name)
        {
            none_of!(same_text(entity, template, other, attribute));
        }
        accesses = rest;
    }
    None
}

const fn same_text(
    entity: &EntitySchema,
    template: &Template,
    other: &Template,
    attribute: &KeyAttribute,
) -> Option<Mistake> {
    if same(template, other) {
        return None;
    }
    let mistake = about(entity).text("key attribute ").code(attribute.name);
    let mistake = mistake.text(" is \"").text(template.text).text("\" here and \"").text(other.text);
    let mistake = mistake.text("\" in another key, and an item has one value for it");
    Some(mistake.help("write the same template in both places"))
}
