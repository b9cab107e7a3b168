//! What documents and enums are stored as.

use std::fmt;

use super::attributes::ty;
use super::cells::{code, section};
use crate::schema::lock::Types;
use crate::schema::{
    Arguments, FieldPlace, FieldSchema, TableSchema, Tagging, TypeForm, VariantData, VariantSchema,
};

/// Writes a row for every type that attributes and keys hold.
pub(super) fn write(text: &mut String, table: &TableSchema) -> fmt::Result {
    let types = Types::of(table);
    let rows: Vec<[String; 2]> = types.all().map(|ty| [code(types.name(ty)), form(ty.form)]).collect();
    section(text, "Types", ["type", "stored as"], &rows)
}

fn form(form: TypeForm) -> String {
    match form {
        TypeForm::Newtype(fields) => {
            fields.iter().map(|field| code(&field.stored_type(Arguments::NONE))).collect()
        }
        TypeForm::Struct(fields) => entries(fields),
        TypeForm::Enum { tagging, variants } => {
            let variants: Vec<String> = variants.iter().map(variant).collect();
            variants.join(" or ") + &named(tagging)
        }
    }
}

fn variant(variant: &VariantSchema) -> String {
    let name = code(variant.stored);
    let inside = match variant.data {
        VariantData::Nothing => return name,
        VariantData::List if variant.fields.is_empty() => "an empty list".to_owned(),
        _ if variant.fields.is_empty() => "an empty map".to_owned(),
        _ => entries(variant.fields),
    };
    format!("{name} ({inside})")
}

fn named(tagging: Tagging) -> String {
    match tagging {
        Tagging::Around => String::new(),
        Tagging::Inside(tag) => format!(", in {}", code(tag)),
        Tagging::Beside { tag, content } => format!(", in {} beside {}", code(tag), code(content)),
    }
}

fn entries(fields: &[FieldSchema]) -> String {
    let stored = fields.iter().filter(|field| field.place != FieldPlace::Skipped);
    let one = |field: &FieldSchema| match field.place {
        FieldPlace::Flattened => format!("those of {}", code(&field.stored_type(Arguments::NONE))),
        _ => {
            let rules: String = field.rules.iter().map(|rule| format!(", {}", code(rule))).collect();
            format!("{}: {}{rules}", code(field.attribute), ty(field, Arguments::NONE))
        }
    };
    stored.map(one).collect::<Vec<_>>().join("; ")
}
