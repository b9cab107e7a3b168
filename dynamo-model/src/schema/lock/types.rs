//! What the types of attributes are stored as.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::describe::stored;
use super::entries::Entries;
use super::mentions::mentions;
use crate::schema::{
    Arguments, FieldPlace, FieldSchema, TableSchema, Tagging, TypeForm, TypeRef, TypeSchema, VariantData,
    VariantSchema,
};

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
    /// The variants whose data is a list.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) lists: BTreeSet<String>,
}

/// The types that the attributes of a table hold, by path, with those inside them.
pub(in crate::schema) struct Types {
    all: BTreeMap<&'static str, &'static TypeSchema>,
    /// Those of values. Of what is flattened alone, the entries are those of what is around it.
    held: BTreeSet<&'static str>,
}

impl Types {
    pub(in crate::schema) fn of(table: &TableSchema) -> Self {
        let mut types = Self { all: BTreeMap::new(), held: BTreeSet::new() };
        for entity in table.entities {
            types.add_all(entity.fields);
            types.add(entity.arguments.types, None);
        }
        types
    }

    fn add_all(&mut self, fields: &[FieldSchema]) {
        for field in fields {
            let flattened = (field.place == FieldPlace::Flattened).then(|| spread(field)).flatten();
            self.add(field.types, flattened);
        }
    }

    fn add(&mut self, types: &[TypeRef], flattened: Option<&TypeSchema>) {
        for found in types.iter().flat_map(TypeRef::described) {
            if flattened != Some(found) {
                self.held.insert(found.path);
            }
            // A type that is there already may be one that holds itself.
            if self.all.insert(found.path, found).is_some() {
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
        if self.all.values().filter(is_alike).count() > 1 { ty.path } else { ty.rust_name }
    }

    pub(in crate::schema) fn all(&self) -> impl Iterator<Item = &'static TypeSchema> {
        self.all.values().copied()
    }

    pub(super) fn locked(&self) -> BTreeMap<String, LockedType> {
        let held = self.all.values().filter(|ty| self.held.contains(ty.path));
        held.map(|ty| (self.name(ty).to_owned(), self.form(ty.form))).collect()
    }

    /// The types of a field that the text of its own does not tell: others have their names, or it does not name them.
    pub(super) fn named(&self, field: &FieldSchema, text: &str, arguments: Arguments) -> String {
        let is_open = field.is_open(arguments);
        let in_arguments = arguments.types.iter().filter(|_| is_open).flat_map(TypeRef::described);
        let in_arguments = in_arguments.filter(|ty| mentions(text, &BTreeSet::from([ty.rust_name])));
        let own = field.types.iter().flat_map(TypeRef::described);
        let hidden = own
            .chain(in_arguments)
            .filter(|ty| self.name(ty) != ty.rust_name || !mentions(text, &BTreeSet::from([ty.rust_name])));
        hidden.map(|ty| format!(", of {}", self.name(ty))).collect()
    }

    /// What a part of a key or guard is called.
    pub(super) fn of_part(&self, field: &FieldSchema) -> String {
        let text = field.stored_type(Arguments::NONE);
        let named = self.named(field, &text, Arguments::NONE);
        text + &named
    }

    fn form(&self, form: TypeForm) -> LockedType {
        match form {
            TypeForm::Newtype(fields) => LockedType::Newtype(
                fields.first().map(|field| stored(field, fields, self, Arguments::NONE)).unwrap_or_default(),
            ),
            TypeForm::Struct(fields) => LockedType::Struct(self.entries(fields)),
            TypeForm::Enum { tagging, variants } => {
                let named = |variant: &VariantSchema| (variant.name.to_owned(), variant.stored.to_owned());
                let with_data = variants.iter().filter(|variant| variant.data != VariantData::Nothing);
                let lists = variants.iter().filter(|variant| variant.data == VariantData::List);
                let data = |variant: &VariantSchema| (variant.name.to_owned(), self.entries(variant.fields));
                LockedType::Enum(LockedEnum {
                    tagging: written(tagging),
                    variants: variants.iter().map(named).collect(),
                    data: with_data.map(data).collect(),
                    lists: lists.map(|variant| variant.name.to_owned()).collect(),
                })
            }
        }
    }

    fn entries(&self, fields: &[FieldSchema]) -> BTreeMap<String, String> {
        Entries { types: self, arguments: Arguments::NONE, ttl: None }.of(fields)
    }
}

/// The type of a flattened field whose entries stand beside the field, if it says which they are.
pub(super) fn spread(field: &FieldSchema) -> Option<&'static TypeSchema> {
    let [ty] = field.types else { return None };
    ty.itself().filter(|ty| match ty.form {
        TypeForm::Struct(_) => true,
        TypeForm::Newtype([inside]) => spread(inside).is_some(),
        _ => false,
    })
}

/// What the text begins with if the names are among the entries of what variants hold, which may be none.
pub(super) const INSIDE: &str = "inside";

fn written(tagging: Tagging) -> String {
    match tagging {
        Tagging::Around => "around".to_owned(),
        Tagging::Inside(tag) => format!("{INSIDE}, as `{tag}`"),
        Tagging::Beside { tag, content } => format!("beside `{content}`, as `{tag}`"),
    }
}
