//! What attributes hold, or entries inside one, by their names.

use std::collections::BTreeMap;

use super::describe::{OPTIONAL, stored};
use super::types::{Types, spread};
use crate::schema::{Arguments, FieldPlace, FieldSchema, TypeForm};

/// The name of all that is flattened, and whose entries are not known by name. No field is stored under it.
pub(super) const FLATTENED: &str = "\u{2026}";

/// How to write what fields are stored as.
pub(super) struct Entries<'t> {
    pub(super) types: &'t Types,
    pub(super) arguments: Arguments,
    /// The attribute of time to live.
    pub(super) ttl: Option<&'t str>,
}

impl Entries<'_> {
    pub(super) fn of(&self, fields: &[FieldSchema]) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        self.add(fields, false, &mut found);
        found
    }

    /// Adds the entries of some fields, all of which may be missing if those of an option are.
    fn add(&self, fields: &[FieldSchema], of_option: bool, found: &mut BTreeMap<String, String>) {
        for field in fields {
            let name = match field.place {
                FieldPlace::Key | FieldPlace::Skipped => continue,
                FieldPlace::Flattened => {
                    self.flatten(field, fields, of_option, found);
                    continue;
                }
                FieldPlace::Ttl => self.ttl.unwrap_or(field.attribute),
                FieldPlace::Attribute => field.attribute,
            };
            found.insert(name.to_owned(), self.text(field, fields, of_option));
        }
    }

    fn flatten(
        &self,
        field: &FieldSchema,
        fields: &[FieldSchema],
        of_option: bool,
        found: &mut BTreeMap<String, String>,
    ) {
        let of_option = of_option || field.optional;
        match spread(field).map(|ty| ty.form) {
            Some(TypeForm::Struct(inside)) => self.add(inside, of_option, found),
            Some(TypeForm::Newtype([inside])) if spread(inside).is_some() => {
                self.flatten(inside, std::slice::from_ref(inside), of_option, found);
            }
            _ => {
                // Of a map there may be nothing.
                let text = self.text(field, fields, of_option);
                let text = if is_map(&text) && !text.ends_with(OPTIONAL) { text + OPTIONAL } else { text };
                let all = found.entry(FLATTENED.to_owned()).or_default();
                let mut texts: Vec<&str> = all.split("; ").filter(|text| !text.is_empty()).collect();
                texts.push(&text);
                texts.sort_unstable();
                *all = texts.join("; ");
            }
        }
    }

    fn text(&self, field: &FieldSchema, fields: &[FieldSchema], of_option: bool) -> String {
        let text = stored(field, fields, self.types, self.arguments);
        if of_option && !field.optional { text + OPTIONAL } else { text }
    }
}

fn is_map(text: &str) -> bool {
    ["HashMap<", "BTreeMap<"].iter().any(|map| {
        let before = text.split_once(map).map(|(before, _)| before);
        before.is_some_and(|before| before.is_empty() || before.ends_with("::"))
    })
}
