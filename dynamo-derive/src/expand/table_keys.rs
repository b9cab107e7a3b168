//! The keys of a table and its indexes, checked among each other.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

use crate::diag::Diagnostics;
use crate::syntax::{RawIndex, RawKey, RawTable, RawVector};

/// The local indexes that a table has at the most.
const MOST_LOCAL_INDEXES: usize = 5;

/// The characters that the name of an attribute has at the most which keys or indexes name.
const MOST_CHARACTERS: usize = 255;

/// A key with its defaults filled in.
#[derive(Clone)]
pub(super) struct Key {
    pk: Vec<KeyName>,
    sk: Vec<KeyName>,
}

#[derive(Clone)]
struct KeyName {
    name: String,
    kind: Ident,
    span: Span,
}

pub(super) struct Keys {
    pub(super) table: Key,
    pub(super) indexes: Vec<Key>,
    /// Of the vector indexes; one without a partition key attribute has every vector in one partition.
    pub(super) vectors: Vec<Key>,
    pub(super) entity_type: Option<String>,
    pub(super) revision: String,
}

impl Keys {
    pub(super) fn resolve(raw: &RawTable, diag: &Diagnostics) -> Self {
        let span = raw.name.span();
        let table = Key {
            pk: names(raw.pk.as_ref(), || "pk".to_owned(), span),
            sk: optional(raw.sk.as_ref(), || "sk".to_owned(), span),
        };
        let index = |index: &RawIndex| {
            let pk = match index.local {
                true => table.pk.clone(),
                false => names(index.pk.as_ref(), || format!("{}pk", index.name), index.span),
            };
            Key { pk, sk: optional(index.sk.as_ref(), || format!("{}sk", index.name), index.span) }
        };
        let indexes = raw.indexes.iter().map(index).collect();
        let partition = |index: &RawVector| index.pk.iter().map(KeyName::of).collect();
        let vectors = raw.vectors.iter().map(|index| Key { pk: partition(index), sk: Vec::new() }).collect();
        let entity_type = match &raw.entity_type {
            None => Some("_type".to_owned()),
            Some(named) => named.as_ref().map(syn::LitStr::value),
        };
        let revision = raw.revision.as_ref().map_or_else(|| "_rev".to_owned(), syn::LitStr::value);
        let keys = Self { table, indexes, vectors, entity_type, revision };
        keys.items_are_told(raw, diag);
        keys.one_type_each(diag);
        keys.once_in_a_key(diag);
        keys.have_names(raw, diag);
        keys.time_to_live_is_a_number(raw, diag);
        index_names_differ(&raw.indexes, diag);
        indexes_are_no_more_than_can_be(&raw.indexes, diag);
        if keys.table.sk.is_empty() {
            local_indexes_have_an_order_to_change(&raw.indexes, diag);
        }
        keys
    }

    fn all(&self) -> impl Iterator<Item = &KeyName> {
        let indexes = self.indexes.iter().chain(&self.vectors);
        std::iter::once(&self.table).chain(indexes).flat_map(Key::names)
    }

    /// The type of an attribute, if it is part of a key.
    pub(super) fn kind_of(&self, attribute: &str) -> Option<String> {
        self.all().find(|key| key.name == attribute).map(|key| key.kind.to_string())
    }

    // An attribute has one type, whichever keys it is part of.
    fn one_type_each(&self, diag: &Diagnostics) {
        for (place, key) in self.all().enumerate() {
            if let Some(before) = self.all().take(place).find(|b| b.name == key.name && b.kind != key.kind) {
                diag.error(
                    key.span,
                    format_args!(
                        "key attribute `{}` is of type {} in another key and {} here\nhelp: an attribute has one type; use another attribute or the same type",
                        key.name, before.kind, key.kind
                    ),
                );
            }
            if self.revision == key.name {
                diag.error(
                    key.span,
                    format_args!(
                        "`{}` is both a key attribute and the revision\nhelp: name another attribute, as in `revision = \"revision\"`",
                        key.name
                    ),
                );
            }
            if self.entity_type.as_deref() == Some(&key.name) {
                diag.error(
                    key.span,
                    format_args!(
                        "`{}` is both a key attribute and the entity type\nhelp: name another attribute, as in `entity_type = \"type\"`",
                        key.name
                    ),
                );
            }
        }
    }

    // What tells the entity of an item, and its revision.
    fn items_are_told(&self, raw: &RawTable, diag: &Diagnostics) {
        if let Some(span) = raw.adopt.filter(|_| self.entity_type.is_none()) {
            diag.error(
                span,
                "without an entity type every item is known by its primary key\nhelp: remove `adopt`",
            );
        }
        let same = |revision: &&syn::LitStr| self.entity_type == Some(revision.value());
        if let Some(revision) = raw.revision.as_ref().filter(same) {
            diag.error(revision.span(), "the entity type and the revision need an attribute each\nhelp: give one of them another name");
        }
    }

    /// The service takes no other names for what it finds or tells items by.
    fn have_names(&self, raw: &RawTable, diag: &Diagnostics) {
        let mut named: Vec<(String, Span)> = self.all().map(|key| (key.name.clone(), key.span)).collect();
        named.extend(raw.vectors.iter().map(|index| index.vector.clone()));
        let filters = raw.vectors.iter().flat_map(|index| &index.filters).map(|filter| &filter.name);
        let others =
            [raw.entity_type.as_ref().and_then(Option::as_ref), raw.revision.as_ref(), raw.ttl.as_ref()];
        let included = raw.included();
        let literals = filters.chain(others.into_iter().flatten()).chain(included);
        named.extend(literals.map(|literal| (literal.value(), literal.span())));
        for (place, (name, span)) in named.iter().enumerate() {
            // A local index has the partition key of the table.
            let is_told = named.iter().take(place).any(|(before, _)| before == name);
            if !(1..=MOST_CHARACTERS).contains(&name.chars().count()) && !is_told {
                diag.error(
                    *span,
                    format_args!(
                        "this is not a name for an attribute\nhelp: write 1 to {MOST_CHARACTERS} characters"
                    ),
                );
            }
        }
    }

    /// The time to live may be a key attribute, too, if that is a number.
    fn time_to_live_is_a_number(&self, raw: &RawTable, diag: &Diagnostics) {
        let Some(ttl) = &raw.ttl else { return };
        let name = ttl.value();
        let what = match self.kind_of(&name) {
            Some(kind) if kind == "N" => return,
            Some(kind) => format!("a key attribute of type {kind}"),
            None if self.entity_type.as_ref() == Some(&name) => "the entity type".to_owned(),
            None if self.revision == name => "the revision".to_owned(),
            None => return,
        };
        diag.error(ttl.span(), format_args!("`{name}` is {what}, and no time to live\nhelp: name an attribute of its own, as in `ttl = \"expires_at\"`"));
    }

    fn once_in_a_key(&self, diag: &Diagnostics) {
        for key in std::iter::once(&self.table).chain(&self.indexes) {
            for (place, attribute) in key.names().enumerate() {
                if key.names().take(place).any(|before| before.name == attribute.name) {
                    diag.error(
                        attribute.span,
                        format_args!(
                            "attribute `{}` is in this key already\nhelp: name another attribute, or remove it here",
                            attribute.name
                        ),
                    );
                }
            }
        }
    }

    /// Every attribute the library writes by itself, each once.
    pub(super) fn managed(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.all().map(|key| key.name.as_str()).chain(self.entity_type.as_deref()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

impl Key {
    fn names(&self) -> impl Iterator<Item = &KeyName> {
        self.pk.iter().chain(&self.sk)
    }

    pub(super) fn tokens(&self) -> TokenStream {
        let pk = self.pk.iter().map(KeyName::tokens);
        let sk = self.sk.iter().map(KeyName::tokens);
        quote!(__d::KeyAttributes { pk: &[#(#pk),*], sk: &[#(#sk),*] })
    }
}

impl KeyName {
    fn of(raw: &RawKey) -> Self {
        let kind = raw.kind.clone().unwrap_or_else(|| Ident::new("S", Span::call_site()));
        Self { name: raw.name.value(), kind, span: raw.name.span() }
    }

    fn tokens(&self) -> TokenStream {
        let Self { name, kind, .. } = self;
        let kind = Ident::new(&kind.to_string(), Span::call_site());
        quote!(__d::KeyAttribute::new(#name, __d::KeyKind::#kind))
    }
}

/// The attributes that are declared, or the one that a key has by convention.
fn names(raw: Option<&Vec<RawKey>>, default: impl FnOnce() -> String, span: Span) -> Vec<KeyName> {
    let Some(raw) = raw else {
        return vec![KeyName { name: default(), kind: Ident::new("S", Span::call_site()), span }];
    };
    raw.iter().map(KeyName::of).collect()
}

fn optional(raw: Option<&Option<Vec<RawKey>>>, default: impl FnOnce() -> String, span: Span) -> Vec<KeyName> {
    match raw {
        Some(None) => Vec::new(),
        Some(Some(raw)) => names(Some(raw), default, span),
        None => names(None, default, span),
    }
}

fn index_names_differ(indexes: &[RawIndex], diag: &Diagnostics) {
    for (place, index) in indexes.iter().enumerate() {
        if indexes.iter().take(place).any(|before| before.name == index.name) {
            diag.error(
                index.span,
                format_args!("a second index `{}`\nhelp: give one of them another name", index.name),
            );
        }
    }
}

/// Of global indexes an account may have more than the usual twenty.
fn indexes_are_no_more_than_can_be(indexes: &[RawIndex], diag: &Diagnostics) {
    for index in indexes.iter().filter(|index| index.local).skip(MOST_LOCAL_INDEXES) {
        diag.error(
            index.span,
            format_args!(
                "a table has {MOST_LOCAL_INDEXES} local indexes at the most\nhelp: remove one of them, or remove `local`"
            ),
        );
    }
}

fn local_indexes_have_an_order_to_change(indexes: &[RawIndex], diag: &Diagnostics) {
    for index in indexes.iter().filter(|index| index.local) {
        diag.error(
            index.span,
            "a table without a sort key has no local index\nhelp: give the table a sort key, or remove `local`",
        );
    }
}
