//! What the library keeps in items by itself.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::schema::{EntitySchema, Expiry, FieldSchema, Managed};

/// What an attribute is kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    Created,
    Deleted,
    Expiry,
    Updated,
    Version,
}

pub(super) const DELETED: Role = Role::Deleted;

impl Role {
    /// Whether the name of an attribute is what is locked.
    pub(super) fn names_an_attribute(self) -> bool {
        self != Self::Expiry
    }

    /// What is lost if the attribute gets another name.
    pub(super) fn loss(self) -> &'static str {
        match self {
            Self::Deleted => {
                "stored items that are deleted say so in the old one, and are read as if they were not"
            }
            Self::Version => "stored items have it in the old one, and conditions on it fail",
            Self::Created | Self::Updated | Self::Expiry => "stored items have it in the old one",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Created => "the time of creation",
            Self::Deleted => "the time of deletion",
            Self::Expiry => "the expiry",
            Self::Updated => "the time of the last write",
            Self::Version => "the version",
        })
    }
}

/// The attributes that are kept, and when items expire.
pub(super) fn managed(entity: &EntitySchema) -> BTreeMap<Role, String> {
    let kept = entity.fields.iter().filter_map(|field| {
        let role = match field.managed? {
            Managed::Version { .. } => Role::Version,
            Managed::Created => Role::Created,
            Managed::Updated => Role::Updated,
        };
        Some((role, field.attribute.to_owned()))
    });
    let deleted = entity.deleted_at().map(|attribute| (Role::Deleted, attribute.to_owned()));
    let expiry = entity.retention.expiry.map(|expiry| (Role::Expiry, expires(entity.fields, expiry)));
    kept.chain(deleted).chain(expiry).collect()
}

/// When items expire.
pub(in crate::schema) fn expires(fields: &[FieldSchema], expiry: Expiry) -> String {
    let name = |place: usize| fields.get(place).map_or("", |field| field.attribute);
    match expiry {
        Expiry::At(field) => format!("at `{}`", name(field)),
        Expiry::AfterWrite(seconds) => format!("{seconds} seconds after a write"),
        Expiry::AfterField { field, seconds } => format!("{seconds} seconds after `{}`", name(field)),
    }
}
