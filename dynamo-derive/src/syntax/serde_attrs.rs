//! The serde attributes that decide what an attribute is called and whether it is stored.

use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Token};

use crate::casing::Casing;

#[derive(Default)]
pub(crate) struct ContainerSerde {
    pub(crate) rename_all: Option<Casing>,
    pub(crate) default: bool,
}

#[derive(Default)]
pub(crate) struct FieldSerde {
    pub(crate) rename: Option<String>,
    pub(crate) default: bool,
    pub(crate) skip: bool,
    pub(crate) flatten: bool,
    /// Stored in a form that the type's own `Serialize` does not make.
    pub(crate) with: bool,
    /// Stored as a set, by the library's own `as_set`.
    pub(crate) set: bool,
}

impl ContainerSerde {
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        each(attributes, |key, value| match (key, value) {
            ("rename_all", Some(rule)) => found.rename_all = Casing::parse(&rule),
            ("default", _) => found.default = true,
            _ => {}
        });
        found
    }
}

impl FieldSerde {
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        each(attributes, |key, value| match (key, value) {
            ("rename", Some(name)) => found.rename = Some(name.value()),
            ("default", _) => found.default = true,
            ("skip" | "skip_serializing", _) => found.skip = true,
            ("flatten", _) => found.flatten = true,
            ("with" | "serialize_with", path) => {
                found.with = true;
                found.set = key == "with" && path.is_some_and(|path| is_as_set(&path.value()));
            }
            _ => {}
        });
        found
    }
}

fn is_as_set(path: &str) -> bool {
    path.rsplit("::").next().is_some_and(|last| last.trim() == "as_set")
}

/// Calls `each` with every key inside `#[serde(…)]`. Mistakes are serde's to report, so they are passed over here.
/// `rename(serialize = "…")` counts as `rename`: what is written decides the attribute's name.
fn each(attributes: &[Attribute], mut each: impl FnMut(&str, Option<LitStr>)) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            let key = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            if meta.input.peek(Token![=]) {
                each(&key, literal(meta.value()?.parse()?));
            } else if meta.input.peek(syn::token::Paren) {
                meta.parse_nested_meta(|inner| {
                    let value = literal(inner.value()?.parse()?);
                    if inner.path.is_ident("serialize") {
                        each(&key, value);
                    }
                    Ok(())
                })?;
            } else {
                each(&key, None);
            }
            Ok(())
        });
    }
}

fn literal(value: Expr) -> Option<LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
        _ => None,
    }
}
