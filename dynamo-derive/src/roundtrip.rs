//! What serde could write but not read back.

use std::fmt::Display;

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::Ident;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use crate::diag::Diagnostics;
use crate::model::{Field, option_inner};
use crate::params::mentions;
use crate::syntax::{ContainerSerde, FieldSerde, RawField, RawTagged, RawVariant, Style};

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
    check_names(owner, container, diag);
    check_fields(container, raw, fields, diag);
}

/// Records every variant, every field of one, and the enum itself, that would not come back.
pub(crate) fn check_enum(owner: &Ident, raw: &RawTagged, diag: &Diagnostics) {
    if let Some(form) = &raw.serde.other_form {
        diag.error(owner.span(), format_args!("`{0}` is stored as its variants, which serde's `{form}` changes\nhelp: remove `{form}`; or remove `#[derive(Document)]`: `{0}` is then compared and set whole", owner.unraw()));
    }
    check_names(owner, &raw.serde, diag);
    let tag_is_inside = raw.serde.tag.is_some() && raw.serde.content.is_none();
    for RawVariant { ident, serde, fields, container, style } in &raw.variants {
        for field in fields.iter().filter(|_| tag_is_inside) {
            check_width(field, diag);
        }
        check_variant(ident, serde, diag);
        for (place, field) in fields.iter().enumerate().filter(|_| *style != Style::Struct) {
            check_reading(&place, &field.serde, field.ty.span(), diag);
        }
        check_names(ident, container, diag);
        // Without a name, a field is stored in its place, whatever it holds.
        if *style == Style::Struct {
            check_fields(container, fields, &Field::all(fields, container), diag);
        }
    }
}

/// Records a field that serde cannot put aside until it has found the tag.
fn check_width(field: &RawField, diag: &Diagnostics) {
    let RawField { ident, ty, serde, .. } = field;
    let wide = ["u128", "i128"].into_iter().find(|wide| mentions(ty.to_token_stream(), *wide));
    if let Some(wide) = wide.filter(|_| !serde.reader) {
        let message = format!(
            "field `{}` holds an `{wide}`, and serde reads none from an enum whose tag is among its fields\nhelp: make it a `dynamo_model::value::Number`, or give the enum `content = \"…\"` beside `tag`",
            ident.unraw()
        );
        diag.push(syn::Error::new_spanned(ty, message));
    }
}

/// Records a variant that would not be read by the name it is stored by.
pub(crate) fn check_variant(ident: &Ident, serde: &FieldSerde, diag: &Diagnostics) {
    let name = ident.unraw();
    if serde.skip_reading && !serde.skip {
        diag.error(ident.span(), format_args!("variant `{name}` is stored, and not read back\nhelp: `#[serde(skip)]` neither stores nor reads it"));
    }
    let (stored, read) = (&serde.rename, &serde.read_as);
    if stored != read {
        let or_own = |named: &Option<String>| named.clone().unwrap_or_else(|| name.to_string());
        let (stored, read) = (or_own(stored), or_own(read));
        diag.error(ident.span(), format_args!("variant `{name}` is stored as `{stored}`, and read as `{read}`\nhelp: give it one name, as in `#[serde(rename = \"{stored}\")]`"));
    }
}

/// Records a rule of names that are not read as they are written.
pub(crate) fn check_names(owner: &Ident, container: &ContainerSerde, diag: &Diagnostics) {
    if let Some(key) = container.one_way {
        diag.error(owner.span(), format_args!("serde's `{key}` of `{}` makes other names for writing than for reading, and what is stored could not be read\nhelp: give it one rule for both, as in `#[serde({key} = \"camelCase\")]`", owner.unraw()));
    }
}

/// Records a field that is written and not read: the next write of what was read would lose it.
fn check_reading(name: &dyn Display, serde: &FieldSerde, span: Span, diag: &Diagnostics) {
    if serde.skip_reading && !serde.skip {
        diag.error(span, format_args!("field `{name}` is stored, and not read back: the next write of what was read would lose it\nhelp: remove `skip_deserializing`; `#[serde(skip)]` neither stores nor reads it"));
    }
}

fn check_fields(container: &ContainerSerde, raw: &[RawField], fields: &[Field], diag: &Diagnostics) {
    for (place, (raw, field)) in raw.iter().zip(fields).enumerate() {
        let check = Check { raw, field, container, diag };
        check_reading(&field.name, &raw.serde, raw.ident.span(), diag);
        check.can_be_read();
        check.has_one_way_to_be_none();
        check.has_a_name();
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
        let Field { name, option, reader, set, .. } = self.field;
        let is_read_by_serde = !reader && self.raw.serde.time.is_none();
        if self.raw.serde.default.is_some()
            || self.container.default.is_some()
            || (*option && is_read_by_serde)
        {
            return;
        }
        if *set {
            self.error(format_args!("field `{name}` is a set, and an empty one is not stored: an item without it could not be read\nhelp: add `default` beside `with`, as in `#[serde(with = \"dynamo_model::value::as_set\", default)]`"));
        } else if *option || self.raw.serde.may_be_unwritten {
            self.error(format_args!("field `{name}` is not always stored, and an item without it could not be read\nhelp: add `#[serde(default)]`"));
        }
    }

    fn has_one_way_to_be_none(&self) {
        let Field { name, ty, option, reader, plain_serde, .. } = self.field;
        if *option && option_inner(ty).is_some() && *plain_serde && !reader && !self.raw.serde.skip {
            self.error(format_args!("field `{name}` is an `Option` of an `Option`, and neither `None` nor `Some(None)` is stored: both would be read as `None`\nhelp: make it an enum that says which of the three it is"));
        }
    }

    fn has_a_name(&self) {
        let Field { name, attribute, present, .. } = self.field;
        if *present && attribute.is_empty() {
            self.error(format_args!("field `{name}` is stored without a name, which nothing in an item is\nhelp: remove `rename`, or write a name into it"));
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
