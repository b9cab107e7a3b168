//! What the types of attributes are stored as.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::describe::stored;
use crate::schema::{FieldPlace, FieldSchema, TableSchema, Tagging, TypeForm, TypeSchema, VariantSchema};

/// What the values of a type are stored as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum LockedType {
    /// As another type is.
    Newtype(String),
    /// What each entry holds, by its name.
    Struct(BTreeMap<String, String>),
    Enum(LockedEnum),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LockedEnum {
    /// Where the names of variants are.
    pub(super) tagging: String,
    /// The name each variant is stored by.
    pub(super) variants: BTreeMap<String, String>,
    /// What each entry of a variant with data holds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) data: BTreeMap<String, BTreeMap<String, String>>,
}

/// The types that the attributes of a table hold, by path, with those inside them.
pub(in crate::schema) struct Types(BTreeMap<&'static str, &'static TypeSchema>);

impl Types {
    pub(in crate::schema) fn of(table: &TableSchema) -> Self {
        let mut types = Self(BTreeMap::new());
        for entity in table.entities {
            types.add_all(entity.fields);
        }
        types
    }

    fn add_all(&mut self, fields: &[FieldSchema]) {
        for found in fields.iter().flat_map(|field| field.types).filter_map(|ty| ty.get()) {
            // A type that is there already may be one that holds itself.
            if self.0.insert(found.path, found).is_some() {
                continue;
            }
            match found.form {
                TypeForm::Struct(fields) | TypeForm::Newtype(fields) => self.add_all(fields),
                TypeForm::Enum { variants, .. } => {
                    variants.iter().for_each(|variant| self.add_all(variant.fields));
                }
            }
        }
    }

    /// What a type is called: its path only if another type has its name.
    pub(in crate::schema) fn name(&self, ty: &TypeSchema) -> &'static str {
        let is_alike = |other: &&&TypeSchema| other.rust_name == ty.rust_name;
        if self.0.values().filter(is_alike).count() > 1 { ty.path } else { ty.rust_name }
    }

    pub(in crate::schema) fn all(&self) -> impl Iterator<Item = &'static TypeSchema> {
        self.0.values().copied()
    }

    pub(super) fn locked(&self) -> BTreeMap<String, LockedType> {
        self.0.values().map(|ty| (self.name(ty).to_owned(), self.form(ty.form))).collect()
    }

    fn form(&self, form: TypeForm) -> LockedType {
        match form {
            TypeForm::Newtype(fields) => LockedType::Newtype(
                fields.first().map(|field| stored(field, fields, self)).unwrap_or_default(),
            ),
            TypeForm::Struct(fields) => LockedType::Struct(self.entries(fields)),
            TypeForm::Enum { tagging, variants } => {
                let named = |variant: &VariantSchema| (variant.name.to_owned(), variant.stored.to_owned());
                let with_data = variants.iter().filter(|variant| !variant.fields.is_empty());
                let data = |variant: &VariantSchema| (variant.name.to_owned(), self.entries(variant.fields));
                LockedType::Enum(LockedEnum {
                    tagging: written(tagging),
                    variants: variants.iter().map(named).collect(),
                    data: with_data.map(data).collect(),
                })
            }
        }
    }

    fn entries(&self, fields: &[FieldSchema]) -> BTreeMap<String, String> {
        let stored_ones = fields.iter().filter(|field| field.place != FieldPlace::Skipped);
        stored_ones.map(|field| (field.attribute.to_owned(), stored(field, fields, self))).collect()
    }
}

/// Where the names of variants are; what they hold is a map with one entry of that name, if they are around it.
pub(super) const AROUND: &str = "around";

fn written(tagging: Tagging) -> String {
    match tagging {
        Tagging::Around => AROUND.to_owned(),
        Tagging::Inside(tag) => format!("inside, as `{tag}`"),
        Tagging::Beside { tag, content } => format!("beside `{content}`, as `{tag}`"),
    }
}
