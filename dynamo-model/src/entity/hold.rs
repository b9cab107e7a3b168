//! The checks of an entity against its table, as generated code asks for them.
//!
//! A mistake is reported at the caller, which is at the user's own tokens. The layout of the table settles what it can, as
//! it stays the same while fields of entities change: what has been checked is then not checked again.

use super::{Entity, Table};
use crate::schema::{
    EntitySchema, Entries, Mistake, TypeForm, check_access, check_access_alone, check_entity,
    check_flattened, check_flattened_inside, check_listed,
};

/// Fails to compile if there is a mistake.
#[track_caller]
#[allow(clippy::panic, reason = "it is a compile error")]
pub const fn refuse(mistake: Option<Mistake>) {
    if let Some(mistake) = mistake {
        panic!("{}", mistake.as_str())
    }
}

/// Fails to compile if an entity does not fit its table.
#[track_caller]
pub const fn entity_fits<E: Entity>() {
    if E::__LOOKS_PLAIN {
        refuse(check_listed(E::SCHEMA, E::Table::__LAYOUT));
    } else {
        form_fits::<E::Table>(E::SCHEMA);
    }
}

/// Fails to compile if an access pattern of an entity, by its place, does not fit the table.
#[track_caller]
pub const fn access_fits<E: Entity>(place: usize) {
    if !E::__LOOKS_PLAIN {
        access_of_form_fits::<E::Table>(E::SCHEMA, place);
    }
}

/// [`entity_fits`] of all forms of a generic entity, which have one schema.
#[track_caller]
pub const fn form_fits<T: Table>(entity: &EntitySchema) {
    refuse(check_entity(entity, T::__LAYOUT));
}

/// [`access_fits`] of all forms of a generic entity.
#[track_caller]
pub const fn access_of_form_fits<T: Table>(entity: &EntitySchema, place: usize) {
    match check_access_alone(entity, place, T::__LAYOUT) {
        Some(checked) => refuse(checked),
        None => access_fits_among_all::<T>(entity, place),
    }
}

// A function of its own, as the constants that one names are evaluated whenever it is called.
#[track_caller]
const fn access_fits_among_all<T: Table>(entity: &EntitySchema, place: usize) {
    refuse(check_access(entity, place, T::SCHEMA));
}

/// Fails to compile if what an entity flattens is called like something else that its items have. It is asked of the last of
/// some flattened fields, by their places.
#[track_caller]
pub const fn flattened_fits<T: Table>(entity: &EntitySchema, flattened: &[(usize, Entries)]) {
    refuse(check_flattened(entity, T::__LAYOUT, flattened));
}

/// The same of what a document flattens.
#[track_caller]
pub const fn flattened_fits_inside(document: &str, form: &TypeForm, flattened: &[(usize, Entries)]) {
    if let TypeForm::Struct(fields) = form {
        refuse(check_flattened_inside(document, fields, flattened));
    }
}
