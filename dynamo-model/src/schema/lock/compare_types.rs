//! What a change of a type does to the values of it that are stored.

use std::collections::BTreeMap;

use super::Lock;
use super::changes::{Changes, UPGRADE, UPGRADED, changed};
use super::compare_entity::{Pair, flattened_into};
use super::compare_fields::{FieldChange, fields};
use super::entity::LockedEntity;
use super::entries::FLATTENED;
use super::mentions::Places;
use super::types::{INSIDE, LockedEnum, LockedType};

impl Changes {
    /// Compares the types of two designs; `known` is what each new entity was.
    pub(super) fn types(&mut self, old: &Lock, new: &Lock, known: &BTreeMap<&str, &LockedEntity>) {
        for (name, now) in &new.types {
            let Some(before) = old.types.get(name) else {
                self.harmless(format!("what `{name}` is stored as is locked now"));
                continue;
            };
            let mut places = Places::default();
            let holding = old.holding(name);
            for (entity, before) in known {
                if let Some(now) = new.entities.get(*entity) {
                    places.add(&Pair { name: entity, old: before, new: now }, &holding);
                }
            }
            for change in type_changes(name, before, now) {
                self.in_places(change, &places);
            }
        }
        for name in old.types.keys().filter(|name| !new.types.contains_key(*name)) {
            self.harmless(format!("what `{name}` is stored as is not locked any more"));
        }
    }

    fn in_places(&mut self, TypeChange { change, in_keys }: TypeChange, places: &Places) {
        let Some(loss) = change.loss else { return self.harmless(change.what) };
        let keys: &[String] = if in_keys { &places.keys } else { &[] };
        let cures: Vec<&str> = [(&places.attributes[..], UPGRADE), (keys, ANEW)]
            .into_iter()
            .filter(|(places, _)| !places.is_empty())
            .map(|(_, cure)| cure)
            .collect();
        if !cures.is_empty() {
            let stranded: Vec<&str> = places.attributes.iter().chain(keys).map(String::as_str).collect();
            let stranded = format!("{loss}, in {}; {}", stranded.join(", "), cures.join(", and "));
            self.stranding(change.what, stranded);
        } else if !places.upgraded.is_empty() {
            self.harmless(change.what + UPGRADED);
        } else if !in_keys {
            self.harmless(change.what);
        }
    }
}

/// What to do about keys that are not made as they were.
const ANEW: &str = "keep the text that keys have, or put the items anew under their new keys";

const NOT_READ: &str = "what is stored of it is not read";

/// A change of a type, and whether it changes keys that are made of it too.
struct TypeChange {
    change: FieldChange,
    in_keys: bool,
}

fn type_changes(name: &str, old: &LockedType, new: &LockedType) -> Vec<TypeChange> {
    let in_attributes = |change| TypeChange { change, in_keys: false };
    match (old, new) {
        (LockedType::Struct(old), LockedType::Struct(new)) => {
            let found = fields(old, new, |entry| entry_of(name, entry));
            found.into_iter().map(in_attributes).collect()
        }
        (LockedType::Enum(old), LockedType::Enum(new)) => Variants { name, old, new }.changes(),
        // The parts of a key say what a newtype looks like there.
        (LockedType::Newtype(old), LockedType::Newtype(new)) if old != new => {
            let what = changed(&format!("what `{name}` holds"), old, new);
            vec![in_attributes(lossy(what, "what is stored of it may not be read, or not as what was meant"))]
        }
        (LockedType::Newtype(_), LockedType::Newtype(_)) => Vec::new(),
        (old, new) => {
            let what = changed(&format!("`{name}`"), old.kind(), new.kind());
            vec![TypeChange { change: lossy(what, NOT_READ), in_keys: true }]
        }
    }
}

fn entry_of(name: &str, entry: &str) -> String {
    if entry == FLATTENED { flattened_into(name) } else { format!("entry `{entry}` of `{name}`") }
}

/// An enum as it was and as it is.
struct Variants<'l> {
    name: &'l str,
    old: &'l LockedEnum,
    new: &'l LockedEnum,
}

impl Variants<'_> {
    fn changes(&self) -> Vec<TypeChange> {
        let mut found = Vec::new();
        if self.old.tagging != self.new.tagging {
            let what = format!("where the variants of `{}` have their names", self.name);
            let what = changed(&what, &self.old.tagging, &self.new.tagging);
            found.push(TypeChange { change: lossy(what, NOT_READ), in_keys: false });
        }
        for (variant, stored) in &self.new.variants {
            found.extend(self.variant(variant, stored));
        }
        let gone = self.old.variants.iter().filter(|(variant, stored)| {
            !self.new.variants.contains_key(*variant) && !self.new.variants.values().any(|now| now == *stored)
        });
        found.extend(gone.map(|(variant, stored)| {
            let what = format!("{}, stored as \"{stored}\", is gone", self.of(variant));
            TypeChange { change: lossy(what, NOT_READ), in_keys: true }
        }));
        found
    }

    /// Compares a variant with what it was: the one of its name, or else the one that was stored as it is.
    fn variant(&self, variant: &str, stored: &str) -> Vec<TypeChange> {
        let of = self.of(variant);
        if let Some(before) = self.old.variants.get(variant) {
            let renamed = (before != stored).then(|| {
                let what = changed(&of, &format!("\"{before}\""), &format!("\"{stored}\""));
                TypeChange { change: lossy(what, NOT_READ), in_keys: true }
            });
            return renamed.into_iter().chain(self.data(variant, variant)).collect();
        }
        let mut before = self.old.variants.iter().filter(|(_, before)| *before == stored);
        let (what, before) = match before.next() {
            Some((before, _)) => (format!("{of} was called `{before}`"), Some(before)),
            None => (format!("{of} is new"), None),
        };
        let told = TypeChange { change: FieldChange { what, loss: None }, in_keys: false };
        let data = before.map(|before| self.data(before, variant)).unwrap_or_default();
        std::iter::once(told).chain(data).collect()
    }

    fn data(&self, before: &str, variant: &str) -> Vec<TypeChange> {
        let (old, new) = (self.old.data.get(before), self.new.data.get(variant));
        let is_list = [self.old.lists.contains(before), self.new.lists.contains(variant)];
        let found = if old.is_some() != new.is_some() && !self.new.tagging.starts_with(INSIDE) {
            let holds = if new.is_some() { "holds data now" } else { "holds no data any more" };
            vec![lossy(format!("{} {holds}", self.of(variant)), NOT_READ)]
        } else if let ([is, becomes], Some(_), Some(_)) = (is_list, old, new)
            && is != becomes
        {
            let holds = if becomes { "is a list now" } else { "is no list any more" };
            vec![lossy(format!("what {} holds {holds}", self.of(variant)), NOT_READ)]
        } else {
            let none = BTreeMap::new();
            let of = |entry: &str| entry_of(&format!("{}::{variant}", self.name), entry);
            fields(old.unwrap_or(&none), new.unwrap_or(&none), of)
        };
        found.into_iter().map(|change| TypeChange { change, in_keys: false }).collect()
    }

    fn of(&self, variant: &str) -> String {
        format!("variant `{variant}` of `{}`", self.name)
    }
}

impl LockedType {
    fn kind(&self) -> &'static str {
        match self {
            Self::Newtype(_) => "a newtype",
            Self::Struct(_) => "a struct",
            Self::Enum(_) => "an enum",
        }
    }
}

fn lossy(what: String, loss: &'static str) -> FieldChange {
    FieldChange { what, loss: Some(loss) }
}
