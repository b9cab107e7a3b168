use proc_macro2::Span;
use syn::{Attribute, Ident};

use super::slot::{Slot, unknown};
use super::unique::{RawUnique, on_field};
use crate::diag::Diagnostics;

/// What the `#[attr(…)]` of a field say.
pub(crate) struct FieldAttrs {
    /// Where `key` stands.
    pub(crate) key: Option<Span>,
    pub(crate) unique: Option<RawUnique>,
}

impl FieldAttrs {
    /// Reads every `#[attr(…)]` of a field, recording every mistake.
    pub(super) fn of(attributes: &[Attribute], diag: &Diagnostics) -> Self {
        let mut key = Slot::new("key");
        let mut unique = Slot::new("unique");
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("attr")) {
            diag.take(attribute.parse_nested_meta(|meta| {
                let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
                match meta.path.get_ident().map(Ident::to_string).as_deref() {
                    Some("key") => key.set(at, at),
                    Some("unique") => unique.set(at, on_field(&meta, at)?),
                    _ => Err(unknown(&meta, &["key", "unique"])),
                }
            }));
        }
        Self { key: key.take(), unique: unique.take() }
    }
}
