use proc_macro2::Span;
use syn::{Attribute, Ident};

use super::slot::{Slot, unknown};
use crate::diag::Diagnostics;

/// What the `#[attr(…)]` of a field say.
pub(crate) struct FieldAttrs {
    /// Where `key` stands.
    pub(crate) key: Option<Span>,
    /// What the library keeps in the field, and where that is said.
    pub(crate) managed: Option<(Managed, Span)>,
}

/// What the library keeps in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Managed {
    Version,
    Created,
    Updated,
}

impl Managed {
    const ALL: [Self; 3] = [Self::Version, Self::Created, Self::Updated];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Created => "created",
            Self::Updated => "updated",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|managed| managed.name() == name)
    }
}

impl FieldAttrs {
    /// Reads every `#[attr(…)]` of a field, recording every mistake.
    pub(super) fn of(attributes: &[Attribute], diag: &Diagnostics) -> Self {
        let mut key = Slot::new("key");
        let mut managed: Option<(Managed, Span)> = None;
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("attr")) {
            diag.take(attribute.parse_nested_meta(|meta| {
                let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
                let name = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
                if let Some(kind) = Managed::named(&name) {
                    return match managed {
                        Some((before, _)) => Err(excluded(before, kind, at)),
                        None => {
                            managed = Some((kind, at));
                            Ok(())
                        }
                    };
                }
                match name.as_str() {
                    "key" => key.set(at, at),
                    _ => Err(unknown(&meta, &["key", "version", "created", "updated"])),
                }
            }));
        }
        Self { key: key.take(), managed }
    }
}

fn excluded(before: Managed, managed: Managed, at: Span) -> syn::Error {
    let (before, name) = (before.name(), managed.name());
    let message = match before == name {
        true => format!("`{name}` is set twice"),
        false => {
            format!("one field cannot be both `{before}` and `{name}`\nhelp: give each a field of its own")
        }
    };
    syn::Error::new(at, message)
}
