//! The rules of fields that the library keeps: versions and times of writes.

use proc_macro2::Span;
use syn::ext::IdentExt as _;

use crate::diag::Diagnostics;
use crate::model::Entity;
use crate::syntax::{Managed, RawField};

/// Records every mistake about the managed fields of an entity.
pub(crate) fn check(entity: &Entity, raw: &[RawField], diag: &Diagnostics) {
    let mut seen: Vec<(Managed, &RawField)> = Vec::new();
    for (place, field) in raw.iter().enumerate() {
        let Some((managed, span)) = field.attrs.managed else { continue };
        if let Some((_, before)) = seen.iter().find(|(before, _)| *before == managed) {
            let name = managed.name();
            diag.error(span, format_args!("a second `{name}`, after field `{}`\nhelp: an entity has one: remove `#[attr({name})]` here or there", before.ident.unraw()));
        }
        seen.push((managed, field));
        is_stored_by_itself(field, managed, span, diag);
        is_in_no_wrong_key(entity, place, managed, span, diag);
        nothing_follows_from_it(entity, place, managed, span, diag);
    }
}

// Writes that do not know the rest of the entity set it too, under its attribute's name and in the type's own form.
fn is_stored_by_itself(field: &RawField, managed: Managed, span: Span, diag: &Diagnostics) {
    let name = managed.name();
    let (serde, attrs) = (&field.serde, &field.attrs);
    let wrong = [
        (attrs.computed.is_some(), "`computed`"),
        (attrs.unique.is_some(), "`unique`"),
        (!attrs.rules.is_empty(), "a rule"),
        (attrs.key.is_some(), "`#[attr(key)]`"),
        (serde.skip, "serde's `skip`"),
        (serde.flatten, "serde's `flatten`"),
        (serde.with, "serde's `with`"),
    ];
    for (_, what) in wrong.iter().filter(|(is_there, _)| *is_there) {
        diag.error(span, format_args!("`{name}` is an attribute of its own, in the form its type has, and {what} changes that\nhelp: remove one of the two"));
    }
}

fn is_in_no_wrong_key(entity: &Entity, place: usize, managed: Managed, span: Span, diag: &Diagnostics) {
    let name = managed.name();
    if entity.in_primary_key(place) {
        diag.error(span, format_args!("the primary key says which entity is written, and `{name}` is set by the write itself\nhelp: make the key of other fields, or remove `#[attr({name})]`"));
    } else if managed == Managed::Version && entity.in_some_key(place) {
        diag.error(span, "an update counts the version up from what is stored, so no key can be made of it\nhelp: make the key of other fields, or remove `#[attr(version)]`");
    }
}

// A write sets it when everything else is made already.
fn nothing_follows_from_it(entity: &Entity, place: usize, managed: Managed, span: Span, diag: &Diagnostics) {
    let name = managed.name();
    if let Some(computed) = entity.computed_from(place).find_map(|computed| entity.fields.get(computed)) {
        diag.error(span, format_args!("`{name}` is set by the write itself, and field `{}` is computed before\nhelp: compute it from other fields", computed.name));
    } else if entity.in_some_constraint(place) {
        diag.error(
            span,
            format_args!(
                "`{name}` changes with writes that do not know what is unique\nhelp: remove it from `unique`"
            ),
        );
    }
}
