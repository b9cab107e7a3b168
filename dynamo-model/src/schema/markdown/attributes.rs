//! What items hold.

use std::fmt;

use super::cells::{code, codes, section};
use crate::schema::lock::expires;
use crate::schema::{Arguments, EntitySchema, FieldPlace, FieldSchema, Managed, TableSchema};

/// Writes a row for every field that is stored.
pub(super) fn write(text: &mut String, table: &TableSchema) -> fmt::Result {
    let mut rows = Vec::new();
    for entity in table.entities {
        let fields = entity.fields.iter().enumerate();
        let stored = fields.filter(|(_, field)| field.place != FieldPlace::Skipped);
        rows.extend(stored.map(|(place, field)| {
            let notes = notes(entity, place, field).join(", ");
            [code(entity.rust_name), attribute(field, table), ty(field, entity.arguments), notes]
        }));
        let checked = |function| code(&format!("check = {function}"));
        rows.extend(entity.check.map(|function| {
            [code(entity.rust_name), "all together".to_owned(), String::new(), checked(function)]
        }));
    }
    section(text, "Attributes", ["entity", "attribute", "type", "notes"], &rows)
}

fn attribute(field: &FieldSchema, table: &TableSchema) -> String {
    match (field.place, table.ttl) {
        (FieldPlace::Ttl, Some(ttl)) => code(ttl),
        (FieldPlace::Key, _) => format!("{}, in keys only", code(field.name)),
        (FieldPlace::Flattened, _) => format!("those of {}", code(field.name)),
        _ => code(field.attribute),
    }
}

/// The type, and whether values of it are stored otherwise, or may be missing.
pub(super) fn ty(field: &FieldSchema, arguments: Arguments) -> String {
    let optional = if field.optional { ", optional" } else { "" };
    let otherwise = if field.plain { "" } else { ", by serde\u{2019}s `with`" };
    let time = field.time.map(|format| format!(", as {}", format.shown())).unwrap_or_default();
    code(&field.stored_type(arguments)) + otherwise + &time + optional
}

/// What the field must be, and what is done with it.
fn notes(entity: &EntitySchema, place: usize, field: &FieldSchema) -> Vec<String> {
    let mut notes: Vec<String> = field.rules.iter().map(|rule| code(rule)).collect();
    if !field.from.is_empty() {
        let names = field.from.iter().filter_map(|from| entity.fields.get(*from)).map(|from| from.name);
        notes.push(format!("computed from {}", codes(names)));
    }
    notes.extend(field.managed.map(|managed| {
        let kept = match managed {
            Managed::Version { .. } => "version",
            Managed::Created => "time of creation",
            Managed::Updated => "time of the last write",
        };
        kept.to_owned()
    }));
    if let (FieldPlace::Ttl, Some(expiry)) = (field.place, entity.retention.expiry) {
        let hidden = if entity.retention.hide_expired { ", and is hidden from then on" } else { "" };
        notes.push(format!("expires {}{hidden}", expires(entity.fields, expiry)));
    }
    if entity.retention.deleted == Some(place) {
        notes.push("time of deletion".to_owned());
    }
    if entity.unique.iter().any(|unique| unique.parts.last().is_some_and(|part| part.field == place)) {
        notes.push("unique".to_owned());
    }
    notes
}
