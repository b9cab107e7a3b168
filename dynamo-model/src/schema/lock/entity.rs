use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::describe::{part, values};
use super::entries::Entries;
use super::joined;
use super::managed::{Role, managed};
use super::types::Types;
use crate::schema::{AccessSchema, EntitySchema, KeyTemplates, TableSchema, Template};

/// What the items of one entity depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LockedEntity {
    pub(super) tag: String,
    /// What is written; entities without revisions write the first.
    pub(super) revision: u32,
    pub(super) oldest_revision: u32,
    pub(super) key: LockedTemplates,
    /// By index.
    pub(super) indexes: BTreeMap<String, LockedTemplates>,
    /// What each attribute holds, by its name.
    pub(super) attributes: BTreeMap<String, String>,
    /// What the guards of each constraint are made of, by the beginning of their keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) unique: BTreeMap<String, String>,
    /// What the library keeps in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) managed: BTreeMap<Role, String>,
}

/// The templates of a key, and the form of each part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LockedTemplates {
    pub(super) pk: String,
    pub(super) sk: Option<String>,
    pub(super) parts: Vec<String>,
}

impl LockedEntity {
    pub(super) fn of(entity: &EntitySchema, table: &TableSchema, types: &Types) -> Self {
        let (oldest, current) =
            entity.revisions.map_or((1, 1), |revisions| (revisions.oldest, revisions.current));
        let on_index = |access: &'static AccessSchema| {
            let templates = LockedTemplates::of(entity, access.key(), types);
            Some((access.index?.to_owned(), templates))
        };
        Self {
            tag: entity.tag.to_owned(),
            revision: current,
            oldest_revision: oldest,
            key: LockedTemplates::of(entity, entity.key(), types),
            indexes: entity.accesses.iter().filter_map(on_index).collect(),
            attributes: Entries { types, arguments: entity.arguments, ttl: table.ttl }.of(entity.fields),
            unique: entity
                .unique
                .iter()
                .map(|unique| (unique.prefix.to_owned(), values(entity, unique, types)))
                .collect(),
            managed: managed(entity),
        }
    }

    /// The templates of all its keys.
    pub(super) fn templates(&self) -> impl Iterator<Item = &LockedTemplates> {
        std::iter::once(&self.key).chain(self.indexes.values())
    }

    /// Whether items written by `old` are made into ones of this by a step.
    pub(super) fn upgrades(&self, old: &Self) -> bool {
        (self.oldest_revision..self.revision).contains(&old.revision)
    }
}

impl LockedTemplates {
    fn of(entity: &EntitySchema, key: KeyTemplates<'_>, types: &Types) -> Self {
        let mut parts: Vec<String> = Vec::new();
        for field in key.fields() {
            let part = part(entity, field, types);
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let texts =
            |templates: &[Template]| joined(templates.iter().map(|one| by_attributes(one.text, entity)));
        Self { pk: texts(key.pk).unwrap_or_default(), sk: texts(key.sk), parts }
    }

    /// Whether a key is made of an attribute, or of what would be one if it were not in keys only.
    pub(super) fn has(&self, attribute: &str) -> bool {
        let names = |part: &String| part.strip_prefix(attribute).is_some_and(|rest| rest.starts_with(": "));
        self.parts.iter().any(names)
    }

    /// The templates, with the names of attributes.
    pub(super) fn written(&self) -> String {
        match &self.sk {
            Some(sk) => format!("\"{}\", \"{sk}\"", self.pk),
            None => format!("\"{}\"", self.pk),
        }
    }

    /// Whether every key of the old templates is one of these, which are the same but for parts that go to the end of a key.
    pub(super) fn takes_what(&self, old: &Self) -> bool {
        let takes = |new: &str, old: &str| new == old || new.replace(":rest}", "}") == old;
        let takes_sort_key = match (&self.sk, &old.sk) {
            (Some(new), Some(old)) => takes(new, old),
            (new, old) => new == old,
        };
        takes(&self.pk, &old.pk) && takes_sort_key && self.parts == old.parts
    }
}

/// A template with the names by which its fields are stored, whatever they are called in Rust.
fn by_attributes(template: &str, entity: &EntitySchema) -> String {
    let attribute = |name: &str| {
        let field = entity.fields.iter().find(|field| field.name == name);
        field.map_or_else(|| name.to_owned(), |field| field.attribute.to_owned())
    };
    let (mut text, mut rest) = (String::new(), template);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push('{');
        rest = after;
        // Two braces stand for one.
        if let Some(after) = rest.strip_prefix('{') {
            text.push('{');
            rest = after;
            continue;
        }
        let end = rest.find([':', '}']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        text.push_str(&attribute(name));
        rest = after;
    }
    text + rest
}
