//! The serde attributes that decide what an attribute is called and whether it is stored.

use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Token};

use super::time::{TimeFormat, stored_by};
use crate::casing::Casing;

/// What makes the value of a field that is not stored.
#[derive(Clone)]
pub(crate) enum SerdeDefault {
    /// `Default` of its type.
    OfType,
    /// A function, by its path.
    Function(LitStr),
}

#[derive(Default)]
pub(crate) struct ContainerSerde {
    pub(crate) rename_all: Option<Casing>,
    /// Of the fields of an enum's variants.
    pub(crate) rename_all_fields: Option<Casing>,
    /// The attribute that names what is written otherwise than what is read.
    pub(crate) one_way: Option<&'static str>,
    pub(crate) default: Option<SerdeDefault>,
    /// The attribute by which the type is stored as something else than its fields.
    pub(crate) other_form: Option<String>,
    /// The type that it is written as, if that is another one.
    pub(crate) into: Option<LitStr>,
    pub(crate) tag: Option<String>,
    pub(crate) content: Option<String>,
    pub(crate) untagged: bool,
}

#[derive(Default)]
pub(crate) struct FieldSerde {
    /// The name it is written by.
    pub(crate) rename: Option<String>,
    /// The name it is read by.
    pub(crate) read_as: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) default: Option<SerdeDefault>,
    pub(crate) skip: bool,
    /// Written but not read.
    pub(crate) skip_reading: bool,
    /// Not written, at least for some values, but read.
    pub(crate) may_be_unwritten: bool,
    /// The path of the function that says for which.
    pub(crate) unwritten_if: Option<LitStr>,
    pub(crate) untagged: bool,
    pub(crate) flatten: bool,
    /// Stored in a form that the type's own `Serialize` does not make.
    pub(crate) with: bool,
    /// The attribute by which it is written or read otherwise than its type says.
    pub(crate) form: Option<&'static str>,
    /// The path of what stores it so.
    pub(crate) by: Option<String>,
    /// Read by a function that the type's own `Deserialize` is not.
    pub(crate) reader: bool,
    /// Stored as a set, by the library's own `as_set`.
    pub(crate) set: bool,
    /// The variant that stands for every name that is no other variant's.
    pub(crate) other: bool,
    /// Stored as a time in its order, by the library's own functions.
    pub(crate) time: Option<TimeFormat>,
}

impl ContainerSerde {
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        let (mut names, mut of_fields) = (Casings::default(), Casings::default());
        each(attributes, |key, value| match (key, value) {
            ("into", Some(ty)) => (found.other_form, found.into) = (Some(key.to_owned()), Some(ty)),
            ("rename_all", Some(rule)) => names = Casings::both(&rule),
            ("rename_all(serialize)", Some(rule)) => names.written = Casing::parse(&rule),
            ("rename_all(deserialize)", Some(rule)) => names.read = Casing::parse(&rule),
            ("rename_all_fields", Some(rule)) => of_fields = Casings::both(&rule),
            ("rename_all_fields(serialize)", Some(rule)) => of_fields.written = Casing::parse(&rule),
            ("rename_all_fields(deserialize)", Some(rule)) => of_fields.read = Casing::parse(&rule),
            ("default", function) => found.default = Some(SerdeDefault::of(function)),
            ("content", Some(name)) => found.content = Some(name.value()),
            ("tag", Some(name)) => found.tag = Some(name.value()),
            ("untagged", _) => found.untagged = true,
            ("from" | "try_from" | "remote" | "transparent", _) => {
                found.other_form = Some(key.to_owned());
            }
            _ => {}
        });
        (found.rename_all, found.rename_all_fields) = (names.written, of_fields.written);
        let ways = [("rename_all", names), ("rename_all_fields", of_fields)];
        found.one_way = ways.into_iter().find(|(_, names)| names.written != names.read).map(|(key, _)| key);
        found
    }
}

impl SerdeDefault {
    fn of(function: Option<LitStr>) -> Self {
        function.map_or(Self::OfType, Self::Function)
    }
}

/// How names are written, and how they are read.
#[derive(Default)]
struct Casings {
    written: Option<Casing>,
    read: Option<Casing>,
}

impl Casings {
    fn both(rule: &LitStr) -> Self {
        Self { written: Casing::parse(rule), read: Casing::parse(rule) }
    }
}

impl FieldSerde {
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        each(attributes, |key, value| match (key, value) {
            ("rename", Some(name)) => {
                (found.rename, found.read_as) = (Some(name.value()), Some(name.value()));
            }
            ("rename(serialize)", Some(name)) => found.rename = Some(name.value()),
            ("rename(deserialize)", Some(name)) => found.read_as = Some(name.value()),
            ("alias", Some(name)) => found.aliases.push(name.value()),
            ("default", function) => found.default = Some(SerdeDefault::of(function)),
            ("skip", _) => found.skip = true,
            ("skip_serializing", _) => (found.skip, found.may_be_unwritten) = (true, true),
            ("skip_serializing_if", function) => {
                (found.may_be_unwritten, found.unwritten_if) = (true, function);
            }
            ("skip_deserializing", _) => found.skip_reading = true,
            ("untagged", _) => found.untagged = true,
            ("flatten", _) => found.flatten = true,
            ("with", Some(path)) if stored_by(&path.value()).is_some() => {
                found.form = Some("with");
                found.time = stored_by(&path.value());
            }
            ("with", path) => {
                found.form = Some("with");
                (found.with, found.reader) = (true, true);
                found.by = path.map(|path| path.value());
                found.set = found.by.as_deref().is_some_and(is_as_set);
            }
            ("serialize_with", path) => {
                (found.with, found.by) = (true, path.map(|path| path.value()));
                found.form = Some("serialize_with");
            }
            ("deserialize_with", _) => {
                found.reader = true;
                found.form.get_or_insert("deserialize_with");
            }
            ("other", _) => found.other = true,
            _ => {}
        });
        found
    }
}

fn is_as_set(path: &str) -> bool {
    path.rsplit("::").next().is_some_and(|last| last.trim() == "as_set")
}

/// Calls `each` with every key inside `#[serde(…)]`. Mistakes are serde's to report, so they are passed over here.
/// `rename(serialize = "…")` is the key `rename(serialize)`.
fn each(attributes: &[Attribute], mut each: impl FnMut(&str, Option<LitStr>)) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            let key = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            if meta.input.peek(Token![=]) {
                each(&key, literal(meta.value()?.parse()?));
            } else if meta.input.peek(syn::token::Paren) {
                meta.parse_nested_meta(|inner| {
                    let value = literal(inner.value()?.parse()?);
                    let way = inner.path.get_ident().map(ToString::to_string).unwrap_or_default();
                    each(&format!("{key}({way})"), value);
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
        // One that a macro has filled in.
        Expr::Group(around) => literal(*around.expr),
        _ => None,
    }
}
