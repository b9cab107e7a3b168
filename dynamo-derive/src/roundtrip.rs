//! What serde could write but not read back.

use std::fmt::Display;

use syn::Ident;
use syn::ext::IdentExt as _;

use crate::diag::Diagnostics;
use crate::model::Field;
use crate::syntax::{ContainerSerde, RawField};

/// Records every field, and the struct itself, that would not come back from an item as it went in.
pub(crate) fn check(
    owner: &Ident,
    container: &ContainerSerde,
    raw: &[RawField],
    fields: &[Field],
    diag: &Diagnostics,
) {
    if let Some(form) = &container.other_form {
        diag.error(owner.span(), format_args!("`{}` is stored field by field, which serde's `{form}` changes\nhelp: remove `{form}`, or put it on the type of a field", owner.unraw()));
    }
    for (place, (raw, field)) in raw.iter().zip(fields).enumerate() {
        let check = Check { raw, field, container, diag };
        check.can_be_read();
        check.is_read_by_its_name();
        check.is_read_by_no_other_name();
        check.has_a_name_of_its_own(fields.get(..place).unwrap_or_default());
    }
}

struct Check<'c> {
    raw: &'c RawField,
    field: &'c Field,
    container: &'c ContainerSerde,
    diag: &'c Diagnostics,
}

impl Check<'_> {
    fn error(&self, message: impl Display) {
        self.diag.error(self.raw.ident.span(), message);
    }

    // Serde takes a missing `Option` for `None`, unless a function of its own reads it.
    fn can_be_read(&self) {
        let Field { name, option, .. } = self.field;
        let read_when_missing =
            self.raw.serde.default || self.container.default || (*option && !self.raw.serde.with);
        let may_be_missing = self.raw.serde.may_be_unwritten || (*option && self.raw.serde.with);
        if may_be_missing && !read_when_missing {
            self.error(format_args!("field `{name}` is not always stored, and an item without it could not be read\nhelp: add `#[serde(default)]`"));
        }
    }

    fn is_read_by_its_name(&self) {
        let Field { name, attribute, .. } = self.field;
        let renamed = self.container.rename_all.map(|casing| casing.field(name));
        let read = self.raw.serde.read_as.clone().or(renamed).unwrap_or_else(|| name.clone());
        if self.field.present && read != *attribute {
            self.error(format_args!("field `{name}` is stored as `{attribute}`, and read as `{read}`\nhelp: give it one name, as in `#[serde(rename = \"{attribute}\")]`"));
        }
    }

    // An update knows the one name only. What it leaves under the other would make the item unreadable.
    fn is_read_by_no_other_name(&self) {
        let Field { name, attribute, .. } = self.field;
        let mut others = self.raw.serde.aliases.iter().filter(|alias| *alias != attribute);
        if self.field.present
            && let Some(alias) = others.next()
        {
            self.error(format_args!("field `{name}` is stored as `{attribute}`, and read as `{alias}` too: an update would write the one beside the other, and serde reads no item that has both\nhelp: remove `alias`, and have a step of `upgrade(…)` rename the attribute of older items, as in `item.rename(\"{alias}\", \"{attribute}\")`"));
        }
    }

    fn has_a_name_of_its_own(&self, before: &[Field]) {
        let stored = before.iter().filter(|field| field.present && self.field.present);
        let mut same = stored.filter(|field| field.attribute == self.field.attribute);
        if let Some(other) = same.next() {
            let Field { name, attribute, .. } = self.field;
            self.error(format_args!("field `{name}` is stored as `{attribute}`, and so is field `{}`\nhelp: give one of them another name with `#[serde(rename = \"…\")]`", other.name));
        }
    }
}
