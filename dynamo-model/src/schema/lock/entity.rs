use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::describe::{part, stored, values};
use super::joined;
use super::managed::{Role, managed};
use super::types::Types;
use crate::schema::{
    AccessSchema, EntitySchema, FieldPlace, FieldSchema, KeyTemplates, TableSchema, Template,
};

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
        let attribute = |field: &FieldSchema| match field.place {
            FieldPlace::Attribute | FieldPlace::Flattened => Some(field.attribute.to_owned()),
            FieldPlace::Ttl => table.ttl.map(str::to_owned),
            FieldPlace::Key | FieldPlace::Skipped => None,
        };
        let on_index = |access: &'static AccessSchema| {
            let templates = LockedTemplates::of(entity, access.key());
            Some((access.index?.to_owned(), templates))
        };
        let fields = entity.fields.iter();
        Self {
            tag: entity.tag.to_owned(),
            revision: current,
            oldest_revision: oldest,
            key: LockedTemplates::of(entity, entity.key()),
            indexes: entity.accesses.iter().filter_map(on_index).collect(),
            attributes: fields
                .filter_map(|field| Some((attribute(field)?, stored(field, entity.fields, types))))
                .collect(),
            unique: entity
                .unique
                .iter()
                .map(|unique| (unique.prefix.to_owned(), values(entity, unique)))
                .collect(),
            managed: managed(entity),
        }
    }

    /// Whether items written by `old` are made into ones of this by a step.
    pub(super) fn upgrades(&self, old: &Self) -> bool {
        (self.oldest_revision..self.revision).contains(&old.revision)
    }
}

impl LockedTemplates {
    fn of(entity: &EntitySchema, key: KeyTemplates<'_>) -> Self {
        let mut parts: Vec<String> = Vec::new();
        for field in key.fields() {
            let part = part(entity, field);
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let texts = |templates: &[Template]| joined(templates.iter().map(|one| one.text.to_owned()));
        Self { pk: texts(key.pk).unwrap_or_default(), sk: texts(key.sk), parts }
    }

    /// The templates, as they were written.
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
