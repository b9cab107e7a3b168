//! An access pattern reads whole entities, so its index must hold everything an entity is made of: one read with
//! attributes missing could be written back without them.

use super::super::message::{Mistake, about, equal};
use super::super::{
    AccessSchema, EntitySchema, FieldPlace, IndexSchema, KeyPair, ProjectionSchema, TableSchema,
};
use super::key_only;

pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    let included = match index.projection {
        ProjectionSchema::All => return None,
        ProjectionSchema::KeysOnly => &[] as &[&str],
        ProjectionSchema::Include(names) => names,
    };
    if table.entity_type.is_some() && matches!(index.projection, ProjectionSchema::KeysOnly) {
        let mistake = about(entity).text("index ").code(index.name).text(" does not hold the entity type");
        return Some(mistake.help(
            "declare the index with `project(include)` or `project(all)`, or add `hydrate` here to read the entities from the table",
        ));
    }
    let mut fields = entity.fields;
    let mut place = 0;
    while let [field, rest @ ..] = fields {
        if matches!(field.place, FieldPlace::Key)
            && !key_only::in_primary_key(entity, place)
            && !key_only::in_access(access, place)
        {
            let mistake = about(entity).text("index ").code(index.name).text(" does not hold field ");
            let mistake = mistake.code(field.name).text(", which lives in the key of another index only");
            return Some(
                mistake.help("remove `#[attr(key)]` from it, declare the index with `project(all)`, or add `hydrate` here to read the entities from the table"),
            );
        }
        if matches!(field.place, FieldPlace::Flattened) {
            let mistake =
                about(entity).text("index ").code(index.name).text(" may not hold all attributes of field ");
            let mistake = mistake.code(field.name).text(", which is flattened");
            return Some(mistake.help("declare the index with `project(all)`, do not flatten the field, or add `hydrate` here to read the entities from the table"));
        }
        if field.is_attribute()
            && !contains(included, field.attribute)
            && !wanted(table, index.name, field.attribute)
            && !is_key(&table.key, field.attribute)
            && !is_key(&index.key, field.attribute)
        {
            let mistake = about(entity).text("index ").code(index.name).text(" does not hold ");
            let mistake = mistake.code(field.attribute).text(", which is part of the entity");
            return Some(
                mistake.help("add it to `project(…)` here, declare the index with `project(all)`, or add `hydrate` here to read the entities from the table"),
            );
        }
        fields = rest;
        place += 1;
    }
    None
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
