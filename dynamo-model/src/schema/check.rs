//! The checks between an entity and its table, and between the entities of a table. They run while the user's
//! program compiles: a failed one is a compile error with both names in it.

use super::ambiguity::check_text;
use super::message::{Message, about, equal};
use super::overlap::overlap;
use super::template::same;
use super::{
    AccessSchema, EntitySchema, FieldSchema, IndexSchema, KeyAttribute, KeyPair, ProjectionSchema,
    TableSchema, Template,
};
use crate::request::KeyKind;

/// Checks an entity against its table. The entity derive calls it in a constant.
pub const fn check_entity(entity: &EntitySchema, table: &TableSchema) {
    if let Some(tag) = table.entity_type
        && let Some((_, field)) = entity.stored_as(tag)
    {
        about(entity)
            .text("field ")
            .code(field.name)
            .text(" is stored as ")
            .code(tag)
            .text(", the entity-type attribute of ")
            .code(table.rust_name)
            .text("; rename one of them")
            .stop()
    }
    check_pair(entity, &entity.pk, entity.sk.as_ref(), &table.key, "the table");
    let mut accesses = entity.accesses;
    while let [access, rest @ ..] = accesses {
        if let Some(name) = access.index {
            let Some(index) = table.index(name) else { no_such_index(entity, access, name, table) };
            check_pair(entity, &access.pk, access.sk.as_ref(), &index.key, name);
            check_shared(entity, access, index, table);
            check_readable(entity, index, table);
        }
        accesses = rest;
    }
}

/// Checks that no two entities of a table share a tag or a primary key. The table derive calls it in a constant.
pub const fn check_table(table: &TableSchema) {
    let mut entities = table.entities;
    while let [first, rest @ ..] = entities {
        let mut others = rest;
        while let [second, tail @ ..] = others {
            check_tags(first, second, table);
            check_collision(first, second, table);
            others = tail;
        }
        entities = rest;
    }
}

const fn no_such_index(entity: &EntitySchema, access: &AccessSchema, name: &str, table: &TableSchema) -> ! {
    let mut message = about(entity)
        .text("access pattern ")
        .code(access.name)
        .text(" names index ")
        .code(name)
        .text(", which table ")
        .code(table.rust_name)
        .text(" does not declare; ");
    if table.indexes.is_empty() {
        message = message.text("help: add `#[index(name = \"").text(name).text("\")]` to the table");
    } else {
        message = message.text("help: its indexes are");
        let mut indexes = table.indexes;
        while let [index, rest @ ..] = indexes {
            message = message.text(" ").code(index.name);
            indexes = rest;
        }
    }
    message.stop()
}

const fn check_pair(
    entity: &EntitySchema,
    pk: &Template,
    sk: Option<&Template>,
    key: &KeyPair,
    place: &'static str,
) {
    check_template(entity, pk, &key.pk);
    match (sk, &key.sk) {
        (Some(template), Some(attribute)) => check_template(entity, template, attribute),
        (None, None) => {}
        (None, Some(attribute)) => about(entity)
            .text("no sort key for ")
            .code(place)
            .text(", whose sort key attribute is ")
            .code(attribute.name)
            .text("; help: add `sk = \"…\"`")
            .stop(),
        (Some(template), None) => about(entity)
            .text("sort key template \"")
            .text(template.text)
            .text("\" for ")
            .code(place)
            .text(", which has no sort key; help: remove it, or declare the sort key on the table")
            .stop(),
    }
}

const fn check_template(entity: &EntitySchema, template: &Template, attribute: &KeyAttribute) {
    match attribute.kind {
        KeyKind::S => check_text(entity, template),
        KeyKind::N => match template.only_field() {
            Some(part) if part.shape.number => {}
            _ => wrong_kind(entity, template, attribute, "one integer or `Number` field, as in \"{count}\""),
        },
        KeyKind::B => match template.only_field() {
            Some(part) if part.shape.binary => {}
            _ => wrong_kind(entity, template, attribute, "one `Binary` field, as in \"{digest}\""),
        },
    }
    if let Some((place, field)) = entity.stored_as(attribute.name) {
        check_natural(entity, template, attribute, place, field);
    }
}

const fn wrong_kind(entity: &EntitySchema, template: &Template, attribute: &KeyAttribute, wants: &str) -> ! {
    about(entity)
        .text("template \"")
        .text(template.text)
        .text("\" does not fit key attribute ")
        .code(attribute.name)
        .text(" of type ")
        .text(attribute.kind.as_str())
        .text(", which takes ")
        .text(wants)
        .stop()
}

/// A field stored under the name of a key attribute *is* that key attribute: the template must say just that.
const fn check_natural(
    entity: &EntitySchema,
    template: &Template,
    attribute: &KeyAttribute,
    place: usize,
    field: &FieldSchema,
) {
    let fits = match template.only_field() {
        Some(part) if part.field == place => match attribute.kind {
            KeyKind::S => part.shape.natural,
            KeyKind::N | KeyKind::B => true,
        },
        _ => false,
    };
    if !fits {
        about(entity)
            .text("field ")
            .code(field.name)
            .text(" is stored as ")
            .code(attribute.name)
            .text(", which is a key attribute here with template \"")
            .text(template.text)
            .text("\"; help: write the template as \"{")
            .text(field.name)
            .text("}\" if the field's text is the key, or mark the field `#[attr(key)]` so that it lives in the key only")
            .stop()
    }
}

/// A key attribute can belong to the table and to indexes at once; its templates must then agree.
const fn check_shared(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
) {
    check_agrees(entity, &access.pk, &index.key.pk, table, index.name);
    if let (Some(template), Some(attribute)) = (&access.sk, &index.key.sk) {
        check_agrees(entity, template, attribute, table, index.name);
    }
}

const fn check_agrees(
    entity: &EntitySchema,
    template: &Template,
    attribute: &KeyAttribute,
    table: &TableSchema,
    index: &str,
) {
    if let Some(other) = template_of(&entity.pk, entity.sk.as_ref(), &table.key, attribute.name) {
        must_be_same(entity, template, other, attribute);
    }
    let mut accesses = entity.accesses;
    while let [first, rest @ ..] = accesses {
        if let Some(name) = first.index
            && !equal(name, index)
            && let Some(other_index) = table.index(name)
            && let Some(other) = template_of(&first.pk, first.sk.as_ref(), &other_index.key, attribute.name)
        {
            must_be_same(entity, template, other, attribute);
        }
        accesses = rest;
    }
}

const fn template_of<'a>(
    pk: &'a Template,
    sk: Option<&'a Template>,
    key: &KeyPair,
    attribute: &str,
) -> Option<&'a Template> {
    if equal(key.pk.name, attribute) {
        return Some(pk);
    }
    match &key.sk {
        Some(own) if equal(own.name, attribute) => sk,
        _ => None,
    }
}

const fn must_be_same(
    entity: &EntitySchema,
    template: &Template,
    other: &Template,
    attribute: &KeyAttribute,
) {
    if !same(template, other) {
        about(entity)
            .text("key attribute ")
            .code(attribute.name)
            .text(" is \"")
            .text(template.text)
            .text("\" in one place and \"")
            .text(other.text)
            .text("\" in another; an item has one value for it, so write the same template")
            .stop()
    }
}

/// An access pattern reads whole entities, so its index must hold every attribute the entity cannot do without.
const fn check_readable(entity: &EntitySchema, index: &IndexSchema, table: &TableSchema) {
    let included = match index.projection {
        ProjectionSchema::All => return,
        ProjectionSchema::KeysOnly => &[] as &[&str],
        ProjectionSchema::Include(names) => names,
    };
    let mut fields = entity.fields;
    while let [field, rest @ ..] = fields {
        if field.is_attribute()
            && !field.optional
            && !contains(included, field.attribute)
            && !wanted(table, index.name, field.attribute)
            && !is_key(&table.key, field.attribute)
            && !is_key(&index.key, field.attribute)
        {
            about(entity)
                .text("index ")
                .code(index.name)
                .text(" does not hold ")
                .code(field.attribute)
                .text(", without which the entity cannot be read; help: add it to `project(…)` or use `project(all)`")
                .stop()
        }
        fields = rest;
    }
}

const fn wanted(table: &TableSchema, index: &str, attribute: &str) -> bool {
    let mut entities = table.entities;
    while let [entity, rest @ ..] = entities {
        if let Some(access) = entity.on_index(index)
            && contains(access.project, attribute)
        {
            return true;
        }
        entities = rest;
    }
    false
}

const fn is_key(key: &KeyPair, attribute: &str) -> bool {
    equal(key.pk.name, attribute)
        || match &key.sk {
            Some(sk) => equal(sk.name, attribute),
            None => false,
        }
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut names = names;
    while let [first, rest @ ..] = names {
        if equal(first, name) {
            return true;
        }
        names = rest;
    }
    false
}

const fn check_tags(first: &EntitySchema, second: &EntitySchema, table: &TableSchema) {
    if table.entity_type.is_some() && equal(first.tag, second.tag) {
        Message::new()
            .text("entities ")
            .code(first.rust_name)
            .text(" and ")
            .code(second.rust_name)
            .text(" of table ")
            .code(table.rust_name)
            .text(" share the entity tag ")
            .code(first.tag)
            .text("; help: give one of them `#[entity(tag = \"…\")]`")
            .stop()
    }
}

const fn check_collision(first: &EntitySchema, second: &EntitySchema, table: &TableSchema) {
    if !overlap(&table.key.pk, &first.pk, &second.pk)
        || acknowledged(table, first.rust_name, second.rust_name)
    {
        return;
    }
    if let (Some(left), Some(right), Some(attribute)) = (&first.sk, &second.sk, &table.key.sk)
        && !overlap(attribute, left, right)
    {
        return;
    }
    let mut message = Message::new()
        .text("entities ")
        .code(first.rust_name)
        .text(" and ")
        .code(second.rust_name)
        .text(" of table ")
        .code(table.rust_name)
        .text(" can have the same primary key: ");
    message = key_text(message, first).text(" and ");
    message = key_text(message, second);
    message
        .text("; help: begin one sort key with a literal of its own, or acknowledge the pair with `#[table(overlap(")
        .text(first.rust_name)
        .text(", ")
        .text(second.rust_name)
        .text("))]`")
        .stop()
}

const fn key_text(message: Message, entity: &EntitySchema) -> Message {
    let message = message.text("(\"").text(entity.pk.text).text("\"");
    match &entity.sk {
        Some(sk) => message.text(", \"").text(sk.text).text("\")"),
        None => message.text(")"),
    }
}

const fn acknowledged(table: &TableSchema, first: &str, second: &str) -> bool {
    let mut pairs = table.overlaps;
    while let [(a, b), rest @ ..] = pairs {
        if (equal(a, first) && equal(b, second)) || (equal(a, second) && equal(b, first)) {
            return true;
        }
        pairs = rest;
    }
    false
}
